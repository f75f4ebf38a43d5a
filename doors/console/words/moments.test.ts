import { expect, it } from 'vitest';
import { isPast, plural, sayAge, sayDay, sayWhen } from './moments.ts';

/** Winter time: London is at UTC. */
const NOW = Date.parse('2026-11-27T10:00:00Z');

it.each([
  ['2026-11-27T09:05:00Z', 'today 09:05'],
  ['2026-11-26T14:05:00Z', 'yesterday 14:05'],
  ['2026-11-24T08:00:00Z', 'on 24 November 2026 at 08:00'],
  // Summer time: an hour later on the clock of the libraries.
  ['2026-07-01T23:30:00Z', 'on 2 July 2026 at 00:30'],
])('says of %s: %s', (moment, words) => {
  expect(sayWhen(moment, NOW)).toBe(words);
});

it('counts days by the clock of the libraries', () => {
  const justAfterMidnight = Date.parse('2026-07-01T23:10:00Z');

  expect(sayWhen('2026-07-01T22:30:00Z', justAfterMidnight)).toBe('yesterday 23:30');
  expect(isPast('2026-07-01', justAfterMidnight)).toBe(true);
  expect(isPast('2026-07-02', justAfterMidnight)).toBe(false);
});

it('counts days by their dates where a day has 23 hours, or 25', () => {
  // 00:30 on 30 March: the clocks went forward on the 29th.
  const spring = Date.parse('2026-03-29T23:30:00Z');

  expect(sayWhen('2026-03-28T14:05:00Z', spring)).toBe('on 28 March 2026 at 14:05');
  expect(sayWhen('2026-03-29T14:05:00Z', spring)).toBe('yesterday 15:05');
  // 23:30 on 25 October: the clocks went back on that day.
  expect(sayWhen('2026-10-24T14:05:00Z', Date.parse('2026-10-25T23:30:00Z'))).toBe('yesterday 15:05');
});

it.each([
  [20, 'less than a minute'],
  [60, '1 minute'],
  [300, '5 minutes'],
  [7_200, '2 hours'],
  [200_000, '2 days'],
])('says of %i seconds: %s', (seconds, words) => {
  expect(sayAge(seconds)).toBe(words);
});

it('says days and numbers as people write them', () => {
  expect(sayDay('2026-12-05')).toBe('5 December 2026');
  expect(plural(1_204, 'copy', 'copies')).toBe('1,204 copies');
});
