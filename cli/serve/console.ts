import { startConsole, type ConsoleOptions, type ConsoleServer, type SignInOptions } from '#console/index.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { createLogger } from '#platform/logger.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { openSettledStore } from '../graph/hub.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';
import { readSignIn } from './console-sign-in.ts';

/** Of `mercia start`, if nobody names another. */
export const DEFAULT_CONSOLE_PORT = 4020;

export interface ConsolePlan {
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the graph that is asked. */
  readonly graphUrl: string;
  /** Where people reach the explorer and the feeds; not said if this process does not know. */
  readonly addresses?: ConsoleOptions['addresses'];
  /** Null if nobody can sign in. */
  readonly signIn: SignInOptions | null;
  readonly logger: Logger;
  readonly ready: () => Promise<Readiness>;
}

/** Pages for people. A database is needed only for sessions, if people can sign in; a region file is not needed. */
export async function serveConsole(settings: Settings, shutdown: Shutdown): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const ready = async (): Promise<Readiness> => ({ ready: await answers(settings.url) });
  const signIn = await openSignIn(settings, shutdown);
  const served = await openConsole(settings, { port: settings.port, graphUrl: settings.url, signIn, logger, ready });
  shutdown.onClose(() => served.close());
  printNote(`The console listens on ${served.url}`);
}

export function openConsole(
  { host, trustedProxies }: Pick<Settings, 'host' | 'trustedProxies'>,
  { port, graphUrl, addresses, signIn, logger, ready }: ConsolePlan,
): Promise<ConsoleServer> {
  return startConsole({
    host,
    port,
    graphUrl,
    addresses,
    signIn: signIn ?? undefined,
    ready,
    trustedProxies,
    logger: logger.child({ part: 'console' }),
  });
}

/** Null if no issuer is set: then no database is opened. */
async function openSignIn(settings: Settings, shutdown: Shutdown): Promise<SignInOptions | null> {
  if (settings.signInIssuer === undefined) return null;
  const store = await openSettledStore(settings, 'tool');
  shutdown.onClose(() => store.close());
  return readSignIn(settings, store.db);
}

async function answers(graphUrl: string): Promise<boolean> {
  const response = await fetch(new URL('/ready', graphUrl)).catch(() => null);
  return response?.ok ?? false;
}
