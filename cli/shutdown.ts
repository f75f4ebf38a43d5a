/** Ends a long-running command: the first signal closes what was opened, in reverse order; a second one ends at once. */
import { withinTime } from '#platform/deadline.ts';
import { printNote } from './output.ts';

type Closer = () => Promise<void>;

export interface Shutdown {
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Called in reverse order of registration. */
  onClose(closer: Closer): void;
  /** Closes everything now; safe to call twice. */
  close(): Promise<void>;
  /** Resolves when a signal came and everything is closed. */
  readonly closed: Promise<void>;
}

/** At a terminal an interrupt comes twice within moments: from the terminal, and passed on by npm or the launcher. */
const SAME_REQUEST_MS = 1000;

/** How often a process that npm started looks whether npm is still there. */
const ORPHAN_CHECK_MS = 100;

/** One that hangs must not keep the others, or the process, from ending in two seconds. */
const CLOSER_LIMIT_MS = 1500;

export function createShutdown(): Shutdown {
  const controller = new AbortController();
  const closers: Closer[] = [];
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<undefined>();
  let closing: Promise<void> | null = null;

  const closeAll = async (): Promise<void> => {
    controller.abort();
    for (const closer of closers.reverse()) {
      try {
        await withinTime(closer(), CLOSER_LIMIT_MS, () => undefined);
      } catch (error) {
        printNote(`While ending: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    resolveClosed(undefined);
  };
  const close = (): Promise<void> => (closing ??= closeAll());

  let askedAt: number | null = null;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      askedAt ??= Date.now();
      if (Date.now() - askedAt > SAME_REQUEST_MS) process.exit(130);
      void close();
    });
  }
  whenOrphanedByNpm(() => void close());
  return { signal: controller.signal, onClose: (closer) => void closers.push(closer), close, closed };
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
