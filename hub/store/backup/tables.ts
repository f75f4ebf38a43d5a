/** The tables of a database, as a backup takes and gives them. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { Manifest } from './manifest.ts';

/** What Kysely keeps of migrations: a restored database gets it by carrying them out. */
const OF_MIGRATIONS = ['kysely_migration', 'kysely_migration_lock'];

export interface Table {
  readonly name: string;
  /** Those that are not computed from others. */
  readonly columns: readonly string[];
  /** About how many bytes it has. */
  readonly size: number;
}

/** Each table after those that it refers to. Unlogged ones hold only what is on its way. */
export async function listTables(db: Kysely<Database>): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    SELECT c.relname AS name, pg_table_size(c.oid) AS size,
      (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relpersistence = 'p' AND c.relname <> ALL(${OF_MIGRATIONS})
    ORDER BY c.relname`.execute(db);
  const references = await sql<{ name: string; target: string }>`
    SELECT c.relname AS name, t.relname AS target FROM pg_constraint f
    JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid
    WHERE f.contype = 'f' AND c.oid <> t.oid`.execute(db);
  const ofTable = Map.groupBy(references.rows, ({ name }) => name);
  const ordered = new Map<string, Table>();
  const byName = new Map(rows.map((table) => [table.name, table]));
  function add(table: Table): void {
    for (const { target } of ofTable.get(table.name) ?? []) {
      const before = byName.get(target);
      if (before !== undefined && !ordered.has(target)) add(before);
    }
    ordered.set(table.name, table);
  }
  for (const table of rows) if (!ordered.has(table.name)) add(table);
  return [...ordered.values()];
}

export async function listSequences(db: Kysely<Database>): Promise<Manifest['sequences']> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname`.execute(db);
  const sequences: Manifest['sequences'] = [];
  for (const { name } of rows) {
    const state = await sql<Omit<Manifest['sequences'][number], 'name'>>`
      SELECT last_value::text AS last, is_called AS "isCalled" FROM ${sql.id(name)}`.execute(db);
    sequences.push(...state.rows.map((values) => ({ name, ...values })));
  }
  return sequences;
}
