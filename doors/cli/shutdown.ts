/**
 * Ends a long-running command: at the first signal its servers say that they go and answer what they were asked, then what was
 * opened is closed, in reverse order; a second signal ends at once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { withinTime } from '#platform/deadline.ts';
import { LONGEST_ANSWER_MS, type LeavingServer } from '#platform/departure.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { printNote } from './output.ts';

type Closer = () => Promise<void>;

export interface Shutdown {
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Called in reverse order of registration. */
  onClose(closer: Closer): void;
  /**
   * Closes a server before all that it needs. After SIGTERM it goes on for `graceSeconds`: time for proxies to see at `/ready` that it
   * goes. The order is that of {@link closeServers}.
   */
  onLeave(server: LeavingServer, graceSeconds: number): void;
  /** Closes everything now; safe to call twice. */
  close(): Promise<void>;
  /** Resolves when a signal came and everything is closed. */
  readonly closed: Promise<void>;
}

/** At a terminal an interrupt comes twice within moments: from the terminal, and passed on by npm or the launcher. */
const SAME_REQUEST_MS = 1000;

/** How often a process that npm started looks whether npm is still there. */
const ORPHAN_CHECK_MS = 100;

/** One that hangs must not keep the others, or the process, from ending; servers have limits of their own. */
const CLOSER_LIMIT_MS = 1500;

/**
 * Closes servers in the order in which they were opened: those after the first ask that one for what they answer, so they close together, and the
 * first behind them. All of it takes `longestMs` at most; what is still under way then is given up.
 */
export async function closeServers(
  [asked, ...asking]: readonly LeavingServer[],
  longestMs = LONGEST_ANSWER_MS,
): Promise<void> {
  const endsAt = steadyNow() + longestMs;
  const end = (server: LeavingServer): Promise<void> => attempt(() => server.close(Math.max(0, endsAt - steadyNow())));
  await Promise.all(asking.map(end));
  if (asked !== undefined) await end(asked);
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    printNote(`While ending: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function createShutdown(): Shutdown {
  const controller = new AbortController();
  const closers: Closer[] = [];
  const servers: LeavingServer[] = [];
  let graceMs = 0;
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<undefined>();
  let closing: Promise<void> | null = null;

  const closeAll = async (graceful: boolean): Promise<void> => {
    for (const server of servers) server.leave();
    controller.abort();
    if (graceful) await delay(graceMs);
    await closeServers(servers);
    for (const closer of closers.reverse()) await attempt(() => withinTime(closer(), CLOSER_LIMIT_MS, () => undefined));
    resolveClosed(undefined);
  };
  const close = (graceful = false): Promise<void> => (closing ??= closeAll(graceful));

  let askedAt: number | null = null;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      askedAt ??= Date.now();
      if (Date.now() - askedAt > SAME_REQUEST_MS) process.exit(130);
      // Whoever interrupts at a terminal waits for the end.
      void close(name === 'SIGTERM');
    });
  }
  whenOrphanedByNpm(() => void close());
  whenLauncherEnds(() => void close());
  return {
    signal: controller.signal,
    onClose: (closer) => void closers.push(closer),
    onLeave(server, graceSeconds) {
      if (closing === null) servers.push(server);
      else closers.push(() => server.close());
      graceMs = Math.max(graceMs, graceSeconds * 1000);
    },
    close: () => close(),
    closed,
  };
}

/** Runs a long-running command until it is told to end; closes what it opened, also if it fails. */
export async function runUntilEnded(work: (shutdown: Shutdown) => Promise<void>): Promise<void> {
  const shutdown = createShutdown();
  try {
    await work(shutdown);
    await shutdown.closed;
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

/** Where the launcher could not give its place to this process (`node24.mjs`), it may be killed without a word. */
function whenLauncherEnds(end: () => void): void {
  const { channel } = process;
  // Somebody else's channel is not ours to let go.
  if (channel === undefined || process.env['NODE24_LAUNCHER'] !== String(process.ppid)) return;
  process.once('disconnect', end);
  channel.unref();
}

/**
 * npm passes a signal on to the shell between, which dies of it and passes nothing on: `kill` of `npm start` or of
 * `npx mercia start` would leave everything running with nobody to end it.
 */
function whenOrphanedByNpm(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, ORPHAN_CHECK_MS).unref();
}
