/** What the explorer offers to try is about the region at hand, and runs. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { startDemoGraph, startGraph, type DemoGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Tab {
  readonly query: string;
  /** JSON, as it stands in the editor. */
  readonly variables?: string;
}
interface Examples {
  loadExamples(endpoint: string): Promise<readonly Tab[]>;
  makeExamples(data: object): readonly Tab[];
}
const file = new URL('../../gateway/explorer/examples.js', import.meta.url);
const { loadExamples, makeExamples } = (await import(file.href)) as Examples;

let graph: DemoGraph;
/** The same region before its first harvest. */
let empty: WholeGraph;
beforeAll(async () => {
  graph = await startDemoGraph();
  empty = await startGraph(readDemoRegion({ regionText: graph.regionText, secrets: graph.demo.env }));
}, 120_000);
afterAll(async () => {
  await empty.close();
  await graph.close();
});

const namesOf = (tabs: readonly Tab[]) => tabs.map(({ query }) => /^query (\w+)/m.exec(query)?.[1]);
const variablesOf = ({ variables = '{}' }: Tab) => JSON.parse(variables) as Readonly<Record<string, unknown>>;

async function run(at: WholeGraph, tab: Tab): Promise<Readonly<Record<string, unknown>>> {
  const { data, errors } = await at.ask<Readonly<Record<string, unknown>>>(tab.query, {
    variables: variablesOf(tab),
  });
  expect(errors).toBeUndefined();
  return data;
}

describe('the examples of the explorer', () => {
  it('run in a region whose index is empty', async () => {
    const tabs = await loadExamples(empty.url);

    expect(namesOf(tabs)).toEqual(['Search', 'Region']);
    for (const tab of tabs) expect(Object.values(await run(empty, tab))).not.toContain(null);
  });

  it('are about what the region holds, and find it', async () => {
    const tabs = await loadExamples(graph.url);
    const [whoHolds, search, lenders, articles] = await Promise.all(tabs.map((tab) => run(graph, tab)));

    expect(namesOf(tabs)).toEqual(['WhoHolds', 'Search', 'Lenders', 'Articles', 'Region']);
    const editionsOf = (data: unknown) =>
      (data as { editions: { editions: { holdings: object[]; lenders: { nodes: object[] } }[] }[] }).editions[0]!
        .editions;
    expect(editionsOf(whoHolds)[0]!.holdings.length).toBeGreaterThan(1);
    expect((search as { search: { totalCount: number } }).search.totalCount).toBeGreaterThan(0);
    expect(editionsOf(lenders)[0]!.lenders.nodes.length).toBeGreaterThan(0);
    expect(editionsOf(articles)[0]!.holdings.length).toBeGreaterThan(0);
  });

  it('name nothing of the demonstration', () => {
    const tabs = makeExamples({
      books: {
        nodes: [
          { id: 'r:edition:1', title: 'Of one', isbns: ['9780000000011'], issns: [], holdings: [holding('a')] },
          {
            id: 'r:edition:2',
            title: 'Über Krankheiten "und" $mehr',
            isbns: [],
            issns: [],
            holdings: [holding('a'), holding('b')],
          },
        ],
      },
      serials: null,
      region: { libraries: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
    });

    expect(namesOf(tabs)).toEqual(['WhoHolds', 'Search', 'Lenders', 'Region']);
    expect(tabs.slice(0, 3).map(variablesOf)).toEqual([
      { by: [{ id: 'r:edition:2' }] },
      { words: 'krankheiten' },
      { by: [{ id: 'r:edition:2' }], for: 'c' },
    ]);
    expect(tabs.map(({ query }) => query).join('\n')).not.toMatch(/"|97[89]\d/);
  });

  it('begin with a year of a journal that a library has', () => {
    const serial = {
      id: 'r:edition:3',
      title: 'Annals',
      isbns: [],
      issns: ['1234-5679'],
      holdings: [holding('a', 'v. 3 (1998)')],
    };
    const tabs = makeExamples({
      books: { nodes: [] },
      serials: { nodes: [serial] },
      region: { libraries: [{ id: 'a' }] },
    });

    expect(variablesOf(tabs.find(({ query }) => query.includes('query Articles'))!)).toEqual({
      by: [{ issn: '1234-5679' }],
      for: 'a',
      year: 1998,
    });
  });

  it.each([{}, { books: null, serials: null, region: null }])('are there without an answer: %j', (data) => {
    expect(namesOf(makeExamples(data))).toEqual(['Search', 'Region']);
  });

  it('do not wait for a graph that does not answer', async () => {
    const before = Date.now();

    expect(namesOf(await loadExamples('http://127.0.0.1:9/graphql'))).toEqual(['Search', 'Region']);
    expect(Date.now() - before).toBeLessThan(3_500);
  });
});

function holding(library: string, from: string | null = null): object {
  return { library: { id: library }, statements: from === null ? [] : [{ from }] };
}
