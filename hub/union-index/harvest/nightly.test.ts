import type { SystemId } from '#domain/ids.ts';
import { expect, it } from 'vitest';
import { fullHarvestWithin, nightBegins } from './nightly.ts';

const HOUR = 3600;
const QUARTER = 900;
const systems = Array.from({ length: 93 }, (_, n) => `system-${String(n)}` as SystemId);

it('lets ninety-three systems begin their nights one after the other, each at its own time', () => {
  const begins = systems.map((system) => nightBegins(system, QUARTER));

  const byQuarter = Map.groupBy(begins, (seconds) => Math.floor(seconds / QUARTER));
  expect(begins).toEqual(systems.map((system) => nightBegins(system, QUARTER)));
  expect(Math.min(...begins)).toBeGreaterThanOrEqual(HOUR);
  expect(Math.max(...begins)).toBeLessThan(4 * HOUR);
  // Twelve quarters: eight each, were they even.
  expect(Math.max(...[...byQuarter.values()].map(({ length }) => length))).toBeLessThanOrEqual(16);
});

it('leaves a system that is tried seldom as much of the night as it needs to be tried once', () => {
  expect(Math.max(...systems.map((system) => nightBegins(system, 2 * HOUR)))).toBeLessThan(5 * HOUR - 2.2 * HOUR);
  expect(new Set(systems.map((system) => nightBegins(system, 6 * HOUR)))).toEqual(new Set([HOUR]));
});

it.each([
  ['any night', '2026-11-10T00:00:05Z'],
  ['the night in which the clock goes back', '2026-10-25T00:00:05Z'],
  ['the night in which it goes forward', '2026-03-29T00:00:05Z'],
])('harvests everything once in %s, whenever the tries are', async (_, begins) => {
  const plan = { everySeconds: 7 * 24 * HOUR, timeZone: 'Europe/London', triedEverySeconds: 300 };
  const counts = systems.map(async (id) => {
    const adapter = { system: { id }, harvest: { unseenEdits: async () => ['notes'] } } as unknown as Parameters<
      typeof fullHarvestWithin
    >[0];
    let full = Date.parse(begins) - 20 * HOUR * 1000;
    let times = 0;
    for (let at = Date.parse(begins); at < Date.parse(begins) + 6 * HOUR * 1000; at += 300_000) {
      const within = await fullHarvestWithin(adapter, plan, new Date(at), new AbortController().signal);
      if (at - full <= within * 1000) continue;
      [full, times] = [at, times + 1];
    }
    return times;
  });

  expect(new Set(await Promise.all(counts))).toEqual(new Set([1]));
});
