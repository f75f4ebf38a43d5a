import { startConsole, type ConsoleOptions, type ConsoleServer } from '#console/index.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { createLogger } from '#platform/logger.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';

/** Of `mercia start`, if nobody names another. */
export const DEFAULT_CONSOLE_PORT = 4020;

export interface ConsolePlan {
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the graph that is asked. */
  readonly graphUrl: string;
  /** Where people reach the explorer and the feeds; not said if this process does not know. */
  readonly addresses?: ConsoleOptions['addresses'];
  readonly logger: Logger;
  readonly ready: () => Promise<Readiness>;
}

/** Pages for people. It needs no database and no region file: it asks the graph and knows nothing else. */
export async function serveConsole(settings: Settings, shutdown: Shutdown): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const ready = async (): Promise<Readiness> => ({ ready: await answers(settings.url) });
  const served = await openConsole(settings, { port: settings.port, graphUrl: settings.url, logger, ready });
  shutdown.onClose(() => served.close());
  printNote(`The console listens on ${served.url}`);
}

export function openConsole(
  { host, trustedProxies }: Pick<Settings, 'host' | 'trustedProxies'>,
  { port, graphUrl, addresses, logger, ready }: ConsolePlan,
): Promise<ConsoleServer> {
  return startConsole({
    host,
    port,
    graphUrl,
    ready,
    trustedProxies,
    logger: logger.child({ part: 'console' }),
    ...(addresses === undefined ? {} : { addresses }),
  });
}

async function answers(graphUrl: string): Promise<boolean> {
  const response = await fetch(new URL('/ready', graphUrl)).catch(() => null);
  return response?.ok ?? false;
}
