/** Every row of a database as text, table by table. */
import type { TestDatabase } from '#tests/support/fresh-database.ts';
import { sql } from 'kysely';
import { notesOfLooks, type Leave, type Said } from './evidence.ts';

/** What is kept, and why (docs/privacy.md). */
const KEPT: Readonly<Record<string, Leave>> = {
  // A record that its library shows to everybody, as it came, and one that it hides, which nobody is shown.
  // An export has the notes of copies in its records.
  'record.raw': ({ what }) => / (public|hidden) record /.test(what) || what.includes(' note on a copy of '),
  'record.title': ({ what }) => what.includes(' hidden record '),
  'hidden_description.description': ({ what }) => what.includes(' hidden record '),
  // What staff wrote about a copy for themselves, where the system tells it.
  'item.staff_notes': ({ what }) => what.includes(' note on a copy of '),
  'hidden_item.staff_notes': ({ what }) => what.endsWith(' note on a copy of a hidden record'),
  // The same, as it stood when a snapshot was taken.
  'snapshot_record.title': ({ what }) => what.endsWith(' hidden record title'),
  'snapshot_staff_note.notes': ({ what }) => what.includes(' note on a copy of '),
  // For a time.
  'reject.raw': ({ what }) => what.includes(' unreadable record '),
  'account_audit.note': notesOfLooks,
};

export async function dumpTables({ db }: Pick<TestDatabase, 'db'>): Promise<readonly Said[]> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
  `.execute(db);
  const columns = await sql<{ table: string; name: string }>`
    SELECT table_name AS "table", column_name AS name FROM information_schema.columns WHERE table_schema = 'public'
  `.execute(db);
  const said: Said[] = [];
  for (const { name: table } of tables) {
    for (const { name: column } of columns.rows.filter((one) => one.table === table)) {
      // Bytes read as hexadecimal, JSON and arrays as they are written.
      const { rows } = await sql<{ text: string | null }>`
        SELECT string_agg(${sql.ref(column)}::text, E'\n') AS text FROM ${sql.table(table)}
      `.execute(db);
      const where = `${table}.${column}`;
      const may = KEPT[where];
      said.push({ where, text: rows[0]?.text ?? '', ...(may === undefined ? {} : { may }) });
    }
  }
  return said;
}
