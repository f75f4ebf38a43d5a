/**
 * An index of so many records of thirty systems, written by the server itself: what a snapshot reads, and nothing that it
 * does not read. Titles are held by 2.7 systems in the mean; a twelfth of the records are serials with a statement; one record
 * in fifty is hidden, one copy in a hundred has no barcode.
 */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

export const SYSTEMS = 30;
/** Records that share an edition. */
const PER_EDITION = 2.7;

const bytes = sql`decode(repeat(md5('record ' || n), 50), 'hex')`;
/** 0 to 999, the same for the same number. */
const dice = (salt: string): RawBuilder<unknown> => sql`abs(hashtext(${sql.lit(salt)} || n)) % 1000`;

export async function inventIndex(db: Kysely<Database>, records: number): Promise<void> {
  const numbers = sql`generate_series(1, ${sql.lit(records)}) n`;
  const editions = Math.round(records / PER_EDITION);
  const system = sql`(1 + (n - 1) * ${sql.lit(SYSTEMS)} / ${sql.lit(records)})::smallint`;
  await sql`INSERT INTO system (system_id) SELECT 'system-' || n FROM generate_series(1, ${sql.lit(SYSTEMS)}) n`.execute(
    db,
  );
  await sql`
    INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs, title)
    SELECT ${system}, 'b' || n, CASE WHEN ${dice('hidden')} < 20 THEN 'SUPPRESSED' ELSE 'PUBLIC' END, false, now(),
      'iso2709', ${bytes}, decode(md5('digest ' || n) || md5(n::text), 'hex'), 6, '{}', 'Title number ' || n % ${sql.lit(editions)}
    FROM ${numbers}`.execute(db);
  await sql`
    INSERT INTO record_profile (record, system, format, serial, online, year, languages, class_schemes, isbns, load_key,
      brief, fields, faults)
    SELECT n, ${system}, (ARRAY['BOOK', 'BOOK', 'BOOK', 'EBOOK', 'JOURNAL', 'VIDEO'])[1 + ${dice('format')} % 6],
      ${dice('serial')} < 80, ${dice('online')} < 150, 1950 + ${dice('year')} % 76, ARRAY['eng'],
      ARRAY[(ARRAY['NLM', 'WESSEX', 'DEWEY'])[1 + ${dice('scheme')} % 3]],
      ARRAY['978' || lpad((n % ${sql.lit(editions)})::text, 10, '0')], 'key ' || n % ${sql.lit(editions)},
      ${dice('brief')} < 50,
      ARRAY['001', '008', '020', '100', '245', '260', '300', '650', '9' || lpad((${dice('local')} % 30)::text, 2, '0')],
      CASE WHEN ${dice('fault')} < 40 THEN ARRAY['020:CHECK_DIGIT'] ELSE '{}' END
    FROM ${numbers}`.execute(db);
  await sql`
    INSERT INTO edition (id, systems, libraries, format, title, description, updated_at)
    OVERRIDING SYSTEM VALUE SELECT n, '{1}', '{library-1}', 'BOOK', 'Title number ' || n, '{}', now()
    FROM generate_series(1, ${sql.lit(editions)}) n`.execute(db);
  await sql`
    INSERT INTO member (record, system, edition)
    SELECT n, ${system}, 1 + n % ${sql.lit(editions)} FROM ${numbers} WHERE ${dice('hidden')} >= 20`.execute(db);
  await inventCopies(db, numbers, system);
  await sql`ANALYZE`.execute(db);
}

/** Two for each record, the second at the system's second library. */
async function inventCopies(
  db: Kysely<Database>,
  numbers: RawBuilder<unknown>,
  system: RawBuilder<unknown>,
): Promise<void> {
  const columns = sql`n AS record, ${system} AS system, 'i' || n || '-' || copy AS local_id,
    CASE WHEN ${dice('barcode')} < 10 THEN NULL ELSE '3' || lpad((n * 2 + copy)::text, 13, '0') END AS barcode,
    'O' || copy AS owner_code, 'library-' || ${system} || '-' || copy AS library,
    'WB ' || ${dice('mark')} AS call_number, 'LOC' || ${dice('location')} % 12 AS location_code,
    (ARRAY['BK', 'STL', 'REF', 'JNL'])[1 + ${dice('type')} % 4] AS item_type, 'PUBLIC' AS visibility,
    (ARRAY['AVAILABLE', 'AVAILABLE', 'ON_LOAN', 'MISSING'])[1 + ${dice('status')} % 4] AS status,
    '0' AS status_at_source, 'LOAN' AS use,
    json_build_object('price', '12.50', 'createdOn', '20' || lpad((${dice('created')} % 25)::text, 2, '0') || '-01-01',
      'lastBorrowedOn', NULL, 'copyNumber', '1') AS details`;
  const names = sql`record, system, local_id, barcode, owner_code, library, call_number, location_code, item_type,
    visibility, status, status_at_source, use, details`;
  const copies = sql`${numbers}, generate_series(1, 2) copy`;
  await sql`INSERT INTO item (${names}) SELECT ${columns} FROM ${copies} WHERE ${dice('hidden')} >= 20`.execute(db);
  await sql`INSERT INTO hidden_item (${names}, left_out) SELECT ${columns}, 'RECORD_HIDDEN' FROM ${copies}
    WHERE ${dice('hidden')} < 20`.execute(db);
  await sql`
    INSERT INTO holding (id, record, system, library, basis, copies, call_numbers, site_codes, statements, live_keys)
    SELECT 's:holding:' || n || '@' || copy, n, ${system}, 'library-' || ${system} || '-' || copy,
      'ITEMS', 1, '{}', '{}',
      CASE WHEN ${dice('serial')} < 80 AND copy = 1
        THEN '[{"kind": "MAIN", "text": "v.1 (1990)-", "from": "1990", "to": null, "retention": null, "note": null}]'::jsonb
        ELSE '[]' END, '{}'
    FROM ${copies} WHERE ${dice('hidden')} >= 20`.execute(db);
}

/** One record in a hundred is another, and one of its copies. */
export async function changeOneInAHundred(db: Kysely<Database>): Promise<void> {
  await sql`UPDATE record SET title = title || ' (changed)', digest = decode(md5(id::text) || md5('new'), 'hex'),
    raw = raw || '\\x00' WHERE id % 100 = 7`.execute(db);
  await sql`UPDATE item SET item_type = 'NEW' WHERE record % 100 = 7 AND local_id LIKE '%-1'`.execute(db);
}
