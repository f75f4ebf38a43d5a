/** What volumetrics say is in their sums besides what libraries have themselves: each record once, and none that a live library has there. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob, findSnapshot, runReport } from '#comparison/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, MovePhase, Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { ALL_REPORTS } from '#subgraphs/migration/ask-report.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { agreeing } from '#tests/loans/loan-world.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');

/** Queen Edith and Wing both have records 1 and 2 in the north; Queen Edith alone has 3, and Wing alone 4. */
beforeAll(async () => {
  const owners = { 1: ['NQ', 'NW'], 2: ['NQ', 'NW'], 3: ['NQ'], 4: ['NW'] };
  const records = Object.entries(owners).map(([id, codes]) =>
    harvested(id, marcOf(`245 10 $a Title ${id}`), { owners: codes }),
  );
  await applyPage(store.db, 'north', pageOf(records));
});

function moving(phases: Readonly<Record<string, MovePhase>>): Region {
  const libraries = agreeing().libraries.map((library): Library => {
    const phase = phases[library.id];
    if (phase === undefined) return library;
    const memberships = [
      { system: 'west' as SystemId, phase: 'LIVE' as const, since: null },
      { system: library.system, phase, since: null },
    ];
    return { ...library, memberships };
  });
  // Its copies at the other system have a code there, too.
  const moved = Object.keys(phases).map((id) => ({
    system: 'west' as SystemId,
    code: `W-${id}`,
    library: id as LibraryId,
    site: null,
  }));
  const systems = region.systems.map((system) =>
    system.id === 'west' ? { ...system, owners: [...system.owners, ...moved] } : system,
  );
  return { ...region, libraries, systems };
}

async function volumesAs(
  phases: Readonly<Record<string, MovePhase>>,
  library: string | null = null,
  system: string | null = null,
) {
  const name = `with ${Object.values(phases).join(' ')}`;
  if ((await findSnapshot(store.db, name)) === null) {
    const asked = { name, note: null, systems: null, askedBy: { by: 'test', role: 'migration' }, at: AT };
    await askForSnapshot(store.db, moving(phases), asked);
    const logger = createLogger('silent');
    const signal = new AbortController().signal;
    while (await doNextJob({ db: store.db, kinds: createJobKinds(store.db, logger), clock: () => AT, logger, signal }));
  }
  const snapshot = await findSnapshot(store.db, name);
  if (snapshot === null) throw new Error('no snapshot');
  return runReport(
    store.db,
    {
      name: 'volumetrics',
      snapshot,
      library: library as LibraryId | null,
      system: system as SystemId | null,
      options: {},
      visibleLibraries: null,
      seesReaders: true,
      now: AT,
    },
    ALL_REPORTS,
  );
}

async function elsewhereAs(phases: Readonly<Record<string, MovePhase>>, library: string | null = null) {
  const { summary } = await volumesAs(phases, library);
  return summary.find(({ label }) => label.startsWith('In these numbers'))?.text;
}

it('count a record of several libraries once, and say what the system does not tell', async () => {
  expect(await elsewhereAs({ qe: 'TEST_LOADED', wing: 'MOVED' })).toBe(
    '4 records, 6 items: take them off; not told: items on loan, statements of runs',
  );
});

it('leave out what a library has there that lends from it, unless the report is about the other alone', async () => {
  await sql`UPDATE item SET status = CASE WHEN local_id IN ('1-0', '1-1', '4-0') THEN 'ON_LOAN' ELSE 'AVAILABLE' END`.execute(
    store.db,
  );
  const phases = { qe: 'TEST_LOADED' } as const;

  expect(await elsewhereAs(phases)).toBe(
    '1 record, 3 items, 1 item on loan: take them off; not told: statements of runs',
  );
  expect(await elsewhereAs(phases, 'qe')).toBe(
    '3 records, 3 items, 1 item on loan: take them off; not told: statements of runs',
  );
  expect(await elsewhereAs(phases, 'wing')).toBeUndefined();
});

it('give no number of all systems of a library beside those of the one that is asked for', async () => {
  const phases = { qe: 'TEST_LOADED' } as const;
  const ALL = 'of all its systems: ask without --system';
  const of = async (library: string, system: string | null) => {
    const { summary, tables } = await volumesAs(phases, library, system);
    const volumes = tables.find(({ name }) => name === 'volumes');
    const rows = (await volumes?.rows({ after: null, first: 100 }))?.rows ?? [];
    const row = rows.map(({ cells }) => cells).find(([, , what]) => what === 'Titles');
    return [summary[0]?.value, summary[0]?.text, row?.[3], row?.[4]];
  };

  expect(await of('qe', null)).toEqual([0, undefined, 0, null]);
  expect(await of('qe', 'north')).toEqual([null, ALL, null, ALL]);
  expect(await of('wing', 'north')).toEqual([3, undefined, 3, null]);
});

it('say of no year what was lent before one of two systems was counted', async () => {
  await sql`INSERT INTO system (system_id) VALUES ('west') ON CONFLICT DO NOTHING`.execute(store.db);
  await sql`INSERT INTO loan_list (system, list, as_of, counted_from, tried_at, left_out)
    SELECT id, 'USE_COUNTS', ${AT}::timestamptz, CASE system_id WHEN 'north' THEN '2023-01-01' ELSE '2024-11-15' END::timestamptz,
      ${AT}::timestamptz, 0 FROM system WHERE system_id IN ('north', 'west')`.execute(store.db);
  await sql`INSERT INTO use_by_year (record, library, year, loans) VALUES (1, 'qe', 2023, 990), (1, 'qe', 2024, 960), (1, 'qe', 2025, 150)`.execute(
    store.db,
  );
  const lentAs = async (phase: MovePhase) => {
    const { tables } = await volumesAs({ qe: phase }, 'qe');
    const rowsOf = async (name: string) =>
      ((await tables.find((one) => one.name === name)?.rows({ after: null, first: 100 }))?.rows ?? []).map(
        ({ cells }) => cells,
      );
    const volume = (await rowsOf('volumes')).find(([, , what]) => what === 'Loans a year');
    return [volume?.slice(3), (await rowsOf('lent by year')).map((cells) => cells.slice(1, 5))];
  };

  expect(await lentAs('FROZEN')).toEqual([
    [null, 'not told: counted from 2023-01-01 in one of its systems, and from 2024-11-15 in another'],
    [
      ['2024', 960, 'of another of its systems from 2024-11-15 on alone', '2023-01-01'],
      ['2025', 150, null, '2024-11-15'],
    ],
  ]);
  expect((await lentAs('ARCHIVED'))[0]).toEqual([
    null,
    'not told: counted from 2023-01-01 in one of its systems, and from 2024-11-15 in another',
  ]);
  await sql`UPDATE loan_list SET counted_from = '2024-11-15'`.execute(store.db);
  expect((await lentAs('CATALOGUE_FROZEN'))[0]).toEqual([3822, 'counted from 2024-11-15 to 2025-03-01: 1110 loans']);
  await sql`UPDATE loan_list SET counted_from = '2023-07-01' FROM system s WHERE s.id = system AND system_id = 'north'`.execute(
    store.db,
  );
  await sql`UPDATE loan_list SET as_of = '2025-06-30'`.execute(store.db);
  expect((await lentAs('LIVE'))[0]).toEqual([304, 'counted from 2025-01-01 to 2025-06-30: 150 loans']);
});
