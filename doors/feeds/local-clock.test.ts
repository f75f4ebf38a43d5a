import { expect, it } from 'vitest';
import { createLocalClock } from './local-clock.ts';

it.each([
  // The Monday after clocks went forward: 24 hours before it was Saturday.
  ['2026-03-29T23:30:00Z', '2026-03-28T14:05:00Z', '28 Mar 14:05'],
  ['2026-03-29T23:30:00Z', '2026-03-29T13:05:00Z', 'yesterday 14:05'],
  ['2026-03-28T23:30:00Z', '2026-03-29T13:05:00Z', 'tomorrow 14:05'],
  // The Sunday on which they go back has 25 hours.
  ['2026-10-24T23:30:00Z', '2026-10-26T14:05:00Z', 'tomorrow 14:05'],
  ['2026-10-25T23:30:00Z', '2026-10-24T13:05:00Z', 'yesterday 14:05'],
])('at %s says of %s: %s', (now, at, words) => {
  expect(createLocalClock(Date.parse(now), 'Europe/London').sayMoment(at)).toBe(words);
});
