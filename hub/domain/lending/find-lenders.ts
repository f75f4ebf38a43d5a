/** Who of the libraries that hold a title could lend it, or copy from it, for another library; and why the others not. */
import type { Library } from '../region.ts';
import { best, coverageOf, type Coverage } from './coverage.ts';
import { fairOrder } from './fair-order.ts';
import type { HeldPart, Holder, LenderQuestion } from './lender-question.ts';
import { isSuppliable, reasonsAgainst, reasonsFor, type LendingReason } from './lending-reasons.ts';
import type { Opening } from '../places/opening.ts';

export interface Lender<Held> {
  readonly library: Library;
  /** 1 is asked first. */
  readonly rank: number;
  readonly reasons: readonly LendingReason[];
  /** Null if no part was asked for. */
  readonly covers: Coverage | null;
  readonly opening: Opening;
  /** Those that it could lend or copy from. */
  readonly holdings: readonly Held[];
}

export interface ExcludedLender {
  readonly library: Library;
  /** All that keep it out, at least one. */
  readonly reasons: readonly LendingReason[];
  readonly opening: Opening;
}

export interface Lenders<Held> {
  /** In the order in which to ask. */
  readonly candidates: readonly Lender<Held>[];
  readonly excluded: readonly ExcludedLender[];
}

/**
 * Last resorts come behind all others. Within each of these two: networks in the order of the rota; within a network, who
 * certainly has the part wanted before who may have it; among equals {@link fairOrder}.
 */
export function findLenders<Held extends HeldPart>(
  question: LenderQuestion,
  holders: readonly Holder<Held>[],
): Lenders<Held> {
  const judged = holders.map((holder) => judge(question, holder));
  const candidates = judged
    .filter(({ against }) => against.length === 0)
    .toSorted((a, b) => compare(a.order, b.order))
    .map(({ holder, covers, holdings }, index) => ({
      library: holder.library,
      rank: index + 1,
      reasons: reasonsFor(question, holder, covers),
      covers,
      opening: holder.opening,
      holdings,
    }));
  const excluded = judged
    .filter(({ against }) => against.length > 0)
    .map(({ holder, against }) => ({ library: holder.library, reasons: against, opening: holder.opening }));
  return { candidates, excluded };
}

interface Judged<Held extends HeldPart> {
  readonly holder: Holder<Held>;
  /** The holdings that it could supply from. */
  readonly holdings: readonly Held[];
  readonly covers: Coverage | null;
  readonly against: readonly LendingReason[];
  /** Compared number by number, the least first. */
  readonly order: readonly number[];
}

function judge<Held extends HeldPart>(question: LenderQuestion, holder: Holder<Held>): Judged<Held> {
  const { edition, asker, rota, supply, wanted, thisYear } = question;
  const { library, network } = holder;
  const holdings = holder.holdings.filter((held) => isSuppliable(held, supply));
  const covers =
    wanted === null ? null : best(holdings.map(({ statements }) => coverageOf(statements, wanted, thisYear)));
  return {
    holder,
    holdings,
    covers,
    against: reasonsAgainst(question, holder, covers),
    order: [
      library.lending?.lastResort === true ? 1 : 0,
      network === null ? 0 : (rota?.get(network.id) ?? 0),
      covers === 'UNKNOWN' ? 1 : 0,
      fairOrder(edition, asker.id, library.id),
    ],
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
