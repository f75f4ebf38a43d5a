/** Every report against a world in which one of everything was planted that a report may count or leave out. */
import type { TotalToEnter } from '#comparison/control-totals/control-total.ts';
import { enterControlTotals, REPORTS } from '#comparison/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlantedRegion, sweep, type PlantedRegion } from './support/sweep.ts';

const NORTHFIELD = 'northfield' as LibraryId;
let planted: PlantedRegion;

beforeAll(async () => {
  planted = await startPlantedRegion(1);
}, 60_000);
afterAll(() => planted.close());

it('every report counts what was planted, but for what it says that it leaves out', async () => {
  const swept = await sweep(planted);

  expect(new Set(swept.map(({ report }) => report))).toEqual(new Set(REPORTS.map(({ name }) => name)));
  expect(swept.filter(({ expected, said }) => JSON.stringify(expected) !== JSON.stringify(said))).toEqual([]);
});

it('says of no record of which nothing is kept that it has no fault', async () => {
  const { records } = planted.world;
  const kept = records.filter(({ seen }) => seen !== 'ILL_TEMPORARY');
  const { title, summary } = await planted.report('validity', null);

  expect(title).toContain(` of ${kept.length} records have none.`);
  const valueOf = (label: string): number | null | undefined => summary.find((line) => line.label === label)?.value;
  expect(valueOf('Records of which only their existence is kept')).toBe(records.length - kept.length);
  expect(valueOf('Records without a fault')).toBeLessThanOrEqual(kept.length);
});

interface Counts {
  readonly RECORDS: number;
  readonly ITEMS: number;
}

/** Enters what the library counted, with what it says that the counts have in them. */
async function enter(counts: Counts, said: Omit<Partial<TotalToEnter>, 'class'> = {}): Promise<void> {
  await enterControlTotals(planted.db, planted.region, {
    library: NORTHFIELD,
    totals: (['RECORDS', 'ITEMS'] as const).map((name) => ({ class: name, value: counts[name], where: [], ...said })),
    countedOn: '2026-05-31',
    note: null,
    enteredBy: 'somebody',
    at: new Date('2026-06-01T00:00:00Z'),
    sure: true,
  });
}

/** What stands above every answer about the library. */
async function warnings(): Promise<readonly string[]> {
  const { notReconciled } = await planted.report('serials', NORTHFIELD);
  return (await notReconciled()).map(({ text }) => text);
}

async function cellsOf(name: string): Promise<readonly (readonly (string | number | null)[])[]> {
  const { tables } = await planted.report('reconcile', NORTHFIELD);
  const page = await tables.find((table) => table.name === name)?.rows({ after: null, first: 50 });
  return page?.rows.map(({ cells }) => cells) ?? [];
}

/** By the titles of their columns: state, what remains, what is known. */
async function stated(): Promise<readonly (readonly [state: unknown, rest: unknown, known: unknown])[]> {
  return (await cellsOf('counts')).slice(0, 2).map((cells) => [cells[6], cells[5], cells[7]]);
}

function countOwn() {
  const { world } = planted;
  const own = world.records.filter(
    ({ copies, runs }) => runs.includes(NORTHFIELD) || copies.some(({ library }) => library === NORTHFIELD),
  );
  const copies = own.flatMap((record) => record.copies.map((copy) => ({ ...copy, isShown: record.seen === 'PUBLIC' })));
  const items = copies.filter(({ library }) => library === NORTHFIELD);
  const shown = items.filter(({ seen, isShown }) => seen === 'PUBLIC' && isShown);
  const seen = own.filter((record) => record.seen === 'PUBLIC');
  const unread = world.rejected.north;
  expect([items.length > shown.length, own.length > seen.length, unread > 1]).toEqual([true, true, true]);
  return { RECORDS: own.length, ITEMS: items.length, shown: { RECORDS: seen.length, ITEMS: shown.length }, unread };
}

it('a count that differs is said in one line, and the report says what is known of the difference', async () => {
  const { RECORDS, ITEMS, shown, unread } = countOwn();
  const read = (count: number): string => count.toLocaleString('en-GB');

  await enter({ RECORDS, ITEMS: shown.ITEMS });
  expect(await warnings()).toEqual([
    `NOT RECONCILED: The library northfield counted ${read(shown.ITEMS)} items; Mercia has ${read(ITEMS)} (+${ITEMS - shown.ITEMS}); the report "reconcile" says what is known of it.`,
  ]);
  expect(await stated()).toEqual([
    ['agrees', 0, null],
    ['NOT RECONCILED', ITEMS - shown.ITEMS, expect.stringMatching(/^Mercia counts .*hidden.*exactly the difference/)],
  ]);

  await enter({ RECORDS: RECORDS + unread, ITEMS });
  expect((await stated())[0]?.[2]).toMatch(
    new RegExp(
      `^Mercia does not count .*${unread} records that could not be read: one of these is exactly the difference of ${unread}$`,
    ),
  );

  await enter({ RECORDS: RECORDS + 1, ITEMS: ITEMS + 1 });
  expect(await warnings()).toEqual([
    'NOT RECONCILED: 2 counts of The library northfield differ from those of Mercia, or cannot be compared; the report "reconcile" has each.',
  ]);
  expect((await stated()).map(([, , known]) => known)).toEqual([
    expect.stringMatching(/^Mercia does not count .*read/),
    expect.stringMatching(/^Mercia does not count .*nobody knows/),
  ]);
});

it('a library that says what its counts have in them agrees, or the rest has an owner', async () => {
  const { RECORDS, ITEMS, shown } = countOwn();

  // It counts what the public sees.
  await enter({ RECORDS: shown.RECORDS, ITEMS: shown.ITEMS }, { includes: [] });
  expect((await stated()).map(([state, rest]) => [state, rest])).toEqual([
    ['agrees', 0],
    ['agrees', 0],
  ]);
  expect(await warnings()).toEqual([]);
  const parts = await cellsOf('known');
  expect(parts.map((cells) => [cells[1], cells[2], cells[5], cells[6]])).toEqual(
    expect.arrayContaining([
      ['records', 'HIDDEN', 'yes', 'no'],
      ['records', 'REJECTED', 'no', 'no'],
      ['items', 'GHOST_OWNERS', 'no', 'no'],
      ['items', 'OWNERLESS', 'no', 'no'],
    ]),
  );
  const inOurs = parts.filter((cells) => cells[1] === 'items' && cells[5] === 'yes').map((cells) => Number(cells[3]));
  expect(inOurs.reduce((sum, count) => sum + count, 0)).toBe(ITEMS - shown.ITEMS);

  // What came without the name of a library may be another's: it is named, and not added.
  await enter({ RECORDS: RECORDS + 1, ITEMS: shown.ITEMS }, { includes: ['HIDDEN', 'REJECTED'] });
  expect((await stated())[0]).toEqual(['NOT RECONCILED', -1, expect.stringMatching(/some of .* could not be read/)]);
  await enter(
    { RECORDS: RECORDS + 1, ITEMS },
    { includes: null, restOwner: 'Cataloguing', restNote: 'looked for in June' },
  );
  expect((await stated())[0]?.slice(0, 2)).toEqual(['differs, and somebody sees to it', -1]);
  expect((await cellsOf('counts'))[0]).toEqual(expect.arrayContaining(['Cataloguing', 'looked for in June']));
  expect(await warnings()).toEqual([
    '1 count of The library northfield differs from those of Mercia, and somebody sees to it; the report "reconcile" has each.',
  ]);
});
