import { readFileSync } from 'node:fs';
import { buildASTSchema, getOperationAST, Kind, parse, visit, type DocumentNode } from 'graphql';
import { estimateCost } from '#gateway/limits/cost.ts';
import { LIMITS } from '#gateway/limits/limits.ts';
import { describe, expect, it } from 'vitest';
import { copiesThatFit, TITLES_PER_QUESTION, TITLES_QUERY } from './question.ts';

const schema = buildASTSchema(
  visit<DocumentNode>(parse(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')), {
    enter: (node) => (node.kind === Kind.DIRECTIVE && node.name.value !== 'deprecated' ? null : undefined),
  }),
  { assumeValid: true },
);

function costOf(titles: number, first: number): number {
  const operation = getOperationAST(parse(TITLES_QUERY));
  if (operation === null || operation === undefined) throw new Error('no operation');
  const by = Array.from({ length: titles }, (_, index) => ({ id: `region:edition:${index}` }));
  return estimateCost({ schema, operation, fragments: new Map(), variables: { by, first } })?.cost ?? Number.NaN;
}

describe('the question about titles', () => {
  it('asks for as many copies as the gateway lets pass, and no more, however many titles there are', () => {
    for (let titles = 1; titles <= TITLES_PER_QUESTION; titles += 1) {
      const first = copiesThatFit(titles);

      expect(costOf(titles, first), `${titles} titles`).toBeLessThanOrEqual(LIMITS.cost);
      expect(first === 200 || costOf(titles, first + 1) > LIMITS.cost).toBe(true);
    }
  });

  it('has room for the copies that a library usually has', () => {
    expect(copiesThatFit(TITLES_PER_QUESTION)).toBeGreaterThan(25);
  });
});
