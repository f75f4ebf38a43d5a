import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSmall,
  mayShowYears,
  showCount,
  showPart,
  showPartOfHidden,
  showTotalOfShown,
  showTrueTotal,
  sumCells,
} from './small-numbers.ts';

const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 }));
const HIDDEN = [1, 2, 3, 4];

/** All tables that look the same to whoever sees only what is shown: hidden cells take every value that they could have. */
function everyTable(counts: readonly number[]): readonly (readonly number[])[] {
  const first = counts[0];
  if (first === undefined) return [[]];
  const rest = everyTable(counts.slice(1));
  return (isSmall(first) ? HIDDEN : [first]).flatMap((value) => rest.map((others) => [value, ...others]));
}

const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
const totalOf = (counts: readonly number[]) => showTrueTotal(sumCells(counts));

/** The values that each hidden cell takes in the tables that could be behind what is shown. */
function valuesOfHidden(counts: readonly number[], possible: readonly (readonly number[])[]): readonly Set<number>[] {
  return counts.flatMap((each, place) => (isSmall(each) ? [new Set(possible.map((table) => table[place] ?? 0))] : []));
}

describe('a count', () => {
  it.each([
    [0, { value: 0, suppressed: false, atLeast: 0 }],
    [1, { value: null, suppressed: true, atLeast: 1 }],
    [4, { value: null, suppressed: true, atLeast: 1 }],
    [5, { value: 5, suppressed: false, atLeast: 5 }],
    [null, { value: null, suppressed: false, atLeast: null }],
  ])('of %s is shown as it may be', (value, shown) => {
    expect(showCount(value)).toEqual(shown);
  });
});

describe('a part of a count', () => {
  it('is hidden if it is small, or if what it leaves is', () => {
    const values = [0, 3, 5, 10, 12, 14].map((part) => showPart(part, 14).value);

    expect(values).toEqual([0, null, 5, null, null, 14]);
    expect(showPart(12, 12, 14).value).toBeNull();
    expect(showPart(0, 0, 3).value).toBe(0);
    expect(showPart(null, 14)).toEqual({ value: null, suppressed: false, atLeast: null });
  });

  it('is said to be nearly all of a large whole, and no more of a small one', () => {
    expect(showPart(98, 100)).toEqual({ value: null, suppressed: true, atLeast: 96 });
    expect(showPart(2, 100).atLeast).toBe(0);
    expect(showPart(5, 6).atLeast).toBe(0);
  });

  it('says nothing of a whole that is hidden but what is known of it, however much of it it is', () => {
    const nearlyAll = [97, 98, 100, 101, 104].map((part) => showPartOfHidden(part, 101));

    expect(new Set(nearlyAll.map((part) => JSON.stringify(part))).size).toBe(1);
    expect(nearlyAll[0]).toEqual({ value: null, suppressed: true, atLeast: 97 });
    expect([0, 5, 96].map((part) => showPartOfHidden(part, 101).value)).toEqual([0, 5, 96]);
    expect([showPartOfHidden(3, 101), showPartOfHidden(0, 1)]).toEqual(
      Array(2).fill({ value: null, suppressed: true, atLeast: 0 }),
    );
    expect(showPartOfHidden(null, 101)).toEqual({ value: null, suppressed: false, atLeast: null });
  });
});

describe('a total of parts that are shown', () => {
  it('says no more than the parts do: it is the same whatever the hidden ones are', () => {
    fc.assert(
      fc.property(fc.array(fc.option(count), { maxLength: 5 }), (parts) => {
        const told = parts.filter((part) => part !== null);
        for (const table of everyTable(told)) expect(showTotalOfShown(table)).toEqual(showTotalOfShown(parts));
      }),
    );
  });

  it('is exact where nothing is hidden, and a bound that holds where something is', () => {
    expect(showTotalOfShown([7, 0, null])).toEqual({ value: 7, suppressed: false, atLeast: 7 });
    expect(showTotalOfShown([7, 3, 2])).toEqual({ value: null, suppressed: true, atLeast: 9 });
    expect(showTotalOfShown([null, null])).toEqual({ value: null, suppressed: false, atLeast: null });
  });
});

describe('a true total', () => {
  it('lets nobody work out a hidden cell, also not who knows the rule', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 6 }), (cells) => {
        const shown = totalOf(cells);
        // The tables that would be shown in just the same way.
        const possible = everyTable(cells).filter((table) => {
          const other = totalOf(table);
          return other.value === shown.value && other.suppressed === shown.suppressed;
        });
        for (const values of valuesOfHidden(cells, possible)) expect(values.size).toBeGreaterThan(1);
      }),
      { numRuns: 500 },
    );
  });

  it('is never small, and nor is what it says of the hidden cells together', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 6 }), (cells) => {
        const { value } = totalOf(cells);
        if (value === null) return;
        expect(isSmall(value)).toBe(false);
        expect(isSmall(value - sumCells(cells).shown)).toBe(false);
      }),
    );
  });

  it('is shown where many cells are hidden, as in a library', () => {
    expect(totalOf([1, 2, 3, 4, 1, 2, 900])).toEqual({ value: 913, suppressed: false, atLeast: 913 });
    expect(totalOf([900, 3])).toEqual({ value: null, suppressed: true, atLeast: 901 });
    expect(showTrueTotal(null)).toEqual({ value: null, suppressed: false, atLeast: null });
  });
});

describe('years beside parts', () => {
  const before = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }));

  /** Parts whose sum is that of the years and of what was lent before. */
  const lent = fc
    .tuple(fc.array(count, { minLength: 1, maxLength: 3 }), before, fc.integer({ min: 0, max: 60 }))
    .map(([years, earlier, cut]) => {
      const total = sum(years) + earlier;
      const first = Math.min(cut, total);
      return { years, earlier, parts: [first, total - first] };
    });

  it('let nobody work out a hidden number, also not who knows that nothing was lent before', () => {
    fc.assert(
      fc.property(lent, ({ years, earlier, parts }) => {
        if (!mayShowYears(sumCells(parts), sumCells(years))) return;
        // Whoever knows that counting began with the first loan knows the sum of the years too.
        const known = earlier === 0;
        const possible = everyTable(parts).flatMap((someParts) =>
          everyTable(years)
            .filter((someYears) => {
              const rest = sum(someParts) - sum(someYears);
              return known ? rest === 0 : rest >= 0;
            })
            .map((someYears) => [...someParts, ...someYears]),
        );
        for (const values of valuesOfHidden([...parts, ...years], possible)) expect(values.size).toBeGreaterThan(1);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a book of long standing', [60, 3], [12, 7], true],
    ['nothing hidden', [19], [12, 7], true],
    ['one hidden year of a new book', [15], [12, 3], false],
    ['a hidden part of a new book whose years are shown', [8, 3], [11], false],
    ['hidden years that could be shared out otherwise', [18], [12, 4, 2], true],
  ])('are judged by what could be worked out: %s', (_what, parts, years, shown) => {
    expect(mayShowYears(sumCells(parts), sumCells(years))).toBe(shown);
  });
});
