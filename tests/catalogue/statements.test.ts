import { eanCheckDigit } from '#domain/identifiers.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { foundedId } from '#union-index/cluster/edition-ids.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const EDITIONS = 60;
const store = withTestDatabase();
let catalogue: CatalogueWorld;

function isbnOf(number: number): string {
  const twelve = `978019${String(number).padStart(6, '0')}`;
  return `${twelve}${eanCheckDigit(twelve)}`;
}

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const numbers = Array.from({ length: EDITIONS }, (_, index) => index + 1);
  const marc = (number: number): ReturnType<typeof marcOf> =>
    marcOf(`020 __ $a ${isbnOf(number)}`, `060 __ $a WQ ${number}`, `245 10 $a Title number ${number} of nursing`);
  for (const [system, owners] of [
    ['north', ['NQ', 'NW']],
    ['south', ['S']],
  ] as const) {
    await applyPage(
      store.db,
      system,
      pageOf(numbers.map((number) => harvested(`${number}`, marc(number), { owners }))),
    );
  }
});

/** Asks the same of a few and of many; gives the statements of both. */
async function statementsFor(query: string, toVariables: (size: number) => Record<string, unknown>): Promise<number[]> {
  const counts: number[] = [];
  for (const size of [2, EDITIONS - 1]) {
    const { data, errors, statements } = await catalogue.ask(query, toVariables(size));
    expect(errors).toEqual([]);
    // Long enough to hold something of each.
    expect(JSON.stringify(data).length).toBeGreaterThan(size * 20);
    counts.push(statements);
  }
  return counts;
}

const EVERYTHING = `id title classmarks { mark libraries { name } }
  holdings { id liveKeys library { name network { name } system { name } } record { id system { id } } edition { id } }
  records { edges { node { id marc { leader } edition { title } } } pageInfo { hasNextPage } }`;

describe('the number of statements', () => {
  it('is the same for a few keys and for many', async () => {
    const counts = await statementsFor(
      `query ($by: [EditionKey!]!) { editions(by: $by) { incomplete { why system { name } } editions { ${EVERYTHING} } } }`,
      (size) => ({ by: Array.from({ length: size }, (_, index) => ({ isbn: isbnOf(index + 1) })) }),
    );

    // Keys; gaps, holdings and pages of records at one level; records of holdings, editions of both, texts.
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeLessThanOrEqual(7);
  });

  it('is the same for a short page of a search and for a long one', async () => {
    const counts = await statementsFor(
      `query ($first: Int!) { search(query: "nursing", first: $first) {
        totalCount approximate facets { field values { label count } } pageInfo { endCursor } edges { node { ${EVERYTHING} } } } }`,
      (first) => ({ first }),
    );

    expect(counts[0]).toBe(counts[1]);
    // One of them asks the vocabularies for other names of the words, one the planner how much will be found.
    expect(counts[0]).toBeLessThanOrEqual(9);
  });

  it.each([
    ['Holding', 'id library { id }', (number: number) => `north:holding:${number}@qe`],
    ['BibliographicRecord', 'id title', (number: number) => `south:record:${number}`],
    ['Edition', 'id title', (number: number) => `mids:edition:${foundedId(`north ${number}`)}`],
  ])('is one for a batch of references to %s', async (type, fields, toId) => {
    const counts = await statementsFor(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`,
      (size) => ({ r: Array.from({ length: size }, (_, index) => ({ __typename: type, id: toId(index + 1) })) }),
    );

    expect(counts).toEqual([1, 1]);
  });

  it('is one for the same question under several names, and none for what the region file says', async () => {
    const { statements } = await catalogue.ask(`{
      a: editions(by: [{ isbn: "${isbnOf(1)}" }]) { editions { id } }
      b: editions(by: [{ isbn: "${isbnOf(2)}" }]) { editions { id } } }`);
    const none = await catalogue.ask('{ region { libraries { name system { name } sites { name } } } }');

    expect(statements).toBe(1);
    expect(none).toMatchObject({ statements: 0, errors: [] });
  });

  it('is none for counts that nobody asks for', async () => {
    const { statements } = await catalogue.ask('{ search(query: "nursing", first: 5) { edges { node { title } } } }');

    // The page, other names of its words, and how much the planner expects.
    expect(statements).toBe(3);
  });

  it('is none for the count of what stands on one page', async () => {
    const query = 'query ($first: Int!) { search(query: "nursing", first: $first) { totalCount approximate } }';
    const part = await catalogue.ask(query, { first: EDITIONS - 1 });
    const whole = await catalogue.ask(query, { first: EDITIONS });

    const search = { totalCount: EDITIONS, approximate: false };
    expect(part).toMatchObject({ data: { search }, statements: 4 });
    expect(whole).toMatchObject({ data: { search }, statements: 3 });
  });
});
