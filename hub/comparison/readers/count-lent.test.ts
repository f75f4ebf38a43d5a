import { describe, expect, it } from 'vitest';
import { groupMonths } from './count-lent.ts';

const grouped = (counts: Readonly<Record<string, number>>) =>
  groupMonths(Object.entries(counts).map(([month, count]) => ({ month, count }))).map(({ from, to, count }) => [
    from === to ? from : `${from} ${to}`,
    count.value,
  ]);

describe('loans by month', () => {
  it('shows no month of 1 to 4 loans by itself, nor lets one be worked out from its year', () => {
    expect(grouped({ '2026-01': 9, '2026-02': 3, '2026-03': 1, '2026-04': 2, '2026-05': 0, '2026-06': 7 })).toEqual([
      ['2026-01', 9],
      ['2026-02 2026-04', 6],
      ['2026-05', 0],
      ['2026-06', 7],
    ]);
    expect(grouped({ '2026-01': 9, '2026-02': 0, '2026-03': 2 })).toEqual([['2026-01 2026-03', 11]]);
  });

  it('joins no months of two years, and hides a year that is small as a whole', () => {
    expect(grouped({ '2025-12': 2, '2026-01': 9 })).toEqual([
      ['2025-12', null],
      ['2026-01', 9],
    ]);
  });
});
