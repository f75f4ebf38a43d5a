import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { tellTooCostly } from './limits-plugin.ts';
import { estimate } from './estimate.fixture.ts';
import { LIMITS } from './limits.ts';
import { defaultSizeOf, type SizeOf } from './list-sizes.ts';

const cost = (text: string, variables = {}) => estimate(text, variables)?.cost;
const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ isbn: String(index) }));
const byKeys = (fields: string) => `query ($by: [EditionKey!]!) { editions(by: $by) { ${fields} } }`;

const SEARCH = 90_000;
const FACET = 12_000;

describe('estimateCost', () => {
  it('counts objects and their fields, each name of a field for itself', () => {
    expect(cost('{ edition(id: "x") { title creators isbns } }')).toBe(1 + 1 + 3);
    expect(cost('{ edition(id: "x") { title a: title b: title } }')).toBe(1 + 1 + 3);
  });

  it('counts an answer for each key, whether keys are literal or variables', () => {
    expect(cost('{ editions(by: [{ id: "a" }, { id: "b" }]) { redirectedFrom } }')).toBe(1 + 2 * 2);
    expect(cost(byKeys('redirectedFrom'), { by: keys(7) })).toBe(1 + 7 * 2);
  });

  it('counts the edges of a page by its size, the default of the schema included', () => {
    const edges = (size: number, ofEdge: number) => 1 + SEARCH + 1 + 1 + size * ofEdge;

    expect(cost('{ search(query: "x", first: 10) { totalCount edges { cursor } } }')).toBe(edges(10, 2) + 1);
    expect(cost('{ search(query: "x") { edges { node { title } } } }')).toBe(edges(20, 4));
    expect(cost('query ($n: Int = 4) { search(query: "x", first: $n) { edges { cursor } } }')).toBe(edges(4, 2));
    expect(cost('{ search(query: "x", first: 10) { nodes { title } } }')).toBe(edges(10, 2));
  });

  it('counts facets by their fields and values, and has a price for each', () => {
    const facets = (args: string) => `{ search(query: "x", first: 0) { facets${args} { field values { count } } } }`;
    const costOf = (fields: number, values: number) => 2 + SEARCH + 1 + fields * (FACET + 3 + values * 2);

    expect(cost(facets(''))).toBe(costOf(2, 20));
    expect(cost(facets('(fields: [YEAR, SUBJECT, SITE], first: 200)'))).toBe(costOf(3, 200));
  });

  it('lets five searches with all their facets pass in one document, and no six', () => {
    const fields = '[NETWORK, LIBRARY, SITE, FORMAT, LANGUAGE, YEAR, SUBJECT, ONLINE]';
    const searches = (count: number) =>
      `{ ${Array.from({ length: count }, (_, n) => `a${n}: search(query: "x") { facets(fields: ${fields}) { values { count } } nodes { id title } }`).join(' ')} }`;

    expect(cost(searches(5))).toBeLessThan(LIMITS.cost);
    expect(cost(searches(6))).toBeGreaterThan(LIMITS.cost);
  });

  it('counts what is available now as asking for the holdings of the whole page', () => {
    const now = '{ search(query: "x", first: 50) { availableNow { checkedAt } } }';

    expect(cost(now)).toBe(2 + SEARCH + 1 + 50 * 3 * 10 + 1 + 1);
  });

  it('counts suggestions by how many are wanted, and entries of a list with those before', () => {
    const price = 10_000;

    expect(cost('{ suggest(text: "x", kinds: [TITLE], first: 5) { text } }')).toBe(1 + price + 5 * 2);
    expect(cost('{ suggest(text: "x") { edition { title } } }')).toBe(1 + price + 8 * 4);
    expect(cost('{ browse(list: AUTHOR, before: 3, first: 4) { entries { term } } }')).toBe(2 + price + 1 + 7 * 2);
  });

  it('counts a list that is a page itself by its size', () => {
    const near = (args: string) => `{ nearest(to: { latitude: 52, longitude: -2 }${args}) { library { name } } }`;

    expect(cost(near(', first: 200'))).toBe(1 + 2 * 50 + 200 * 4);
    expect(cost(near(''))).toBe(1 + 2 * 50 + 10 * 4);
  });

  it('multiplies keys by holdings by items', () => {
    const items = 'editions { holdings { availability { items(first: 10) { edges { node { id } } } } } }';

    const perHolding = 1 + (1 + 10 + 1 + (1 + 1 + (1 + 10 * 4)));
    expect(cost(byKeys(items), { by: keys(5) })).toBe(1 + 5 * (1 + (1 + 3 * (1 + 1 + 3 * perHolding))));
  });

  it('counts lists as long as they are in this region, and as the longest where the query goes round', () => {
    const sizeOf: SizeOf = (list) => (list === 'Edition.holdings' ? { usual: 2, most: 400 } : defaultSizeOf(list));
    const of = (text: string) => estimate(`{ edition(id: "x") { ${text} } }`, {}, sizeOf)?.cost;

    expect(of('holdings { id }')).toBe(2 + 1 + 2 * 2);
    expect(of('holdings { edition { holdings { id } } }')).toBe(2 + 1 + 2 * (1 + 2 + 1 + 400 * 2));
    expect(
      of(
        'nearest(to: { latitude: 1, longitude: 1 }, first: 1) { holdings { edition { ...h } } } } } fragment h on Edition { holdings { id',
      ),
    ).toBeGreaterThan(3 * 400 * 2);
    expect(of('holdings { edition { holdings { edition { holdings { id } } } } }')).toBeLessThan(LIMITS.cost);
    expect(
      of('holdings { edition { holdings { edition { holdings { edition { holdings { id } } } } } } }'),
    ).toBeGreaterThan(LIMITS.cost);
  });

  it('counts what is asked of the schema itself', () => {
    const rounds = '{ __schema { types { fields { type { fields { name description } } } } } }';

    expect(cost(getIntrospectionQuery())).toBeLessThan(LIMITS.cost);
    expect(cost('{ __type(name: "Edition") { fields { name } } }')).toBe(2 + 1 + 8 * 2);
    expect(cost(rounds)).toBeGreaterThan(300 * 8 * 60 * 3);
  });

  it('counts what is in fragments, and comes to an end where they multiply', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Edition { ...f${n + 1} ...f${n + 1} }`);
    const text = `{ edition(id: "x") { ...f0 } } ${doubling.join(' ')} fragment f40 on Edition { holdings { library { id } } }`;

    expect(cost(text)).toBe(2 + 2 ** 40 * (1 + 3 * 4));
  });

  it('names the longest list', () => {
    expect(estimate(byKeys('redirectedFrom'), { by: keys(201) })?.longestList).toEqual({
      field: 'editions',
      argument: 'by',
      length: 201,
    });
    expect(estimate('{ search(query: "x", filter: { libraries: ["a", "b"] }) { totalCount } }')?.longestList).toEqual({
      field: 'search',
      argument: 'libraries',
      length: 2,
    });
  });

  it('leaves variables that do not fit to execution', () => {
    expect(estimate(byKeys('redirectedFrom'), { by: 'x' })).toBeNull();
  });
});

describe('tellTooCostly', () => {
  const told = (text: string, variables = {}, limit = LIMITS.cost) => {
    const found = estimate(text, variables);
    if (found === null) throw new Error('no estimate');
    return tellTooCostly(found, limit);
  };
  const items = 'holdings { library { id } availability { items(first: 200) { edges { node { id } } } } }';

  it('names the way to the list that costs most, what it multiplies to, and what to lower', () => {
    expect(told(byKeys(`editions { title ${items} }`), { by: keys(100) }, 100_000)).toBe(
      'The query could cost 738,201 points; this graph answers 100,000. The dearest part is ' +
        'editions.editions.holdings.availability.items.edges: 100 × 3 × 3 × 200 = 180,000 places, ' +
        '720,000 of 738,201 points. Lower "first" of items (200 now) or "by" of editions (100 now), ' +
        'or ask for the inner lists in a query of their own.',
    );
  });

  it('goes the dearer way, through fragments and default page sizes', () => {
    const text = `query { region { libraries { name } } ...s }
      fragment s on Query { rulings(first: 20) { ... on RulingConnection { nodes { a { edition { ...e } } } } } }
      fragment e on Edition { subjects { heading } holdings { id } }`;

    expect(told(text, {}, 10)).toMatch(
      /is rulings\.nodes\.a\.edition\.(subjects|holdings): 20 × 3 = 60 places, 120 of 486 points\. Lower "first" of rulings \(20 now\)/,
    );
  });

  it('says what has a price of its own', () => {
    expect(told('{ search(query: "x") { totalCount nodes { title } } }', {}, 10)).toBe(
      'The query could cost 90,044 points; this graph answers 10. The dearest part is search: 90,043 of 90,044 points. ' +
        'Ask for fewer fields, or for some of them in a query of their own.',
    );
  });

  it('says of a query without lists that fewer fields are asked for', () => {
    expect(told('{ edition(id: "x") { title } }', {}, 0)).toBe(
      'The query could cost 3 points; this graph answers 0. Ask for fewer fields.',
    );
  });

  it('comes to an end where fragments multiply', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Edition { ...f${n + 1} ...f${n + 1} }`);
    const text = `{ edition(id: "x") { ...f0 } } ${doubling.join(' ')} fragment f40 on Edition { holdings { id } }`;

    expect(told(text)).toContain('The dearest part is edition.holdings: 3 places');
  });

  it('tells of a long way only its end', () => {
    const around = 'holdings { edition { '.repeat(6);

    expect(told(`{ edition(id: "x") { ${around} holdings { id } ${'} }'.repeat(6)} } }`, {}, 10)).toContain(
      'is ….edition.holdings.edition.holdings.edition.holdings.edition.holdings: ',
    );
  });
});

describe('the limit', () => {
  const full = (first: number) =>
    `editions { title holdings { library { name } availability { reason { code } earliestDue { on } services { service }
      items(first: ${first}) { edges { node { reason { code } due { on } currentLocation { name } } } } } } }`;

  it('has room for 25 editions with everything, and for 200 without items', () => {
    expect(cost(byKeys(full(50)), { by: keys(25) })).toBeLessThan(LIMITS.cost);
    const slim = 'editions { title holdings { library { name } availability { state reason { code } } } }';
    expect(cost(byKeys(slim), { by: keys(200) })).toBeLessThan(LIMITS.cost);
  });

  it('has none for 200 editions with 200 items each', () => {
    expect(cost(byKeys(full(200)), { by: keys(200) })).toBeGreaterThan(LIMITS.cost);
  });
});
