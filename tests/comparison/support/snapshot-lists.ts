import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** A snapshot of the lists of readers and of open loans alone, as they stand. Gives its number. */
export async function snapshotLists(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    VALUES (gen_random_uuid()::text, now(), 'test', 'WHOLE', '{}', '[]') RETURNING id`.execute(db);
  const id = rows[0]?.id ?? 0;
  await sql`INSERT INTO snapshot_reader SELECT ${id}::integer, r.* FROM reader r`.execute(db);
  await sql`INSERT INTO snapshot_loan SELECT ${id}::integer, l.* FROM open_loan l`.execute(db);
  return id;
}
