/** Who of the libraries that hold a title could lend it, or copy from it, for another library; and why the others not. */
import type { Library } from '../region.ts';
import { best, coverageOf, type Coverage } from './coverage.ts';
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

/**
 * Candidates in the order in which to ask. Last resorts come behind all others. Within each of these two: networks in the order of the rota; within a network, who
 * certainly has the part wanted before who may have it; among equals {@link fairOrder}.
 */
export function findLenders<Held extends HeldPart>(
  question: LenderQuestion,
  holders: readonly Holder<Held>[],
): { readonly candidates: readonly Lender<Held>[]; readonly excluded: readonly ExcludedLender[] } {
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

function judge<Held extends HeldPart>(question: LenderQuestion, holder: Holder<Held>) {
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
    // Compared number by number, the least first.
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

/**
 * The place of a library among its equals for one title and one asker: a number without meaning, the same each time, and
 * spread so evenly that of many titles each library is asked first for its share. FNV-1a with a last stir, because
 * FNV alone leaves ids that differ in their last letters close together.
 */
export function fairOrder(edition: string, asker: string, library: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const letter of `${edition} ${asker} ${library}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
