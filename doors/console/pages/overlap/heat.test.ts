import { describe, expect, it } from 'vitest';
import { byLikeness, shortNames, type HeatRow } from './heat.ts';

const row = (id: string, titles: number, together: Readonly<Record<string, number>>): HeatRow => ({
  id,
  titles,
  together: new Map(Object.entries(together)),
});

describe('the heat map', () => {
  it('has libraries that are alike side by side, and each once', () => {
    const rows = [
      row('a', 100, { b: 2, c: 90, d: 1 }),
      row('b', 100, { a: 2, c: 3, d: 80 }),
      row('c', 100, { a: 90, b: 3, d: 2 }),
      row('d', 100, { a: 1, b: 80, c: 2 }),
    ];

    expect(byLikeness(rows).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
    expect(byLikeness([])).toEqual([]);
    expect(byLikeness([row('a', 0, {}), row('b', 0, {})])).toHaveLength(2);
  });

  it('has names that are short and of one library alone', () => {
    const names = ['Elm Hospital Library', 'Elm Mental Health', 'Oak Library', 'Ash', 'Ash Library'];

    expect([...shortNames(names).values()]).toEqual(['Elm Hospital', 'Elm Mental', 'Oak', 'Ash', 'Ash Library']);
  });
});
