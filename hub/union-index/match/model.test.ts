import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from './features/compare-features.ts';
import { loadModel, toModel } from './model.ts';
import type { StoredModel, StoredTree } from './model.ts';

const columns = COLUMNS.map(({ name }) => name);
const stored = (...trees: readonly StoredTree[]): StoredModel => ({
  columns,
  base: 0.5,
  scale: 2,
  shift: 1,
  same: 0.9,
  different: 0.1,
  trees,
});
const rowOf = (...values: readonly number[]): Float64Array =>
  Float64Array.from(columns, (_, column) => values[column] ?? NaN);

describe('the model', () => {
  it('sends a row left at the cut, right above it, and the missing where the node says', () => {
    const model = toModel(stored([0, 0, 3, 1, -1, [0, 1, 5, 0, 10, 20]]));
    const logOdds = (...values: readonly number[]): number => model.logOdds(rowOf(...values));

    expect(logOdds(3)).toBe(2 * (0.5 - 1) + 1);
    expect(logOdds(4, 5)).toBe(2 * (0.5 + 10) + 1);
    expect(logOdds(4, 6)).toBe(2 * (0.5 + 20) + 1);
    expect(logOdds(NaN)).toBe(logOdds(3));
    expect(logOdds(4, NaN)).toBe(logOdds(4, 6));
  });

  it('explains every judgement to the last thousandth', () => {
    const model = loadModel();
    const value = fc.oneof(fc.constant(NaN), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(300));
    fc.assert(
      fc.property(fc.array(value, { minLength: columns.length, maxLength: columns.length }), (values) => {
        const row = Float64Array.from(values);
        const explained = model.contributions(row).reduce((sum, moved) => sum + moved, model.start);
        expect(explained).toBeCloseTo(model.logOdds(row), 6);
      }),
    );
  });

  it('refuses weights that are of other columns', () => {
    expect(() => toModel({ ...stored(0), columns: ['title'] })).toThrow('npm run match:train');
  });
});
