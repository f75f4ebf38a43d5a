/** Readers of the demonstration, harvested from its systems and counted, against what the systems themselves have. */
import { adapterKinds, createAdapter } from '#adapters/registry.ts';
import { countRegistrations } from '#comparison/readers/registrations.ts';
import type { ReaderScope } from '#comparison/readers/reader-tables.ts';
import { countCardClashes, countSharedReaders } from '#comparison/readers/same-readers.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { DEMO_CLASHES, DEMO_TWO_CARDS } from '#demo/registrations.ts';
import { showCount } from '#domain/small-numbers.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import { loadRegion } from '#region/load-region.ts';
import type { KohaPatron, KohaWorld } from '#simulators/koha/world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { NOW } from '#tests/demo/made-region.ts';
import { bring } from '#tests/loans/loan-world.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLiveLists, LIVE_READERS } from './support/live-readers.ts';

const store = withTestDatabase();
const logger = createLogger('silent');
const KEY = Buffer.alloc(32, 9);
const [north, south, symphony] = ['koha-a', 'koha-b', 'symphony-d'] as [SystemId, SystemId, SystemId];

let demo: RunningDemo;
let region: Region;

beforeAll(async () => {
  demo = await startDemoRegion({ logger, now: () => NOW, changeEveryMs: 0 });
  region = loadRegion({ text: demo.regionText }, { kinds: adapterKinds });
  for (const system of region.systems) {
    const secret = (name: string): string | undefined => demo.env[name];
    const readerToken = createReaderTokens(KEY, system.id);
    const guard = freshGuard(system);
    const liveGuard = freshGuard(system);
    const adapter = createAdapter({ system, secret, logger, guard, liveGuard, now: () => NOW, readerToken });
    await bring(store.db, adapter, { region, at: new Date(NOW).toISOString() });
    await adapter.close();
  }
});
afterAll(() => demo.close());

async function scopeOf(libraries: readonly string[], systems: readonly SystemId[]): Promise<ReaderScope> {
  const lists = await findLiveLists(store.db, systems);
  return { db: store.db, tables: LIVE_READERS, systems: lists, libraries: libraries as LibraryId[], unknownOf: [] };
}

function worldOf(system: SystemId): KohaWorld {
  const found = demo.systems.find(({ id }) => id === system);
  if (found === undefined || found.id === 'symphony-d') throw new Error(`${system} is no Koha`);
  return found.simulator.world;
}

it('are as many of each category and year as their system has, with loans, debts and without an address', async () => {
  const { cells, notTold } = await countRegistrations(await scopeOf(['severnhythe'], [north]));

  const { patrons, checkouts, charges } = worldOf(north);
  const theirs = [...patrons.values()].filter(({ library_id: branch }) => ['MAIN', 'EDU'].includes(branch));
  const byCell = Map.groupBy(theirs, (one) => `${one.category_id} ${one.expiry_date?.slice(0, 4) ?? 'none'}`);
  const has = (rows: Iterable<{ patron_id: number }>) => {
    const owners = new Set([...rows].map(({ patron_id: id }) => id));
    return ({ patron_id: id }: KohaPatron) => owners.has(id);
  };
  const groups = {
    WITH_LOANS: has(checkouts.values()),
    OWING: has(charges.values()),
    WITHOUT_EMAIL: ({ email }: KohaPatron) => email === null,
  };
  expect(notTold).toEqual([]);
  expect(cells.map(({ category, expiryYear }) => `${category.value} ${expiryYear.value ?? 'none'}`).toSorted()).toEqual(
    [...byCell.keys()].toSorted(),
  );
  for (const { category, expiryYear, counts } of cells) {
    const real = byCell.get(`${category.value} ${expiryYear.value ?? 'none'}`) ?? [];
    expect(counts.ALL).toEqual(showCount(real.length));
    for (const [group, isIn] of Object.entries(groups)) {
      const { value } = counts[group as keyof typeof groups];
      if (value !== null) expect([group, value]).toEqual([group, real.filter(isIn).length]);
    }
  }
});

it('can go as many as have ended, have nothing out and owe nothing', async () => {
  const { totals } = await countRegistrations(await scopeOf(['severnhythe'], [north]));

  const { patrons, checkouts, charges } = worldOf(north);
  const busy = new Set([...checkouts.values(), ...charges.values()].map(({ patron_id: id }) => id));
  const today = new Date(NOW).toISOString().slice(0, 10);
  const removable = [...patrons.values()].filter(
    (one) =>
      ['MAIN', 'EDU'].includes(one.library_id) &&
      one.expiry_date !== null &&
      one.expiry_date < today &&
      !busy.has(one.patron_id),
  );
  expect(removable.length).toBeGreaterThan(5);
  expect(totals[0]?.counts.REMOVABLE.value).toBe(removable.length);
});

it('are not told where a neighbour’s loans are not kept, nor by a system that has no list', async () => {
  const { totals, notTold } = await countRegistrations(await scopeOf(['tamehollow', 'temestead'], [south, symphony]));

  expect(notTold).toEqual([
    { system: 'koha-b', facts: ['LOANS'] },
    { system: 'symphony-d', facts: ['READERS'] },
  ]);
  expect(totals.map(({ system }) => system)).toEqual(['koha-b']);
  expect(totals[0]?.counts.REMOVABLE).toEqual(showCount(null));
  expect(totals[0]?.counts.EXPIRED.atLeast).toBeGreaterThan(30);
});

it('clash in the cards that both libraries gave out, to the same person or not', async () => {
  const { pairs } = await countCardClashes(await scopeOf(['severnhythe', 'tamehollow'], [north, south]));

  expect(pairs).toHaveLength(1);
  expect(pairs[0]?.byVerdict).toEqual({
    SAME_PERSON: showCount(DEMO_CLASHES.SAME_PERSON),
    DIFFERENT_PERSON: showCount(DEMO_CLASHES.DIFFERENT_PERSON),
    NOT_JUDGEABLE: showCount(DEMO_CLASHES.NOT_JUDGEABLE),
  });
});

it('are in two systems: those with one card for both, those with two, and the junior doctor', async () => {
  const { pairs } = await countSharedReaders(await scopeOf(['severnhythe', 'tamehollow'], [north, south]));

  expect(pairs[0]?.persons).toEqual(showCount(DEMO_CLASHES.SAME_PERSON + DEMO_TWO_CARDS + 1));
});
