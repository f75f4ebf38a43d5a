import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#platform/logger.ts';
import { errorMessage } from '../errors.ts';

export interface KeepRunningOptions {
  readonly isRunning: () => Promise<boolean>;
  /** Starts the server again, or joins it where another process was quicker. Gives its last words, if any. */
  readonly restart: () => Promise<string | null>;
  readonly logger: Logger;
}

const CHECK_MS = 1_000;
/** A full disk stays full for a while. */
const RETRY_MS = 5_000;

/**
 * Looks after a server that is in use: one that ended by itself (killed, out of memory, disk full) is started again, as
 * often as it takes. Ends when the signal is aborted and a restart under way is over; never rejects.
 */
export async function keepRunning(options: KeepRunningOptions, signal: AbortSignal): Promise<void> {
  const { isRunning, restart, logger } = options;
  let pauseMs = CHECK_MS;
  for (;;) {
    try {
      // Unreferenced: looking after the server keeps no process alive.
      await delay(pauseMs, undefined, { signal, ref: false });
    } catch {
      return;
    }
    pauseMs = CHECK_MS;
    try {
      if ((await isRunning()) || signal.aborted) continue;
      const reason = await restart();
      logger.warn({ reason }, 'the database server had ended; it was started again');
    } catch (error) {
      pauseMs = RETRY_MS;
      logger.error({ reason: errorMessage(error) }, 'the database server has ended and does not start; trying again');
    }
  }
}
