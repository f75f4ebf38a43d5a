import { describe, expect, it } from 'vitest';
import { createIsPast } from './overdue.ts';

describe('a loan is overdue', () => {
  const justBeforeMidnight = Date.parse('2026-07-31T22:59:59Z');

  it('by the day when that is over where the library is', () => {
    const due = { on: '2026-07-31', at: null };

    expect(createIsPast(justBeforeMidnight, 'Europe/London')(due)).toBe(false);
    expect(createIsPast(justBeforeMidnight + 1_000, 'Europe/London')(due)).toBe(true);
    expect(createIsPast(justBeforeMidnight + 1_000, 'UTC')(due)).toBe(false);
  });

  it('by the hour at that moment', () => {
    const due = { on: '2026-07-31', at: '2026-07-31T18:00:00+01:00' };

    expect(createIsPast(Date.parse('2026-07-31T17:00:00Z'), 'UTC')(due)).toBe(false);
    expect(createIsPast(Date.parse('2026-07-31T17:00:01Z'), 'UTC')(due)).toBe(true);
  });
});
