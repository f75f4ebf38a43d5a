/** What a move needs of copies: kept, marked, and nowhere in what the public sees. */
import type { HarvestedDescription, ReadingRules } from '#contract/adapter.ts';
import type { HarvestedItem, ItemForMoves, LeftOutItem } from '#domain/catalogue.ts';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { findHoldersElsewhere } from '#union-index/harvest/former-holders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { applyPage, AT, contentsOf, emptyIndex, harvested, matchWaiting, OWNERS, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

let store: TestDatabase;

beforeAll(async () => {
  store = await createTestDatabase();
});
beforeEach(async () => {
  await emptyIndex(store.db);
});
afterAll(async () => {
  await store.close();
});

const grief = marcOf('020 __ $a 9780306406157', '245 00 $a Grief and loss', '264 _1 $c 2020');
const TOLD: ItemForMoves = {
  status: 'ON_LOAN',
  statusAtSource: 'CHECKEDOUT',
  use: 'LOAN',
  details: { price: '20.00 GBP', collection: null, lastBorrowedOn: '2025-02-01', publicNotes: [] },
  staffNotes: ['damp'],
};

function copies(record: HarvestedDescription, told: Partial<HarvestedItem>): HarvestedDescription {
  return { ...record, items: record.items.map((item) => ({ ...item, ...told })) };
}

const LEFT_OUT: LeftOutItem = {
  localId: '1/#2',
  leftOut: 'NO_BARCODE',
  barcode: null,
  ownerCode: 'NW',
  callNumber: 'WM 100',
  locationCode: 'STACKS',
  itemType: 'BOOK',
  visibility: 'PUBLIC',
  ...TOLD,
};

const itemRows = (table: 'item' | 'hidden_item') => store.db.selectFrom(table).selectAll().orderBy('id').execute();

async function rowsOf(table: string): Promise<number> {
  const { rows } = await sql<{ rows: string }>`SELECT count(*) AS rows FROM ${sql.table(table)}`.execute(store.db);
  return Number(rows[0]?.rows);
}

const PUBLIC_TABLES = ['item', 'holding', 'public_description', 'match_key', 'member', 'edition', 'search_doc'];
const HIDDEN_TABLES = ['hidden_item', 'hidden_holding', 'hidden_description'];
const rowsIn = (tables: readonly string[]) => Promise.all(tables.map(rowsOf));

it('is written with the copy: told and empty is another thing than not told', async () => {
  const record = harvested('1', grief, { owners: ['NQ', 'NW'] });
  const [first, second] = record.items;
  if (first === undefined || second === undefined) throw new Error('two copies were made');
  await applyPage(store.db, 'north', pageOf([{ ...record, items: [{ ...first, ...TOLD }, second] }]));

  expect(await itemRows('item')).toMatchObject([
    { status: 'ON_LOAN', status_at_source: 'CHECKEDOUT', use: 'LOAN', details: TOLD.details, staff_notes: ['damp'] },
    { status: null, status_at_source: null, use: null, details: null, staff_notes: null },
  ]);
});

it('changes nothing of what the public sees', async () => {
  const record = harvested('1', grief, { owners: ['NQ'] });
  await applyPage(store.db, 'north', pageOf([record]));
  const before = await contentsOf(store.db);
  await emptyIndex(store.db);

  await applyPage(store.db, 'north', pageOf([{ ...copies(record, TOLD), leftOutItems: [LEFT_OUT] }]));

  expect(await contentsOf(store.db)).toEqual(before);
  expect(await rowsIn(PUBLIC_TABLES)).toEqual([1, 1, 1, await rowsOf('match_key'), 1, 1, 1]);
});

it('makes no record another one where a copy was only lent, and tells how it stands now', async () => {
  const record = copies(harvested('1', grief, { owners: ['NQ'] }), TOLD);
  const hidden = copies(harvested('2', marcOf('245 00 $a Hidden'), { owners: ['NQ'], visibility: 'SUPPRESSED' }), TOLD);
  await applyPage(store.db, 'north', pageOf([{ ...record, leftOutItems: [LEFT_OUT] }, hidden]));
  const ids = (await itemRows('item')).map(({ id }) => id);
  const back: Partial<HarvestedItem> = {
    status: 'AVAILABLE',
    statusAtSource: null,
    details: { ...TOLD.details, lastBorrowedOn: '2025-02-20' },
  };

  const counts = await applyPage(
    store.db,
    'north',
    pageOf([{ ...copies(record, back), leftOutItems: [{ ...LEFT_OUT, status: 'MISSING' }] }, copies(hidden, back)]),
  );

  expect(counts).toMatchObject({ records: 2, unchanged: 2 });
  expect(await itemRows('item')).toMatchObject([
    { id: ids[0], status: 'AVAILABLE', status_at_source: null, details: back.details, staff_notes: ['damp'] },
  ]);
  expect((await itemRows('hidden_item')).map(({ left_out, status }) => [left_out, status])).toEqual([
    ['NO_BARCODE', 'MISSING'],
    ['RECORD_HIDDEN', 'AVAILABLE'],
  ]);
});

it('makes a record another one where something else of a copy changed', async () => {
  const record = copies(harvested('1', grief, { owners: ['NQ'] }), TOLD);
  await applyPage(store.db, 'north', pageOf([record]));

  const counts = await applyPage(store.db, 'north', pageOf([copies(record, { staffNotes: ['dry'] })]));

  expect(counts).toMatchObject({ records: 1, unchanged: 0 });
  expect(await itemRows('item')).toMatchObject([{ staff_notes: ['dry'] }]);
});

it('keeps copies that nothing identifies, and those whose owner nobody knows', async () => {
  const record = { ...harvested('1', grief, { owners: ['FAR'] }), holdings: [], leftOutItems: [LEFT_OUT] };

  await applyPage(store.db, 'north', pageOf([record]));

  expect(await itemRows('item')).toMatchObject([{ owner_code: 'FAR', library: null, visibility: 'PUBLIC' }]);
  expect(await itemRows('hidden_item')).toMatchObject([
    { local_id: '1/#2', left_out: 'NO_BARCODE', barcode: null, owner_code: 'NW', library: 'wing', status: 'ON_LOAN' },
  ]);
  expect(await rowsOf('holding')).toBe(0);
});

it('keeps what a hidden record has apart, as long as it is hidden', async () => {
  const shown = copies(harvested('1', grief, { owners: ['NQ'] }), TOLD);
  const hidden = { ...shown, visibility: 'SUPPRESSED' as const };

  await applyPage(store.db, 'north', pageOf([hidden]));
  expect(await rowsIn(PUBLIC_TABLES)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(await rowsIn(HIDDEN_TABLES)).toEqual([1, 1, 1]);
  expect(await itemRows('hidden_item')).toMatchObject([
    { left_out: 'RECORD_HIDDEN', library: 'qe', barcode: 'B10', details: TOLD.details, staff_notes: ['damp'] },
  ]);

  await applyPage(store.db, 'north', pageOf([shown]));
  expect(await rowsIn(HIDDEN_TABLES)).toEqual([0, 0, 0]);
  expect(await itemRows('item')).toMatchObject([{ status: 'ON_LOAN' }]);

  await applyPage(store.db, 'north', pageOf([hidden]));
  await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '1', changedAt: null }]));
  expect(await rowsIn(HIDDEN_TABLES)).toEqual([0, 0, 0]);
});

it('is known to be held by a hidden record, so that this one is asked for when the copy moves elsewhere', async () => {
  await applyPage(store.db, 'north', pageOf([harvested('1', grief, { owners: ['NQ'], visibility: 'SUPPRESSED' })]));

  expect(await findHoldersElsewhere(store.db, 'north', { items: ['1-0'], except: ['2'] })).toEqual(['1']);
  expect(await findHoldersElsewhere(store.db, 'north', { items: ['1-0'], except: ['1'] })).toEqual([]);
});

it('keeps nothing that was typed in for an interlibrary loan', async () => {
  const loan = { ...copies(harvested('1', grief, { owners: ['NQ'] }), TOLD), leftOutItems: [LEFT_OUT] };
  const record = copies(harvested('2', grief, { owners: ['NQ'] }), { ...TOLD, visibility: 'ILL_TEMPORARY' });

  await applyPage(store.db, 'north', pageOf([{ ...loan, visibility: 'ILL_TEMPORARY' }, record]));

  expect(await rowsIn(HIDDEN_TABLES)).toEqual([0, 0, 0]);
  expect(await itemRows('item')).toMatchObject([
    { local_id: '2-0', call_number: null, details: null, staff_notes: null },
  ]);
});

it('is described again by newer rules, where an older version kept no description of a hidden record', async () => {
  const hidden = harvested('1', grief, { visibility: 'SUPPRESSED' });
  await applyPage(store.db, 'north', pageOf([hidden]));
  const [before] = await store.db.selectFrom('hidden_description').selectAll().execute();
  await store.db.deleteFrom('hidden_description').execute();
  await store.db.updateTable('record').set({ rules: 1 }).execute();

  await matchWaiting(store.db);

  expect(await store.db.selectFrom('hidden_description').selectAll().execute()).toEqual([before]);
});

it('stays as it was where a changed region file hides a copy, or the whole record', async () => {
  const record = { ...copies(harvested('1', grief, { owners: ['NQ', 'NW'] }), TOLD), leftOutItems: [LEFT_OUT] };
  const number = await ensureSystemNumber(store.db, 'north' as SystemId);
  await applyPage(store.db, 'north', pageOf([record]));
  const ingest = createIngest({ regionId: 'test', owners: OWNERS, logger: createLogger('error', 'test') });
  const applyRules = (rules: ReadingRules) =>
    ingest.applyRules(store.db, { number, systemId: 'north' as SystemId, rules }, () => AT);

  await applyRules({
    digest: 'hides a copy',
    readAgain: (kept) => ({
      ...kept,
      marc: grief,
      items: kept.items.map((item, place) => (place === 0 ? { ...item, visibility: 'SUPPRESSED' } : item)),
    }),
  });
  const items = await itemRows('item');
  await applyRules({ digest: 'hides all', readAgain: (kept) => ({ ...kept, marc: grief, visibility: 'SUPPRESSED' }) });

  const told = { status: 'ON_LOAN', use: 'LOAN', details: TOLD.details, staff_notes: ['damp'] };
  expect(items).toMatchObject([
    { visibility: 'SUPPRESSED', ...told },
    { visibility: 'PUBLIC', ...told },
  ]);
  expect(await rowsOf('item')).toBe(0);
  expect((await itemRows('hidden_item')).map(({ left_out }) => left_out).toSorted()).toEqual([
    'NO_BARCODE',
    'RECORD_HIDDEN',
    'RECORD_HIDDEN',
  ]);
  expect(await itemRows('hidden_item')).toMatchObject([told, told, told]);
});
