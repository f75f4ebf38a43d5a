/** Looks for texts in a whole database: in every column of every table, and in the server's own samples of values. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Where the texts stand, whatever their case: `table.column`. */
export async function findInDatabase(db: Kysely<Database>, texts: readonly string[]): Promise<readonly string[]> {
  const { rows: columns } = await sql<{ table: string; name: string; type: string }>`
    SELECT c.table_name AS "table", c.column_name AS name, c.data_type AS type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, c.ordinal_position`.execute(db);
  const found: string[] = [];
  for (const { table, name, type } of columns) {
    // Bytes as they are read, others as they are written.
    const text = type === 'bytea' ? sql`encode(${sql.ref(name)}, 'escape')` : sql`${sql.ref(name)}::text`;
    const { rows } = await sql`
      SELECT FROM ${sql.table(table)} WHERE lower(${text}) LIKE ANY(${toPatterns(texts)}::text[]) LIMIT 1`.execute(db);
    if (rows.length > 0) found.push(`${table}.${name}`);
  }
  const { rows: sampled } = await sql<{ place: string }>`
    SELECT tablename || '.' || attname AS place FROM pg_stats
    WHERE lower(concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text))
      LIKE ANY(${toPatterns(texts)}::text[])`.execute(db);
  return [...found, ...sampled.map(({ place }) => `statistics of ${place}`)];
}

function toPatterns(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `%${text.toLowerCase()}%`);
}
