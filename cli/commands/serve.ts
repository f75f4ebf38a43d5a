import { registerAdapterServer } from '#adapters/adapter-server.ts';
import { createHttpExecutor } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { serveHealth } from '#platform/serve-health.ts';
import { serveSubgraph, type SubgraphSurroundings } from '#platform/serve-subgraph.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { startHarvestSchedule } from '#union-index/harvest/index.ts';
import { Argument, type Command } from 'commander';
import { buildHub, buildRegion, openSettledStore, type Hub } from '../assemble.ts';
import { printNote } from '../output.ts';
import { buildCatalogue, buildCirculation, startGateway } from '../parts.ts';
import { askReadiness, watchReadiness } from '../readiness.ts';
import { findRegion } from '../region-source.ts';
import { scheduleOptions } from '../schedule.ts';
import { readSettings } from '../settings.ts';
import { createShutdown, type Shutdown } from '../shutdown.ts';

const PARTS = ['gateway', 'catalogue', 'circulation', 'harvester', 'adapters'] as const;
type Part = (typeof PARTS)[number];

interface ServeFlags {
  readonly region?: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
  readonly catalogueUrl?: string;
  readonly circulationUrl?: string;
  readonly logLevel?: string;
  /** Not a setting: which systems an adapter server answers for is a matter of that one process. */
  readonly systems?: readonly string[];
}

/** `mercia serve PART`: one part of Mercia, for when they run apart. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run one part, for a region whose parts run apart')
    .addArgument(new Argument('<part>', 'which part').choices(PARTS))
    .option('--region <file>', 'region file')
    .option('--data <folder>', 'folder of the bundled database')
    .option('--host <address>', 'address to listen on')
    .option('--port <number>', 'port to listen on; 0 takes a free one')
    .option('--systems <ids>', 'adapters: only these systems, with commas between; else all', splitIds)
    .option('--catalogue-url <url>', 'where the gateway finds the catalogue')
    .option('--circulation-url <url>', 'where the gateway finds the circulation router')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(async (part: Part, { systems, ...flags }: ServeFlags) => {
      const shutdown = createShutdown();
      try {
        const settings = readSettings({ ...flags });
        if (part === 'adapters') await serveAdapters(settings, systems, shutdown);
        else if (part === 'harvester') await serveHarvester(settings, flags.port !== undefined, shutdown);
        else await servePart(part, settings, shutdown);
        await shutdown.closed;
      } catch (error) {
        await shutdown.close();
        throw error;
      }
    });
}

function splitIds(text: string): readonly string[] {
  return text.split(',').map((id) => id.trim());
}

async function servePart(
  part: Exclude<Part, 'adapters' | 'harvester'>,
  settings: Settings,
  shutdown: Shutdown,
): Promise<void> {
  switch (part) {
    case 'gateway':
      return serveGateway(settings, shutdown);
    case 'catalogue': {
      const verify = createContextVerifier(contextSecret(settings));
      const hub = await openHubFor(settings, shutdown);
      const ready = watchReadiness(hub.store.db, hub.region);
      return serve(buildCatalogue(hub, verify), settings, shutdown, { ready });
    }
    case 'circulation': {
      const verify = createContextVerifier(contextSecret(settings));
      const opened = buildRegion(await findRegion(settings), settings);
      shutdown.onClose(() => opened.close());
      return serve(buildCirculation(opened, verify), settings, shutdown);
    }
  }
}

async function serve(
  subgraph: Subgraph,
  settings: Settings,
  shutdown: Shutdown,
  surroundings: SubgraphSurroundings = {},
): Promise<void> {
  const served = await serveSubgraph(subgraph, settings, surroundings);
  shutdown.onClose(() => served.close());
  printNote(`${subgraph.name} listens on ${served.url}`);
}

/** Its systems' part of the graph, and the wire that a hub asks. */
async function serveAdapters(
  settings: Settings,
  only: readonly string[] | undefined,
  shutdown: Shutdown,
): Promise<void> {
  const verify = createContextVerifier(contextSecret(settings));
  const opened = buildRegion(await findRegion(settings), settings, { only, hosted: true });
  shutdown.onClose(() => opened.close());
  const { adapters, logger } = opened;
  await serve(buildCirculation(opened, verify), settings, shutdown, {
    extend: (app) => {
      registerAdapterServer(app, { adapters, verify, logger: logger.child({ part: 'adapters' }) });
    },
  });
  printNote(`The adapters of ${[...adapters.keys()].join(', ')} are at work.`);
}

/** Listens only where a port is named: nothing but health checks asks it anything. */
async function serveHarvester(settings: Settings, listens: boolean, shutdown: Shutdown): Promise<void> {
  const hub = await openHubFor(settings, shutdown);
  if (listens) {
    const served = await serveHealth('harvester', settings, watchReadiness(hub.store.db, hub.region));
    shutdown.onClose(() => served.close());
    printNote(`harvester listens on ${served.url}`);
  }
  const schedule = startHarvestSchedule(scheduleOptions(hub, shutdown.signal, null));
  shutdown.onClose(() => schedule.done);
  printNote(`The harvester of ${hub.region.name} is at work (${hub.store.describe()}).`);
  void schedule.firstRound.then((results) => {
    if (shutdown.signal.aborted) return;
    for (const { system, problem } of results) if (problem !== null) printNote(`  ${system} is missing: ${problem}`);
    printNote('The first harvest is over.');
  });
}

async function serveGateway(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { region } = await findRegion(settings);
  const executors = [
    ['catalogue', createHttpExecutor(settings.catalogueUrl)],
    ['circulation', createHttpExecutor(settings.circulationUrl)],
  ] as const;
  for (const [, executor] of executors) shutdown.onClose(() => executor.close());
  const gateway = await startGateway({
    region,
    subgraphs: new Map(executors.map(([name, { execute }]) => [name, execute])),
    secret: contextSecret(settings),
    ready: () => askReadiness(settings.catalogueUrl, settings.circulationUrl),
    settings,
    logger: createLogger(settings.logLevel),
  });
  shutdown.onClose(() => gateway.close());
  printNote(`The gateway of ${region.name} listens on ${gateway.url}`);
}

async function openHubFor(settings: Settings, shutdown: Shutdown): Promise<Hub> {
  const source = await findRegion(settings);
  const hub = buildHub(source, settings, await openSettledStore(settings, 'tool'));
  shutdown.onClose(() => hub.close());
  return hub;
}

/** Parts that run apart must share the key; one made at a start would fit no other process. */
function contextSecret({ contextSecret: secret }: Settings): string {
  if (secret !== undefined) return secret;
  throw new MerciaError(
    'CONFIG_INVALID',
    'Parts that run apart need one shared key: set MERCIA_CONTEXT_SECRET to the same text of at least 32 characters for each.',
  );
}
