/** Looks up last-known facts in the database: one statement in a turn of the event loop, and never a long wait. */
import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Slot } from '#contract/adapter.ts';
import DataLoader from 'dataloader';
import type { LastKnownObserver } from './last-known.ts';
import type { Logger } from '#platform/logger.ts';

export interface StoreReaderOptions<Id extends string, Known> {
  readonly find: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Known>>;
  /** A database that is slower is not waited for: an answer's time must not be spent on old facts. */
  readonly limitMs: number;
  readonly health: StoreHealth;
  readonly observer?: Pick<LastKnownObserver, 'lookedUp'> | undefined;
}

/**
 * Never rejects; null where nothing is known, STORE_UNAVAILABLE where the database did not say. Same length and order as
 * asked.
 */
export type StoreReader<Id extends string, Known> = (ids: readonly Id[]) => Promise<readonly Slot<Known | null>[]>;

/** What was not read is not known; that nothing is known is something else. */
export const NOT_READ = new MerciaError('STORE_UNAVAILABLE', 'database: last-known facts could not be read in time');
/** Of one statement. */
const MAX_IDS = 2_000;

export function createStoreReader<Id extends string, Known>({
  find,
  limitMs,
  health,
  observer,
}: StoreReaderOptions<Id, Known>): StoreReader<Id, Known> {
  /** Null if the database did not say. */
  async function findInTime(ids: readonly Id[]): Promise<ReadonlyMap<Id, Known> | null> {
    if (health.isResting()) {
      observer?.lookedUp('unanswered');
      return null;
    }
    try {
      const found = await withinTime(find(ids), limitMs, () => {
        throw new MerciaError('STORE_UNAVAILABLE', `database: last-known facts were not found in ${limitMs} ms`);
      });
      health.worked();
      observer?.lookedUp('answered');
      return found;
    } catch (error) {
      health.failed(error);
      observer?.lookedUp('unanswered');
      return null;
    }
  }

  const loader = new DataLoader<Id, { readonly slot: Slot<Known | null> }>(
    async (ids) => {
      const found = await findInTime([...new Set(ids)]);
      return ids.map((id) => ({ slot: found === null ? NOT_READ : (found.get(id) ?? null) }));
    },
    { cache: false, maxBatchSize: MAX_IDS, batchScheduleFn: (ask) => setImmediate(ask) },
  );
  return async (ids) => Promise.all(ids.map(async (id) => (await loader.load(id)).slot));
}

export type StoreHealth = ReturnType<typeof createStoreHealth>;

interface StoreHealthOptions {
  readonly logger: Logger;
  /** What suffers, for the log: `read`, `written`. */
  readonly what: 'read' | 'written';
  readonly restMs: number;
  readonly now: () => number;
}

/** Says once that the store is in trouble and once that it is well again, and lets it rest in between. */
export function createStoreHealth({ logger, what, restMs, now }: StoreHealthOptions) {
  let restsUntil = 0;
  let isWell = true;
  return {
    failed(err: unknown): void {
      restsUntil = now() + restMs;
      if (isWell) logger.warn({ err }, `last-known facts cannot be ${what} for now`);
      isWell = false;
    },
    worked(): void {
      if (!isWell) logger.info(`last-known facts are ${what} again`);
      isWell = true;
      restsUntil = 0;
    },
    /** True for a while after a failure: nothing need be asked that would only wait again. */
    isResting: (): boolean => now() < restsUntil,
  };
}
