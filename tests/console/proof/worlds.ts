/** The worlds in which pages are visited, made one after another over one demonstration. */
import { DEMO_CARDS } from '#demo/readers.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { compareOn } from '#tests/comparison/support/compared-region.ts';
import { openDemoConsole, type DemoConsole } from '#tests/console/support/console.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { decidedWorld } from './worlds/decided.ts';
import { indexWorlds } from './worlds/index-fails.ts';
import { movingWorld } from './worlds/libraries-move.ts';
import type { WorldName } from './worlds/names.ts';
import { createSessions } from './worlds/sessions-end.ts';
import { systemWorlds } from './worlds/systems-fail.ts';
import { workWorld } from './worlds/work-under-way.ts';
import type { Stage, World, Worlds } from './worlds/world.ts';

/** What a call to a system may take: less than the budget of a page. */
const CALL_TIMEOUT_MS = 1_500;
const READER = 'reader';

export async function openWorlds(): Promise<Worlds> {
  const graph = await startDemoGraph({ callTimeoutMs: CALL_TIMEOUT_MS });
  const closing: (() => Promise<void>)[] = [() => graph.close()];
  const open: Stage['open'] = async (options) => {
    const pages = await openDemoConsole(graph, options);
    closing.push(() => pages.close());
    return pages;
  };
  const pages = await open({});
  let prepared: Promise<void> | null = null;
  const prepare = (): Promise<void> => (prepared ??= prepareAll(graph, pages));
  const places = await findPlaces(graph);
  const stage: Stage = { graph, places, url: pages.url, prepare, open, onClose: (close) => void closing.push(close) };
  const { worlds: sessionWorlds, setLater, loseSessions } = createSessions(stage);
  return {
    graph,
    places,
    prepare,
    setLater,
    loseSessions,
    worlds: [
      still('all well', async () => pages.url),
      still('cards linked, snapshot taken', () => whenPrepared(stage)),
      still('forms of an account', () => whenPrepared(stage)),
      workWorld(stage),
      decidedWorld(stage),
      movingWorld(stage),
      ...systemWorlds(stage),
      ...sessionWorlds,
      still('nobody can sign in', async () => (await open({ signIn: null })).url),
      ...indexWorlds(stage),
      still('graph gone', async () => (await open({ graphUrl: 'http://127.0.0.1:9/graphql' })).url),
    ],
    async close() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}

/** Nothing is left behind. */
function still(name: WorldName, begin: World['begin']): World {
  return { name, begin, end: async () => undefined };
}

async function whenPrepared({ prepare, url }: Stage): Promise<string> {
  await prepare();
  return url;
}

async function findPlaces(graph: DemoGraph): Promise<Stage['places']> {
  type Found = readonly {
    readonly editions: readonly {
      readonly id: string;
      readonly records: { readonly nodes: readonly { readonly id: string }[] };
    }[];
  }[];
  const of = (isbn: string): string =>
    `editions(by: [{ isbn: "${isbn}" }]) { editions { id records(first: 2) { nodes { id } } } }`;
  const { data } = await graph.ask<{ title: Found; online: Found; other: Found }>(
    `{ title: ${of(SHOWCASE.pathology)} online: ${of(SHOWCASE.clinicalTrials)} other: ${of(SHOWCASE.anatomy)} }`,
  );
  const pathOf = (found: Found): string => `/titles/${encodeURIComponent(found[0]?.editions[0]?.id ?? '')}`;
  const recordsOf = (found: Found): readonly string[] =>
    found[0]?.editions[0]?.records.nodes.map(({ id }) => encodeURIComponent(id)) ?? [];
  const [a = '', b = ''] = recordsOf(data.title);
  const [other = ''] = recordsOf(data.other);
  return {
    title: pathOf(data.title),
    online: pathOf(data.online),
    other: pathOf(data.other),
    pair: `/records/${a}/with/${b}`,
    apart: `/records/${a}/with/${other}`,
    merged: '',
    decision: '',
  };
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
