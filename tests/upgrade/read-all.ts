import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Every row of every table, as text. */
export async function readAll(db: Kysely<Database>): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await db.introspection.getTables();
  const all = new Map<string, readonly string[]>();
  for (const { name } of tables.filter((table) => !table.name.startsWith('kysely_'))) {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.table(name)} AS t ORDER BY 1`.execute(
      db,
    );
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}
