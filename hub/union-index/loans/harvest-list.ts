/** One list of one system: its pages are set aside as they come, and all of them take the place of the list before at once. */
import type { LoanSource } from '#contract/adapter.ts';
import { MerciaError } from '#platform/errors.ts';
import { deleteOthersRows, type KeptRows } from './repositories/forget.ts';
import { dropLoanPages, findLoanLists, finishLoanList, insertLoanPage } from './repositories/lists.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { writeUnderLease, type Lease } from '../harvest/lease.ts';
import { toInstant } from '../ingest/page-rows.ts';
import type { Agreements } from './agreements.ts';
import { OF_READERS, type ListPlan } from './list-plans.ts';

export interface ListHarvest {
  readonly db: Kysely<Database>;
  readonly lease: Lease;
  readonly source: LoanSource;
  readonly agreements: Agreements;
  readonly clock: () => Date;
  /** The month in the system's time zone: `2026-01`. */
  readonly monthAt: (at: Date) => string;
  /** Accepts a list that is less than half as long as it was, and one that was written before the one that is stored. */
  readonly acceptDrop: boolean;
  /** A list about readers that was written before is not taken in: it would have to go at once. */
  readonly keptFrom: Date;
  readonly signal: AbortSignal;
}

/** Below this many rows nothing is refused: the loans of a small library may well all come back. */
const SUSPICIOUS_FROM = 50;

/**
 * Harvests one list. Null if the system does not give it, or no library agreed to it. Throws what the source throws, and
 * LMS_BAD_RESPONSE if most of the list is gone, or if it is too old; the stored list then stays. Gives how many rows are stored now.
 */
export async function harvestList(plan: ListPlan, harvest: ListHarvest) {
  const { db, lease, source, agreements, signal } = harvest;
  const { number: system } = lease.target;
  const kept = agreements.keptOf(plan.list);
  if (kept === null) return null;
  const seen = new Set<string>();
  const isKept = keeperOf(kept);
  let isOfNobody = false;
  const scope = {
    db,
    system,
    agreements,
    keeps: (library: string | null) => {
      isOfNobody ||= library === null;
      return isKept(library);
    },
    keepsFactsOfAMove: keeperOf(agreements.ofAMove),
    wantsFactsOfAMove: agreements.ofAMove !== null,
    isNew: (localId: string) => seen.size < seen.add(localId).size,
  };
  const pages = plan.open(source, scope, signal);
  if (pages === null) return null;

  const began = harvest.clock();
  let written: Date | null = null;
  let [told, leftOut] = [0, 0];
  let page = 0;
  await writeUnderLease(db, lease, (transaction) => dropLoanPages(transaction, system, plan.list));
  for await (const prepared of pages) {
    signal.throwIfAborted();
    page += 1;
    told += prepared.rows.length;
    leftOut += prepared.leftOut;
    if (prepared.asOf !== undefined)
      written = earlierOf(written ?? began, readWritten(plan.list, prepared.asOf, lease));
    await writeUnderLease(db, lease, (transaction) =>
      insertLoanPage(transaction, system, plan.list, page, prepared.rows),
    );
  }
  signal.throwIfAborted();
  const states = await findLoanLists(db, [system]);
  const stored = states.find(({ list }) => list === plan.list)?.asOf ?? null;
  // Of what is told as it is now nothing is old.
  if (written !== null) refuseOld(plan.list, { written, stored }, harvest);
  const asOf = written ?? began;
  const months = { month: harvest.monthAt(asOf), before: stored === null ? null : harvest.monthAt(stored) };

  return writeUnderLease(db, lease, async (transaction) => {
    // First, so that what was given up is not taken for what the system has lost.
    await deleteOthersRows(transaction, system, plan.list, kept);
    const { before, now, startsAnew = false } = await plan.replace(transaction, system, months);
    if (before >= SUSPICIOUS_FROM && now * 2 < before && !harvest.acceptDrop) {
      const what = `of ${before} rows of ${plan.list} the system now tells ${now}; that is not believed`;
      throw refusal(
        lease,
        `${what}, and the list stays as it was; where it is true, harvest again and accept the drop`,
      );
    }
    // Two loans of one copy: only one of them is kept. In the other lists what is fewer came twice.
    const lost = plan.list === 'OPEN_LOANS' ? told - now : 0;
    // A row of which nobody knows the library may be of any of them, whether it is kept or not.
    const completeFor = isOfNobody || lost > 0 ? [] : kept.libraries;
    const counts = { rows: now, leftOut: leftOut + lost };
    await finishLoanList(transaction, system, plan.list, { asOf, began, ...counts, completeFor, startsAnew });
    await dropLoanPages(transaction, system, plan.list);
    return counts;
  });
}

function readWritten(list: LoanList, asOf: string, lease: Lease): Date {
  const at = toInstant(asOf);
  if (at !== null) return new Date(at);
  throw refusal(lease, `the time at which ${list} was written cannot be read, and the list stays as it was`);
}

function earlierOf(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function refuseOld(
  list: LoanList,
  { written: asOf, stored }: { readonly written: Date; readonly stored: Date | null },
  { lease, acceptDrop, keptFrom }: ListHarvest,
): void {
  const written = asOf.toISOString();
  if (OF_READERS.includes(list) && asOf < keptFrom) {
    const what = `${list} was written ${written}, and rows about readers that are so old are not kept`;
    throw refusal(lease, `${what}; see whether the export still runs`);
  }
  if (stored === null || asOf >= stored || acceptDrop) return;
  const what = `${list} was written ${written}, and the one that is stored is of ${stored.toISOString()}`;
  throw refusal(
    lease,
    `${what}; an older list is not put over it; where it is meant, harvest again and accept the drop`,
  );
}

function refusal({ target }: Lease, what: string): MerciaError {
  const publicMessage = `[${target.systemId}] loans: ${what}`;
  return new MerciaError('LMS_BAD_RESPONSE', publicMessage, { system: target.systemId, publicMessage });
}

function keeperOf(kept: KeptRows | null): (library: string | null) => boolean {
  const libraries = new Set<string>(kept?.libraries);
  return (library) => (library === null ? kept?.unknown === true : libraries.has(library));
}
