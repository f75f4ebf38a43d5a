import { expect, it } from 'vitest';
import { dueOf } from './due.ts';

it.each([
  ['20261215    235900', { on: '2026-12-15', at: null }],
  ['20261215    140000', { on: '2026-12-15', at: '2026-12-15T14:00:00+00:00' }],
  ['20260715    140000', { on: '2026-07-15', at: '2026-07-15T14:00:00+01:00' }],
  // The clock is put forward over this hour: the first moment after it.
  ['20270328    013000', { on: '2027-03-28', at: '2027-03-28T02:00:00+01:00' }],
  ['00000000    000000', null],
  ['20260231    235900', null],
  ['99991231    235900', null],
])('is due by %s', (text, due) => {
  expect(dueOf(text, 'Europe/London')).toEqual(due);
});
