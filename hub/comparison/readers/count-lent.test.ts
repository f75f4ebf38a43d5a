import { describe, expect, it } from 'vitest';
import { groupMonths, groupYears } from './count-lent.ts';

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

describe('loans by year', () => {
  const years = (counts: Readonly<Record<number, number>>, inAll: number | null) =>
    groupYears(
      Object.entries(counts).map(([year, count]) => ({ year: Number(year), count })),
      inAll,
    ).map(({ from, year, count }) => [...(from === undefined ? [] : [from]), year, count.value]);

  it('show no year that the loans in all would tell, of a library whose first loans were counted by year', () => {
    expect(years({ 2025: 3, 2026: 412 }, 415)).toEqual([[2025, 2026, 415]]);
    expect(years({ 2025: 60, 2026: 412, 2027: 2 }, 474)).toEqual([
      [2025, 60],
      [2026, 2027, 414],
    ]);
  });

  it('stand alone where loans from before are among those in all, or nobody knows these', () => {
    const alone = [
      [2025, null],
      [2026, 412],
    ];
    expect(years({ 2025: 3, 2026: 412 }, 9_000)).toEqual(alone);
    expect(years({ 2025: 3, 2026: 412 }, null)).toEqual(alone);
  });

  it('have months that stand together over the end of a year if the years do', () => {
    const months = [
      { month: '2025-12', count: 3 },
      { month: '2026-01', count: 9 },
      { month: '2026-02', count: 403 },
    ];
    const shown = groupMonths(
      months,
      groupYears(
        [
          { year: 2025, count: 3 },
          { year: 2026, count: 412 },
        ],
        415,
      ),
    );
    expect(shown.map(({ from, to, count }) => [from, to, count.value])).toEqual([
      ['2025-12', '2026-01', 12],
      ['2026-02', '2026-02', 403],
    ]);
  });
});
