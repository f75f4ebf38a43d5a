import { createHttpExecutor, type ReadyReport } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { serveSubgraph } from '#platform/serve-subgraph.ts';
import { createContextVerifier, type ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { startHarvestSchedule } from '#union-index/harvest/index.ts';
import { Argument, type Command } from 'commander';
import { buildHub, buildRegion, openSettledStore, type Hub } from '../assemble.ts';
import { printNote } from '../output.ts';
import { buildCatalogue, buildCirculation, startGateway } from '../parts.ts';
import { findRegion } from '../region-source.ts';
import { scheduleOptions } from '../schedule.ts';
import { readSettings } from '../settings.ts';
import { createShutdown, type Shutdown } from '../shutdown.ts';

type Part = 'gateway' | 'catalogue' | 'circulation' | 'harvester';

interface ServeFlags {
  readonly region?: string;
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
  readonly catalogueUrl?: string;
  readonly circulationUrl?: string;
  readonly logLevel?: string;
}

/** `mercia serve PART`: one part of Mercia, for when they run apart. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run one part, for a region whose parts run apart')
    .addArgument(new Argument('<part>', 'which part').choices(['gateway', 'catalogue', 'circulation', 'harvester']))
    .option('--region <file>', 'region file')
    .option('--data <folder>', 'folder of the bundled database')
    .option('--host <address>', 'address to listen on')
    .option('--port <number>', 'port to listen on; 0 takes a free one')
    .option('--catalogue-url <url>', 'where the gateway finds the catalogue')
    .option('--circulation-url <url>', 'where the gateway finds the circulation router')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(async (part: Part, flags: ServeFlags) => {
      const shutdown = createShutdown();
      try {
        await servePart(part, readSettings({ ...flags }), shutdown);
        await shutdown.closed;
      } catch (error) {
        await shutdown.close();
        throw error;
      }
    });
}

async function servePart(part: Part, settings: Settings, shutdown: Shutdown): Promise<void> {
  switch (part) {
    case 'gateway':
      return serveGateway(settings, shutdown);
    case 'catalogue': {
      const verify = createContextVerifier(contextSecret(settings));
      return serve(buildCatalogue(await openHubFor(settings, shutdown), verify), settings, shutdown);
    }
    case 'circulation':
      return serve(
        await openCirculation(settings, createContextVerifier(contextSecret(settings)), shutdown),
        settings,
        shutdown,
      );
    case 'harvester': {
      const hub = await openHubFor(settings, shutdown);
      const schedule = startHarvestSchedule(scheduleOptions(hub, shutdown.signal, null));
      shutdown.onClose(() => schedule.done);
      printNote(`The harvester of ${hub.region.name} is at work (${hub.store.describe()}).`);
    }
  }
}

async function serve(subgraph: Subgraph, settings: Settings, shutdown: Shutdown): Promise<void> {
  const served = await serveSubgraph(subgraph, settings);
  shutdown.onClose(() => served.close());
  printNote(`${subgraph.name} listens on ${served.url}`);
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
    ready: () =>
      askParts([
        ['catalogue', settings.catalogueUrl],
        ['circulation', settings.circulationUrl],
      ]),
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

async function openCirculation(settings: Settings, verify: ContextVerifier, shutdown: Shutdown): Promise<Subgraph> {
  const opened = buildRegion(await findRegion(settings), createLogger(settings.logLevel));
  shutdown.onClose(() => opened.close());
  return buildCirculation(opened, verify);
}

/** Ready when every part answers its health route. */
async function askParts(parts: readonly (readonly [name: string, url: string])[]): Promise<ReadyReport> {
  const systems = await Promise.all(
    parts.map(async ([name, url]) => {
      const alive = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(2000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      return { id: name, name, ready: alive, state: alive ? 'ready' : 'not answering', detail: null };
    }),
  );
  return { ready: systems.every(({ ready }) => ready), systems };
}

/** Parts that run apart must share the key; one made at a start would fit no other process. */
function contextSecret({ contextSecret: secret }: Settings): string {
  if (secret !== undefined) return secret;
  throw new MerciaError(
    'CONFIG_INVALID',
    'Parts that run apart need one shared key: set MERCIA_CONTEXT_SECRET to the same text of at least 32 characters for each.',
  );
}
