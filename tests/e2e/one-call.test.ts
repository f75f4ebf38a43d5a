import { DEMO_KOHAS, DEMO_SYSTEMS, generateDemoRegion } from '#demo/generate.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const EDITIONS = 25;
const PAGE = `query ($by: [EditionKey!]!) {
  editions(by: $by) {
    editions {
      holdings {
        library { system { id } }
        availability { state itemCount availableCount holdQueue earliestDue { on at } items { edges { node { id status } } } }
      }
    }
  }
}`;

interface Page {
  readonly editions: readonly {
    readonly editions: readonly {
      readonly holdings: readonly {
        readonly library: { readonly system: { readonly id: string } };
        readonly availability: { readonly state: string };
      }[];
    }[];
  }[];
}

let graph: DemoGraph;

beforeAll(async () => {
  graph = await startDemoGraph();
  // The first question to a Symphony asks for the names of its codes, which are kept then.
  const [isbn = ''] = isbnsHeldEverywhere();
  await graph.ask(PAGE, { variables: { by: [{ isbn }] } });
}, 120_000);
afterAll(() => graph.close());
beforeEach(() => {
  for (const id of DEMO_SYSTEMS) graph.simulator(id).calls.clear();
});

/**
 * ISBNs of books that all systems hold, those first that the region catalogued most often: up to eight times. Left out is
 * what is bound with another title, whose copies hang on that other one.
 */
function isbnsHeldEverywhere(): readonly string[] {
  const { truth } = generateDemoRegion({ now: Date.now() });
  const bound = new Set(boundTitles().flat());
  const books = truth.filter(
    (row) =>
      row.visibility === 'PUBLIC' &&
      /^\d{13}$/.test(row.edition) &&
      !(row.system === 'symphony-d' && bound.has(String(row.record))),
  );
  return [...Map.groupBy(books, (row) => row.edition)]
    .filter(([, rows]) => new Set(rows.map((row) => row.system)).size === DEMO_SYSTEMS.length)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([isbn]) => isbn);
}

/** Catalogue keys of titles that share a copy in the Symphony: first the one that it hangs on. */
function boundTitles(): readonly (readonly string[])[] {
  return graph.symphony.world.boundWiths.map(({ parentCallKey, childCallKeys }) =>
    [parentCallKey, ...childCallKeys].map((key) => key.split(':')[0] ?? ''),
  );
}

/** How often each kind of question came to a system's socket. */
function countByKind(id: (typeof DEMO_SYSTEMS)[number]): Record<string, number> {
  const kinds = Map.groupBy(graph.simulator(id).calls.list, ({ kind }) => kind);
  return Object.fromEntries([...kinds].map(([kind, calls]) => [kind, calls.length]));
}

describe('a page of editions over all systems', () => {
  it('costs each system one call of a kind for 25 editions, however often it catalogued them', async () => {
    const by = isbnsHeldEverywhere()
      .slice(0, EDITIONS)
      .map((isbn) => ({ isbn }));

    const { data, errors } = await graph.ask<Page>(PAGE, { variables: { by } });

    expect(errors).toBeUndefined();
    expect(data.editions).toHaveLength(EDITIONS);
    const holdings = data.editions.flatMap(({ editions }) => editions.flatMap((edition) => edition.holdings));
    expect(holdings.length).toBeGreaterThan(3 * EDITIONS);
    const ofTheirOwn = holdings.filter(({ library }) => DEMO_SYSTEMS.some((id) => id === library.system.id));
    expect(new Set(ofTheirOwn.map(({ library }) => library.system.id))).toEqual(new Set(DEMO_SYSTEMS));
    expect(new Set(ofTheirOwn.map(({ availability }) => availability.state))).toEqual(new Set(['LIVE']));
    for (const id of DEMO_KOHAS) {
      const { 'oauth-token': logIns = 0, ...counts } = countByKind(id);
      expect(logIns).toBeLessThanOrEqual(1);
      // `biblios`: do records whose copies are all gone still stand? `biblio-items`: does this Koha tell transfers?
      expect(Object.keys(counts)).toEqual(expect.arrayContaining(['items', 'holds']));
      expect(['items', 'holds', 'checkouts', 'biblios', 'biblio-items']).toEqual(
        expect.arrayContaining(Object.keys(counts)),
      );
      expect(Math.max(...Object.values(counts))).toBe(1);
    }
    expect(countByKind('symphony-d')).toEqual({ titles: 1 });
  });

  it('costs the Symphony one call more, and not one each, for copies that hang on other titles', async () => {
    const by = boundTitles().map(([, child]) => ({ record: `symphony-d:record:${child ?? ''}` }));

    const { data, errors } = await graph.ask<Page>(PAGE, { variables: { by } });

    expect(errors).toBeUndefined();
    expect(by.length).toBeGreaterThan(5);
    const states = data.editions
      .flatMap(({ editions }) => editions.flatMap(({ holdings }) => holdings))
      .filter(({ library }) => library.system.id === 'symphony-d')
      .map(({ availability }) => availability.state);
    expect(new Set(states)).toEqual(new Set(['LIVE']));
    expect(graph.symphony.calls.count('titles')).toBe(2);
  });

  it('costs each system one call of a kind for a page of a search', async () => {
    const { data, errors } = await graph.ask<{
      search: { edges: readonly { node: Page['editions'][0]['editions'][0] }[] };
    }>(`{
      search(query: "", first: 25) {
        edges { node { holdings { library { system { id } } availability { state itemCount } } } }
      }
    }`);

    expect(errors).toBeUndefined();
    const holdings = data.search.edges.flatMap(({ node }) => node.holdings);
    const ofTheirOwn = holdings.filter(({ library }) => DEMO_SYSTEMS.some((id) => id === library.system.id));
    expect(new Set(ofTheirOwn.map(({ library }) => library.system.id))).toEqual(new Set(DEMO_SYSTEMS));
    expect(new Set(ofTheirOwn.map(({ availability }) => availability.state))).toEqual(new Set(['LIVE']));
    for (const id of DEMO_SYSTEMS) expect(Math.max(...Object.values(countByKind(id)))).toBe(1);
  });

  it('asks a system once for two aliased fields that want the same copies', async () => {
    const [first = '', second = ''] = isbnsHeldEverywhere();
    const fields = '{ editions { holdings { availability { state itemCount } } } }';

    const { errors } = await graph.ask(
      `{ a: editions(by: [{ isbn: "${first}" }]) ${fields} b: editions(by: [{ isbn: "${second}" }, { isbn: "${first}" }]) ${fields} }`,
    );

    expect(errors).toBeUndefined();
    for (const id of DEMO_SYSTEMS) expect(Math.max(...Object.values(countByKind(id)))).toBe(1);
  });

  it('asks once for editions and once for items by barcode in one operation', async () => {
    const [isbn = ''] = isbnsHeldEverywhere();
    const world = graph.simulator('koha-a').world;
    const barcodes = [...world.items.values()]
      .filter(({ item_type_id: type, location }) => type === 'BK' && location === 'GEN')
      .flatMap(({ external_id: barcode }) => barcode ?? [])
      .slice(0, 2);

    const { data, errors } = await graph.ask<
      Record<'c' | 'd', readonly { item: { barcode: string; state: string } }[]>
    >(`{
      a: editions(by: [{ isbn: "${isbn}" }]) { editions { holdings { availability { state } } } }
      b: editions(by: [{ isbn: "${isbn}" }]) { editions { holdings { availability { itemCount } } } }
      c: items(barcode: "${barcodes[0] ?? ''}") { item { barcode state } }
      d: items(barcode: "${barcodes[1] ?? ''}") { item { barcode state } }
    }`);

    expect(errors).toBeUndefined();
    expect([data.c, data.d]).toEqual(barcodes.map((barcode) => [{ item: { barcode, state: 'LIVE' } }]));
    const calls = graph.simulator('koha-a').calls.list.filter(({ kind }) => kind === 'items');
    // One by record for the editions, one by item number for the barcodes.
    const wanted = calls.map(({ query }) =>
      Object.keys(JSON.parse(new URLSearchParams(query).get('q') ?? '{}') as object),
    );
    expect(wanted.toSorted()).toEqual([['biblio_id'], ['item_id']]);
    for (const id of ['koha-b', 'koha-c', 'symphony-d'] as const)
      expect(Math.max(...Object.values(countByKind(id)))).toBe(1);
  });
});
