/**
 * Counts of readers, loans and holds, made when a snapshot is taken and kept with it: they stay when the rows have left. Of each
 * library by itself, so that the agreement of each decides, and with small numbers hidden.
 */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { countsAt } from '#domain/move-phases.ts';
import type { DataPurpose, Region } from '#domain/region.ts';
import { showCount, type ShownCount } from '#domain/small-numbers.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { readResults, type SnapshotFinder, type SnapshotToFinish } from '../snapshots/finder.ts';
import type { SystemLists } from './reader-tables.ts';
import { countRegistrations, type KeptRegistrations } from './registrations.ts';

/** One of these lets readers be counted for a move, and rows about them be listed. */
export const MOVE_PURPOSES: readonly DataPurpose[] = ['MOVE_RECONCILIATION', 'DATA_CLEANING'];

export interface OverdueCell {
  readonly system: SystemId;
  /** The year in which the loan was due. */
  readonly year: number;
  readonly count: ShownCount;
}

export const HOLD_AGES = ['OVER_A_YEAR', 'OVER_90_DAYS'] as const;
export type HoldAge = (typeof HOLD_AGES)[number];

export interface HoldCell {
  readonly system: SystemId;
  /** READY: a copy waits to be collected. */
  readonly waits: 'READY' | 'QUEUED';
  readonly age: HoldAge;
  readonly count: ShownCount;
}

/** What is kept of a library; null for what it has not agreed to. */
export interface KeptCounts {
  readonly registrations: KeptRegistrations | null;
  readonly overdue: readonly OverdueCell[] | null;
  readonly holds: readonly HoldCell[] | null;
}

const RESULT = 'READERS';

export const countReaders: SnapshotFinder = {
  what: 'readers, loans and holds',
  async find(transaction, snapshot) {
    const agreed = new Set(findPermittedRows(snapshot.region, MOVE_PURPOSES).libraries);
    const statistics = new Set(findPermittedRows(snapshot.region, ['STATISTICS']).libraries);
    for (const { id } of snapshot.region.libraries) {
      const counts: KeptCounts = {
        registrations: agreed.has(id) ? await countReadersOf(transaction, snapshot, id) : null,
        overdue: statistics.has(id) ? await countOverdue(transaction, snapshot.number, id) : null,
        holds: statistics.has(id) ? await countHolds(transaction, snapshot.number, id) : null,
      };
      // What has been counted stays: a process that goes on later may find fewer rows.
      await transaction
        .insertInto('snapshot_result')
        .values({ snapshot: snapshot.number, report: RESULT, key: id, value: toJson(counts) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
};

/** Of these libraries. */
export function readKeptCounts(
  db: Kysely<Database>,
  snapshot: number,
  libraries: readonly LibraryId[],
): Promise<ReadonlyMap<string, KeptCounts>> {
  return readResults<KeptCounts>(db, { snapshot, report: RESULT }, libraries);
}

export function systemsOf({ systems }: Region, library: LibraryId): readonly SystemId[] {
  return systems.filter(({ owners }) => owners.some((owner) => owner.library === library)).map(({ id }) => id);
}

/** Without those into which it was loaded to try it out, and those that it has left: the same readers and loans are there again. */
export function ownSystemsOf(region: Region, library: LibraryId): readonly SystemId[] {
  const counts = countsAt(region);
  return systemsOf(region, library).filter((system) => counts({ library, system }));
}

/**
 * Which lists a snapshot has of a library's systems. Without all loans it is unknown whether a reader has none, and a list without a row
 * of the library tells nothing of it, unless it has every row of it.
 */
async function findSnapshotLists(
  db: Kysely<Database>,
  { snapshot, library, systems }: { snapshot: number; library: LibraryId; systems: readonly SystemId[] },
): Promise<readonly SystemLists[]> {
  const { rows } = await sql<{ system: SystemId; list: string; whole: boolean; tells: boolean | null }>`
    SELECT s.system_id AS system, l.list, bool_and(l.left_out = 0) AS whole,
      bool_or(l.library = ${library} OR ${library} = ANY(l.complete_for)) AS tells
    FROM snapshot_reader_list l JOIN system s ON s.id = l.system
    WHERE l.snapshot = ${snapshot} GROUP BY 1, 2`.execute(db);
  return systems.map((system) => ({
    system,
    readers: rows.some((row) => row.system === system && row.list === 'READERS' && row.tells === true),
    loans: rows.some((row) => row.system === system && row.list === 'LOANS' && row.whole),
  }));
}

async function countReadersOf(
  db: Transaction<Database>,
  { number: snapshot, region }: SnapshotToFinish,
  library: LibraryId,
): Promise<KeptRegistrations> {
  const systems = await findSnapshotLists(db, { snapshot, library, systems: systemsOf(region, library) });
  return countRegistrations({ db, snapshot, systems, libraries: [library], unknownOf: [] });
}

/** Loans that had been due for over a year; those of a year are one cell. */
async function countOverdue(
  db: Transaction<Database>,
  snapshot: number,
  library: LibraryId,
): Promise<readonly OverdueCell[]> {
  const { rows } = await sql<{ system: SystemId; year: number; count: number }>`
    SELECT name.system_id AS system, extract(year FROM coalesce(l.due_on, l.due_at::date))::int AS year,
      count(*)::int AS count
    FROM snapshot_loan l JOIN system name ON name.id = l.system JOIN snapshot s ON s.id = l.snapshot
    WHERE l.snapshot = ${snapshot} AND l.library = ${library} AND ${LONG_OVERDUE}
    GROUP BY 1, 2 ORDER BY 1, 2`.execute(db);
  return rows.map((row) => ({ ...row, count: showCount(row.count) }));
}

export const LONG_OVERDUE_DAYS = 365;

/** Of a loan `l` of a snapshot `s`. */
export const LONG_OVERDUE = sql`coalesce(l.due_on, l.due_at::date) < s.taken_at::date - ${sql.lit(LONG_OVERDUE_DAYS)}`;

/** Since when a hold `h` waits: for its copy, or for its reader. */
export const WAITS_SINCE = sql`CASE WHEN h.status = 'READY' THEN h.arrived_on ELSE h.placed_on END`;

/** Only what is old: the number of the others is shown nowhere, so that no hidden number follows from a total. */
async function countHolds(
  db: Transaction<Database>,
  snapshot: number,
  library: LibraryId,
): Promise<readonly HoldCell[]> {
  const { rows } = await sql<{ system: SystemId; waits: 'READY' | 'QUEUED'; age: HoldAge; count: number }>`
    SELECT name.system_id AS system, CASE WHEN h.status = 'READY' THEN 'READY' ELSE 'QUEUED' END AS waits,
      CASE WHEN ${WAITS_SINCE} < s.taken_at::date - 365 THEN 'OVER_A_YEAR' ELSE 'OVER_90_DAYS' END AS age,
      count(*)::int AS count
    FROM snapshot_hold h JOIN system name ON name.id = h.system JOIN snapshot s ON s.id = h.snapshot
    WHERE h.snapshot = ${snapshot} AND h.library = ${library} AND ${WAITS_SINCE} < s.taken_at::date - 90
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, count: showCount(row.count) }));
}
