/**
 * One system's records, copies and statements into a snapshot. What has not changed since the last one keeps its row; the
 * server does all the work.
 */
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';

type Tx = Transaction<Database>;

export type CopiedSystem = Awaited<ReturnType<typeof copySystem>>;

interface Target {
  readonly system: number;
  readonly version: number;
}

const ITEM_COLUMNS = sql`record, local_id, left_out, barcode, owner_code, library, call_number, location_code, item_type,
  visibility, status, status_at_source, use, details, collection, last_borrowed_year, acquired_year, created_year,
  record_visibility`;

const RECORD_COLUMNS = sql`record, local_id, content, visibility, title, format, serial, online, year, languages,
  class_schemes, isbns, load_key, brief, fields, faults, edition, libraries, item_count, statement_count`;

/** Rows that one system may have, over all of its versions. */
const ROWS_OF_A_SYSTEM = 2 ** 30;

/** In this order people see them. */
const ORDER = {
  record: sql`record`,
  item: sql`record, local_id, digest`,
  statement: sql`record, library, place`,
} as const;

const STATEMENT_COLUMNS = sql`record, library, place, kind, text, starts, ends, retention, note, record_visibility`;

/** Must run in a transaction of its own that sees one state of the database (`repeatable read`). */
export async function copySystem(transaction: Tx, system: number) {
  const version = await nextVersion(transaction, system);
  const target = { system, version };
  await readItems(transaction, system);
  const repeats = await hasRepeats(transaction);
  await readStatements(transaction, system);
  await readRecords(transaction, system);
  const items = await copyChanges(transaction, 'item', ITEM_COLUMNS, target);
  await copyStaffNotes(transaction, target);
  const statements = await copyChanges(transaction, 'statement', STATEMENT_COLUMNS, target);
  const records = await copyChanges(transaction, 'record', RECORD_COLUMNS, target);
  return { version, records, items, statements, repeats };
}

/** Whether two copies have one number, as one that moves has while a page is harvested. */
async function hasRepeats(transaction: Tx): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM now_item WHERE left_out IS DISTINCT FROM 'NO_ID' GROUP BY local_id HAVING count(*) > 1 LIMIT 1`.execute(
    transaction,
  );
  return rows.length > 0;
}

async function nextVersion(db: Kysely<Database>, system: number): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    SELECT coalesce(max(version), 0) + 1 AS version FROM snapshot_system WHERE system = ${system}`.execute(db);
  return rows[0]?.version ?? 1;
}

/** A key of `details`: absent is not told, null is empty. */
function detail(key: string, length?: number): RawBuilder<unknown> {
  const text = sql`d.details ->> ${sql.lit(key)}`;
  const value = length === undefined ? text : sql`substr(${text}, 1, ${sql.lit(length)})`;
  return sql`CASE WHEN d.details ? ${sql.lit(key)} THEN coalesce(nullif(${value}, ''), ${sql.lit(NONE)})
    ELSE ${sql.lit(NOT_TOLD)} END`;
}

const YEAR_DIGITS = 4;
const yearOf = (key: string): RawBuilder<unknown> => detail(key, YEAR_DIGITS);

/** Why a copy of a public record is in no public count although its system has it complete. */
const IN_NO_COUNT = sql`CASE WHEN i.visibility <> 'PUBLIC' THEN 'COPY_HIDDEN' WHEN i.library IS NULL THEN 'NO_OWNER' END`;

/** `now_item`: every copy that the index knows, those in no public count too. */
async function readItems(transaction: Tx, system: number): Promise<void> {
  const columns = sql`i.record, i.local_id, i.barcode, i.owner_code, i.library, i.call_number, i.location_code, i.item_type,
    i.visibility, i.status, i.status_at_source, i.use, i.details, i.staff_notes::text AS staff_notes,
    r.visibility AS record_visibility`;
  const ofRecords = sql`JOIN record r ON r.id = i.record WHERE i.system = ${system} AND NOT r.deleted`;
  await makeTable(transaction, 'now_item', {
    rows: sql`SELECT ${columns}, ${IN_NO_COUNT} AS left_out FROM item i ${ofRecords}
      UNION ALL SELECT ${columns}, i.left_out FROM hidden_item i ${ofRecords}`,
    derived: sql`, ${detail('collection')} AS collection, ${yearOf('lastBorrowedOn')} AS last_borrowed_year,
      ${yearOf('acquiredOn')} AS acquired_year, ${yearOf('createdOn')} AS created_year`,
    // OFFSET 0: the text is read once, not for each of its keys again.
    from: sql`, LATERAL (SELECT row.details::jsonb AS details OFFSET 0) d`,
  });
}

/** `now_statement`: what the libraries state of their runs. */
async function readStatements(transaction: Tx, system: number): Promise<void> {
  const from = (table: string): RawBuilder<unknown> => sql`
    SELECT h.record, h.library, (e.place)::int AS place, e.one ->> 'kind' AS kind, e.one ->> 'text' AS text,
      e.one ->> 'from' AS starts, e.one ->> 'to' AS ends, e.one ->> 'retention' AS retention, e.one ->> 'note' AS note,
      r.visibility AS record_visibility
    FROM ${sql.table(table)} h JOIN record r ON r.id = h.record AND NOT r.deleted,
      jsonb_array_elements(h.statements) WITH ORDINALITY AS e(one, place)
    WHERE h.system = ${system} AND h.statements <> '[]'`;
  await makeTable(transaction, 'now_statement', { rows: sql`${from('holding')} UNION ALL ${from('hidden_holding')}` });
}

/** `now_record`, with who has it and how many copies and statements there are. */
async function readRecords(transaction: Tx, system: number): Promise<void> {
  await makeTable(transaction, 'now_record', {
    rows: sql`WITH items AS (SELECT record, count(*)::int AS number FROM now_item GROUP BY record),
        statements AS (SELECT record, count(*)::int AS number FROM now_statement GROUP BY record),
        holders AS (
          SELECT record, array_agg(DISTINCT library ORDER BY library) AS libraries
          FROM (SELECT record, library FROM now_item WHERE library IS NOT NULL
            UNION ALL SELECT record, library FROM holding WHERE system = ${system}
            UNION ALL SELECT record, library FROM hidden_holding WHERE system = ${system}) holder
          GROUP BY record)
      SELECT r.id AS record, r.local_id, r.digest AS content, r.visibility, r.title, p.format, p.serial, p.online, p.year,
        p.languages, p.class_schemes, p.isbns, p.load_key, p.brief, p.fields, p.faults, m.edition,
        coalesce(h.libraries, '{}') AS libraries, coalesce(i.number, 0) AS item_count,
        coalesce(s.number, 0) AS statement_count
      FROM record r
        LEFT JOIN record_profile p ON p.record = r.id
        LEFT JOIN member m ON m.record = r.id
        LEFT JOIN items i ON i.record = r.id
        LEFT JOIN statements s ON s.record = r.id
        LEFT JOIN holders h ON h.record = r.id
      WHERE r.system = ${system} AND NOT r.deleted`,
  });
}

interface RowsToCopy {
  readonly rows: RawBuilder<unknown>;
  /** Columns made of those of `row`, with the tables that they are made by. */
  readonly derived?: RawBuilder<unknown>;
  readonly from?: RawBuilder<unknown>;
}

/** A table of this transaction whose rows have a digest of all that they say. */
async function makeTable(transaction: Tx, name: string, { rows, derived, from }: RowsToCopy): Promise<void> {
  await sql`DROP TABLE IF EXISTS ${sql.table(name)}`.execute(transaction);
  await sql`CREATE TEMP TABLE ${sql.table(name)} ON COMMIT DROP AS
    SELECT md5(row::text)::uuid AS digest, row.* ${derived ?? sql``} FROM (${rows}) row ${from ?? sql``}`.execute(
    transaction,
  );
  await sql`ANALYZE ${sql.table(name)} (record, digest)`.execute(transaction);
}

/** Ends the rows that are no longer so and adds those that are new; gives how many rows the version has. */
async function copyChanges(
  transaction: Tx,
  kind: 'record' | 'item' | 'statement',
  columns: RawBuilder<unknown>,
  { system, version }: Target,
): Promise<number> {
  const kept = sql.table(`snapshot_${kind}`);
  const now = sql.table(`now_${kind}`);
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${now}`.execute(transaction);
  await sql`
    UPDATE ${kept} old SET to_version = ${version}
    WHERE old.system = ${system} AND old.to_version IS NULL
      AND NOT EXISTS (SELECT FROM ${now} row WHERE row.record = old.record AND row.digest = old.digest)`.execute(
    transaction,
  );
  // A statement of its own: an insert that also looks at its table would meet the rows that it has just added.
  await sql`
    DELETE FROM ${now} row USING ${kept} old
    WHERE old.system = ${system} AND old.to_version IS NULL AND old.record = row.record AND old.digest = row.digest`.execute(
    transaction,
  );
  // Each system has a range of numbers of its own: what people see first is the same, whichever system was copied first.
  const from = system * ROWS_OF_A_SYSTEM;
  await sql`
    INSERT INTO ${kept} (id, system, from_version, digest, ${columns}) OVERRIDING SYSTEM VALUE
    SELECT (SELECT coalesce(max(id), ${from}::bigint) FROM ${kept} WHERE id >= ${from} AND id < ${from + ROWS_OF_A_SYSTEM})
        + row_number() OVER (ORDER BY ${ORDER[kind]}),
      ${system}::smallint, ${version}::int, digest, ${columns} FROM ${now}`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/** Of the rows that were just added. */
async function copyStaffNotes(transaction: Tx, { system, version }: Target): Promise<void> {
  await sql`
    INSERT INTO snapshot_staff_note (item, notes)
    SELECT kept.id, row.staff_notes::json
    FROM now_item row JOIN snapshot_item kept ON kept.system = ${system} AND kept.record = row.record
      AND kept.digest = row.digest AND kept.from_version = ${version}
    WHERE row.staff_notes IS NOT NULL AND row.staff_notes <> '[]'
    ON CONFLICT DO NOTHING`.execute(transaction);
}
