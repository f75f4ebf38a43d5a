import { describe, expect, it } from 'vitest';
import { readBudget } from './prefer.ts';

const read = (prefer?: string, merciaBudgetMs?: string) => readBudget({ prefer, merciaBudgetMs }, 2_000);

describe('readBudget', () => {
  it.each<[string | undefined, string | undefined, number, string | null]>([
    [undefined, undefined, 2_000, null],
    ['wait=5', undefined, 5_000, 'wait=5'],
    ['wait=0.5', undefined, 500, 'wait=0.5'],
    ['respond-async, Wait=10; x="y", wait=1', undefined, 10_000, 'wait=10'],
    ['wait="3"', undefined, 3_000, 'wait=3'],
    ['wait = 3', undefined, 3_000, 'wait=3'],
    // A name without its value costs the others nothing.
    ['x=, wait=4', undefined, 4_000, 'wait=4'],
    ['x= ; y=1, wait=4', undefined, 4_000, 'wait=4'],
    ['mercia-budget-ms=1500', undefined, 1_500, 'mercia-budget-ms=1500'],
    // A comma inside quotes ends no preference.
    ['x="a, wait=1", wait=4', undefined, 4_000, 'wait=4'],
    ['respond-async;y="b, wait=1" , wait=4', undefined, 4_000, 'wait=4'],
    ['wait=9', '750', 750, 'mercia-budget-ms=750'],
    // Brought within what the gateway grants, and said so.
    ['wait=3600', undefined, 30_000, 'wait=30'],
    ['wait=0', undefined, 100, 'wait=0.1'],
    // What cannot be read is as if it were not there.
    ['wait=soon', undefined, 2_000, null],
    ['wait=-5', undefined, 2_000, null],
    ['wait', '1e9', 2_000, null],
    ['return=minimal', undefined, 2_000, null],
  ])('reads %j and %j as %i ms, applied %j', (prefer, header, budgetMs, applied) => {
    expect(read(prefer, header)).toEqual({ budgetMs, applied });
  });

  it.each([
    'a'.repeat(16_000),
    'a='.repeat(8_000),
    `a=${'b'.repeat(16_000)}`,
    `a${' '.repeat(16_000)}`,
    `a=${' '.repeat(16_000)}`,
    `a ${' '.repeat(8_000)}=${' '.repeat(8_000)}`,
    '"\\'.repeat(8_000),
  ])('reads a long header that is none in no time', (text) => {
    const startedAt = performance.now();
    expect(read(`${text}"`).applied).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
