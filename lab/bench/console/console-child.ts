/** The console with the graph that it asks, in a process of its own: over the demonstration, over a large index, or a large snapshot. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { startWholeGraph } from '#cli/graph/parts.ts';
import { readDemoRegion, readRegionFile, type RegionSource } from '#cli/region/region-source.ts';
import { demoSignIn } from '#cli/serve/console-sign-in.ts';
import { askForSnapshot, doNextJob, findSnapshot } from '#comparison/index.ts';
import { startConsole } from '#console/index.ts';
import { DEMO_CLIENT, startDemoIssuer } from '#demo/identity.ts';
import { identityText } from '#demo/region-text.ts';
import { startDemoRegion } from '#demo/index.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import {
  pagesOfRegion,
  pagesOfSnapshot,
  type KindOfPage,
  type PlacesOfPages,
} from '#tests/console/support/every-page.ts';
import {
  findPlaces,
  linkCards,
  PAGE_VISITORS,
  makeKey,
  noteTakeBack,
  signInAll,
  type PageVisitors,
} from '#tests/console/support/prepare-pages.ts';
import { processorMs } from '#tests/console/support/processor-time.ts';
import { createVisitor, type Visitor } from '#tests/console/support/visitor.ts';
import { harvestAll } from '#union-index/harvest/index.ts';
import { harvestLoans } from '#union-index/loans/index.ts';
import { harvestPolicies } from '#union-index/policies/index.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { writeFile } from 'node:fs/promises';
import { changeOneInAHundred, inventIndex } from '../compare/invent-index.ts';
import { drawQuestions } from '../search/draw-questions.ts';
import { inventEditions, LIBRARIES } from '../search/invent-editions.ts';
import { serveCommands } from '../support/child.ts';
import { comparedRegionText, indexRegionText } from './region-texts.ts';

/** Who closes what was opened, the last first. */
const closers: (() => Promise<void>)[] = [];
const logger = createLogger('silent');
let jobs: Hub['store']['jobs'] | undefined;

export interface OpenedPages {
  readonly name: string;
  /** Of whoever is signed in; null for the public. */
  readonly cookie: string | null;
  readonly addresses: readonly string[];
  readonly live: boolean;
}

export interface Opened {
  /** Address of the console. */
  readonly url: string;
  readonly pages: readonly OpenedPages[];
}

/** Of `librarian`. */
const OWN_LIBRARY = 'severnhythe';
const TITLES = 100;
const EARLIER = 'first';
const SNAPSHOT = 'second';

const commands = {
  /** The demonstration region, harvested, standing still, with two snapshots. */
  async openDemo({ data }: { readonly data: string }): Promise<Opened> {
    const demo = await startDemoRegion({ logger, changeEveryMs: 0, issuerPort: 0 });
    closers.push(() => demo.close());
    if (demo.issuer === null) throw new Error('the demonstration has no issuer');
    const opened = await open(data, readDemoRegion({ regionText: demo.regionText, secrets: demo.env }), demo.issuer);
    const { hub } = opened;
    await harvestDemo(hub);
    for (const name of [EARLIER, SNAPSHOT]) await takeSnapshot(hub, name);
    const visitors = await signInAll((person) => signIn(opened.url, person));
    await linkCards(visitors.reader);
    const places = await findPlaces({
      ask: (query) => askAs(opened, query),
      visitors,
      snapshot: SNAPSHOT,
      earlier: EARLIER,
      library: OWN_LIBRARY,
      system: 'koha-a',
      titles: await titlesOf(hub, TITLES),
      pair: await pairOf(opened),
      key: await makeKey(hub.store.db),
      takeBack: await noteTakeBack(hub.store.db),
    });
    const { narrow, broad } = await searchesOf(hub, TITLES);
    const pages = [narrow, broad, ...pagesOfRegion(places), ...pagesOfSnapshot(places)].filter(
      ({ allNumbers }) => !allNumbers,
    );
    return { url: opened.url, pages: pages.map((page) => toOpened(page, visitors)) };
  },

  /** So many editions of thirty libraries, without copies: no system is asked. */
  async openLarge({ data, editions }: { readonly data: string; readonly editions: number }): Promise<Opened> {
    const file = `${data}.yaml`;
    await writeFile(file, indexRegionText(LIBRARIES));
    const { hub, url } = await open(data, readRegionFile(file), null, (db) => inventEditions(db, editions));
    while (await keepNext(hub.store.jobs, { at: new Date() }));
    const [library = ''] = LIBRARIES;
    const titles = await titlesOf(hub, 300);
    const { narrow, broad } = await searchesOf(hub, 300);
    const nothing = {
      decision: null,
      key: null,
      takeBack: null,
      code: null,
      reports: [],
      rows: [],
      pair: null,
    } as const;
    const places: PlacesOfPages = { snapshot: '', earlier: '', library, system: 'bench', titles, ...nothing };
    const pages = [narrow, broad, ...pagesOfRegion(places).filter(({ who }) => who === null)];
    return { url, pages: pages.map((page) => toOpened(page, null)) };
  },

  /** Fills in so many records of thirty systems and twice as many copies, takes a snapshot, changes one record in a hundred, and takes another. */
  async openSnapshots({ data, records }: { readonly data: string; readonly records: number }): Promise<Opened> {
    const issuer = await startDemoIssuer('127.0.0.1', 0, Date.now);
    if (issuer === null) throw new Error('there is no issuer');
    closers.push(() => issuer.close());
    const own = 'library-1-1';
    const identity = identityText(issuer.issuer).replace(`: ${OWN_LIBRARY} }`, `: ${own} }`);
    const source = readDemoRegion({ regionText: comparedRegionText() + identity, secrets: {} });
    const opened = await open(data, source, issuer, (db) => inventIndex(db, records));
    const { hub } = opened;
    await takeSnapshot(hub, EARLIER);
    await changeOneInAHundred(hub.store.jobs);
    await takeSnapshot(hub, SNAPSHOT);
    const visitors = await signInAll((person) => signIn(opened.url, person));
    const known = { snapshot: SNAPSHOT, earlier: EARLIER, library: own, system: 'system-1' };
    const none = { titles: [], pair: null, key: null, takeBack: null } as const;
    const places = await findPlaces({ ask: (query) => askAs(opened, query), visitors, ...known, ...none });
    return { url: opened.url, pages: pagesOfSnapshot(places).map((page) => toOpened(page, visitors)) };
  },

  /** Processor milliseconds of console, graph and database until now. */
  async cpu(_: undefined): Promise<number> {
    if (jobs === undefined) throw new Error('nothing is open');
    return processorMs(jobs);
  },
};

type Issuer = NonNullable<Awaited<ReturnType<typeof startDemoIssuer>>>;

interface OpenedGraph {
  readonly hub: Hub;
  readonly url: string;
  readonly graphUrl: string;
  readonly issuer: Issuer | null;
}

async function open(
  data: string,
  source: RegionSource,
  issuer: Issuer | null,
  fill: (db: Hub['store']['jobs']) => Promise<void> = async () => undefined,
): Promise<OpenedGraph> {
  const patronSecret = 'a secret for patron data that only this bench knows of';
  const settings = loadSettings(
    { data, port: 0, logLevel: 'silent', patronSecret, callerValues: 1_000_000_000 },
    { ...process.env },
  );
  const store = await openSettledStore(settings, 'start');
  closers.push(() => store.close());
  jobs = store.jobs;
  await fill(store.jobs);
  const hub = buildHub(source, settings, store);
  closers.push(() => hub.close());
  const gateway = await startWholeGraph(hub, 'a secret that only this bench knows of');
  closers.push(() => gateway.close());
  const ready = async () => ({ ready: true });
  const signIn =
    issuer === null ? undefined : demoSignIn({ issuer: issuer.issuer, clientId: DEMO_CLIENT }, settings, store.db);
  const pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: gateway.url, ready, logger, signIn });
  closers.push(() => pages.close());
  return { hub, url: pages.url, graphUrl: gateway.url, issuer };
}

async function harvestDemo(hub: Hub): Promise<void> {
  const each = { db: hub.store.db, clock: () => new Date(), logger, signal: new AbortController().signal };
  const adapters = [...hub.adapters.values()];
  const harvested = await harvestAll({ ...each, ingest: hub.ingest, holder: hub.holder, adapters, kind: 'auto' });
  const problems = harvested.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  for (const adapter of adapters) {
    await harvestPolicies({ ...each, adapter });
    await harvestLoans({ ...each, adapter, region: hub.region, holder: hub.holder });
  }
}

/** With all jobs that it asks for. */
async function takeSnapshot({ store, region }: Hub, name: string): Promise<void> {
  const db = store.jobs;
  await askForSnapshot(db, region, {
    name,
    note: null,
    systems: null,
    askedBy: { by: 'bench', role: 'operator' },
    at: new Date(),
  });
  const kinds = createJobKinds(db, logger);
  while (await doNextJob({ db, kinds, clock: () => new Date(), logger, signal: new AbortController().signal }));
  if ((await findSnapshot(db, name))?.state !== 'WHOLE') throw new Error(`the snapshot ${name} is not whole`);
}

async function signIn(url: string, person: DemoPersonId): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.signIn(person);
  return visitor;
}

/** As the migration team. */
async function askAs<Data>({ graphUrl, issuer }: OpenedGraph, query: string): Promise<Data> {
  const token = issuer === null ? '' : await issuer.keys.sign(issuer.claimsOf('migration'));
  const response = await fetch(graphUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': '30000', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Ids of the first editions. */
async function titlesOf({ store, region }: Hub, count: number): Promise<readonly string[]> {
  const rows = await store.db.selectFrom('edition').select('id').orderBy('id').limit(count).execute();
  return rows.map(({ id }) => `${region.id}:edition:${String(id)}`);
}

/** Two records of a title that all systems of the demonstration have. */
async function pairOf(opened: OpenedGraph): Promise<PlacesOfPages['pair']> {
  interface Found {
    readonly editions: readonly { readonly editions: readonly { readonly records: Records }[] }[];
  }
  interface Records {
    readonly nodes: readonly { readonly id: string }[];
  }
  const { editions } = await askAs<Found>(
    opened,
    `{ editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions { records(first: 2) { nodes { id } } } } }`,
  );
  const [a, b] = editions[0]?.editions[0]?.records.nodes ?? [];
  return a === undefined || b === undefined ? null : [a.id, b.id];
}

async function searchesOf(
  { store }: Hub,
  count: number,
): Promise<{ readonly narrow: KindOfPage; readonly broad: KindOfPage }> {
  const { narrow, broad } = await drawQuestions(store.jobs, count);
  const search = (name: string, words: readonly string[]): KindOfPage => ({
    name,
    path: '/find',
    who: null,
    live: false,
    allNumbers: false,
    addresses: words.map((one) => `/find?${new URLSearchParams({ q: one }).toString()}`),
  });
  return {
    narrow: search('results: three words of a title', narrow),
    broad: search('results: one of the hundred most frequent words, with facets', broad),
  };
}

function toOpened({ name, who, addresses, live }: KindOfPage, visitors: PageVisitors | null): OpenedPages {
  const visitor = PAGE_VISITORS.find((one) => one === who);
  const cookies = visitor === undefined ? null : (visitors?.[visitor].cookies ?? null);
  const cookie = cookies === null ? null : Array.from(cookies, ([key, value]) => `${key}=${value}`).join('; ');
  return { name, addresses, live, cookie };
}

export type ConsoleCommands = typeof commands;
serveCommands(commands, async () => {
  for (const close of closers.toReversed()) await close();
});
