/** How a number stood in an earlier snapshot, and which of its rows have gone or come since. */
import type { Population } from '#domain/comparison.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { countRows } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { findSnapshot, systemsOfSnapshot, type Snapshot } from '../snapshots/snapshot.ts';
import type { Drill, ReportContext, ReportOption, ReportResult, SummaryLine } from './report.ts';

/** Of every report: its numbers, and those of rows that have gone or come. */
export const SINCE_OPTION: ReportOption = {
  name: 'since',
  says: 'Earlier snapshot to compare with',
  takes: 'SNAPSHOT',
};

export interface Change {
  /** Null if no system told it then. */
  readonly earlier: number | null;
  /** Rows of then that are in the number no more. */
  readonly gone: number;
  readonly come: number;
}

/** The same row in two snapshots has the same value of this. A place under a record identifies nothing without the record. */
const KEYS: Readonly<Record<Population, RawBuilder<unknown>>> = {
  RECORDS: sql`ROW(t.system, t.local_id)::text`,
  ITEMS: sql`ROW(t.system, t.local_id, CASE WHEN t.left_out = 'NO_ID' THEN t.record END)::text`,
  STATEMENTS: sql`ROW(t.system, t.record, t.library, t.kind, t.text)::text`,
};

/** The snapshot that the option `since` names; null if there is no such option. Throws BAD_USER_INPUT for a wrong name. */
export async function findEarlier({ db, options, snapshot }: ReportContext): Promise<Snapshot | null> {
  const { since } = options;
  if (since === undefined) return null;
  const earlier = await findSnapshot(db, since);
  if (earlier?.state === 'WHOLE' && earlier.number < snapshot.number) return earlier;
  throw new MerciaError('BAD_USER_INPUT', `since: there is no whole snapshot "${since}" before "${snapshot.name}".`);
}

/** Adds to each number what it was; does nothing where no earlier snapshot is named. */
export async function withSince(context: ReportContext, result: ReportResult): Promise<ReportResult> {
  const earlier = await findEarlier(context);
  if (earlier === null) return result;
  const summary: SummaryLine[] = [];
  for (const line of result.summary) summary.push(await describeSince(context, earlier, line));
  return { ...result, summary };
}

async function describeSince(context: ReportContext, earlier: Snapshot, line: SummaryLine): Promise<SummaryLine> {
  if (line.drill === undefined || line.isCompared === true) return line;
  const change = await changeSince(context, earlier, line.drill);
  const said =
    change.earlier === null
      ? `not told in "${earlier.name}"`
      : `${change.earlier} in "${earlier.name}"; since then ${change.gone} have gone and ${change.come} have come`;
  return { ...line, text: line.text === undefined ? said : `${line.text}; ${said}` };
}

/** Of the systems that both snapshots have. */
export async function changeSince({ db, snapshot }: ReportContext, earlier: Snapshot, drill: Drill): Promise<Change> {
  const shared = await sharedSystems(db, earlier, snapshot);
  if (shared.length === 0) return { earlier: null, gone: 0, come: 0 };
  const where = [...drill.where, { dimension: 'SYSTEM', in: shared } as const];
  const then = { ...drill, where, snapshot: earlier.number };
  const { value } = await countRows(db, then);
  const key = KEYS[drill.population];
  const { rows } = await sql<{ gone: number; come: number }>`
    SELECT count(*) FILTER (WHERE NOT is_now)::int AS gone, count(*) FILTER (WHERE NOT was_then)::int AS come
    FROM (SELECT key, bool_or(is_then) AS was_then, bool_or(NOT is_then) AS is_now
      FROM (SELECT ${key} AS key, true AS is_then ${fromSelection(then)}
        UNION ALL SELECT ${key}, false ${fromSelection({ ...then, snapshot: snapshot.number })}) row
      GROUP BY key) one`.execute(db);
  return { earlier: value, gone: rows[0]?.gone ?? 0, come: rows[0]?.come ?? 0 };
}

async function sharedSystems(db: Kysely<Database>, earlier: Snapshot, later: Snapshot): Promise<readonly string[]> {
  const before = await systemsOfSnapshot(db, earlier.number);
  const now = await systemsOfSnapshot(db, later.number);
  return before.map(({ id }) => id).filter((id) => now.some((one) => one.id === id));
}

export interface GoneRow {
  readonly system: string;
  readonly localId: string;
  readonly barcode: string | null;
}

/** The first rows of records or items that were in the number then and are not now. */
export async function goneSince(
  { db, snapshot }: ReportContext,
  earlier: Snapshot,
  { population, where }: Drill & { readonly population: 'RECORDS' | 'ITEMS' },
  most: number,
): Promise<readonly GoneRow[]> {
  const shared = await sharedSystems(db, earlier, snapshot);
  if (shared.length === 0) return [];
  const selection = { population, where: [...where, { dimension: 'SYSTEM', in: shared } as const] };
  const key = KEYS[population];
  const { rows } = await sql<GoneRow>`
    SELECT name.system_id AS system, t.local_id AS "localId",
      ${population === 'ITEMS' ? sql`t.barcode` : sql`NULL::text`} AS barcode
    FROM (SELECT t.*, ${key} AS key ${fromSelection({ ...selection, snapshot: earlier.number })}) t
      JOIN system name ON name.id = t.system
    WHERE t.key NOT IN (SELECT ${key} ${fromSelection({ ...selection, snapshot: snapshot.number })})
    ORDER BY t.system, t.id LIMIT ${most}`.execute(db);
  return rows;
}
