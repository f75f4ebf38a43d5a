/** What a library loads into another system to try it out, or leaves behind in one, is no second holder of its titles and barcodes. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, countRows, doNextJob, findSnapshot, runReport } from '#comparison/index.ts';
import { readLent } from '#comparison/readers/count-lent.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase, Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { agreeing } from '#tests/loans/loan-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, OWNERS, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const [SOUTH, NORTH] = ['south' as SystemId, 'north' as SystemId];

/** The library of the south as the only one in the north, too; both systems have one copy of one book. */
function standing(phase: MovePhase): Region {
  const library = 'south-lib' as LibraryId;
  return {
    ...region,
    libraries: region.libraries
      .filter(({ system }) => system !== NORTH)
      .map((one) => {
        const memberships = [
          { system: SOUTH, phase: 'LIVE' as const, since: null },
          { system: NORTH, phase, since: null },
        ];
        return one.id === library ? { ...one, memberships } : one;
      }),
    systems: region.systems.map((system) =>
      system.id === NORTH ? { ...system, owners: [{ system: NORTH, code: 'S', library, site: null }] } : system,
    ),
  };
}

beforeAll(async () => {
  for (const [system, id] of [
    [SOUTH, '1'],
    [NORTH, '1'],
  ] as const) {
    const book = marcOf(
      field008(),
      '020 __ $a 9780198569411',
      '100 1_ $a Hart, Mary.',
      '245 10 $a Anatomy of the hand / $c Mary Hart.',
      '260 __ $a Oxford : $b Press, $c 2004.',
      '300 __ $a 320 p.',
    );
    const owners = [...OWNERS, { system: NORTH, code: 'S', library: 'south-lib' as LibraryId, site: null }];
    await applyPage(store.db, system, pageOf([harvested(id, book, { owners: ['S'] })]), owners);
  }
  await sql`UPDATE holding SET statements = jsonb_build_array(jsonb_build_object('kind', 'MAIN', 'text',
    CASE system_id WHEN 'north' THEN '1980-1994' ELSE '1990-1994' END)) FROM system WHERE system.id = holding.system`.execute(
    store.db,
  );
  await sql`UPDATE item SET details = '{"lastBorrowedOn": null}'`.execute(store.db);
});

async function take(phase: MovePhase, name: string = phase, standsIn = standing(phase)) {
  const { db } = store;
  const asked = { name, note: null, systems: null, askedBy: { by: 'test', role: 'migration' }, at: AT };
  await askForSnapshot(db, standsIn, asked);
  const [logger, signal] = [createLogger('silent'), new AbortController().signal];
  while (await doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => AT, logger, signal }));
  const snapshot = await findSnapshot(db, name);
  if (snapshot === null) throw new Error('no snapshot');
  const report = (asksFor: string, library: string | null = null) =>
    runReport(db, {
      name: asksFor,
      snapshot,
      library: library as LibraryId | null,
      system: null,
      options: {},
      visibleLibraries: null,
      now: AT,
    });
  const last = (await report('last-copies')).summary[0];
  const listed =
    last?.drill === undefined ? null : (await countRows(db, { snapshot: snapshot.number, ...last.drill })).value;
  const alone = (await report('ours-alone', 'south-lib')).summary;
  const runs = (await report('journal-runs')).tables.find(({ name }) => name === 'runs');
  const together = await report('titles-together');
  const rules = together.tables.find(({ name }) => name === 'rules');
  return {
    stated: (await report('journal-runs')).summary.map(({ value }) => value),
    behind: together.summary.slice(-7).map(({ label, value }) => `${label}: ${String(value)}`),
    merged: (await rules?.rows({ after: null, first: 9 }))?.rows.map(({ cells }) => cells.slice(1, 4)),
    runs: (await runs?.rows({ after: null, first: 9 }))?.rows.map(({ cells }) => cells[4]),
    last: last?.value,
    listed,
    alone: alone.find(({ label }) => label === 'Titles that no other library has')?.value,
    records: alone.find(({ label }) => label === 'Records of the titles that no other has')?.value,
    asksNothing: alone.some(({ drill }) => drill?.where.some((condition) => condition.in.length === 0)),
    clashes: (await report('barcodes-of-others')).summary[0]?.value,
    mend: (await report('fix-first')).summary.some(({ label }) => label.endsWith('a copy at another system')),
    never: (await report('never-borrowed')).summary.map(({ value }) => value),
  };
}

it('counts the copy of a library once while it is tried out elsewhere, and after it was left behind', async () => {
  const elsewhere = 'loaded to try it out, or left behind in another system; take them off';
  const once = {
    stated: [1, 2, 1, 0],
    behind: expect.arrayContaining([
      'Records behind them that readers see: 2',
      `Of these records, ${elsewhere}: 1`,
    ]) as string[],
    merged: Array<number[]>(2).fill([1, 0, 0]),
    runs: ['1990-1994'],
    last: 1,
    listed: 1,
    alone: 1,
    records: 1,
    asksNothing: false,
    clashes: 0,
    mend: false,
    never: [2, 2, 1],
  };
  expect(await take('TEST_LOADED')).toEqual(once);
  expect(await take('MOVED')).toEqual(once);
  expect(await take('LIVE')).toEqual({
    stated: [1, 2, 0],
    behind: expect.not.arrayContaining([expect.stringContaining(elsewhere)]) as string[],
    merged: Array<number[]>(2).fill([1, 1, 2]),
    runs: ['1980-1994'],
    last: 0,
    listed: 0,
    alone: 1,
    records: 2,
    asksNothing: false,
    clashes: 2,
    mend: true,
    never: [2, 2],
  });
});

it('counts the only copy of a title that the library has in another system of its own, too, without copies', async () => {
  await sql`DELETE FROM item USING system WHERE system.id = item.system AND system_id = 'north'`.execute(store.db);
  // As a harvest does that finds the record changed.
  await sql`UPDATE record SET harvested_at = now(), digest = digest || '\\x00' FROM system
    WHERE system.id = record.system AND system_id = 'north'`.execute(store.db);
  expect(await take('LIVE', 'one copy')).toMatchObject({ last: 1, listed: 1 });

  const snapshot = await findSnapshot(store.db, 'one copy');
  if (snapshot === null) throw new Error('no snapshot');
  const lastAt = async (system: SystemId, library: LibraryId | null) => {
    const asked = { name: 'last-copies', snapshot, library, system, options: {}, visibleLibraries: null, now: AT };
    const { tables } = await runReport(store.db, asked);
    return tables.find(({ name }) => name === 'by library')?.totalRows;
  };
  for (const library of [null, 'south-lib' as LibraryId]) {
    expect(await lastAt(SOUTH, library)).toBe(1);
    expect(await lastAt(NORTH, library)).toBe(0);
  }
});

it('asks for no system where a library is nowhere but where it is tried out, in words that are understood', async () => {
  const joining = standing('TEST_LOADED');
  const { asksNothing } = await take('TEST_LOADED', 'joining', {
    ...joining,
    libraries: joining.libraries.map((one) => ({
      ...one,
      memberships: one.memberships.filter(({ system }) => system === NORTH),
    })),
    systems: joining.systems.filter(({ id }) => id === NORTH),
  });
  // A condition has a value (`conditionSql`).
  expect(asksNothing).toBe(false);
});

it('tells what was found by comparing records before that failed', async () => {
  const { db } = store;
  await sql`UPDATE comparison_job SET state = 'FAILED' WHERE kind = 'COMPARE_RECORDS'`.execute(db);
  // The pairs come last.
  await sql`DELETE FROM snapshot_result WHERE report = 'perhaps-together'`.execute(db);
  const snapshot = await findSnapshot(db, 'LIVE');
  if (snapshot === null) throw new Error('no snapshot');
  const summary = async (name: string) => {
    const asked = { name, snapshot, library: null, system: null, options: {}, visibleLibraries: null, now: AT };
    return (await runReport(db, asked)).summary.map(({ value }) => value);
  };
  const count = async (population: 'ITEMS' | 'RECORDS', dimension: 'FINDING' | 'FINDING_GROUP', value: string) =>
    (await countRows(db, { snapshot: snapshot.number, population, where: [{ dimension, in: [value] }] })).value;

  expect(await summary('conflicts')).toEqual([1, 0]);
  expect(await summary('wrong-merges')).toEqual([0, 0, 0, 0]);
  expect(await count('ITEMS', 'FINDING_GROUP', 'BARCODE_TWICE:none')).toBe(0);
  expect(await count('RECORDS', 'FINDING', 'PERHAPS_SAME')).toBeNull();
});

/** Seven readers whose registrations ended, with a card, an old loan, and an old hold each, and seven copies lent ten times. */
async function giveReaders(system: SystemId): Promise<void> {
  const { db } = store;
  await sql`INSERT INTO loan_list (system, list, as_of, counted_from, tried_at, left_out)
    SELECT id, unnest(ARRAY['READERS', 'OPEN_LOANS', 'OPEN_HOLDS', 'USE_COUNTS']), ${AT}::timestamptz, ${AT}::timestamptz,
      ${AT}::timestamptz, 0 FROM system WHERE system_id = ${system}`.execute(db);
  await sql`INSERT INTO reader (system, reader_token, library, card_token, name_birth, category, expiry_year, expired, has_email, owes, told)
    SELECT id, 'reader ' || n, 'south-lib', 'card ' || n, 'person ' || n, 'ST', 2020, true, true, false,
      ARRAY['CARD', 'CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES'] FROM system, generate_series(1, 7) n
    WHERE system_id = ${system}`.execute(db);
  await sql`INSERT INTO open_loan (system, item, library, counted, reader_token, due_on)
    SELECT id, 'copy ' || n, 'south-lib', true, 'reader ' || n, '2022-01-31' FROM system, generate_series(1, 7) n
    WHERE system_id = ${system}`.execute(db);
  await sql`INSERT INTO open_hold (system, library, counted, reader_token, status, placed_on)
    SELECT id, 'south-lib', true, 'reader ' || n, 'QUEUED', '2022-01-31' FROM system, generate_series(1, 7) n
    WHERE system_id = ${system}`.execute(db);
  await sql`INSERT INTO use_count (system, item, record, library, loans)
    SELECT id, 'copy ' || n, 1, 'south-lib', 10 FROM system, generate_series(1, 7) n
    WHERE system_id = ${system}`.execute(db);
}

it('counts its readers, loans and holds once, and those of the other system if that is asked for alone', async () => {
  const { db } = store;
  for (const system of [SOUTH, NORTH]) await giveReaders(system);
  const patronData = agreeing().libraries.find(({ id }) => id === 'south-lib')?.patronData;
  const countsAs = async (phase: MovePhase, system: SystemId | null = null) => {
    const name = `readers as ${phase}`;
    const stands = standing(phase);
    const libraries = stands.libraries.map((one) => (one.id === 'south-lib' ? { ...one, patronData } : one));
    if ((await findSnapshot(db, name)) === null) await take(phase, name, { ...stands, libraries });
    const snapshot = await findSnapshot(db, name);
    if (snapshot === null) throw new Error('no snapshot');
    const asked = { snapshot, library: 'south-lib' as LibraryId, system, options: {}, visibleLibraries: null, now: AT };
    const report = (asksFor: string) => runReport(db, { ...asked, name: asksFor, seesReaders: true });
    const lineOf = async (asksFor: string, label: string) =>
      (await report(asksFor)).summary.find((line) => line.label === label)?.value;
    return {
      readers: await lineOf('readers-by-category', 'Readers'),
      expired: await lineOf('expired-readers', 'Expired'),
      overdue: await lineOf('long-overdue', 'Loans overdue for over a year'),
      listed: (await report('long-overdue')).tables.find((table) => table.name === 'loans')?.totalRows,
      holds: await lineOf('stuck', 'Holds that have waited for over 90 days'),
      samePerson: await lineOf('card-clashes', 'Cards that two systems gave out: the same person'),
      inTwo: await lineOf('readers-in-two-systems', 'Persons who are registered in two systems or more'),
      lent: (await readLent(db, snapshot.number)).get('south-lib' as LibraryId)?.inAll.value,
      elsewhere: (await report('stuck')).summary.find(({ label }) => label.startsWith('Loaded to try it out'))?.text,
    };
  };
  const once = { readers: 7, expired: 7, overdue: 7, listed: 7, holds: 7, samePerson: 0, inTwo: 0, lent: 70 };

  expect(await countsAs('TEST_LOADED')).toEqual({
    ...once,
    elsewhere: 'in no number here: South Library at north; ask for that system alone with --system',
  });
  expect(await countsAs('MOVED')).toMatchObject(once);
  expect(await countsAs('TEST_LOADED', NORTH)).toEqual({ ...once, elsewhere: undefined });
  const twice = { readers: 14, expired: 14, overdue: 14, listed: 14, holds: 14, samePerson: 7, inTwo: 7, lent: 140 };
  expect(await countsAs('LIVE')).toEqual({ ...twice, elsewhere: undefined });
});
