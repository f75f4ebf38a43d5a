/** Work on one system under its lease, so that no other process harvests it at the same time. */
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { IngestTarget } from '#union-index/ingest-contract.ts';
import type { Kysely, Transaction } from 'kysely';
import { acquireLease, keepRenewing, releaseLease, renewLease, type Lease } from './lease.ts';

export interface LeaseHolder {
  readonly db: Kysely<Database>;
  /** The holder's name, for people: `start`, `harvest`. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

const DEADLOCK_ERRORS = new Set(['40001', '40P01']);
const MAX_TRIES = 3;

/**
 * Takes the lease of a system, keeps it while the work goes on, and releases it. The work's signal is also aborted if the
 * lease is lost. Throws STORE_UNAVAILABLE, naming the holder, if another process has it.
 */
export async function withLease<T>(
  { db, holder, signal, logger }: LeaseHolder,
  target: IngestTarget,
  work: (lease: Lease, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lease = await acquireLease(db, target, holder);
  const lost = new AbortController();
  const stopRenewing = keepRenewing(db, lease, (error) => {
    lost.abort(error);
  });
  try {
    return await work(lease, AbortSignal.any([signal, lost.signal]));
  } finally {
    stopRenewing();
    // A lease that cannot be given back lapses by itself.
    await releaseLease(db, lease).catch((error: unknown) => {
      logger.warn({ err: error, system: target.systemId }, 'could not release the lease of a harvest');
    });
  }
}

/**
 * Writes in one transaction. Two systems that cluster the same titles may deadlock: one of them is then tried again. Throws
 * LeaseLostError if another process has the lease.
 */
export async function writeUnderLease<T>(
  db: Kysely<Database>,
  lease: Lease,
  write: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(async (transaction) => {
        // First of all: from here to the commit nobody else can take the lease.
        await renewLease(transaction, lease);
        return write(transaction);
      });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (tries >= MAX_TRIES || !DEADLOCK_ERRORS.has(code)) throw error;
    }
  }
}
