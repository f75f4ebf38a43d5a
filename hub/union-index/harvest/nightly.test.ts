import type { SystemId } from '#domain/ids.ts';
import { expect, it } from 'vitest';
import { nightBegins } from './nightly.ts';

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
