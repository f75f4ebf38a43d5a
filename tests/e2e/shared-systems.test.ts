import { isControlField } from '#marc/marc-record.ts';
import { DEMO_KOHAS, generateDemoRegion } from '#demo/generate.ts';
import { READER_SURNAMES } from '#demo/readers.ts';
import { LIBRARIES, type DemoKohaId } from '#demo/libraries.ts';
import { SHOWCASE_ISBNS } from '#demo/showcase.ts';
import { ofKohas } from '#demo/truth.ts';
import { visibleInOpac } from '#simulators/koha/visibility.ts';
import type { KohaItem } from '#simulators/koha/world.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

interface Item {
  readonly id: string;
  readonly status: string | null;
  readonly use: string | null;
  readonly permanentLocation: { readonly siteCode: string | null } | null;
  readonly currentLocation: { readonly siteCode: string | null } | null;
}

interface Holding {
  readonly id: string;
  readonly library: { readonly id: string };
  readonly record: { readonly id: string };
  readonly online: boolean | null;
  readonly availability: {
    readonly state: string;
    readonly itemCount: number | null;
    readonly services: readonly { readonly service: string; readonly available: boolean | null }[] | null;
    readonly items: { readonly edges: readonly { readonly node: Item }[] } | null;
  };
}

interface Edition {
  readonly id: string;
  readonly format: string;
  readonly holdings: readonly Holding[];
  readonly records: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

interface SearchPage {
  readonly search: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly facets: readonly {
      readonly field: string;
      readonly values: readonly { readonly value: string; readonly count: number }[];
    }[];
    readonly edges: readonly { readonly node: Edition }[];
  };
}

const EDITION = `{
  id title format
  records(first: 30) { edges { node { id title marc { fields { tag value subfields { code value } } } } } }
  holdings {
    id basis online callNumbers library { id } record { id }
    availability {
      state itemCount services { service available limitation }
      items(first: 30) { edges { node { id barcode status use publicNotes permanentLocation { siteCode } currentLocation { siteCode } } } }
    }
  }
}`;
const PAGE_SIZE = 40;
const NOWHERE = new Set(['ON_LOAN', 'LOST', 'CLAIMED_RETURNED', 'MISSING', 'WITHDRAWN', 'IN_TRANSIT']);

let graph: DemoGraph;
let editions: Edition[];
let firstPage: SearchPage['search'];
/** The text of every answer that the graph gave here. */
let everything = '';

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await graph.ask<Data>(query, { variables });
  expect(errors).toBeUndefined();
  everything += JSON.stringify(data);
  return data;
}

/** Every edition of the region, with all that a reader can see of it. */
async function readAll(): Promise<Edition[]> {
  const found: Edition[] = [];
  let after: string | null = null;
  do {
    const { search }: SearchPage = await ask<SearchPage>(
      `query ($after: String) {
        search(query: "", first: ${PAGE_SIZE}, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } facets { field values { value label count } } edges { node ${EDITION} }
        }
      }`,
      { after },
    );
    if (after === null) firstPage = search;
    found.push(...search.edges.map(({ node }) => node));
    after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

beforeAll(async () => {
  graph = await startDemoGraph();
  editions = await readAll();
}, 120_000);
afterAll(() => graph.close());

const region = generateDemoRegion({ now: Date.now() });
const truth = ofKohas(region.truth);
const hidden = truth.filter(({ visibility }) => visibility !== 'PUBLIC');
const itemId = (system: string, item: KohaItem): string => `${system}:item:${item.item_id}`;
const recordId = (system: string, record: number): string => `${system}:record:${record}`;

function isHiddenItem(system: DemoKohaId, item: KohaItem): boolean {
  return !visibleInOpac(graph.simulator(system).world)(item);
}

/** The library that owns a copy, by the codes of its own system. */
function ownerOf(system: DemoKohaId, item: KohaItem): string {
  const owner = LIBRARIES.find(
    (library) => library.system === system && library.branches.some(({ code }) => code === item.home_library_id),
  );
  return owner?.id ?? 'nobody';
}

function itemsOf(system: DemoKohaId, record: number): readonly KohaItem[] {
  const { items, itemsOfBiblio } = graph.simulator(system).world;
  return (itemsOfBiblio.get(record) ?? []).flatMap((id) => items.get(id) ?? []);
}

const shownIds = (holding: Holding): readonly string[] =>
  (holding.availability.items?.edges ?? []).map(({ node }) => node.id).toSorted();

describe('what is read online', () => {
  const servicesOf = ({ availability }: Holding): readonly string[] =>
    (availability.services ?? []).map(({ service }) => service);

  it.each(['koha-a:', 'koha-b:', 'koha-c:', 'symphony-d:'])(
    'is told so at %s, not as for use in the library',
    (system) => {
      const holdings = editions
        .filter(({ format }) => format === 'EBOOK' || format === 'EJOURNAL')
        .flatMap((edition) => edition.holdings)
        .filter(({ id, availability }) => id.startsWith(system) && availability.state === 'LIVE');

      expect(holdings.length).toBeGreaterThan(3);
      expect(new Set(holdings.map(({ online }) => online))).toEqual(new Set([true]));
      expect(new Set(holdings.flatMap(servicesOf))).toEqual(new Set(['ONLINE']));
      expect(
        new Set(holdings.flatMap(({ availability }) => availability.services ?? []).map(({ available }) => available)),
      ).toEqual(new Set([true]));
    },
  );

  it('is not told of physical copies, also where their record has a link', () => {
    const printed = editions.filter(({ format }) => format === 'BOOK').flatMap(({ holdings }) => holdings);
    const lent = printed
      .flatMap(({ availability }) => availability.items?.edges ?? [])
      .filter(({ node }) => node.use === 'LOAN');

    expect(new Set(printed.map(({ online }) => online))).toEqual(new Set([false]));
    expect(lent.length).toBeGreaterThan(100);
  });
});

describe('libraries that share a system', () => {
  it('each show their own copies where each has a record of its own, and where they share one', async () => {
    const { editions: answers } = await ask<{ editions: { editions: Edition[] }[] }>(
      `query ($by: [EditionKey!]!) { editions(by: $by) { editions ${EDITION} } }`,
      { by: SHOWCASE_ISBNS.map((isbn) => ({ isbn })) },
    );
    const ofA = answers.flatMap(({ editions: found }) =>
      found.map(({ holdings }) => holdings.filter(({ id }) => id.startsWith('koha-a:'))),
    );
    const recordsOf = (holdings: readonly Holding[]): number => new Set(holdings.map(({ record }) => record.id)).size;

    // One title that two libraries catalogued apart, and one record that two libraries share.
    expect(ofA.some((holdings) => recordsOf(holdings) === 2 && holdings.length === 2)).toBe(true);
    expect(ofA.some((holdings) => recordsOf(holdings) === 1 && holdings.length > 1)).toBe(true);
    for (const holding of ofA.flat()) {
      const record = Number(holding.record.id.split(':')[2]);
      const own = itemsOf('koha-a', record).filter((item) => ownerOf('koha-a', item) === holding.library.id);
      expect(own.length).toBeGreaterThan(0);
      expect(shownIds(holding)).toEqual(own.map((item) => itemId('koha-a', item)).toSorted());
    }
  });

  it('show exactly the copies that they own and do not hide, over the whole region', () => {
    const shown = new Map(
      editions.flatMap(({ holdings }) => holdings).map((holding) => [holding.id, shownIds(holding)] as const),
    );
    const owned = new Map<string, string[]>();
    for (const { system, record } of truth.filter(({ visibility }) => visibility === 'PUBLIC')) {
      for (const item of itemsOf(system, record)) {
        if (isHiddenItem(system, item)) continue;
        const holding = `${system}:holding:${record}@${ownerOf(system, item)}`;
        owned.set(holding, [...(owned.get(holding) ?? []), itemId(system, item)]);
      }
    }
    for (const { library, world } of region.exports) {
      for (const { id, isHidden, copies } of world.records.values()) {
        const seen = isHidden ? [] : copies.filter((copy) => !copy.isHidden);
        const ids = seen.map(({ barcode }) => `${library.system}:item:${id}/${barcode ?? ''}`);
        if (ids.length > 0) owned.set(`${library.system}:holding:${id}@${library.id}`, ids);
      }
    }
    // Holdings that are known from a link alone have no copies.
    const withCopies = [...shown].filter(([id, items]) => items.length > 0 && !id.startsWith('symphony-d:'));

    expect(owned.size).toBeGreaterThan(1500);
    expect(Object.fromEntries(withCopies)).toEqual(
      Object.fromEntries([...owned].map(([holding, items]) => [holding, items.toSorted()])),
    );
    for (const { id, availability } of editions.flatMap(({ holdings }) => holdings)) {
      // Its system gives a list and nothing else; a title whose copies are hidden has none in it.
      if (id.startsWith('export-')) continue;
      expect(availability.state).toBe('LIVE');
      const canBeFound = availability.items?.edges.filter(
        ({ node: { status } }) => status !== 'LOST' && status !== 'WITHDRAWN',
      );
      expect(availability.itemCount).toBe(canBeFound?.length);
    }
  });

  it('count a copy that is at a sister site for its owner, and say where it is', () => {
    const nodes = new Map(
      editions
        .flatMap(({ holdings }) => holdings)
        .flatMap((holding) =>
          (holding.availability.items?.edges ?? []).map(({ node }) => [node.id, { node, owner: holding.library.id }]),
        ),
    );
    const away = DEMO_KOHAS.flatMap((system) =>
      truth
        .filter((row) => row.system === system && row.visibility === 'PUBLIC')
        .flatMap(({ record }) => itemsOf(system, record))
        .filter((item) => item.home_library_id !== item.holding_library_id && !isHiddenItem(system, item))
        .map((item) => ({ system, item })),
    );

    expect(away.length).toBeGreaterThan(40);
    expect(away.map(({ system, item }) => nodes.get(itemId(system, item)))).toMatchObject(
      away.map(({ system, item }) => ({
        owner: ownerOf(system, item),
        node: {
          permanentLocation: { siteCode: item.home_library_id },
          // A copy that a reader has, or nobody finds, is at no site.
          currentLocation: NOWHERE.has(nodes.get(itemId(system, item))?.node.status ?? '')
            ? null
            : { siteCode: item.holding_library_id },
        },
      })),
    );
  });
});

describe('what the public must not see', () => {
  it('is no edition’s record, holding or copy', () => {
    const ids = new Set(hidden.map(({ system, record }) => recordId(system, record)));
    const records = editions.flatMap((edition) => edition.records.edges.map(({ node }) => node.id));
    const publicIds = region.truth
      .filter(({ visibility }) => visibility === 'PUBLIC')
      .map(({ system, record }) => recordId(system, record));
    const ofExports = region.exports.flatMap(({ library, world }) =>
      [...world.records.values()]
        .filter(({ isHidden, copies }) => !isHidden && copies.some((copy) => !copy.isHidden))
        .map(({ id }) => `${library.system}:record:${id}`),
    );

    expect(hidden.length).toBeGreaterThan(80);
    expect(records.filter((id) => ids.has(id))).toEqual([]);
    expect(records.toSorted()).toEqual([...publicIds, ...ofExports].toSorted());
  });

  it('is not found by record, by identifier or by barcode', async () => {
    const asked = hidden.map(({ system, record }) => {
      const marc = graph.simulator(system).world.biblios.get(record)?.marc;
      const isbns = (marc?.fields ?? []).flatMap((field) =>
        field.tag === '020' && !isControlField(field) ? field.subfields.map(({ value }) => value) : [],
      );
      const isbn = isbns.map((text) => /^[\dX-]{10,17}/.exec(text)?.[0] ?? '').find((text) => text !== '');
      const barcodes = itemsOf(system, record).flatMap((item) => item.external_id ?? []);
      return { id: recordId(system, record), isbn, barcode: barcodes[0] };
    });
    expect(asked.filter(({ isbn }) => isbn !== undefined).length).toBeGreaterThan(50);
    expect(asked.filter(({ barcode }) => barcode !== undefined).length).toBeGreaterThan(80);

    for (const { id, isbn, barcode } of asked) {
      const keys = [
        { record: id },
        ...(isbn === undefined ? [] : [{ isbn }]),
        ...(barcode === undefined ? [] : [{ barcode }]),
      ];
      const answer = await ask<{
        record: unknown;
        editions: { editions: { records: { edges: { node: { id: string } }[] } }[] }[];
        items: unknown[];
      }>(
        `query ($id: ID!, $keys: [EditionKey!]!, $barcode: String!) {
          record(id: $id) { id title marc { fields { subfields { value } } } }
          editions(by: $keys) { editions { title records { edges { node { id } } } } }
          items(barcode: $barcode) { item { id } holding { id } }
        }`,
        { id, keys, barcode: barcode ?? 'none' },
      );

      expect(answer.record).toBeNull();
      expect(answer.items).toEqual([]);
      const records = answer.editions.flatMap((one) => one.editions.flatMap((edition) => edition.records.edges));
      expect(records.map(({ node }) => node.id)).not.toContain(id);
    }
  });

  it('is not found by its title or the name in it', async () => {
    const suppressed = hidden.filter(({ visibility }) => visibility === 'SUPPRESSED');
    for (const { system, record } of suppressed.slice(0, 20)) {
      const marc = graph.simulator(system).world.biblios.get(record)?.marc;
      const field = marc?.fields.find(({ tag }) => tag === '245');
      const title = field === undefined || isControlField(field) ? '' : (field.subfields[0]?.value ?? '');
      const { search } = await ask<SearchPage>(
        `query ($query: String!) { search(query: $query) { edges { node ${EDITION} } } }`,
        {
          query: title.replaceAll(/[^\p{L}\d ]/gu, ' '),
        },
      );
      const records = search.edges.flatMap(({ node }) => node.records.edges.map((edge) => edge.node.id));
      expect(records).not.toContain(recordId(system, record));
    }
    for (const query of [...READER_SURNAMES, 'Requested by', 'Ward 1']) {
      const { search } = await ask<SearchPage>(
        'query ($query: String!) { search(query: $query) { totalCount facets { values { count } } } }',
        { query: `"${query}"` },
      );
      expect(search, query).toEqual({ totalCount: 0, facets: search.facets.map(() => ({ values: [] })) });
    }
  });

  it('stays hidden copy by copy on records that are public', async () => {
    const copies = truth
      .filter(({ visibility }) => visibility === 'PUBLIC')
      .flatMap(({ system, record }) =>
        itemsOf(system, record)
          .filter((item) => isHiddenItem(system, item))
          .map((item) => ({ system, item })),
      );
    expect(copies.length).toBeGreaterThan(12);

    for (const { system, item } of copies) {
      expect(everything).not.toContain(`"${itemId(system, item)}"`);
      if (item.external_id === null) continue;
      const { items } = await ask<{ items: { item: { id: string } | null }[] }>(
        'query ($barcode: String!) { items(barcode: $barcode) { item { id } holding { id } } }',
        { barcode: item.external_id },
      );
      expect(items).toEqual([]);
    }
  });

  it('counts nowhere', async () => {
    const byLibrary = Map.groupBy(
      editions.flatMap(({ id, holdings }) => holdings.map(({ library }) => ({ library: library.id, id }))),
      ({ library }) => library,
    );
    const expected = [...byLibrary].map(([value, held]) => [value, new Set(held.map(({ id }) => id)).size]);
    const facet = firstPage.facets.find(({ field }) => field === 'LIBRARY')?.values ?? [];
    const { region } = await ask<{ region: { libraries: { id: string; holdingsCount: number }[] } }>(
      '{ region { libraries { id holdingsCount } } }',
    );

    expect(firstPage.totalCount).toBe(editions.length);
    expect(new Set(editions.map(({ id }) => id)).size).toBe(editions.length);
    expect(Object.fromEntries(facet.map(({ value, count }) => [value, count]))).toEqual(Object.fromEntries(expected));
    expect(Object.fromEntries(region.libraries.map(({ id, holdingsCount }) => [id, holdingsCount]))).toEqual(
      Object.fromEntries([...byLibrary].map(([library, held]) => [library, held.length])),
    );
  });

  it('leaves no reader’s name in any answer', () => {
    expect(everything.length).toBeGreaterThan(1_000_000);
    for (const surname of READER_SURNAMES) expect(everything).not.toContain(surname);
    expect(everything).not.toMatch(/ILL-koha|Requested by/);
  });
});
