import type { HarvestFrom } from '#contract/adapter.ts';
import type { Database, Tx } from '#store/tables.ts';
import type { CondensedPage, PageCounts } from '#union-index/ingest-contract.ts';
import {
  addRecords,
  findHarvestedSoFar,
  noteBegin,
  noteEnd,
  noteExpected,
  noteFailure,
  type HarvestedSoFar,
} from '../repositories/harvest-state.ts';
import { readSystemRules, writeReadBy } from '../repositories/reading-rules.ts';
import { sql, type Kysely, type Selectable } from 'kysely';
import { renewLease, type Lease } from './lease.ts';

/** `auto` goes on with an unfinished run, else brings what changed, or everything where nothing ever came. */
export type HarvestKind = 'auto' | 'full' | 'changes';

/** One run of one system: a row of `harvest_run`. */
export interface HarvestRun {
  readonly id: number;
  readonly from: HarvestFrom;
  /** True if a run that was cut short goes on. */
  readonly resumed: boolean;
  /** Why it brings everything, if that is for a change of the region file; else null. */
  readonly because: string | null;
  /** Where the changes behind it start, whatever it brings, if it was not believed before; else null. */
  readonly changesFrom: string | null;
}

/** What a run has brought so far, over all its parts. */
export interface RunCounts {
  readonly records: number;
  readonly deletions: number;
  readonly rejects: number;
  readonly expected: number | null;
}

type RunRow = Pick<Selectable<Database['harvest_run']>, 'id' | 'kind' | 'cursor_from' | 'resume_at'>;

/** When somebody last tried to harvest a system, in whatever process, and whether it failed. */
export interface LastTry {
  readonly endedAt: Date;
  readonly failed: boolean;
}

export interface RunOptions {
  readonly kind: HarvestKind;
  readonly canHarvestChanges: boolean;
  /** `auto` brings everything if this many seconds have passed since it last did; null for never. */
  readonly fullEverySeconds: number | null;
  readonly at: Date;
}

/** Finds the run to go on with, or starts one. The lease is held by the caller. */
export async function beginRun(db: Kysely<Database>, lease: Lease, options: RunOptions): Promise<HarvestRun> {
  return await db.transaction().execute(async (transaction) => {
    await renewLease(transaction, lease);
    const { number, rules } = lease.target;
    const { readBy } = await readSystemRules(transaction, number);
    const soFar = await findHarvestedSoFar(transaction, number);
    const { cursor: known } = soFar;
    await noteBegin(transaction, number, options.at);
    // Whoever reads now may read by another file than ours: then it is of no use to read everything again and again.
    const isReadOtherwise = rules !== undefined && readBy !== (rules.readsBy ?? rules.digest);
    if (options.kind === 'auto') {
      const wanted = isReadOtherwise ? (rules.readsBy ?? rules.digest) : null;
      const unfinished = await findUnfinished(transaction, lease, wanted);
      if (unfinished !== null) return await resumeRun(transaction, unfinished, known, options.at);
    }
    const isFull = isReadOtherwise || isFullWanted(soFar, options);
    const row = await insertRun(transaction, lease, isFull ? null : known, options.at);
    const isFirst = readBy === null && known === null;
    const because =
      isReadOtherwise && !isFirst ? 'not everything was read by the rules of the region file that are in force' : null;
    return { id: row.id, from: toFrom(row, known), resumed: false, because, changesFrom: null };
  });
}

/** Everything is due if the newest full run that came to its end began longer ago than it may. */
function isFullWanted(
  { fullStartedAt }: HarvestedSoFar,
  { kind, canHarvestChanges, fullEverySeconds, at }: RunOptions,
): boolean {
  if (kind === 'full' || !canHarvestChanges) return true;
  if (kind !== 'auto' || fullEverySeconds === null || fullStartedAt === null) return false;
  return at.getTime() - fullStartedAt.getTime() > fullEverySeconds * 1000;
}

async function resumeRun(transaction: Tx, row: RunRow, known: string | null, at: Date): Promise<HarvestRun> {
  await transaction
    .updateTable('harvest_run')
    .set({ problem: null, updated_at: at })
    .where('id', '=', row.id)
    .execute();
  const changesFrom = row.kind === 'full' ? row.cursor_from : null;
  return { id: row.id, from: toFrom(row, known), resumed: true, because: null, changesFrom };
}

/** Without a cursor the run brings everything. */
async function insertRun(transaction: Tx, { target }: Lease, cursor: string | null, at: Date): Promise<RunRow> {
  return await transaction
    .insertInto('harvest_run')
    .values({
      system: target.number,
      kind: cursor === null ? 'full' : 'changes',
      cursor_from: cursor,
      resume_at: null,
      started_at: at,
      updated_at: at,
      finished_at: null,
      next_cursor: null,
      expected: null,
      problem: null,
      rules: target.rules?.digest ?? null,
    })
    .returning(['id', 'kind', 'cursor_from', 'resume_at'])
    .executeTakeFirstOrThrow();
}

function toFrom(row: RunRow, known: string | null): HarvestFrom {
  const run =
    row.kind === 'changes' && row.cursor_from !== null
      ? { kind: 'changes' as const, cursor: row.cursor_from }
      : { kind: 'full' as const };
  return { run, resumeAt: row.resume_at, ...(known !== null && { known }) };
}

/**
 * Only the newest run may be gone on with: what is newer has overtaken what is older. If everything is to be read by new
 * rules, only one that reads everything by those.
 */
async function findUnfinished(transaction: Tx, lease: Lease, rules: string | null): Promise<RunRow | null> {
  const newest = await transaction
    .selectFrom('harvest_run')
    .select(['id', 'kind', 'cursor_from', 'resume_at', 'finished_at', 'rules'])
    .where('system', '=', lease.target.number)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.finished_at !== null) return null;
  return rules === null || (newest.kind === 'full' && newest.rules === rules) ? newest : null;
}

/** Null if the newest run was cut short, or nobody ever tried. */
export async function findLastTry(db: Kysely<Database>, lease: Lease): Promise<LastTry | null> {
  const newest = await db
    .selectFrom('harvest_run')
    .select(['finished_at', 'updated_at', 'problem'])
    .where('system', '=', lease.target.number)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined || (newest.finished_at === null && newest.problem === null)) return null;
  return { endedAt: newest.finished_at ?? newest.updated_at, failed: newest.finished_at === null };
}

/** Adds a page's counts and where to go on behind it, in the page's own transaction. */
export async function savePage(
  transaction: Tx,
  run: HarvestRun,
  page: CondensedPage,
  counts: Pick<PageCounts, 'added' | 'deletions' | 'rejects'>,
  at: Date,
): Promise<RunCounts> {
  const { system, ...total } = await transaction
    .updateTable('harvest_run')
    .set({
      resume_at: page.resumeAt,
      updated_at: at,
      records: sql<number>`records + ${page.records.filter((record) => !record.deleted).length}`,
      deletions: sql<number>`deletions + ${counts.deletions}`,
      rejects: sql<number>`rejects + ${counts.rejects}`,
      ...(page.expected === null ? {} : { expected: page.expected }),
      ...(page.rules === undefined ? {} : { rules: page.rules }),
    })
    .where('id', '=', run.id)
    .returning(['system', 'records', 'deletions', 'rejects', 'expected'])
    .executeTakeFirstOrThrow();
  if (run.from.run.kind === 'full' && page.expected !== null) await noteExpected(transaction, system, page.expected);
  await addRecords(transaction, system, counts.added - counts.deletions);
  return total;
}

/**
 * Ends the run. A run of changes without a new cursor starts from its old one again, and so do the changes behind a run that was
 * once not believed ({@link failRun}): twice brought, never missed.
 */
export async function finishRun(transaction: Tx, run: HarvestRun, nextCursor: string | null, at: Date): Promise<void> {
  const old = run.from.run.kind === 'changes' ? run.from.run.cursor : null;
  const cursor = run.changesFrom ?? nextCursor ?? old;
  const { system, kind, rules, startedAt } = await transaction
    .updateTable('harvest_run')
    .set({ finished_at: at, updated_at: at, next_cursor: cursor })
    .where('id', '=', run.id)
    .returning(['system', 'kind', 'rules', 'started_at as startedAt'])
    .executeTakeFirstOrThrow();
  await noteEnd(transaction, system, { kind, startedAt, finishedAt: at, nextCursor: cursor });
  if (kind === 'full' && rules !== null) await writeReadBy(transaction, system, rules);
}

/** How a run ended before its end. */
export interface FailedRun {
  readonly problem: string;
  /** What it says is gone is not believed, so that what it brought may lack more. */
  readonly isRefused: boolean;
}

/**
 * Keeps why the run ended before its end; leaves it alone where another harvester has gone on with it. One of everything that
 * is refused goes on where it was, and then changes start from where they would have without it; one of changes starts again.
 */
export async function failRun(
  db: Kysely<Database>,
  lease: Lease,
  run: HarvestRun,
  { problem, isRefused }: FailedRun,
  at: Date,
): Promise<void> {
  const { run: kind, known = null } = run.from;
  const again = kind.kind === 'full' ? { cursor_from: known } : { resume_at: null };
  await db.transaction().execute(async (transaction) => {
    await renewLease(transaction, lease);
    const { system, startedAt } = await transaction
      .updateTable('harvest_run')
      .set({ problem, updated_at: at, ...(isRefused && again) })
      .where('id', '=', run.id)
      .returning(['system', 'started_at as startedAt'])
      .executeTakeFirstOrThrow();
    await noteFailure(transaction, system, problem, startedAt);
  });
}

/**
 * Deletes the oldest of the runs that began before then, and gives how many. The newest of each system stays: it may be gone on with. So does
 * the newest that came to its end, by which it is known whether a system that is switched off was harvested since a library was frozen.
 */
export async function deleteOldRuns(db: Kysely<Database>, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM harvest_run WHERE id IN (
      SELECT r.id FROM harvest_run r
      WHERE r.started_at < ${before}::timestamptz
        AND EXISTS (SELECT FROM harvest_run newer WHERE newer.system = r.system AND newer.id > r.id)
        AND (r.finished_at IS NULL OR r.problem IS NOT NULL OR EXISTS (SELECT FROM harvest_run newer
          WHERE newer.system = r.system AND newer.id > r.id AND newer.finished_at IS NOT NULL AND newer.problem IS NULL))
      ORDER BY r.id LIMIT ${most} FOR UPDATE SKIP LOCKED)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
