import { estimate } from '#gateway/limits/estimate.fixture.ts';
import { LIMITS } from '#gateway/limits/limits.ts';
import { defaultSizeOf, type SizeOf } from '#gateway/limits/list-sizes.ts';
import { describe, expect, it } from 'vitest';
import { copiesThatFit, TITLES_PER_QUESTION, TITLES_QUERY } from './question.ts';

function costOf(titles: number, first: number, sizeOf?: SizeOf): number {
  const by = Array.from({ length: titles }, (_, index) => ({ id: `region:edition:${index}` }));
  return estimate(TITLES_QUERY, { by, first }, sizeOf)?.cost ?? Number.NaN;
}

describe('the question about titles', () => {
  it('asks for as many copies as are half of what the gateway lets pass, however many titles there are', () => {
    for (let titles = 1; titles <= TITLES_PER_QUESTION; titles += 1) {
      const first = copiesThatFit(titles);

      expect(costOf(titles, first), `${titles} titles`).toBeLessThanOrEqual(LIMITS.cost / 2);
      expect(first === 200 || costOf(titles, first + 1) > LIMITS.cost / 2).toBe(true);
    }
  });

  it('passes where libraries hold twice as much', () => {
    const sizeOf: SizeOf = (list) => (list === 'Edition.holdings' ? { usual: 6, most: 400 } : defaultSizeOf(list));

    for (let titles = 1; titles <= TITLES_PER_QUESTION; titles += 1) {
      expect(costOf(titles, copiesThatFit(titles), sizeOf)).toBeLessThanOrEqual(LIMITS.cost);
    }
  });

  it('has room for the copies that a library usually has', () => {
    expect(copiesThatFit(TITLES_PER_QUESTION)).toBeGreaterThan(25);
  });
});
