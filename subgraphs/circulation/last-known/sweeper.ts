import { SWEEP_START, sweepKnown } from '#store/repositories/last-known/sweep.ts';
import { within } from '#store/repositories/last-known/within.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { StoreHealth } from './store-health.ts';

export interface SweeperOptions {
  readonly db: Kysely<Database>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Older facts go. */
  readonly notBefore: () => Date;
  readonly health: StoreHealth;
}

/** Seven million rows a day. */
const EVERY_MS = 60_000;
const ROWS = 5_000;
const LIMITS = { statementMs: 2_000, lockMs: 100 };

/**
 * Gives what takes the next step when one is due; never rejects. It is called with every write instead of by a timer:
 * where nothing is written nothing grows, and what is too old is not shown whether it is swept or not.
 */
export function createSweeper({ db, now, notBefore, health }: SweeperOptions): () => Promise<void> {
  let place = SWEEP_START;
  let dueAt = now() + EVERY_MS;
  return async () => {
    if (now() < dueAt) return;
    dueAt = now() + EVERY_MS;
    try {
      place = await within(db, LIMITS, (transaction) => sweepKnown(transaction, place, notBefore(), ROWS));
    } catch (error) {
      health.failed(error);
    }
  };
}
