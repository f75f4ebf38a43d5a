/** The console with the graph that it asks, in a process of its own: over the demonstration, or over a large index. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { startWholeGraph } from '#cli/graph/parts.ts';
import { readDemoRegion, readRegionFile, type RegionSource } from '#cli/region/region-source.ts';
import { startConsole } from '#console/index.ts';
import { startDemoRegion } from '#demo/index.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { harvestAll } from '#union-index/harvest/index.ts';
import { keepNext } from '#union-index/terms/keep-next.ts';
import { writeFile } from 'node:fs/promises';
import { drawQuestions } from '../search/draw-questions.ts';
import { readDatabaseCpu } from '../load/database-cpu.ts';
import { inventEditions, LIBRARIES } from '../search/invent-editions.ts';
import { serveCommands } from '../support/child.ts';

/** Who closes what was opened, the last first. */
const closers: (() => Promise<void>)[] = [];
const logger = createLogger('silent');
let jobs: Hub['store']['jobs'] | undefined;

export interface Opened {
  /** Address of the console. */
  readonly url: string;
  /** Addresses of pages by kind. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

const commands = {
  /** The demonstration region, harvested, standing still. */
  async openDemo({ data }: { readonly data: string }): Promise<Opened> {
    const demo = await startDemoRegion({ logger, changeEveryMs: 0, issuerPort: 0 });
    closers.push(() => demo.close());
    const { hub, url } = await open(data, readDemoRegion({ regionText: demo.regionText, secrets: demo.env }));
    const harvested = await harvestAll({
      db: hub.store.db,
      ingest: hub.ingest,
      holder: hub.holder,
      clock: () => new Date(),
      logger,
      adapters: [...hub.adapters.values()],
      kind: 'auto',
      signal: new AbortController().signal,
    });
    const problems = harvested.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return { url, paths: { ...(await pathsOf(hub, 100)), library: ['/libraries/severnhythe'] } };
  },

  /** So many editions of thirty libraries, without copies: no system is asked. */
  async openLarge({ data, editions }: { readonly data: string; readonly editions: number }): Promise<Opened> {
    const file = `${data}.yaml`;
    await writeFile(file, regionText());
    const { hub, url } = await open(data, readRegionFile(file), (db) => inventEditions(db, editions));
    while (await keepNext(hub.store.jobs, { at: new Date() }));
    return { url, paths: await pathsOf(hub, 300) };
  },

  /** Processor milliseconds of console, graph and database until now; null if those of the database cannot be read here. */
  async cpu(_: undefined): Promise<number | null> {
    if (jobs === undefined) throw new Error('nothing is open');
    const { user, system } = process.cpuUsage();
    const seconds = await readDatabaseCpu(jobs);
    return seconds === null ? null : (user + system) / 1_000 + seconds * 1_000;
  },
};

async function open(
  data: string,
  source: RegionSource,
  fill: (db: Hub['store']['jobs']) => Promise<void> = async () => undefined,
): Promise<{ readonly hub: Hub; readonly url: string }> {
  const settings = loadSettings({ data, port: 0, logLevel: 'silent' }, { ...process.env });
  const store = await openSettledStore(settings, 'start');
  closers.push(() => store.close());
  jobs = store.jobs;
  await fill(store.jobs);
  const hub = buildHub(source, settings, store);
  closers.push(() => hub.close());
  const gateway = await startWholeGraph(hub, 'a secret that only this bench knows of');
  closers.push(() => gateway.close());
  const ready = async () => ({ ready: true });
  const pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: gateway.url, ready, logger });
  closers.push(() => pages.close());
  return { hub, url: pages.url };
}

async function pathsOf({ store, region }: Hub, count: number): Promise<Opened['paths']> {
  const { narrow, broad } = await drawQuestions(store.jobs, count);
  const find = (words: string): string => `/find?${new URLSearchParams({ q: words }).toString()}`;
  const rows = await store.db.selectFrom('edition').select('id').orderBy('id').limit(count).execute();
  const titles = rows.map(({ id }) => `/titles/${encodeURIComponent(`${region.id}:edition:${String(id)}`)}`);
  return {
    start: ['/'],
    systems: ['/systems'],
    narrow: narrow.map(find),
    broad: broad.map(find),
    title: titles,
    lenders: titles.map((path) => `${path}/lenders?for=${region.libraries[0]?.id ?? ''}`),
  };
}

/** As much of a region as pages read; its system is never asked. */
function regionText(): string {
  const libraries = LIBRARIES.map((id) => `  - { id: ${id}, name: ${id}, system: bench }`);
  return `region: { id: large, name: Thirty libraries }
libraries:
${libraries.join('\n')}
systems:
  - id: bench
    name: The system of the bench
    kind: koha
    address: http://127.0.0.1:9
    owners:
${LIBRARIES.map((id) => `      - { code: ${id.toUpperCase()}, library: ${id} }`).join('\n')}
`;
}

export type ConsoleCommands = typeof commands;
serveCommands(commands, async () => {
  for (const close of closers.toReversed()) await close();
});
