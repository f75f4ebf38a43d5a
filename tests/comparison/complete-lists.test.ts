/** A library that has no row in a list has none only if its rows would be there: else nobody knows. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob } from '#comparison/index.ts';
import { readKeptCounts } from '#comparison/readers/count-readers.ts';
import { readOurCounts } from '#comparison/control-totals/count-ours.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { agreeing, bring, charge, forgetEverything, toldBy, type ToldLists } from '#tests/loans/loan-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, beforeEach, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const EVERYBODY = agreeing();
const WITHOUT_WING = agreeing({ wing: [] });
const LIBRARIES = EVERYBODY.libraries.map(({ id }) => id);
const OF_QE = ['1', '2', '3', '4', '5'].map((id) => charge(id, 'NQ'));

beforeAll(async () => {
  await emptyIndex(store.db);
  const book = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
  await applyPage(store.db, 'north', pageOf([harvested('1', book, { owners: ['NQ', 'NW'] })]));
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

async function countAs(region: Region): Promise<Readonly<Record<string, unknown>>> {
  const asked = { name: `s${Math.random()}`, note: null, systems: null, askedBy: { by: 'test', role: 'migration' } };
  const { snapshot } = await askForSnapshot(store.db, region, { ...asked, at: AT });
  const logger = createLogger('silent');
  const signal = new AbortController().signal;
  while (await doNextJob({ db: store.db, kinds: createJobKinds(store.db, logger), clock: () => AT, logger, signal }));
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
