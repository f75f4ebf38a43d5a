/** Every report against a world in which one of everything was planted that a report may count or leave out. */
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

/** What stands above every answer about the library, once it has entered its counts. */
async function warningsOf(counts: { readonly RECORDS: number; readonly ITEMS: number }): Promise<readonly string[]> {
  await enterControlTotals(planted.db, planted.region, {
    library: NORTHFIELD,
    totals: [
      { class: 'RECORDS', value: counts.RECORDS, where: [] },
      { class: 'ITEMS', value: counts.ITEMS, where: [] },
    ],
    countedOn: '2026-05-31',
    note: null,
    enteredBy: 'somebody',
    at: new Date('2026-06-01T00:00:00Z'),
  });
  const { notReconciled } = await planted.report('serials', NORTHFIELD);
  return (await notReconciled()).map(({ text }) => text);
}

it('a count that differs is said in one line, with what is known of the difference', async () => {
  const { world } = planted;
  const own = world.records.filter(
    ({ copies, runs }) => runs.includes(NORTHFIELD) || copies.some(({ library }) => library === NORTHFIELD),
  );
  const copies = own.flatMap((record) => record.copies.map((copy) => ({ ...copy, isShown: record.seen === 'PUBLIC' })));
  const items = copies.filter(({ library }) => library === NORTHFIELD);
  const shown = items.filter(({ seen, isShown }) => seen === 'PUBLIC' && isShown);
  const unread = world.rejected.north;
  const read = (count: number): string => count.toLocaleString('en-GB');
  expect([items.length > shown.length, unread > 1]).toEqual([true, true]);

  const [withoutHidden, ...more] = await warningsOf({ RECORDS: own.length, ITEMS: shown.length });
  expect(more).toEqual([]);
  expect(withoutHidden).toContain(
    `NOT RECONCILED: The library northfield counted ${read(shown.length)} items; Mercia has ${read(items.length)} (+${items.length - shown.length}). Mercia counts `,
  );
  expect(withoutHidden).toMatch(/hidden .*exactly the difference.*\.$/);

  expect(await warningsOf({ RECORDS: own.length + unread, ITEMS: items.length })).toEqual([
    expect.stringMatching(
      new RegExp(
        `\\(-${unread}\\)\\. Mercia does not count .*${unread} records that could not be read: one of these is exactly the difference of ${unread}\\.$`,
      ),
    ),
  ]);

  expect(await warningsOf({ RECORDS: own.length + 1, ITEMS: items.length + 1 })).toEqual([
    'NOT RECONCILED: 2 counts of The library northfield differ from those of Mercia, or cannot be compared; the report "reconcile" has each.',
  ]);
  const { tables } = await planted.report('reconcile', NORTHFIELD);
  const rows = (await tables[0]?.rows({ after: null, first: 2 }))?.rows ?? [];
  expect(rows.map(({ cells }) => cells[7])).toEqual([
    expect.stringMatching(/^Mercia does not count .*read/),
    expect.stringMatching(/^Mercia does not count .*nobody knows/),
  ]);
});
