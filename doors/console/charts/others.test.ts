import { describe, expect, it } from 'vitest';
import { drawColumns } from './columns.ts';
import { drawTimeline, readSpans } from './timeline.ts';
import { drawTrend } from './trend.ts';

describe('columns', () => {
  it('are as high as their numbers, and named where there is room', () => {
    const { columns, base } = drawColumns({
      title: '',
      columns: Array.from({ length: 24 }, (_, place) => ({ label: String(place), value: place * 10 })),
    });

    expect(columns[0]).toMatchObject({ height: 0, number: '' });
    expect(columns.at(-1)).toMatchObject({ number: '230', height: base - 20 });
    expect(columns[12]?.height).toBeCloseTo(((base - 20) * 12) / 23, 0);
    expect(columns.filter(({ label }) => label !== '').length).toBeLessThan(10);
  });

  it('can be none', () => {
    expect(drawColumns({ title: '', columns: [] }).columns).toEqual([]);
  });
});

describe('a trend', () => {
  it('is broken where nothing was told, and told apart by more than colour', () => {
    const { lines } = drawTrend({
      title: '',
      moments: ['spring', 'summer', 'autumn'],
      lines: [
        { name: 'a', values: [10, null, 5] },
        { name: 'b', values: [1, 2, 3] },
      ],
    });

    expect(lines.map(({ path }) => path.match(/M/g)?.length)).toEqual([2, 1]);
    expect(lines[0]?.points.map(({ text }) => text)).toEqual(['10', '5']);
    expect(new Set(lines.map(({ dash }) => dash)).size).toBe(2);
    expect(new Set(lines.map(({ mark }) => mark)).size).toBe(2);
  });
});

describe('a timeline', () => {
  it('has a year as wide as a year, and what stands out above the rest', () => {
    const { rows } = drawTimeline({
      title: '',
      series: ['all', 'alone'],
      rows: [{ label: 'Nature', spans: readSpans('1990-1994, 1997'), marked: readSpans('1997') }],
    });

    expect(rows[0]?.parts.map(({ place, x, width }) => [place, x, width])).toEqual([
      [0, 0, 250],
      [0, 350, 50],
      [1, 350, 50],
    ]);
  });

  it.each([
    ['', []],
    ['(cannot be told)', []],
    ['1990', [{ from: 1990, to: 1990 }]],
  ])('reads %s', (text, spans) => {
    expect(readSpans(text)).toEqual(spans);
  });
});
