import type { HarvestSource } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { nightBegins } from '#union-index/harvest/nightly.ts';
import { expect, it } from 'vitest';
import { createSampleSystem, numberedIds, sampleIngest } from './sample-source.ts';

const store = withTestDatabase();
const WEEK = 604_800;
/** A system that is tried so seldom begins as soon as the night does. */
const SELDOM = 4 * 3600;
const QUARTER = 900;

/** The kinds of the runs that begin at these times, one after the other. */
async function kindsAt(
  id: string,
  unseen: readonly string[],
  times: readonly string[],
  { timeZone = 'Europe/London', triedEverySeconds = SELDOM } = {},
): Promise<readonly string[]> {
  const system = createSampleSystem(id, { ids: numberedIds(3), pageSize: 10, nextCursor: 'c1' });
  const source: HarvestSource | undefined = system.harvest;
  if (source === undefined) throw new Error('no harvest');
  const adapter = { ...system, harvest: { ...source, unseenEdits: () => Promise.resolve(unseen) } };
  const kinds: string[] = [];
  for (const at of times) {
    const { kind } = await harvestSystem({
      db: store.db,
      adapter,
      ingest: sampleIngest,
      holder: 'test',
      clock: () => new Date(at),
      signal: new AbortController().signal,
      logger: createLogger('silent'),
      full: { everySeconds: WEEK, timeZone, triedEverySeconds },
    });
    kinds.push(kind);
  }
  return kinds;
}

it('a system whose changes do not tell every edit is harvested in full once a night', async () => {
  const times = [
    ['2026-02-03T15:00:00Z', 'full'],
    ['2026-02-03T23:30:00Z', 'changes'],
    ['2026-02-04T00:50:00Z', 'changes'],
    ['2026-02-04T01:05:00Z', 'full'],
    ['2026-02-04T01:20:00Z', 'changes'],
    ['2026-02-04T12:00:00Z', 'changes'],
    ['2026-02-05T02:00:00Z', 'full'],
    // The process did not run at night: it does not wait for the next one.
    ['2026-02-06T12:00:00Z', 'changes'],
    ['2026-02-06T15:00:00Z', 'full'],
  ] as const;

  expect(
    await kindsAt(
      'misses',
      ['a field added'],
      times.map(([at]) => at),
    ),
  ).toEqual(times.map(([, kind]) => kind));
});

it('goes by the night of the system', async () => {
  const times = ['2026-07-03T15:00:00Z', '2026-07-03T22:30:00Z', '2026-07-04T00:30:00Z'];

  expect(await kindsAt('summer', ['a field added'], times)).toEqual(['full', 'changes', 'full']);
  expect(await kindsAt('helsinki', ['a field added'], times, { timeZone: 'Europe/Helsinki' })).toEqual([
    'full',
    'full',
    'changes',
  ]);
});

it('a system whose changes tell every edit is harvested in full as its region file says', async () => {
  const times = ['2026-02-03T15:00:00Z', '2026-02-04T02:00:00Z', '2026-02-11T02:00:00Z'];

  expect(await kindsAt('whole', [], times)).toEqual(['full', 'changes', 'full']);
});

it.each(['alder', 'birch'])('lets %s begin at its own time of the night, the same every night', async (id) => {
  const begins = nightBegins(id as SystemId, QUARTER);
  const at = (day: number, seconds: number): string => new Date(Date.UTC(2026, 1, day, 0, 0, seconds)).toISOString();
  const times = [
    [at(3, 15 * 3600), 'full'],
    [at(4, begins - 120), 'changes'],
    [at(4, begins + 120), 'full'],
    [at(4, begins + QUARTER), 'changes'],
    [at(5, begins - 120), 'changes'],
    [at(5, begins + 120), 'full'],
  ] as const;

  const kinds = await kindsAt(
    id,
    ['a field added'],
    times.map(([time]) => time),
    { triedEverySeconds: QUARTER },
  );

  expect(kinds).toEqual(times.map(([, kind]) => kind));
});
