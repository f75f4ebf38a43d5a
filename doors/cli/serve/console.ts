import { startConsole, type ConsoleOptions, type ConsoleServer, type SignInOptions } from '#console/index.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { createLogger } from '#platform/logger.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { openStoreLater } from '#store/open-later.ts';
import type { DatabaseState } from '#store/settle.ts';
import { openSettledStore } from '../graph/hub.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';
import { readCallerKey } from './part-keys.ts';
import { readSignIn } from './console-sign-in.ts';

/** Of `mercia start`, if nobody names another. */
export const DEFAULT_CONSOLE_PORT = 4020;

export interface ConsolePlan {
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the graph that is asked. */
  readonly graphUrl: string;
  /** By which the graph believes for whom it is asked. */
  readonly callerKey: Buffer;
  /** Where people reach the explorer and the feeds; not said if this process does not know. */
  readonly addresses?: ConsoleOptions['addresses'];
  /** Null if nobody can sign in. */
  readonly signIn: SignInOptions | null;
  readonly logger: Logger;
  readonly ready: () => Promise<Readiness>;
}

interface ConsoleReadiness extends Readiness {
  /** Whether people can sign in, in words for people. */
  readonly signIn: string;
}

/**
 * Pages for people. A database is needed only for sessions, if people can sign in; it may come later. A region file is not
 * needed.
 */
export async function serveConsole(settings: Settings, shutdown: Shutdown): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const sessions = await openSessions(settings, logger, shutdown);
  const ready = async (): Promise<ConsoleReadiness> => {
    const [isReady, { usable, problem }] = await Promise.all([answers(settings.url), sessions.state()]);
    const signInState = usable ? sessions.signInState : `not now: ${problem}`;
    return { ready: isReady, signIn: signInState, ...(problem === null ? {} : { problem }) };
  };
  const { signIn } = sessions;
  const { port, url: graphUrl } = settings;
  const callerKey = readCallerKey(settings);
  const served = await openConsole(settings, { port, graphUrl, callerKey, signIn, logger, ready });
  shutdown.onLeave(served, settings.leaveSeconds);
  printNote(`The console listens on ${served.url}`);
}

export function openConsole(
  { host, trustedProxies }: Pick<Settings, 'host' | 'trustedProxies'>,
  { port, graphUrl, callerKey, addresses, signIn, logger, ready }: ConsolePlan,
): Promise<ConsoleServer> {
  return startConsole({
    host,
    port,
    graphUrl,
    callerKey,
    addresses,
    signIn: signIn ?? undefined,
    ready,
    trustedProxies,
    logger: logger.child({ part: 'console' }),
  });
}

/** Where sessions are kept, if people can sign in. */
interface Sessions {
  readonly signIn: SignInOptions | null;
  /** Whether people can sign in, in words for people, while the database is well. */
  readonly signInState: string;
  state(): Promise<DatabaseState>;
}

/** Opens no database if no issuer is set. */
async function openSessions(settings: Settings, logger: Logger, shutdown: Shutdown): Promise<Sessions> {
  const { signInIssuer, databaseUrl, databaseDirectUrl: directUrl } = settings;
  if (signInIssuer === undefined)
    return {
      signIn: null,
      signInState: 'off: MERCIA_SIGN_IN_ISSUER is not set',
      state: async () => ({ usable: true, problem: null }),
    };
  const store =
    databaseUrl === undefined
      ? await openSettledStore(settings, 'part')
      : openStoreLater({ databaseUrl, directUrl }, logger, 'console');
  shutdown.onClose(() => store.close());
  return { signIn: readSignIn(settings, store.db), signInState: 'on', state: () => store.state() };
}

async function answers(graphUrl: string): Promise<boolean> {
  const response = await fetch(new URL('/ready', graphUrl)).catch(() => null);
  return response?.ok ?? false;
}
