import type { Region } from '#domain/region.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { findOddItems } from './find-odd-items.ts';

const store = withTestDatabase();
let snapshot: number;
let system: number;

beforeEach(async () => {
  await sql`TRUNCATE snapshot, snapshot_item, snapshot_record CASCADE`.execute(store.db);
  const { rows } = await sql<{ id: number }>`
    INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    VALUES ('first', now(), 'test', 'TAKING', '{}', '[]') RETURNING id`.execute(store.db);
  snapshot = rows[0]?.id ?? 0;
  const found = await sql<{ id: number }>`
    INSERT INTO system (system_id) VALUES ('north') ON CONFLICT (system_id) DO UPDATE SET system_id = 'north'
    RETURNING id`.execute(store.db);
  system = found.rows[0]?.id ?? 0;
  await sql`INSERT INTO snapshot_system (snapshot, system, version, not_told, libraries)
    VALUES (${snapshot}, ${system}, 2, '{}', '{qe}')`.execute(store.db);
});

/** Copies of one record of a library, each with a barcode that `barcode` makes of its number `n`. */
async function addItems(count: number, barcode: string, { record = 1, library = 'qe' } = {}): Promise<void> {
  await sql`
    INSERT INTO snapshot_item (system, from_version, digest, record, local_id, barcode, library, visibility, record_visibility,
      collection, last_borrowed_year, acquired_year, created_year)
    SELECT ${system}::smallint, 1, gen_random_uuid(), ${record}::bigint, n::text, ${sql.raw(barcode)}, ${library}::text,
      'PUBLIC', 'PUBLIC', '(none)', '(none)', '(none)', '(none)'
    FROM generate_series(1, ${count}::int) n`.execute(store.db);
}

async function addRecord(record: number, title: string | null, brief: boolean, isbns: string): Promise<void> {
  await sql`
    INSERT INTO snapshot_record (system, from_version, digest, record, local_id, content, visibility, title, brief, isbns,
      libraries, item_count, statement_count)
    VALUES (${system}, 1, gen_random_uuid(), ${record}, ${String(record)}, '', 'PUBLIC', ${title}, ${brief},
      ${isbns}::text[], '{qe}', 1, 0)`.execute(store.db);
}

async function found(): Promise<readonly string[]> {
  // Twice, because a process may be killed between finding and saying so.
  for (let time = 0; time < 2; time += 1) {
    await store.db
      .transaction()
      .execute((transaction) => findOddItems.find(transaction, { number: snapshot, region: {} as Region }));
  }
  const { rows } = await sql<{ what: string }>`
    SELECT f.kind || ' ' || coalesce(t.barcode, '') AS what FROM snapshot_finding f JOIN snapshot_item t ON t.id = f.subject
    ORDER BY 1`.execute(store.db);
  return rows.map(({ what }) => what);
}

it('a barcode that hardly any other of its library looks like is odd, by its beginning or by its length', async () => {
  await addItems(6_000, `'3010100' || lpad(n::text, 7, '0')`);
  await addItems(1, `'29999000000017'`);
  await addItems(1, `'77'`);

  expect(await found()).toEqual(['BARCODE_ODD 29999000000017', 'BARCODE_ODD 77']);
});

it('running numbers begin in many ways, and are not odd', async () => {
  await addItems(6_000, `(n * 7919 % 90000 + 10000)::text`);

  expect(await found()).toEqual([]);
});

it('what is usual in one library says nothing of another’s', async () => {
  await addItems(6_000, `'3010100' || lpad(n::text, 7, '0')`);
  await addItems(6, `'A' || n::text`, { library: 'wing' });

  expect(await found()).toEqual([]);
});

it('items are on rubbish if their record has no title, or says too little and has no ISBN', async () => {
  await addRecord(1, null, false, '{9780000000002}');
  await addRecord(2, 'Notes', true, '{}');
  await addRecord(3, 'Notes', true, '{9780000000019}');
  await addRecord(4, 'Midwifery', false, '{}');
  await addRecord(5, '[untitled]', true, '{}');
  for (const record of [1, 2, 3, 4, 5]) await addItems(1, `'B${record}'`, { record });

  expect(await found()).toEqual(['RECORD_RUBBISH B2', 'RECORD_RUBBISH B5', 'RECORD_UNTITLED B1', 'RECORD_UNTITLED B5']);
});
