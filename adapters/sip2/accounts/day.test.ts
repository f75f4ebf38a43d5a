import { expect, it } from 'vitest';
import { readDay } from './day.ts';

it.each([
  ['20270108    235900', '2027-01-08'],
  ['20270903    235900STAFF', '2027-09-03'],
  ['20271004', '2027-10-04'],
  ['2027-10-04', '2027-10-04'],
  ['202601050000091501', '2026-01-05'],
  ['20270231    235900', null],
  ['20271301', null],
  ['STAFF', null],
  ['1', null],
  ['', null],
  [undefined, null],
])('reads %j as %j', (text, day) => {
  expect(readDay(text)).toBe(day);
});
