/** What may be left of records that were taken back, beside the index itself. All of it may be done again. */
import type { ItemId } from '#domain/ids.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { TERM_LOCK } from '#search/terms/keeper.ts';
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { deleteKnownItems } from '#store/repositories/last-known/items.ts';
import { workAlone } from '#store/work-alone.ts';
import { sql, type Kysely } from 'kysely';
import type { NamedRecord } from './order.ts';

/** Facts of copies that arrived late, versions that could not be read, and what people noted of a comparison with another record. */
export async function cleanIndex(db: Kysely<Database>, records: readonly NamedRecord[]): Promise<void> {
  await forgetLateFacts(db, records);
  for (const { systemId, localId } of records) {
    await sql`
      DELETE FROM reject r USING system s
      WHERE s.id = r.system AND s.system_id = ${systemId} AND r.local_id = ${localId}`.execute(db);
    await sql`
      UPDATE ruling SET note = NULL
      WHERE note IS NOT NULL AND ((a_system = ${systemId} AND a_local = ${localId})
        OR (b_system = ${systemId} AND b_local = ${localId}))`.execute(db);
  }
  // Which record a reject is, is not known for certain: its number is missing, a place stands for it, or it was read out of damaged bytes.
  const systems = [...new Set(records.map(({ systemId }) => systemId))];
  await sql`
    UPDATE reject r SET raw = '' FROM system s
    WHERE s.id = r.system AND s.system_id = ANY(${textArray(systems)}::text[]) AND r.raw <> ''`.execute(db);
}

/** What a process wrote that did not know yet that the records are hidden, or a reader's account brought: the index knows no copy of them. */
async function forgetLateFacts(db: Kysely<Database>, records: readonly NamedRecord[]): Promise<void> {
  for (const { systemId, localId } of records) {
    // With the facts goes what says which copies they are of: one statement, which is done or not.
    await sql`
      WITH gone AS (
        DELETE FROM last_known WHERE starts_with(holding, ${`${systemId}:holding:${localId}@`}) RETURNING facts
      )
      DELETE FROM copy_change WHERE item IN (
        SELECT o.copy->>'id' FROM gone CROSS JOIN json_array_elements(gone.facts->'items') AS o(copy))`.execute(db);
  }
  // Once for all records: only what is stored of each copy says which record it is of.
  const { rows } = await sql<{ item: ItemId }>`
    SELECT l.item FROM last_known_item l
      JOIN unnest(${textArray(records.map(({ systemId }) => systemId))}::text[],
        ${textArray(records.map(({ localId }) => localId))}::text[]) AS taken(system, record)
        ON taken.system = split_part(l.item, ':', 1) AND taken.record = l.facts->>'record'`.execute(db);
  await deleteKnownItems(
    db,
    rows.map(({ item }) => item),
  );
}

/** Counts the terms again, unless another process keeps them, which does it then. */
export async function countTermsAgain(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void> {
  await workAlone(db, TERM_LOCK, async (connection) => {
    while (!signal.aborted && (await keepNext(connection, { at: clock() })));
  });
}

/** Tables in which what was taken back may have stood. */
const TOUCHED = [
  'record',
  'public_description',
  'record_profile',
  'item',
  'holding',
  'hidden_item',
  'hidden_holding',
  'hidden_description',
  'edition',
  'search_doc',
  'browse_doc',
  'search_term',
  'term_count',
  'feed_entry',
  'last_known',
  'last_known_item',
  'copy_change',
  'reject',
  'ruling',
  'snapshot_record',
  'snapshot_item',
  'snapshot_statement',
  'snapshot_staff_note',
  'snapshot_past_record',
  'snapshot_cell',
  'snapshot_finding',
] as const;

/**
 * Rows that are gone leave the tables, and the server's own statistics, which have samples of values, are made again. `db` must not
 * limit the time of a statement.
 */
export async function vacuumTables(db: Kysely<Database>): Promise<void> {
  await clearStatistics(db);
  await sql`VACUUM (ANALYZE) ${sql.join(TOUCHED.map((table) => sql.table(table)))}`.execute(db);
}

/** Of what is empty now, no new ones would be made in their place. Servers before PostgreSQL 18 cannot do it. */
async function clearStatistics(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ can: boolean }>`
    SELECT to_regproc('pg_catalog.pg_clear_attribute_stats') IS NOT NULL AS can`.execute(db);
  if (rows[0]?.can !== true) return;
  await sql`
    SELECT pg_clear_attribute_stats(s.schemaname, s.tablename, s.attname, s.inherited)
    FROM pg_stats s WHERE s.schemaname = current_schema() AND s.tablename IN (
      SELECT t.name FROM unnest(${textArray(TOUCHED)}::text[]) AS t(name)
      UNION SELECT i.indexname FROM pg_indexes i
      WHERE i.schemaname = current_schema() AND i.tablename = ANY(${textArray(TOUCHED)}::text[]))`.execute(db);
}
