/** What is known of a difference between a library's count and ours, while the library is at two systems. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob, enterControlTotals, findSnapshot, runReport } from '#comparison/index.ts';
import { countRows } from '#comparison/populations/counts.ts';
import type { OwnerCode } from '#domain/catalogue.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, OWNERS, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const LIBRARY = 'south-lib' as LibraryId;
const [SOUTH, NORTH] = ['south' as SystemId, 'north' as SystemId];
const LOADED: OwnerCode = { system: NORTH, code: 'NS', library: LIBRARY, site: null };

/** The library of the south is loaded into the north to try it out. */
const trying: Region = {
  ...region,
  libraries: region.libraries.map((library) =>
    library.id === LIBRARY
      ? {
          ...library,
          memberships: [
            { system: SOUTH, phase: 'LIVE', since: null },
            { system: NORTH, phase: 'TEST_LOADED', since: null },
          ],
        }
      : library,
  ),
  systems: region.systems.map((system) =>
    system.id === NORTH ? { ...system, owners: [...system.owners, LOADED] } : system,
  ),
};

/** Three records of the library, two of them hidden; in the north a fourth belongs to nobody. */
beforeAll(async () => {
  const owners = [...OWNERS, LOADED];
  for (const [system, code] of [
    [SOUTH, 'S'],
    [NORTH, LOADED.code],
  ] as const) {
    const records = ['1', '2', '3'].map((id) => {
      const visibility = id === '1' ? 'PUBLIC' : 'SUPPRESSED';
      const record = harvested(id, marcOf(`245 10 $a Title ${id}`), { owners: [code], visibility });
      return { ...record, holdings: record.holdings.map((holding) => ({ ...holding, library: LIBRARY })) };
    });
    const nobodys = system === NORTH ? [harvested('4', marcOf('245 10 $a Title 4'))] : [];
    await applyPage(store.db, system, pageOf([...records, ...nobodys]), owners);
  }
});

it('is of the rows that are counted, and of none of a load that is only tried out', async () => {
  const { db } = store;
  const asked = { name: 'tried', note: null, systems: null, askedBy: { by: 'test', role: 'migration' }, at: AT };
  await askForSnapshot(db, trying, asked);
  const [logger, signal] = [createLogger('silent'), new AbortController().signal];
  while (await doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => AT, logger, signal }));
  const totals = [{ class: 'RECORDS', value: 1, where: [] }] as const;
  const signed = { countedOn: '2025-02-28', note: null, enteredBy: 'somebody', at: AT };
  await enterControlTotals(db, trying, { library: LIBRARY, totals, ...signed });
  const snapshot = await findSnapshot(db, 'tried');
  if (snapshot === null) throw new Error('no snapshot');

  const { tables } = await runReport(db, {
    name: 'reconcile',
    snapshot,
    library: LIBRARY,
    system: null,
    options: {},
    visibleLibraries: null,
    now: AT,
  });

  const rowsOf = async (name: string) =>
    (await tables.find((table) => table.name === name)?.rows({ after: null, first: 9 }))?.rows ?? [];
  const [counts] = await rowsOf('counts');
  expect(counts?.cells.slice(0, 4)).toEqual([LIBRARY, 'records', 1, 3]);
  expect(counts?.cells[7]).toBe(
    'Mercia counts 2 records hidden from the public: one of these is exactly the difference of 2',
  );
  expect((await rowsOf('known')).map(({ cells }) => cells.slice(2, 4))).toEqual([['HIDDEN', 2]]);
  const { population = 'RECORDS', where = [] } = counts?.drill ?? {};
  expect((await countRows(db, { snapshot: snapshot.number, population, where })).value).toBe(3);
});
