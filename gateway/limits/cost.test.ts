import { readFileSync } from 'node:fs';
import { buildASTSchema, getOperationAST, Kind, parse, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { estimateCost, LIST_GUESS } from './cost.ts';
import { tellTooCostly } from './costly-message.ts';
import { LIMITS } from './limits.ts';

/** The supergraph with its federation directives still on: fields, types and arguments are what clients see. */
const schema = buildASTSchema(
  visit<DocumentNode>(parse(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')), {
    enter: (node) => (node.kind === Kind.DIRECTIVE && node.name.value !== 'deprecated' ? null : undefined),
  }),
  { assumeValid: true },
);

function estimate(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error('no operation');
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return estimateCost({ schema, operation, fragments, variables });
}

const cost = (text: string, variables = {}) => estimate(text, variables)?.cost;
const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ isbn: String(index) }));
const byKeys = (fields: string) => `query ($by: [EditionKey!]!) { editions(by: $by) { ${fields} } }`;

describe('estimateCost', () => {
  it('counts objects, and plain values not at all', () => {
    expect(cost('{ edition(id: "x") { title creators isbns } }')).toBe(1);
  });

  it('counts an answer for each key, whether keys are literal or variables', () => {
    expect(cost('{ editions(by: [{ id: "a" }, { id: "b" }]) { redirectedFrom } }')).toBe(2);
    expect(cost(byKeys('redirectedFrom'), { by: keys(7) })).toBe(7);
  });

  it('counts the edges of a page by its size, the default of the schema included', () => {
    expect(cost('{ search(query: "x", first: 10) { totalCount edges { cursor } } }')).toBe(1 + 10);
    expect(cost('{ search(query: "x") { edges { node { title } } } }')).toBe(1 + 20 * 2);
    expect(cost('query ($n: Int = 4) { search(query: "x", first: $n) { edges { cursor } } }')).toBe(1 + 4);
  });

  it('counts the nodes of a page as it counts its edges', () => {
    expect(cost('{ search(query: "x", first: 10) { nodes { title } } }')).toBe(1 + 10);
  });

  it('counts facets by their fields and values', () => {
    const facets = (args: string) => `{ search(query: "x", first: 0) { facets${args} { field values { count } } } }`;

    expect(cost(facets(''))).toBe(1 + 2 * (1 + 20));
    expect(cost(facets('(fields: [YEAR, SUBJECT, SITE], first: 200)'))).toBe(1 + 3 * (1 + 200));
  });

  it('counts what is available now as the holdings of the whole page', () => {
    const query = '{ search(query: "x", first: 50) { availableNow { available { title } unknown { id } } } }';

    expect(cost(query)).toBe(1 + 1 + 50 * (1 + LIST_GUESS) + 2 * 50);
  });

  it('counts suggestions by how many are wanted, and entries of a list with those before', () => {
    expect(cost('{ suggest(text: "x", kinds: [TITLE], first: 5) { text } }')).toBe(5);
    expect(cost('{ suggest(text: "x") { edition { title } } }')).toBe(8 * 2);
    expect(cost('{ browse(list: AUTHOR, before: 3, first: 4) { entries { term } } }')).toBe(1 + 7);
  });

  it('counts a list that is a page itself by its size', () => {
    const near = (args: string) => `{ nearest(to: { latitude: 52, longitude: -2 }${args}) { library { name } } }`;

    expect(cost(near(', first: 200'))).toBe(200 * 2);
    expect(cost(near(''))).toBe(10 * 2);
  });

  it('multiplies keys by holdings by items', () => {
    const items = 'editions { holdings { availability { items(first: 10) { edges { node { id } } } } } }';

    const perHolding = 1 + 1 + 1 + 10 * 2;
    expect(cost(byKeys(items), { by: keys(5) })).toBe(5 * (1 + LIST_GUESS * (1 + LIST_GUESS * perHolding)));
  });

  it('counts what is in fragments, and comes to an end where they multiply', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Edition { ...f${n + 1} ...f${n + 1} }`);
    const text = `{ edition(id: "x") { ...f0 } } ${doubling.join(' ')} fragment f40 on Edition { holdings { library { id } } }`;

    expect(cost(text)).toBe(1 + 2 ** 40 * LIST_GUESS * 2);
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
    expect(told(byKeys(`editions { title ${items} }`), { by: keys(100) })).toBe(
      'The query could give 364,000 objects; this graph answers 100,000. Most come from ' +
        'editions.editions.holdings.availability.items.edges: 100 × 3 × 3 × 200 = 180,000 places, ' +
        '360,000 of 364,000 objects. Lower "first" of items (200 now) or "by" of editions (100 now), ' +
        'or ask for the inner lists in a query of their own.',
    );
  });

  it('goes the dearer way, through fragments and default page sizes', () => {
    const text = `query { region { libraries { name } } ...s }
      fragment s on Query { search(query: "x") { ... on EditionConnection { totalCount nodes { ...e } } } }
      fragment e on Edition { subjects { heading } holdings { id } }`;

    expect(told(text, {}, 10)).toMatch(
      /from search\.nodes\.(subjects|holdings): 20 × 3 = 60 places, 60 of 145 objects\. Lower "first" of search \(20 now\)/,
    );
  });

  it('says of a query without lists that fewer fields are asked for', () => {
    expect(told('{ edition(id: "x") { title } }', {}, 0)).toBe(
      'The query could give 1 objects; this graph answers 0. Ask for fewer fields.',
    );
  });

  it('comes to an end where fragments multiply', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Edition { ...f${n + 1} ...f${n + 1} }`);
    const text = `{ edition(id: "x") { ...f0 } } ${doubling.join(' ')} fragment f40 on Edition { holdings { id } }`;

    expect(told(text)).toContain('Most come from edition.holdings: 3 places');
  });

  it('tells of a long way only its end', () => {
    const around = 'holdings { edition { '.repeat(6);

    expect(told(`{ edition(id: "x") { ${around} holdings { id } ${'} }'.repeat(6)} } }`, {}, 10)).toContain(
      'from ….edition.holdings.edition.holdings.edition.holdings.edition.holdings: ',
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
