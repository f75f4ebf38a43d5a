/** A library of the demonstration is frozen for its move: its system answers as before, for it and for its neighbours. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const FROZEN = 'severnhythe';
/** Midnight of the day, in winter. */
const SINCE = '2026-11-20T00:00:00.000Z';
const PAGE = `query ($libraries: [ID!]) { search(query: "", filter: { libraries: $libraries }, first: 40) {
  availableNow(libraries: $libraries) { available { id } unavailable { id } unknown { id } }
  edges { node { holdings { id online library { id system { id } } availability { state asOf reason { code }
    items { nodes { barcode state asOf reason { code } } } } } } } } }`;
const BY_BARCODE = `query ($barcode: String!) { items(barcode: $barcode) { item { id state asOf reason { code } } } }`;

interface Told {
  readonly state: string;
  readonly asOf: string | null;
  readonly reason: { readonly code: string } | null;
}
interface Held {
  readonly online: boolean;
  readonly library: { readonly id: string; readonly system: { readonly id: string } };
  readonly availability: Told & {
    readonly items: { readonly nodes: readonly (Told & { readonly barcode: string | null })[] } | null;
  };
}
interface Page {
  readonly search: {
    readonly availableNow: Readonly<Record<'available' | 'unavailable' | 'unknown', readonly unknown[]>>;
    readonly edges: readonly { readonly node: { readonly holdings: readonly Held[] } }[];
  };
}

let graph: DemoGraph;

beforeAll(async () => {
  graph = await startDemoGraph();
  const file = parse(graph.regionText) as { readonly libraries: { readonly id: string; memberships?: unknown }[] };
  for (const library of file.libraries) {
    if (library.id === FROZEN) library.memberships = [{ system: 'koha-a', phase: 'FROZEN', since: '2026-11-20' }];
  }
  graph.hub.replace(readDemoRegion({ regionText: stringify(file), secrets: graph.demo.env }));
});
afterAll(() => graph.close());

async function pageOf(libraries: readonly string[] | null) {
  const { data } = await graph.ask<Page>(PAGE, { variables: { libraries } });
  const holdings = data.search.edges.flatMap(({ node }) => node.holdings);
  return { ...data.search, frozen: holdings.filter(({ library }) => library.id === FROZEN), holdings };
}

it('has no live copy, and copies as of the day of the freeze', async () => {
  const { frozen } = await pageOf([FROZEN]);
  const told = frozen.flatMap(({ availability }) => [availability, ...(availability.items?.nodes ?? [])]);

  expect(frozen.length).toBeGreaterThan(20);
  expect(new Set(told.map(({ state, asOf, reason }) => `${state} ${String(asOf)} ${String(reason?.code)}`))).toEqual(
    new Set([`LAST_KNOWN ${SINCE} FROZEN`]),
  );
});

it('has no copy that is available now, and none that is said not to be', async () => {
  const { availableNow } = await pageOf([FROZEN]);

  expect([availableNow.available.length, availableNow.unavailable.length]).toEqual([0, 0]);
  expect(availableNow.unknown.length).toBe(40);
});

it('has neighbours on its system whose copies are live', async () => {
  const { holdings } = await pageOf([FROZEN, 'clentwood']);
  const neighbours = holdings.filter(({ library }) => library.system.id === 'koha-a' && library.id !== FROZEN);

  expect(neighbours.length).toBeGreaterThan(5);
  expect(new Set(neighbours.map(({ availability }) => availability.state))).toEqual(new Set(['LIVE']));
});

it('has the same said of a copy that is asked for by its barcode', async () => {
  const { frozen } = await pageOf([FROZEN]);
  const [barcode] = frozen.flatMap(
    ({ availability }) => availability.items?.nodes.flatMap((item) => item.barcode ?? []) ?? [],
  );
  const { data } = await graph.ask<{ readonly items: readonly { readonly item: Told }[] }>(BY_BARCODE, {
    variables: { barcode },
  });

  expect(data.items).toMatchObject([{ item: { state: 'LAST_KNOWN', asOf: SINCE, reason: { code: 'FROZEN' } } }]);
});
