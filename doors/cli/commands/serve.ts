import { Argument, type Command } from 'commander';
import { loadSettings, type Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { serveHealth } from '#platform/serve-health.ts';
import { HARVESTER_PACE } from '#union-index/harvest/index.ts';
import { startIndexing } from '../graph/harvesting.ts';
import { addDatabaseMetrics, addFeedMetrics, addHarvestMetrics, addHostMetrics } from '../graph/metrics.ts';
import { removeOldRows } from '../graph/old-rows.ts';
import { watchReadiness, withRefusals } from '../graph/readiness.ts';
import { openTraces } from '../graph/traces.ts';
import { printNote } from '../output.ts';
import { serveAdapters } from '../serve/adapters.ts';
import { serveCirculation } from '../serve/circulation.ts';
import { serveConsole } from '../serve/console.ts';
import { serveFeeds } from '../serve/feeds.ts';
import { serveGateway } from '../serve/gateway.ts';
import { openFollowedHub } from '../serve/open.ts';
import { serveCatalogue, serveMigration, servePatrons } from '../serve/subgraphs.ts';
import { readSettings, withFlags, type SettingFlags } from '../settings.ts';
import { runUntilEnded, type Shutdown } from '../shutdown.ts';

interface ServeFlags extends SettingFlags {
  /** Not a setting: which systems an adapter server answers for is a matter of that one process. */
  readonly systems?: readonly string[];
}

const PARTS = {
  gateway: serveGateway,
  catalogue: serveCatalogue,
  circulation: serveCirculation,
  patrons: servePatrons,
  migration: serveMigration,
  harvester: serveHarvester,
  feeds: serveFeeds,
  console: serveConsole,
  // Without the secret that a demonstration keeps in its folder: that is the hub's.
  adapters: (_settings: Settings, shutdown: Shutdown, flags: ServeFlags) =>
    serveAdapters(loadSettings(flags, process.env), flags.systems, shutdown),
};

export function registerServe(program: Command): void {
  const command = program
    .command('serve')
    .description('run one part, for a region that runs its parts as separate processes')
    .addArgument(new Argument('<part>', 'which part').choices(Object.keys(PARTS)));
  withFlags(command, 'region', 'data', 'host', 'port');
  command.option('--systems <ids>', 'adapters: only these systems, with commas between; else all', splitIds);
  withFlags(command, 'catalogueUrl', 'circulationUrl', 'patronsUrl', 'migrationUrl', 'supergraph', 'logLevel');
  command.action((part: keyof typeof PARTS, flags: ServeFlags) =>
    runUntilEnded(async (shutdown) => {
      const settings = readSettings(flags);
      await openTraces(settings, part, shutdown);
      await PARTS[part](settings, shutdown, flags);
    }),
  );
}

function splitIds(text: string): readonly string[] {
  return text.split(',').map((id) => id.trim());
}

/** Listens only where a port is named: nothing but health checks asks it anything. */
async function serveHarvester(settings: Settings, shutdown: Shutdown, { port }: ServeFlags): Promise<void> {
  const metrics = createMetrics();
  const plan = { holder: 'mercia serve harvester', metrics, pace: HARVESTER_PACE, cleans: true };
  const { hub, reload } = await openFollowedHub(settings, shutdown, plan);
  if (port !== undefined) {
    addDatabaseMetrics(metrics, hub.store);
    addHarvestMetrics(metrics, hub);
    addFeedMetrics(metrics, hub);
    addHostMetrics(metrics, hub);
    const ready = withRefusals(watchReadiness(hub), reload);
    const served = await serveHealth('harvester', settings, { ready, metrics, logger: hub.logger });
    shutdown.onLeave(served, settings.leaveSeconds);
    printNote(`harvester listens on ${served.url}`);
  }
  const firstRound = startIndexing(hub, shutdown, null);
  removeOldRows(hub, shutdown);
  printNote(`The harvester of ${hub.region.name} is running (${hub.store.describe()}).`);
  void firstRound.then((results) => {
    if (shutdown.signal.aborted) return;
    for (const { system, problem } of results) if (problem !== null) printNote(`  ${system} is missing: ${problem}`);
    printNote('The first round of harvest is over.');
  });
}
