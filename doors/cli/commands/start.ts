import { createHarvestProgress, harvestStatus, type HarvestResult } from '#union-index/harvest/index.ts';
import { startConsole, type ConsoleServer } from '#console/index.ts';
import type { FeedServer } from '#feeds/index.ts';
import type { GatewayServer, ReadyReport } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { badUserInput } from '#platform/errors.ts';
import { registerPageRequests } from '#platform/metrics/request-metrics.ts';
import { deriveCallerKey } from '#platform/derived-key.ts';
import type { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { buildHub, openSettledStore, type Hub } from '../graph/hub.ts';
import { ensureDemoSecret } from '../demo/demo-secret.ts';
import type { Demo, DemoFlags } from '../demo/demo.ts';
import { DEFAULT_CONSOLE_PORT } from '../serve/console.ts';
import { demoSignIn, readSignIn } from '../serve/console-sign-in.ts';
import { DEFAULT_FEEDS_PORT, openFeeds } from '../serve/feeds.ts';
import { startDelivering, withDeliveries } from '../graph/deliveries.ts';
import { removeOldRows } from '../graph/old-rows.ts';
import { applyRegionRules, startIndexing } from '../graph/harvesting.ts';
import {
  addDeliveryMetrics,
  addDatabaseMetrics,
  addFeedMetrics,
  addHarvestMetrics,
  addHostMetrics,
  addReplicaMetrics,
  openOwnMetrics,
} from '../graph/metrics.ts';
import { printNote } from '../output.ts';
import { startWholeGraph } from '../graph/parts.ts';
import { openTraces } from '../graph/traces.ts';
import { followTakeBacks, takeBackAgain } from '../graph/take-back.ts';
import { startJobs } from '../graph/migration.ts';
import { describePatronData, keepRetention } from '../graph/patrons.ts';
import { createReadiness, withNewer, withRefusals, type HubReadiness, withPhases } from '../graph/readiness.ts';
import { findRegion, type RegionSource } from '../region/region-source.ts';
import { followRegionFile, followSupergraph, openReload } from '../reload/follow.ts';
import { readSettings, regionFlag, withFlags, withRegionFlags, type SettingFlags } from '../settings.ts';
import { runUntilEnded, type Shutdown } from '../shutdown.ts';
import { readSupergraph } from '../supergraph-source.ts';
import { wholeNumber } from '../whole-number.ts';

/** No proxy has another copy of it to go to: it waits for none to see that it goes. */
const NOBODY_ELSE_SECONDS = 0;

export function registerStart(program: Command): void {
  const command = program
    .command('start')
    .description('run everything in one process; without --region, the demonstration region');
  withRegionFlags(command);
  withFlags(command, 'host', 'port', 'feedsPort', 'consolePort', 'demoPort', 'supergraph', 'logLevel');
  command.option(
    '--change-every <ms>',
    'of the demonstration: lend, return, renew or hold something at this interval; 0 for never',
    wholeNumber,
  );
  command.action(({ changeEvery, ...flags }: StartFlags) => {
    const settings = readSettings(flags);
    assertOfDemo({ changeEvery, demoPort: flags.demoPort }, settings);
    return runUntilEnded((shutdown) => start(settings, { changeEveryMs: changeEvery }, shutdown));
  });
}

type StartFlags = SettingFlags & { readonly changeEvery?: number };

/** Throws BAD_USER_INPUT for a flag of the demonstration that would do nothing. A variable may stand for other commands as well. */
function assertOfDemo(
  { changeEvery, demoPort }: { readonly changeEvery: number | undefined; readonly demoPort: string | undefined },
  { region, demoHost }: Settings,
): void {
  if (region !== undefined && (changeEvery !== undefined || demoPort !== undefined)) {
    const flag = changeEvery === undefined ? '--demo-port' : '--change-every';
    throw badUserInput(
      `${flag} is for the demonstration, which does not run beside a region of your own (--region, MERCIA_REGION): leave one of them out.`,
    );
  }
  if (demoHost !== undefined && changeEvery !== undefined) {
    throw badUserInput(
      '--change-every is for a demonstration that runs here, and MERCIA_DEMO_HOST names another host: give it to "mercia simulate demo" there.',
    );
  }
}

/** `ofDemo` is read where there is no region of one's own. */
async function start(given: Settings, ofDemo: DemoFlags, shutdown: Shutdown): Promise<void> {
  await openTraces(given, 'start', shutdown);
  const opened = await openWhole(given, ofDemo, shutdown);
  const { hub, demo } = opened;
  const readiness = createReadiness(hub);
  const secret = hub.settings.contextSecret ?? randomBytes(32).toString('hex');
  const gateway = await answer(opened, { readiness, secret }, shutdown);
  const ofGraph = { graphUrl: gateway.url, callerKey: deriveCallerKey(secret), readiness };
  const feeds = await startFeeds(opened, ofGraph, shutdown);
  const pages = await startPages(opened, { ...ofGraph, feedsUrl: feeds?.url ?? null }, shutdown);
  const begins = await describeHarvestAhead(hub);
  printNote(`${hub.region.name}: the graph listens on ${gateway.url}; ${begins} (${hub.store.describe()}).`);
  if (
    hub.settings.patronSecret === undefined &&
    hub.region.libraries.some(({ patronData }) => patronData !== undefined)
  )
    printNote(`There are agreements on readers' data, but patron data is ${describePatronData(hub.settings)}.`);
  const results = await harvestFirst(hub, readiness, shutdown);
  const report = await readiness.report().catch(() => null);
  if (shutdown.signal.aborted) return;
  for (const { system, problem } of results) if (problem !== null) printNote(`  ${system} is missing: ${problem}`);
  const addresses = { graph: gateway.url, feeds: feeds?.url ?? null, pages: pages.url };
  greet(addresses, whyNotReady(results, report), hub.settings, demo);
}

/** The region, the store and the adapters; without a region named, the demonstration with its systems. */
async function openWhole(given: Settings, ofDemo: DemoFlags, shutdown: Shutdown) {
  const named = given.region !== undefined || given.demoHost !== undefined;
  const ownRegion = named ? await findRegion(given) : null;
  // The store first: a second start on one data folder learns who holds it, not that some port is taken.
  const store = await openSettledStore(given, 'start');
  shutdown.onClose(() => store.close());
  const settings = ensureDemoSecret(given);
  const [source, demo] = ownRegion === null ? await openDemoRegion(settings, ofDemo, shutdown) : [ownRegion, null];
  const metrics = await openOwnMetrics(settings, shutdown);
  const hub = buildHub(source, settings, store, { holder: 'mercia start', metrics, answersReaders: true });
  shutdown.onClose(() => hub.close());
  if (demo !== null) await (await import('../demo/demo.ts')).ensureDemoVocabulary(store);
  if (metrics !== undefined) {
    addDatabaseMetrics(metrics, hub.store);
    addHarvestMetrics(metrics, hub);
    addDeliveryMetrics(metrics, hub);
    addFeedMetrics(metrics, hub);
    addHostMetrics(metrics, hub);
    addReplicaMetrics(metrics, hub);
  }
  return { hub, source, demo, metrics };
}

type OpenedWhole = Awaited<ReturnType<typeof openWhole>>;

/** The simulated systems are read here alone: a region of one's own runs without them. */
async function openDemoRegion(
  settings: Settings,
  ofDemo: DemoFlags,
  shutdown: Shutdown,
): Promise<[RegionSource, Demo]> {
  const { openDemo } = await import('../demo/demo.ts');
  const demo = await openDemo(settings, ofDemo, shutdown);
  return [demo.source, demo];
}

async function answer(
  { hub, source, demo, metrics }: OpenedWhole,
  { readiness, secret }: { readonly readiness: HubReadiness; readonly secret: string },
  shutdown: Shutdown,
): Promise<GatewayServer> {
  const { settings } = hub;
  const reload = openReload(hub.logger, shutdown);
  const ready = withRefusals(
    withNewer(
      withPhases(() => readiness.report(), hub.phases),
      hub.store,
    ),
    reload,
  );
  const supergraph = readSupergraph(settings);
  // Nobody is answered before what the region file hides is hidden, and what was taken back.
  await applyRegionRules(hub);
  await takeBackAgain(hub);
  const jobs = startJobs(hub, shutdown);
  const explorer = demo ?? undefined;
  const gateway = await startWholeGraph(hub, secret, { ready, supergraph, metrics, explorer, onJob: jobs.wake });
  shutdown.onLeave(gateway, NOBODY_ELSE_SECONDS);
  keepRetention(hub, shutdown);
  removeOldRows(hub, shutdown);
  followRegionFile(reload, source, hub, hub);
  followSupergraph(reload, supergraph, settings, gateway);
  return gateway;
}

/** What parts need that ask the graph for others. */
interface AskingTheGraph {
  readonly graphUrl: string;
  readonly callerKey: Buffer;
  readonly readiness: HubReadiness;
}

/** What discovery systems ask; null if the region file passes nothing on. */
async function startFeeds(
  { hub, metrics }: OpenedWhole,
  { graphUrl, callerKey, readiness }: AskingTheGraph,
  shutdown: Shutdown,
): Promise<FeedServer | null> {
  const { feedsPort, port } = hub.settings;
  if (hub.region.feeds === undefined) return null;
  const feeds = await openFeeds(hub, {
    port: feedsPort ?? (port === 0 ? 0 : DEFAULT_FEEDS_PORT),
    graphUrl,
    callerKey,
    ready: withDeliveries(() => readiness.report(), hub),
    metrics,
  });
  shutdown.onLeave(feeds, NOBODY_ELSE_SECONDS);
  const delivering = startDelivering(hub, shutdown.signal);
  shutdown.onClose(() => delivering);
  return feeds;
}

/** What people look at. */
async function startPages(
  { hub, demo, metrics }: OpenedWhole,
  { graphUrl, callerKey, feedsUrl, readiness }: AskingTheGraph & { readonly feedsUrl: string | null },
  shutdown: Shutdown,
): Promise<ConsoleServer> {
  const { host, consolePort, consoleUrl, port, trustedProxies, visitorRequests } = hub.settings;
  const ofDemo = demo?.signIn ?? null;
  const signIn =
    ofDemo === null
      ? readSignIn(hub.settings, hub.store.db, hub.region.issuers)
      : demoSignIn(ofDemo, hub.settings, hub.store.db);
  const pages = await startConsole({
    host,
    port: consolePort ?? (port === 0 ? 0 : DEFAULT_CONSOLE_PORT),
    graphUrl,
    callerKey,
    publicUrl: consoleUrl,
    // Behind a proxy nobody reaches the ports of this machine.
    addresses: {
      graph: consoleUrl === undefined ? graphUrl : null,
      feeds: hub.settings.feedsUrl ?? (consoleUrl === undefined ? feedsUrl : null),
    },
    signIn: signIn ?? undefined,
    ready: () => readiness.report(),
    trustedProxies,
    visitorRequests,
    observe: metrics && registerPageRequests(metrics),
    logger: hub.logger.child({ part: 'console' }),
  });
  shutdown.onLeave(pages, NOBODY_ELSE_SECONDS);
  return pages;
}

/** Starts to harvest and gives the results of the first round; harvesting goes on after it. */
async function harvestFirst(hub: Hub, readiness: HubReadiness, shutdown: Shutdown): Promise<readonly HarvestResult[]> {
  const progress = createHarvestProgress(process.stderr);
  const firstRound = startIndexing(hub, shutdown, (update) => {
    if (isSystemsFault(update)) readiness.noteFailure(update.system);
    progress.update(update);
  });
  const following = followTakeBacks(hub, shutdown.signal, true);
  shutdown.onClose(() => following);
  const results = await firstRound;
  for (const result of results) if (isSystemsFault(result)) readiness.noteFailure(result.system);
  progress.stop();
  return results;
}

/** What the harvest that follows is: the first of all systems, of some, or the next. */
async function describeHarvestAhead({ store, region }: Hub): Promise<string> {
  const ids = region.systems.map(({ id }) => id);
  const statuses = [...(await harvestStatus(store.db, ids, new Date())).values()];
  const isNew = statuses.filter(({ lastCompleteAt }) => lastCompleteAt === null).length;
  if (isNew === statuses.length) return 'the first harvest begins';
  const records = statuses.reduce((sum, status) => sum + status.records, 0);
  const known = `${records} records are known and harvest goes on`;
  return isNew === 0 ? known : `${known}, for the first time of ${isNew} of ${statuses.length} systems`;
}

/** A system that fails holds up nobody; a database that fails holds up everybody. */
function isSystemsFault({ problem, code }: Pick<HarvestResult, 'problem' | 'code'>): boolean {
  return problem !== null && code !== 'STORE_UNAVAILABLE';
}

interface Addresses {
  readonly graph: string;
  /** Null if the region passes nothing on. */
  readonly feeds: string | null;
  readonly pages: string;
}

/** What `/ready` says, after the first round; null if it is ready. */
function whyNotReady(results: readonly HarvestResult[], report: ReadyReport | null): string | null {
  if (report === null || results.some(({ code }) => code === 'STORE_UNAVAILABLE')) return 'the database failed';
  return report.ready ? null : 'no first harvest came to its end, or one stopped on its way';
}

function greet(
  { graph: url, feeds, pages }: Addresses,
  notReady: string | null,
  settings: Settings,
  demo: Demo | null,
): void {
  const base = url.replace(/\/graphql$/, '');
  const lines = [
    '',
    notReady === null
      ? 'Ready. Where to look next:'
      : `Not ready: ${notReady}. The harvest is tried again; /ready says when all is in. Where to look next:`,
    `  start page ${pages}  (in a browser)`,
    `  explorer   ${url}  (in a browser; it opens with a query)`,
    `  state      ${base}/ready`,
    `  query      npx mercia query ${demo === null ? 'FILE' : `"${demo.queryFile}"`} --url ${url}`,
    `  systems    npx mercia doctor${regionFlag(settings)}`,
    ...(feeds === null ? [] : [`  feeds      ${feeds}/oai  (for discovery systems)`]),
    ...(demo === null ? ['  end        Ctrl-C'] : demo.hintsFor(url)),
  ];
  printNote(lines.join('\n'));
}
