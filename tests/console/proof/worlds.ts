/** The worlds in which pages are visited, made one after another over one demonstration. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import type { Faults } from '#simulators/faults.ts';
import { compareOn } from '#tests/comparison/support/compared-region.ts';
import { openDemoConsole, type DemoConsole } from '#tests/console/support/console.ts';
import { startDemoGraph, startGraph, type DemoGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';

/** In the order in which they are made. */
export const WORLDS = [
  'all well',
  'cards linked, snapshot taken',
  'one system down',
  'one system silent',
  'one system garbled',
  'one system refuses',
  'all systems down',
  'nothing read yet',
  'first harvest',
  'database down',
  'graph gone',
] as const;
export type WorldName = (typeof WORLDS)[number];

/** What addresses need that only the region knows. */
export interface Places {
  /** Address of the page of the title that is in all systems. */
  readonly title: string;
  /** The same of an e-book, and of a title that one library has. */
  readonly online: string;
  /** Address of two records that are one title. */
  readonly pair: string;
}

export interface World {
  readonly name: WorldName;
  /** Makes it, and gives where the console listens. */
  begin(): Promise<string>;
  end(): Promise<void>;
}

export interface Worlds {
  readonly graph: DemoGraph;
  readonly places: Places;
  /** In the order in which they are made. */
  readonly worlds: readonly World[];
  /** Links the reader's cards and takes the snapshot `spring`, unless that was done. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** What a call to a system may take: less than the budget of a page. */
const CALL_TIMEOUT_MS = 1_500;
const READER = 'reader';

export async function openWorlds(): Promise<Worlds> {
  const graph = await startDemoGraph({ callTimeoutMs: CALL_TIMEOUT_MS });
  const closing: (() => Promise<void>)[] = [() => graph.close()];
  const open = async (graphUrl?: string): Promise<DemoConsole> => {
    const pages = await openDemoConsole(graph, graphUrl === undefined ? {} : { graphUrl });
    closing.push(() => pages.close());
    return pages;
  };
  const pages = await open();
  let prepared: Promise<void> | null = null;
  const prepare = (): Promise<void> => (prepared ??= prepareAll(graph, pages));
  return {
    graph,
    places: await findPlaces(graph),
    prepare,
    worlds: [...wellWorlds(pages, prepare), ...systemWorlds(graph, pages.url), ...indexWorlds(graph, open, closing)],
    async close() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}

async function findPlaces(graph: DemoGraph): Promise<Places> {
  type Found = readonly {
    readonly editions: readonly {
      readonly id: string;
      readonly records: { readonly nodes: readonly { readonly id: string }[] };
    }[];
  }[];
  const of = (isbn: string): string =>
    `editions(by: [{ isbn: "${isbn}" }]) { editions { id records(first: 2) { nodes { id } } } }`;
  const { data } = await graph.ask<{ title: Found; online: Found }>(
    `{ title: ${of(SHOWCASE.pathology)} online: ${of(SHOWCASE.clinicalTrials)} }`,
  );
  const pathOf = (found: Found): string => `/titles/${encodeURIComponent(found[0]?.editions[0]?.id ?? '')}`;
  const [a = '', b = ''] = data.title[0]?.editions[0]?.records.nodes.map(({ id }) => encodeURIComponent(id)) ?? [];
  return { title: pathOf(data.title), online: pathOf(data.online), pair: `/records/${a}/with/${b}` };
}

function wellWorlds({ url }: DemoConsole, prepare: () => Promise<void>): readonly World[] {
  const end = async () => undefined;
  return [
    { name: 'all well', begin: async () => url, end },
    {
      name: 'cards linked, snapshot taken',
      begin: async () => {
        await prepare();
        return url;
      },
      end,
    },
  ];
}

async function prepareAll(graph: DemoGraph, pages: DemoConsole): Promise<void> {
  await linkCards(pages);
  await compareOn(graph, await graph.tokenOf('migration')).takeSnapshot('spring');
}

/** As the reader does it, on the page for it. */
async function linkCards(pages: DemoConsole): Promise<void> {
  const reader = await pages.signedIn(READER);
  for (const { library, card, pin } of DEMO_CARDS.filter(({ person }) => person === READER)) {
    await reader.get('/account/link');
    const { status } = await reader.post('/account/link', { library, card, pin });
    if (status !== 303) throw new Error(`the card at ${library} was not linked: ${status}`);
  }
}

/** The systems fail, and the graph goes on. */
function systemWorlds(graph: DemoGraph, url: string): readonly World[] {
  const failing = (name: WorldName, id: 'koha-b' | 'koha-c' | 'symphony-d', faults: Partial<Faults>): World => ({
    name,
    begin: async () => {
      await graph.simulator(id).faults.set(faults);
      return url;
    },
    end: () => graph.simulator(id).faults.clear(),
  });
  const down = failing('one system down', 'koha-b', { down: true });
  return [
    {
      ...down,
      begin: async () => {
        const at = await down.begin();
        // All are read again: on a slow machine the others would be old by now.
        await graph.harvest();
        return at;
      },
      end: async () => {
        await down.end();
        await graph.harvest(['koha-b']);
      },
    },
    failing('one system silent', 'symphony-d', { hang: true }),
    failing('one system garbled', 'koha-b', { garbage: 'shape' }),
    failing('one system refuses', 'koha-c', { wrongCredentials: true }),
    {
      name: 'all systems down',
      begin: async () => {
        for (const { simulator } of graph.demo.systems) await simulator.faults.set({ down: true });
        return url;
      },
      end: async () => {
        for (const { simulator } of graph.demo.systems) await simulator.faults.clear();
      },
    },
  ];
}

/** A second graph over the same systems, of which nothing was harvested; its database goes away at the end. */
function indexWorlds(
  { demo }: DemoGraph,
  open: (graphUrl: string) => Promise<DemoConsole>,
  closing: (() => Promise<void>)[],
): readonly World[] {
  let fresh: WholeGraph | null = null;
  let url = '';
  let harvest: Promise<unknown> = Promise.resolve();
  return [
    {
      name: 'nothing read yet',
      begin: async () => {
        fresh = await startGraph(readDemoRegion({ regionText: demo.regionText, secrets: demo.env }));
        closing.push(async () => fresh?.close());
        url = (await open(fresh.url)).url;
        return url;
      },
      end: async () => undefined,
    },
    {
      name: 'first harvest',
      begin: async () => {
        for (const { simulator } of demo.systems) await simulator.faults.set({ slowMs: 60_000 });
        harvest = fresh?.harvest() ?? Promise.resolve();
        return url;
      },
      end: async () => {
        for (const { simulator } of demo.systems) await simulator.faults.clear();
        await harvest;
      },
    },
    {
      name: 'database down',
      begin: async () => {
        await fresh?.database.db.destroy();
        return url;
      },
      end: async () => undefined,
    },
    {
      name: 'graph gone',
      begin: async () => (await open('http://127.0.0.1:9/graphql')).url,
      end: async () => undefined,
    },
  ];
}
