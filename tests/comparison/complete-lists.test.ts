/** A library that has no row in a list has none only if its rows would be there: else nobody knows. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob, findSnapshot, runReport } from '#comparison/index.ts';
import { readKeptCounts } from '#comparison/readers/count-readers.ts';
import { readOurCounts } from '#comparison/control-totals/count-ours.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { agreeing, bring, charge, forgetEverything, loan, toldBy, type ToldLists } from '#tests/loans/loan-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, beforeEach, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const EVERYBODY = agreeing();
const WITHOUT_WING = agreeing({ wing: [] });
const LIBRARIES = EVERYBODY.libraries.map(({ id }) => id);
/** More than go as usual. */
const MANY = 30;
const OF_QE = ['1', '2', '3', '4', '5'].map((id) => charge(id, 'NQ'));

beforeAll(async () => {
  await emptyIndex(store.db);
  const book = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
  const lent = harvested('2', marcOf('245 10 $a Lent'), { owners: Array<string>(MANY).fill('NW') });
  await applyPage(store.db, 'north', pageOf([harvested('1', book, { owners: ['NQ', 'NW'] }), lent]));
});
beforeEach(() => forgetEverything(store.db));

const READERS = ['NQ', 'NW'].map((homeSite) => ({
  readerToken: `reader of ${homeSite}`,
  homeSite,
  nameAndBirth: null,
  email: null,
}));

const harvest = (charges: NonNullable<ToldLists['charges']>[number], region: Region) =>
  bring(store.db, toldBy('north', { charges: [charges], readers: [READERS] }), { region });

async function takeAs(region: Region) {
  const asked = { name: `s${Math.random()}`, note: null, systems: null, askedBy: { by: 'test', role: 'migration' } };
  const { snapshot } = await askForSnapshot(store.db, region, { ...asked, at: AT });
  const logger = createLogger('silent');
  const signal = new AbortController().signal;
  while (await doNextJob({ db: store.db, kinds: createJobKinds(store.db, logger), clock: () => AT, logger, signal }));
  return snapshot;
}

async function countAs(region: Region): Promise<Readonly<Record<string, unknown>>> {
  const snapshot = await takeAs(region);
  const ours = await readOurCounts(store.db, snapshot.number);
  const [qe, wing, pence] = [ours.of('qe', 'CHARGES'), ours.of('wing', 'CHARGES'), ours.of('wing', 'CHARGES_PENCE')];
  expect(pence).toEqual(wing);
  const { registrations } = (await readKeptCounts(store.db, snapshot.number, LIBRARIES)).get('wing') ?? {};
  const tellsReaders = registrations?.notTold.every(({ facts }) => !facts.includes('READERS'));
  return { qe, wing, tellsReaders };
}

const UNSURE = {
  value: null,
  why: 'not told by library: rows of it may be missing in the list of north, which was read before it agreed or has rows of unknown libraries; harvest again, then take another snapshot',
};

it('none, if it had agreed when the list was read, and each row says whose it is', async () => {
  await harvest(OF_QE, EVERYBODY);

  expect(await countAs(EVERYBODY)).toEqual({ qe: { value: 5 }, wing: { value: 0 }, tellsReaders: true });
});

it('nobody knows, if it agreed after the list was read', async () => {
  await harvest([...OF_QE, charge('6', 'NW')], WITHOUT_WING);

  expect(await countAs(EVERYBODY)).toEqual({ qe: { value: 5 }, wing: UNSURE, tellsReaders: false });
});

it('nobody knows, if it withdrew its agreement in between, so that its rows were deleted', async () => {
  await harvest([...OF_QE, charge('6', 'NW')], EVERYBODY);
  await bring(store.db, toldBy('north', {}), { region: WITHOUT_WING });

  expect(await countAs(EVERYBODY)).toEqual({ qe: { value: 5 }, wing: UNSURE, tellsReaders: false });
});

it.each([
  ['is kept', EVERYBODY, { qe: { value: 5 }, wing: UNSURE }],
  [
    'is not kept',
    agreeing({ qe: [] }),
    { qe: { value: null, why: 'no agreement of the library lets them be counted' }, wing: UNSURE },
  ],
])('nobody knows, if a row of an unknown library %s', async (_what, region, counts) => {
  await harvest([...OF_QE, charge('6', null)], region);

  expect(await countAs(region)).toEqual({ ...counts, tellsReaders: true });
});

it('nothing has come or gone because a library ends its agreement, or agrees', async () => {
  const readers = ['NQ', 'NW'].flatMap((homeSite) =>
    Array.from({ length: MANY }, (_, place) => ({
      readerToken: `${homeSite} ${place}`,
      homeSite,
      nameAndBirth: null,
      email: null,
    })),
  );
  const loans = Array.from({ length: MANY }, (_, place) => loan(`2-${place}`, { readerToken: `NW ${place}` }));
  const takenAs = async (region: Region) => {
    await bring(store.db, toldBy('north', { loans: [loans], readers: [readers] }), { region });
    const { name } = await takeAs(region);
    const snapshot = await findSnapshot(store.db, name);
    if (snapshot === null) throw new Error('no snapshot');
    const asked = {
      name: 'changes',
      snapshot,
      library: null,
      system: null,
      options: {},
      visibleLibraries: null,
      now: AT,
    };
    const report = await runReport(store.db, { ...asked, seesReaders: true });
    const rowsOf = async (table: string) => {
      const page = await report.tables.find((one) => one.name === table)?.rows({ after: null, first: 200 });
      return page?.rows.map(({ cells }) => cells) ?? [];
    };
    return {
      less: (await report.notReconciled()).map(({ text }) => text).filter((text) => text.startsWith('LESS')),
      readers: (await rowsOf('counts')).filter(([, , what]) => what === 'readers').map((cells) => cells.slice(1, 7)),
      why: (await rowsOf('counts')).find(([, library, what]) => library === 'wing' && what === 'loans')?.at(-1),
      all: (await rowsOf('less than usual'))
        .filter(([, , what]) => what === 'readers')
        .map((cells) => [cells[1], ...cells.slice(4, 7)]),
      listed: (await rowsOf('loans')).length,
    };
  };
  await takenAs(EVERYBODY);

  expect(await takenAs(WITHOUT_WING)).toMatchObject({
    less: [],
    readers: [['qe', 'readers', MANY, MANY, 0, 0]],
    all: [
      ['all of it', MANY, MANY, 0],
      ['Queen Edith Library', MANY, MANY, 0],
    ],
    listed: 0,
  });
  expect(await takenAs(EVERYBODY)).toMatchObject({
    less: [],
    readers: [
      ['qe', 'readers', MANY, MANY, 0, 0],
      ['wing', 'readers', null, MANY, null, null],
    ],
    why: 'one of both snapshots does not tell what this library has',
    all: [
      ['all of it', MANY, MANY, 0],
      ['Queen Edith Library', MANY, MANY, 0],
    ],
    listed: 0,
  });
});
