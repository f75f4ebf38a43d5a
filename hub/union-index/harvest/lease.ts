import type { IngestTarget } from '#union-index/ingest-contract.ts';
import { MerciaError } from '#platform/errors.ts';
import { describeHolder, hasEnded, nameOfHolder } from '#store/holder.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Logger } from '#platform/logger.ts';

/** How long a lease lasts that nobody renews. The database's clock counts, not the harvester's. */
export const LEASE_SECONDS = 30;

/** The right to harvest one system. Every write of the harvest proves it again in its own transaction. */
export interface Lease {
  readonly target: IngestTarget;
  readonly holder: string;
}

export class LeaseHeldError extends MerciaError {
  constructor(target: IngestTarget, who: string) {
    super(
      'STORE_UNAVAILABLE',
      `[${target.systemId}] harvest: ${who} is harvesting it; wait until that has finished, or stop it`,
      { system: target.systemId },
    );
  }
}

/** The lease went to another harvester; nothing of the page at hand was written. */
export class LeaseLostError extends MerciaError {
  constructor(target: IngestTarget) {
    super(
      'STORE_UNAVAILABLE',
      `[${target.systemId}] harvest: another harvester took over, because this one had not been heard of for ` +
        `${LEASE_SECONDS} s; it goes on where this one stopped`,
      { system: target.systemId },
    );
  }
}

/**
 * Takes the lease of a system. Throws {@link LeaseHeldError}, which names the holder, if another has it.
 *
 * @param name who harvests, for people: `start`, `harvest`
 */
export async function acquireLease(db: Kysely<Database>, target: IngestTarget, name: string): Promise<Lease> {
  const holder = await describeHolder(name);
  const current = await db
    .selectFrom('harvest_lease')
    .select(['holder', sql<boolean>`expires_at > clock_timestamp()`.as('valid')])
    .where('system', '=', target.number)
    .executeTakeFirst();
  const dead = current !== undefined && (await hasEnded(current.holder)) ? current.holder : null;
  // Told now, not when the holder's page is written: the statement below would wait for that.
  if (current?.valid === true && dead === null) throw await heldError(db, target);
  const taken = await sql<{ holder: string }>`
    INSERT INTO harvest_lease AS lease (system, holder, expires_at)
    VALUES (${target.number}, ${holder}, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
    ON CONFLICT (system) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE lease.expires_at < clock_timestamp() OR lease.holder = ${dead}
    RETURNING holder`.execute(db);
  if (taken.rows.length > 0) return { target, holder };
  throw await heldError(db, target);
}

async function heldError(db: Kysely<Database>, target: IngestTarget): Promise<LeaseHeldError> {
  const lease = await db.selectFrom('harvest_lease').selectAll().where('system', '=', target.number).executeTakeFirst();
  const who = lease === undefined ? 'another process' : nameOfHolder(lease.holder);
  return new LeaseHeldError(target, who);
}

/**
 * Renews the lease, or throws {@link LeaseLostError}. Inside a transaction it also keeps others from taking the lease
 * until the transaction ends, however long that takes.
 */
export async function renewLease(db: Kysely<Database> | Tx, lease: Lease): Promise<void> {
  const renewed = await db
    .updateTable('harvest_lease')
    .set({ expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})` })
    .where('system', '=', lease.target.number)
    .where('holder', '=', lease.holder)
    .returning('system')
    .executeTakeFirst();
  if (renewed === undefined) throw new LeaseLostError(lease.target);
}

/** Gives the lease back; does nothing where it is no longer ours. */
export async function releaseLease(db: Kysely<Database>, lease: Lease): Promise<void> {
  await db
    .deleteFrom('harvest_lease')
    .where('system', '=', lease.target.number)
    .where('holder', '=', lease.holder)
    .execute();
}

/** Renews the lease while a page is on its way; `onLost` is called once where it went to another. */
export function keepRenewing(db: Kysely<Database>, lease: Lease, onLost: (error: LeaseLostError) => void): () => void {
  let renewing = false;
  const timer = setInterval(
    () => {
      if (renewing) return;
      renewing = true;
      void renewLease(db, lease)
        .catch((error: unknown) => {
          // A database that does not answer is told by the page's own transaction.
          if (error instanceof LeaseLostError) onLost(error);
        })
        .finally(() => {
          renewing = false;
        });
    },
    (LEASE_SECONDS * 1000) / 3,
  );
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

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
  write: (transaction: Tx) => Promise<T>,
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
