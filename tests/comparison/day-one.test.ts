/** The reports of the first day, against what the systems of the demonstration themselves have. */
import type { KohaItem } from '#simulators/koha/tables.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { askReport, lineOf, rowsOf } from './support/ask-report.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion({ lists: true, first: true });
});
afterAll(() => region.close());

/** Of a copy that was typed in for an interlibrary loan nothing is kept. */
const keptItems = (): readonly KohaItem[] =>
  [...worldOf('koha-b').items.values()].filter(({ item_type_id: type }) => type !== 'INTERLIB');

const worldOf = (id: 'koha-a' | 'koha-b' | 'koha-c'): KohaWorld => region.graph.simulator(id).world;

it('totals are those of the systems, by who may see them', async () => {
  const report = await askReport(region, 'totals', { system: 'koha-b' });

  const { biblios } = worldOf('koha-b');
  const items = keptItems();
  expect(lineOf(report, 'Records').value).toBe(biblios.size);
  expect(lineOf(report, 'Items').value).toBe(items.length);
  for (const name of ['records', 'items']) {
    const sum = rowsOf(report, name).reduce((total, row) => total + Number(row.at(-1)), 0);
    expect(sum).toBe(name === 'records' ? biblios.size : items.length);
  }
});

it('on order are the items that the system says are on order', async () => {
  const report = await askReport(region, 'on-order', { system: 'koha-a' });

  const { items } = worldOf('koha-a');
  const ordered = [...items.values()].filter(
    (item) => item.not_for_loan_status === -1 && !item.lost_status && !item.withdrawn,
  );
  expect(ordered.length).toBeGreaterThan(0);
  expect(lineOf(report, 'Items on order').value).toBe(ordered.length);
});

it('lost are the items that the system says are lost, with its own codes', async () => {
  const report = await askReport(region, 'assumed-lost', { system: 'koha-a' });

  const lost = [...worldOf('koha-a').items.values()].filter((item) => item.lost_status === 1 && !item.withdrawn);
  expect(lost.length).toBeGreaterThan(0);
  expect(lineOf(report, 'Lost').value).toBe(lost.length);
  const listed = rowsOf(report, 'lost').map((row) => row[1]);
  expect(listed).toContain(lost[0]?.external_id);
});

it('local fields are named with their number of records, and never with what is in them', async () => {
  const report = await askReport(region, 'local-fields', { system: 'koha-a' });

  expect(report.summary.map(({ label }) => label.slice(0, 3))).toContain('942');
  const fields = rowsOf(report, 'fields');
  expect(fields.length).toBeGreaterThan(2);
  for (const [tag, , personal] of fields) {
    if (tag === '650' || tag === '942') expect(personal).toBe('no');
    if (tag === '583' || tag === '590') expect(personal).toBe('yes');
  }
});

it('a profile is of a library or a system, never of both at once', async () => {
  await expect(askReport(region, 'validity', { system: 'koha-a', library: 'severnhythe' })).rejects.toThrow(
    'Name a library or a system',
  );
  const [one, other] = await Promise.all([
    askReport(region, 'completeness', { library: 'fosseholm' }),
    askReport(region, 'completeness', { system: 'koha-c' }),
  ]);
  expect(one.summary[0]?.value).toBeGreaterThan(0);
  expect(other.summary[0]?.value).toBeGreaterThanOrEqual(one.summary[0]?.value ?? Infinity);
});

it('codes in use are those of the systems’ items, with their names; nothing uses the dead ones', async () => {
  const report = await askReport(region, 'codes', { system: 'koha-b' });

  const { itemTypes } = worldOf('koha-b');
  const byType = Map.groupBy(keptItems(), ({ item_type_id: type }) => type);
  const used = rowsOf(report, 'in use').filter(([, list]) => list === 'item type');
  expect(used.map(([, , code, , count]) => [code, Number(count)]).toSorted()).toEqual(
    [...byType].flatMap(([type, all]) => (type === null ? [] : [[type, all.length]])).toSorted(),
  );
  for (const [, , code = '', name] of used) expect(name).toBe(itemTypes.get(code ?? '')?.description ?? name);
  const dead = rowsOf(report, 'dead').filter(([, list]) => list === 'item type');
  expect(dead.map(([, , code]) => code).toSorted()).toEqual(
    [...itemTypes.keys()].filter((type) => !byType.has(type)).toSorted(),
  );
});

it('codes that the region file names as shelves, or that the system lists itself, are mapped', async () => {
  const report = await askReport(region, 'codes');

  const unmapped = rowsOf(report, 'in use').flatMap(([system, list, code, , , , , isMapped]) =>
    isMapped === 'no' ? [[system, list, code].join(' ')] : [],
  );
  // What doctor finds, and no other.
  expect(unmapped).toEqual([
    'export-e status X',
    'export-f status X',
    'koha-b status NOT_LOAN 9',
    'symphony-d status DISPLAY',
  ]);
});

it('dead codes are not told by a system that does not tell its lists', async () => {
  await region.graph.database.db.deleteFrom('system_policy').execute();
  await region.takeSnapshot('without lists');

  const report = await askReport(region, 'codes');

  expect(lineOf(report, 'Codes of the systems’ lists that no item has')).toMatchObject({
    value: null,
    notToldBy: ['export-e', 'export-f', 'koha-a', 'koha-b', 'koha-c', 'symphony-d'],
  });
  expect(lineOf(report, 'Codes in use').value).toBeGreaterThan(20);
});

it('barcodes by shape are all items, and missing those that have none', async () => {
  const report = await askReport(region, 'barcodes', { system: 'koha-b' });

  const items = keptItems();
  const bare = items.filter(({ external_id: barcode }) => (barcode ?? '').trim() === '');
  expect(lineOf(report, 'Items without a barcode').value).toBe(bare.length);
  expect(rowsOf(report, 'by shape').reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(items.length);
});

it('what one system does not tell is not told, and the numbers of the others stay', async () => {
  const before = await askReport(region, 'assumed-lost');
  const own = await askReport(region, 'assumed-lost', { system: 'koha-b' });
  await sql`
    UPDATE item SET status = NULL, status_at_source = NULL
    WHERE system = (SELECT id FROM system WHERE system_id = 'koha-b')`.execute(region.graph.database.db);
  await sql`
    UPDATE hidden_item SET status = NULL, status_at_source = NULL
    WHERE system = (SELECT id FROM system WHERE system_id = 'koha-b')`.execute(region.graph.database.db);
  await region.takeSnapshot('without states');

  const label = 'Items that nobody can find';
  expect(lineOf(await askReport(region, 'assumed-lost', { system: 'koha-b' }), label)).toMatchObject({
    value: null,
    notToldBy: ['koha-b'],
  });
  const after = lineOf(await askReport(region, 'assumed-lost'), label);
  expect(after.value).toBe((lineOf(before, label).value ?? 0) - (lineOf(own, label).value ?? 0));
  expect(after.notToldBy).toContain('koha-b');
});
