/** Takes up the wishes that rejects are read again, one at a time, for as long as the process harvests. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, sayFailure } from '#platform/errors.ts';
import { workAlone } from '#store/work-alone.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import {
  finishRetry,
  listOpenRetries,
  startRetry,
  waitAgain,
  type RejectRetry,
} from '../repositories/reject-retries.ts';
import { readRejectsAgain } from './rejects.ts';
import type { LeaseHolder } from './lease.ts';
import { waitFor } from './wait-for.ts';

export interface RetryRejectsOptions extends LeaseHolder {
  /** The adapters of the moment. */
  readonly adapters: () => ReadonlyMap<SystemId, LmsAdapter>;
  readonly ingest: () => Ingest;
  readonly clock: () => Date;
  /** How long it sleeps between looks at the wishes; 2 s if not given. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 2_000;

/** Ends when the signal is aborted; a wish under way is then gone on with by whoever harvests next. Never rejects. */
export async function startRetryingRejects(options: RetryRejectsOptions): Promise<void> {
  const { signal, logger, lookEveryMs = LOOK_EVERY_MS } = options;
  const isOver = (): boolean => signal.aborted;
  let isAway = false;
  while (!isOver()) {
    try {
      await retryOpen(options);
      isAway = false;
    } catch (err) {
      if (!isOver() && !isAway) logger.warn({ err }, 'Wishes to read rejects again could not be looked for');
      isAway = true;
    }
    await waitFor(lookEveryMs, signal).catch(() => undefined);
  }
}

/** Works at each open wish of a system that is harvested here. */
async function retryOpen(options: RetryRejectsOptions): Promise<void> {
  const { adapters, db, signal } = options;
  const harvested = new Map([...adapters()].filter(([, adapter]) => adapter.harvest !== undefined));
  for (const retry of await listOpenRetries(db, [...harvested.keys()])) {
    const adapter = harvested.get(retry.system);
    if (adapter === undefined || signal.aborted) continue;
    await workAlone(db, `mercia reject retry ${retry.id}`, () => retryOne(retry, adapter, options));
  }
}

async function retryOne(retry: RejectRetry, adapter: LmsAdapter, options: RetryRejectsOptions): Promise<void> {
  const { db, clock, ingest, signal, logger } = options;
  if (!(await startRetry(db, retry.id, clock()))) return;
  try {
    const outcome = await readRejectsAgain({ ...options, adapter, ingest: ingest() });
    await finishRetry(db, retry.id, outcome, clock());
    logger.info(outcome, 'Rejects were read again');
  } catch (err) {
    // The system is being harvested, the database is away, or this process ends: it is done later.
    if (signal.aborted || isMerciaError(err, 'STORE_UNAVAILABLE')) {
      await waitAgain(db, retry.id);
      return;
    }
    logger.warn({ err, system: retry.system }, 'Rejects could not be read again');
    await finishRetry(db, retry.id, { problem: sayFailure(err) }, clock());
  }
}
