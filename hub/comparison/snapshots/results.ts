/** What was worked out once for a snapshot. */
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface ResultPlace {
  readonly snapshot: number;
  readonly report: string;
  readonly key: string;
}

/** In the place of what was there. */
export async function keepResult(db: Kysely<Database>, place: ResultPlace, value: unknown): Promise<void> {
  await db
    .insertInto('snapshot_result')
    .values({ ...place, value: toJson(value) })
    .onConflict((conflict) =>
      conflict.columns(['snapshot', 'report', 'key']).doUpdateSet({ value: sql`excluded.value` }),
    )
    .execute();
}

/** Null if it was not worked out (yet). The shape is trusted: only {@link keepResult} writes it. */
export async function readResult<Value>(
  db: Kysely<Database>,
  { snapshot, report, key }: ResultPlace,
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
