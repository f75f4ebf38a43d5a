import { expect, it } from 'vitest';
import { toDue } from './due.ts';

it.each([
  ['0000-00-00', null],
  ['2026-02-31', null],
  ['2026-13-45', null],
  ['20/12/2026', null],
  ['2026-12-20\0', null],
  ['9999-12-31', null],
  ['1899-12-30', null],
  ['', null],
])('is not due on a day that there is not: %j', (on, due) => {
  expect(toDue({ on, at: null })).toEqual(due);
});

it('keeps a time that is a moment, and the day alone of any other', () => {
  const on = '2026-12-20';
  const atOf = (at: string) => toDue({ on, at })?.at;

  expect(toDue({ on: '2024-02-29', at: null })).toEqual({ on: '2024-02-29', at: null });
  expect(atOf('2026-12-20T18:00:00+01:00')).toBe('2026-12-20T18:00:00+01:00');
  expect(atOf('2026-12-20T17:00:00.000Z')).toBe('2026-12-20T17:00:00.000Z');
  expect(atOf('2026-12-20T18:00:00')).toBeNull();
  expect(atOf('2026-12-20T25:00:00Z')).toBeNull();
});
