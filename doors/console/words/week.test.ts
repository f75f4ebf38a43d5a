import { expect, it } from 'vitest';
import type { Weekday } from '../__generated__/operations.ts';
import { nextDays, sayClosure, sayOpening, sayShut, sayShutAt } from './week.ts';

/** A Friday. */
const NOW = Date.parse('2026-11-27T10:00:00Z');
const LONDON = 'Europe/London';
const week = (times: readonly (readonly [opens: string, closes: string])[]) =>
  (['MONDAY', 'FRIDAY'] as const satisfies readonly Weekday[]).map((day) => ({
    day,
    times: times.map(([opens, closes]) => ({ opens, closes })),
  }));

it('says today and the six days after it, also how they differ from an ordinary week', () => {
  const openingHours = week([
    ['08:30', '12:30'],
    ['13:30', '19:00'],
  ]);
  const closures = [{ from: '2026-11-28', to: '2026-11-29', note: 'Stocktaking' }];

  expect(
    nextDays({ openingHours, closures }, ['2026-11-30'], LONDON, NOW).map(({ day, hours }) => `${day}: ${hours}`),
  ).toEqual([
    'Friday 27 November (today): 08:30 to 12:30, 13:30 to 19:00',
    'Saturday 28 November: Closed: Stocktaking',
    'Sunday 29 November: Closed: Stocktaking',
    'Monday 30 November: Closed: bank holiday',
    'Tuesday 1 December: Closed',
    'Wednesday 2 December: Closed',
    'Thursday 3 December: Closed',
  ]);
});

it('calls a place whose hours are not known neither open nor closed', () => {
  expect(nextDays({ openingHours: null, closures: [] }, [], LONDON, NOW)).toEqual([]);
});

it.each([
  [null, 'Open now, day and night.'],
  ['2026-11-27T17:00:00Z', 'Open now; closes today 17:00.'],
  ['2026-11-28T00:00:00Z', 'Open now, until the end of today.'],
  ['2026-12-04T00:00:00Z', 'Open now, day and night until the end of 3 December 2026.'],
])('says of a place that closes at %s: %s', (closesAt, words) => {
  expect(sayOpening({ openNow: true, opensNext: null, closesAt }, NOW)).toBe(words);
});

it('counts days by the clock of the place', () => {
  const openingHours = week([['00:00', '24:00']]);
  const late = Date.parse('2026-11-27T23:30:00Z');

  expect(nextDays({ openingHours, closures: [] }, [], LONDON, late)[0]).toEqual({
    day: 'Friday 27 November (today)',
    hours: 'Day and night',
  });
  expect(nextDays({ openingHours, closures: [] }, [], 'Europe/Berlin', late)[0]?.day).toBe(
    'Saturday 28 November (today)',
  );
});

it.each<[Parameters<typeof sayClosure>[0], string]>([
  [{ from: '2026-12-24', to: '2026-12-24', note: null }, 'Closed on 24 December 2026'],
  [
    { from: '2026-12-24', to: '2027-01-02', note: 'Closed for the holidays' },
    'Closed from 24 December 2026 to 2 January 2027 for the holidays',
  ],
  [{ from: '2026-12-24', to: '2027-01-02', note: 'Winter' }, 'Closed from 24 December 2026 to 2 January 2027: Winter'],
  [{ from: '2026-12-24', to: null, note: null }, 'Closed from 24 December 2026 until further notice'],
])('%#', (closure, words) => {
  expect(sayClosure(closure)).toBe(words);
});

it.each([
  [
    { from: '2026-09-01', to: null, note: 'Moving to another building' },
    'closed until further notice: moving to another building',
  ],
  [
    { from: '2026-11-27', to: '2027-01-03', note: 'Closed for the winter' },
    'closed until 3 January 2027 for the winter',
  ],
  [{ from: '2026-11-20', to: '2026-12-02', note: null }, null],
  [{ from: '2026-11-28', to: null, note: null }, null],
])('is shut for long, or is not: %j', (closure, words) => {
  expect(sayShut([closure], LONDON, NOW)).toBe(words);
});

it('shuts a library for copies at sites that are all shut, and for no others', () => {
  const site = (id: string, shut: boolean) => ({
    id,
    closures: shut ? [{ from: '2026-09-01', to: null, note: null }] : [],
  });
  const library = { closures: [], sites: [site('a', true), site('b', false)] };

  expect([['a'], ['a', 'b'], ['b'], []].map((ids) => sayShutAt(library, ids, LONDON, NOW))).toEqual([
    'closed until further notice',
    null,
    null,
    null,
  ]);
});

it('is shut for long by closures that follow each other, of the library and of the site', () => {
  const winter = { from: '2026-11-24', to: '2026-12-02', note: 'Winter closure' };
  const works = { from: '2026-12-03', to: null, note: 'Building work' };
  const words = 'closed until further notice: winter closure, then building work';

  expect(sayShut([works, winter], LONDON, NOW)).toBe(words);
  expect(sayShut([winter, { ...works, from: '2026-12-04' }], LONDON, NOW)).toBeNull();
  expect(sayShut([winter, { ...works, to: '2026-12-03' }], LONDON, NOW)).toBeNull();
  expect(sayShut([winter, { from: '2026-12-01', to: '2026-12-09', note: null }], LONDON, NOW)).toBe(
    'closed until 9 December 2026: winter closure',
  );
  const library = {
    closures: [winter],
    sites: [
      { id: 'a', closures: [works] },
      { id: 'b', closures: [] },
    ],
  };
  expect([['a'], ['b']].map((ids) => sayShutAt(library, ids, LONDON, NOW))).toEqual([words, null]);
});
