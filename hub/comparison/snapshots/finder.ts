/** What is worked out once over a whole snapshot, and where it is kept. */
import type { FindingKind } from '#domain/comparison.ts';
import type { Region } from '#domain/region.ts';
import { textArray } from '#store/binary-array.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';

/** It may run again, and must come to the same. */
export interface SnapshotFinder {
  /** For people, while it works: `barcodes`. */
  readonly what: string;
  find(transaction: Transaction<Database>, snapshot: SnapshotToFinish): Promise<void>;
}

export interface SnapshotToFinish {
  readonly number: number;
  readonly region: Region;
}

/** The server would do so by itself, minutes later; until then it would plan for tables that it takes for empty. */
export async function analyseTables(db: Kysely<Database>, tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql`ANALYZE ${sql.table(table)}`.execute(db);
}

/** What an earlier run has found of these kinds. */
export async function dropFindings(
  db: Kysely<Database>,
  snapshot: number,
  kinds: readonly FindingKind[],
): Promise<void> {
  await db.deleteFrom('snapshot_finding').where('snapshot', '=', snapshot).where('kind', 'in', kinds).execute();
}

interface Results {
  readonly snapshot: number;
  readonly report: string;
}

interface Result extends Results {
  readonly key: string;
}

/** In the place of what was there. */
export async function keepResult(db: Kysely<Database>, place: Result, value: unknown): Promise<void> {
  await db
    .insertInto('snapshot_result')
    .values({ ...place, value: toJson(value) })
    .onConflict((conflict) =>
      conflict.columns(['snapshot', 'report', 'key']).doUpdateSet({ value: sql`excluded.value` }),
    )
    .execute();
}

/** One for each key, in the place of all that were there. */
export async function keepResults(
  db: Kysely<Database>,
  place: Results,
  values: Iterable<readonly [key: string, value: unknown]>,
): Promise<void> {
  await dropResults(db, place);
  const rows = Array.from(values, ([key, value]) => ({ ...place, key, value: toJson(value) }));
  if (rows.length > 0) await db.insertInto('snapshot_result').values(rows).execute();
}

export async function dropResults(db: Kysely<Database>, { snapshot, report }: Results): Promise<void> {
  await db.deleteFrom('snapshot_result').where('snapshot', '=', snapshot).where('report', '=', report).execute();
}

/** Null if it was not worked out (yet). The shape is trusted: only finders write it. */
export async function readResult<Value>(
  db: Kysely<Database>,
  { snapshot, report, key }: Result,
): Promise<Value | null> {
  const row = await db
    .selectFrom('snapshot_result')
    .select('value')
    .where('snapshot', '=', snapshot)
    .where('report', '=', report)
    .where('key', '=', key)
    .executeTakeFirst();
  return row === undefined ? null : (row.value as Value);
}

/** By key, in its order; of some keys, if they are named. */
export async function readResults<Value>(
  db: Kysely<Database>,
  { snapshot, report }: Results,
  keys: readonly string[] | null = null,
): Promise<ReadonlyMap<string, Value>> {
  const rows = await db
    .selectFrom('snapshot_result')
    .select(['key', 'value'])
    .where('snapshot', '=', snapshot)
    .where('report', '=', report)
    .$if(keys !== null, (query) => query.where(sql<boolean>`key = ANY(${textArray(keys ?? [])}::text[])`))
    .orderBy('key')
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value as Value]));
}
