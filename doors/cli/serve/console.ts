import { startConsole } from '#console/index.ts';
import type { Settings } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { registerPageRequests } from '#platform/metrics/request-metrics.ts';
import { openStoreLater } from '#store/open-later.ts';
import type { DatabaseState } from '#store/settle.ts';
import { openSettledStore } from '../graph/hub.ts';
import { printNote } from '../output.ts';
import { addDatabaseMetrics, openOwnMetrics } from '../graph/metrics.ts';
import type { Shutdown } from '../shutdown.ts';
import { readCallerKey } from './part-keys.ts';
import { readSignIn } from './console-sign-in.ts';

/** Of `mercia start`, if nobody names another. */
export const DEFAULT_CONSOLE_PORT = 4020;

/**
 * Pages for people. A database is needed only for sessions, if people can sign in; it may come later. A region file is not
 * needed.
 */
export async function serveConsole(settings: Settings, shutdown: Shutdown): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const sessions = await openSessions(settings, logger, shutdown);
  const ready = async () => {
    const [isReady, { usable, problem }] = await Promise.all([answers(settings.url), sessions.state()]);
    const signInState = usable ? sessions.signInState : `not now: ${problem}`;
    return { ready: isReady, signIn: signInState, ...(problem === null ? {} : { problem }) };
  };
  const { host, port, url: graphUrl, trustedProxies, visitorRequests } = settings;
  const metrics = await openOwnMetrics(settings, shutdown);
  if (metrics !== undefined && sessions.signIn !== null) addDatabaseMetrics(metrics, sessions);
  const served = await startConsole({
    host,
    port,
    graphUrl,
    callerKey: readCallerKey(settings),
    publicUrl: settings.consoleUrl,
    signIn: sessions.signIn ?? undefined,
    ready,
    trustedProxies,
    visitorRequests,
    observe: metrics && registerPageRequests(metrics),
    logger: logger.child({ part: 'console' }),
  });
  shutdown.onLeave(served, settings.leaveSeconds);
  printNote(`The console listens on ${served.url}`);
}

/** Opens no database if no issuer is set. `signInState`: whether people can sign in, in words for people, while the database is well. */
async function openSessions(settings: Settings, logger: Logger, shutdown: Shutdown) {
  const { signInIssuer, databaseUrl, databaseDirectUrl: directUrl } = settings;
  if (signInIssuer === undefined)
    return {
      signIn: null,
      signInState: 'off: MERCIA_SIGN_IN_ISSUER is not set',
      state: async (): Promise<DatabaseState> => ({ usable: true, problem: null }),
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
