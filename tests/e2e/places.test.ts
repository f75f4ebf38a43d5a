/** Where the nearest copy is, asked of the demonstration's region as a widget asks it: docs/places.md. */
import { readFileSync } from 'node:fs';
import { SHOWCASE } from '#demo/showcase.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

interface Item {
  readonly currentLocation: { readonly siteCode: string | null; readonly site: Site | null } | null;
  readonly permanentLocation: { readonly siteCode?: string | null; readonly site: Site | null } | null;
}
interface Site {
  readonly id: string;
  readonly name?: string;
  readonly address?: { readonly postcode: string } | null;
}
interface Near {
  readonly distanceMetres: number | null;
  readonly library: { readonly id: string; readonly name: string };
  readonly site: Site | null;
  readonly openNow: boolean | null;
  readonly holdings: readonly {
    readonly availability: {
      readonly state: string;
      readonly items: { readonly edges: readonly { readonly node: Item }[] } | null;
    };
  }[];
}
interface Found {
  readonly editions: readonly { readonly editions: readonly { readonly nearest: readonly Near[] }[] }[];
}

let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemoGraph();
}, 120_000);
afterAll(() => graph.close());

function itemsOf(near: readonly Near[]): readonly Item[] {
  return near.flatMap(({ holdings }) =>
    holdings.flatMap(({ availability }) => availability.items?.edges.map(({ node }) => node) ?? []),
  );
}

async function ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<readonly Near[]> {
  const { data, errors } = await graph.ask<Found>(query, { variables });
  expect(errors).toBeUndefined();
  return data.editions.flatMap(({ editions }) => editions.flatMap(({ nearest }) => nearest));
}

describe('the nearest copy', () => {
  const page = readFileSync(new URL('../../docs/places.md', import.meta.url), 'utf8');
  const [query = ''] = Array.from(page.matchAll(/```graphql\n(.*?)```/gs), ([, text]) => text ?? '');
  const [variables = '{}'] = Array.from(page.matchAll(/```json\n(.*?)```/gs), ([, text]) => text ?? '');

  it('is found by the query of the page, live, with where it is', async () => {
    const near = await ask(query, JSON.parse(variables) as Record<string, unknown>);

    const distances = near.map(({ distanceMetres }) => distanceMetres);
    expect(near).toHaveLength(5);
    expect(distances).toEqual(distances.toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity)));
    expect(near[0]).toMatchObject({
      library: { name: 'Severnhythe Hospitals Library and Knowledge Service' },
      site: { id: 'severnhythe-education' },
      address: { postcode: 'VM1 4QT' },
    });
    const states = near.flatMap(({ holdings }) => holdings.map(({ availability }) => availability.state));
    expect(new Set(states)).toEqual(new Set(['LIVE']));
    // A copy on loan is nowhere; its shelf is still known.
    const sites = itemsOf(near).map((item) => (item.currentLocation ?? item.permanentLocation)?.site?.id);
    for (const { site } of near) expect(sites).toContain(site?.id);
  });

  it('is at a site that each copy names with its address', async () => {
    const near = await ask(
      `query ($isbn: String!, $here: Coordinates!) { editions(by: [{ isbn: $isbn }]) { editions {
        nearest(to: $here, first: 20) { distanceMetres library { id name } site { id } holdings { availability { items {
          edges { node {
            currentLocation { siteCode site { id name address { postcode } } } permanentLocation { siteCode site { id name address { postcode } } }
          } } } } } } } } }`,
      { isbn: SHOWCASE.pathology, here: { latitude: 52.19, longitude: -2.21 } },
    );

    // A lent copy is nowhere, and belongs to its shelf all the same.
    const places = itemsOf(near).map(({ currentLocation, permanentLocation }) => currentLocation ?? permanentLocation);
    expect(places.length).toBeGreaterThan(8);
    expect(places).toContainEqual({
      siteCode: 'TEM-GEN',
      site: { id: 'temestead-general', name: 'Temestead General Hospital Library', address: { postcode: 'VM40 1TM' } },
    });
    // The same code at two systems is two places.
    const main = new Set(places.flatMap((place) => (place?.siteCode === 'MAIN' ? [place.site?.id] : [])));
    expect(main).toEqual(new Set(['severnhythe-general', 'tamehollow-main']));
    // Two are not on the map: they come last, and are not left out.
    expect(near.slice(-2).map(({ library, distanceMetres }) => [library.id, distanceMetres])).toEqual([
      ['fosseholm', null],
      ['leamsworth', null],
    ]);
    expect(near.slice(0, -2).map(({ distanceMetres }) => distanceMetres)).not.toContain(null);
  });
});
