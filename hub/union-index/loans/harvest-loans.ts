/** What a system tells of its loans as a whole, brought under the same lease as its records. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError, type ErrorCode } from '#platform/errors.ts';
import type { LoanList } from '#store/loan-lists.ts';
import {
  deleteLoanList,
  dropLoanPages,
  failLoanList,
  findLoanLists,
  type LoanListState,
} from './repositories/lists.ts';
import type { IngestTarget } from '#union-index/ingest-contract.ts';
import { withLease, writeUnderLease, type Lease, type LeaseHolder } from '../harvest/lease.ts';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { createAgreements, type Agreements } from './agreements.ts';
import { harvestList, type ListHarvest } from './harvest-list.ts';
import { TABLES } from './repositories/list-rows.ts';
import { LIST_PLANS, OF_READERS, type ListPlan } from './list-plans.ts';
import { refreshLibraryCounts, deleteLibraryCounts } from './repositories/library-counts.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import {
  deleteOthersFactsOfAMove,
  deleteOthersRows,
  deleteOthersYears,
  deletePagesOfNobody,
  deleteRowsElsewhere,
  deleteStaleRows,
  type KeptRows,
} from './repositories/forget.ts';
import { refreshReaderGroups } from './repositories/reader-groups.ts';

export interface HarvestLoansOptions extends LeaseHolder {
  readonly adapter: LmsAdapter;
  readonly region: Region;
  readonly clock: () => Date;
  /** Accepts lists that are less than half as long as they were. */
  readonly acceptDrop?: boolean | undefined;
  /** Days that rows about readers are kept which no harvest renews; 30 where not said. */
  readonly readerRowsDays?: number | undefined;
}

export interface LoanListResult {
  readonly list: LoanList;
  /** Rows that are stored now; null if it did not finish. */
  readonly rows: number | null;
  /** Rows that were not kept: for want of an agreement, or because another loan is known by the same copy. */
  readonly leftOut: number;
  readonly problem: string | null;
  readonly code: ErrorCode | null;
}

export interface LoanHarvestResult {
  readonly system: SystemId;
  /** Only lists that the system can tell and that somebody agreed to. */
  readonly lists: readonly LoanListResult[];
}

/**
 * Brings each list that the system can tell, of the libraries that agreed to it, and takes away what may not be kept any
 * longer. A list that fails costs no other, and stays as it was. Throws STORE_UNAVAILABLE if another harvests the system,
 * and the signal's reason where it was aborted.
 */
export async function harvestLoans(options: HarvestLoansOptions): Promise<LoanHarvestResult> {
  const { adapter, db, region, clock } = options;
  const systemId = adapter.system.id;
  const target: IngestTarget = { number: await ensureSystemNumber(db, systemId), systemId };
  const agreements = createAgreements(region, systemId);
  const timeZone = region.systems.find(({ id }) => id === systemId)?.timeZone ?? 'UTC';
  return withLease(options, target, async (lease, signal) => {
    await forgetLoans(db, lease, agreements, clock(), options.readerRowsDays);
    const lists: LoanListResult[] = [];
    if (adapter.loans === undefined) return { system: systemId, lists };
    const harvest: ListHarvest = {
      db,
      lease,
      source: adapter.loans,
      agreements,
      clock,
      monthAt: (at) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at).slice(0, '2026-01'.length),
      acceptDrop: options.acceptDrop === true,
      keptFrom: keptFrom(clock(), options.readerRowsDays),
      signal,
    };
    for (const plan of LIST_PLANS) {
      const result = await harvestOneList(plan, harvest, options);
      if (result !== null) lists.push(result);
    }
    await sumUpLoans(db, lease, agreements);
    return { system: systemId, lists };
  });
}

async function harvestOneList(
  plan: ListPlan,
  harvest: ListHarvest,
  { db, clock, logger }: HarvestLoansOptions,
): Promise<LoanListResult | null> {
  const { list } = plan;
  const { lease, signal } = harvest;
  const system = lease.target.systemId;
  try {
    const counts = await harvestList(plan, harvest);
    if (counts === null) return null;
    logger.info({ system, list, ...counts }, 'harvested a list of loans');
    return { list, ...counts, problem: null, code: null };
  } catch (error) {
    signal.throwIfAborted();
    // What was thrown, or what caused it, may hold a piece of an answer about a reader: it is not written down.
    const problem = describeProblem(error, lease);
    const code = isMerciaError(error) ? error.code : 'INTERNAL';
    logger.warn({ system, list, code, problem }, 'a list of loans could not be harvested');
    await failLoanList(db, lease.target.number, list, problem, clock());
    return { list, rows: null, leftOut: 0, problem, code };
  }
}

function describeProblem(error: unknown, { target }: Lease): string {
  if (isMerciaError(error)) return `${error.code}: ${error.publicMessage}`;
  return `[${target.systemId}] loans: Mercia failed internally; the list stays as it was`;
}

/** Sums up the loans of the system's libraries, once its lists have come: it reads every copy of theirs. */
async function sumUpLoans(db: Kysely<Database>, lease: Lease, agreements: Agreements): Promise<void> {
  const counted = agreements.keptOf('USE_COUNTS');
  if (counted === null) return;
  await writeUnderLease(db, lease, (transaction) => refreshLibraryCounts(transaction, counted.libraries));
}

interface LoanKeeperOptions extends Omit<HarvestLoansOptions, 'adapter' | 'region' | 'signal' | 'acceptDrop'> {
  readonly region: () => Region;
}

/** Keeps the loans of a system up to date, which `answered` just now or did not; never rejects. */
type LoanKeeper = (adapter: LmsAdapter, signal: AbortSignal, answered: boolean) => Promise<void>;

const EVERY_MS = 24 * 3_600_000;
const RETRY_MS = 3_600_000;

/**
 * Called after each harvest of a system's records, it harvests the system's loans once a day, and again an hour after a list
 * failed. What is of a library that has given up its agreement, and what is too old, goes each time, also while the system
 * does not answer: how long something is kept is not its to decide.
 */
export function createLoanKeeper({ region, ...each }: LoanKeeperOptions): LoanKeeper {
  const { db, clock, logger, readerRowsDays } = each;

  async function keep(adapter: LmsAdapter, signal: AbortSignal, answered: boolean): Promise<void> {
    const systemId = adapter.system.id;
    const target = { number: await ensureSystemNumber(db, systemId), systemId };
    const states = await findLoanLists(db, [target.number]);
    const agreements = createAgreements(region(), systemId);
    if (answered && isDue(findWantedLists(adapter, agreements), states, clock())) {
      await harvestLoans({ ...each, adapter, region: region(), signal });
    } else if (states.length > 0) {
      await withLease({ ...each, signal }, target, (lease) =>
        forgetLoans(db, lease, agreements, clock(), readerRowsDays),
      );
    }
  }

  return async (adapter, signal, answered) => {
    try {
      await keep(adapter, signal, answered);
    } catch (error) {
      if (signal.aborted) return;
      const code = isMerciaError(error) ? error.code : 'INTERNAL';
      logger.warn({ system: adapter.system.id, code }, 'the loans of a system could not be harvested');
    }
  };
}

/** What a harvest would bring: the system tells it, and somebody agreed to it. */
function findWantedLists({ loans }: LmsAdapter, agreements: Agreements): readonly LoanList[] {
  return LIST_PLANS.flatMap((plan) =>
    loans !== undefined && plan.isToldBy(loans) && agreements.keptOf(plan.list) !== null ? [plan.list] : [],
  );
}

/** By the lists that are wanted alone: one that is not harvested any more stays tried for the last time when it was. */
function isDue(wanted: readonly LoanList[], all: readonly LoanListState[], now: Date): boolean {
  const states = all.filter(({ list }) => wanted.includes(list));
  // Agreed to since the last time, or after an agreement had ended.
  if (states.length < wanted.length) return true;
  return states.some(
    ({ triedAt, problem }) => now.getTime() - triedAt.getTime() >= (problem === null ? EVERY_MS : RETRY_MS),
  );
}

const READER_ROWS_DAYS = 30;
const NOTHING: KeptRows = { libraries: [], unknown: false };
const DAY_MS = 86_400_000;

/** What no harvest has renewed since then goes. */
function keptFrom(now: Date, readerRowsDays = READER_ROWS_DAYS): Date {
  return new Date(now.getTime() - readerRowsDays * DAY_MS);
}

/**
 * Takes away what is of libraries without an agreement today, rows about readers that no harvest has renewed for so many
 * days, and what a harvest of a list that failed or was cut short had set aside: nobody else writes it while the lease is held.
 */
async function forgetLoans(
  db: Kysely<Database>,
  lease: Lease,
  agreements: Agreements,
  now: Date,
  readerRowsDays?: number,
): Promise<void> {
  const before = keptFrom(now, readerRowsDays);
  await writeUnderLease(db, lease, async (transaction) => {
    const { number: system } = lease.target;
    const gone = new Map<LoanList, number>();
    for (const { list } of LIST_PLANS) {
      const kept = agreements.keptOf(list);
      const others = await deleteOthersRows(transaction, system, list, kept ?? NOTHING);
      const stale = OF_READERS.includes(list) ? await deleteStaleRows(transaction, list, before) : 0;
      gone.set(list, others + stale);
      await dropLoanPages(transaction, system, list);
      // No harvest writes it any more: it would grow old, with as many rows as it had.
      if (kept === null) await deleteLoanList(transaction, system, list);
    }
    await deleteOthersFactsOfAMove(transaction, system, agreements.ofAMove ?? NOTHING);
    const counted = agreements.keptOf('USE_COUNTS')?.libraries ?? [];
    await deleteOthersYears(transaction, system, counted);
    await deleteLibraryCounts(
      transaction,
      agreements.libraries.filter((library) => !counted.includes(library)),
    );
    if (gone.get('READERS') !== 0) await refreshReaderGroups(transaction);
  });
}

interface ForgettingRule {
  /** Those of the region file. */
  readonly systems: readonly SystemId[];
  readonly now: Date;
  readonly readerRowsDays: number;
}

/** What takes rows about readers away where no harvest of their system does; each gives how many went. */
export const READER_LISTS = OF_READERS.map((list) => ({
  table: TABLES[list],
  async forget(db: Kysely<Database>, { systems, now, readerRowsDays }: ForgettingRule): Promise<number> {
    await deletePagesOfNobody(db, list);
    return db.transaction().execute(async (transaction) => {
      const stale = await deleteStaleRows(transaction, list, keptFrom(now, readerRowsDays));
      const gone = stale + (await deleteRowsElsewhere(transaction, list, systems));
      if (list === 'READERS' && gone > 0) await refreshReaderGroups(transaction);
      return gone;
    });
  },
}));
