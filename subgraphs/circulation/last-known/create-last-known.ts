import type { LiveItem } from '#contract/adapter.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import {
  findKnownHoldings,
  upsertKnownHoldings,
  findItemHoldings,
  type ItemHome,
} from '#store/repositories/last-known/holdings.ts';
import { findKnownItems, upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { isTransient, within, withinOneClock } from '#store/repositories/last-known/within.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createLastKnownCache, type LastKnownCache } from './last-known-cache.ts';
import type { Dated, LastKnown, KnownKind, ObserveLastKnown } from './last-known.ts';
import { createStoreHealth, type StoreHealth, createStoreReader } from './store-reader.ts';
import { createWriteBehind } from './write-behind.ts';
import { SWEEP_START, sweepKnown } from '#store/repositories/last-known/sweep.ts';

export interface LastKnownOptions {
  /** Null without a database: then nothing is kept beyond the process. */
  readonly db: Kysely<Database> | null;
  readonly now: () => number;
  readonly logger: Logger;
  /** Older facts are neither shown nor kept. */
  readonly keepDays: number;
  /** How long an answer waits for the database, milliseconds. */
  readonly readLimitMs?: number | undefined;
  readonly observe?: ObserveLastKnown | undefined;
}

const DAY_MS = 86_400_000;
/** An answer that has no more time is given without. A list is all that a system with nothing but its export ever tells. */
const READ_LIMIT_MS = 500;
/** How long what was just kept or read is used without asking the database. */
const RECENT_MS = 60_000;
/** About 15 MB of facts; as much again may wait for a database that is away. */
const MAX_COPIES = 20_000;
/** What a process that is killed loses. */
const WRITE_DELAY_MS = 250;
const RETRY_MS = 2_000;
const READ_REST_MS = 1_000;
const CLOSE_MS = 900;
const WRITE_LIMITS = { statementMs: 5_000, lockMs: 500 };

/** What both kinds of facts share. */
interface Shared extends LastKnownOptions {
  readonly notBefore: () => Date;
  readonly reading: StoreHealth;
  readonly writing: StoreHealth;
  /** Drops old rows of both kinds, when it is time to. */
  readonly sweep: () => Promise<void>;
}

interface Kind<Id extends string, Known> {
  readonly kind: KnownKind;
  readonly copiesOf: (known: Known) => number;
  readonly find: (db: Kysely<Database>, ids: readonly Id[], since: Date) => Promise<ReadonlyMap<Id, Known>>;
  readonly upsert: (db: Kysely<Database>, batch: ReadonlyMap<Id, Known>) => Promise<void>;
}

export function createLastKnown(options: LastKnownOptions): LastKnown {
  const { db, now, logger, keepDays } = options;
  const notBefore = (): Date => new Date(now() - keepDays * DAY_MS);
  const reading = createStoreHealth({ logger, what: 'read', restMs: READ_REST_MS, now: steadyNow });
  const writing = createStoreHealth({ logger, what: 'written', restMs: RETRY_MS, now: steadyNow });
  const kept = { ...options, notBefore, reading, writing };
  const sweep = db === null ? () => Promise.resolve() : createSweeper(db, kept);
  const shared: Shared = { ...kept, sweep };
  const holdings = openCache<HoldingId, HoldingFacts>(shared, {
    kind: 'holdings',
    copiesOf: ({ items }) => items.length,
    find: findKnownHoldings,
    upsert: upsertKnownHoldings,
  });
  const items = openCache<ItemId, LiveItem>(shared, {
    kind: 'items',
    copiesOf: () => 1,
    find: findKnownItems,
    upsert: upsertKnownItems,
  });

  return {
    keepAvailability: (holding, facts, early) => holdings.keep(holding, facts, early),
    keepItem: (live) => void items.keep(live.item.id, live),
    findAvailability: (ids) => holdings.find(ids),
    findItems: (ids) => items.find(ids),
    findHoldings: createHoldingFinder(shared),
    forget() {
      holdings.forget();
      items.forget();
    },
    async close() {
      await Promise.all([holdings.close(), items.close()]);
    },
  };
}

/** Finds holdings of copies in the index; nothing where there is no database, or none that answers in time. */
function createHoldingFinder({
  db,
  readLimitMs = READ_LIMIT_MS,
  reading,
}: Shared): Required<LastKnown>['findHoldings'] {
  if (db === null) return () => Promise.resolve(new Map());
  const limits = { statementMs: readLimitMs, lockMs: readLimitMs };
  const read = createStoreReader<ItemId, { readonly found: ItemHome }>({
    async find(ids) {
      const holdings = await within(db, limits, (transaction) => findItemHoldings(transaction, ids));
      return new Map(Array.from(holdings, ([id, found]) => [id, { found }]));
    },
    limitMs: readLimitMs,
    health: reading,
  });
  return async (ids) => {
    const answers = await read(ids);
    return new Map(
      ids.flatMap((id, place) => {
        const answer = answers[place] ?? null;
        return answer === null || isMerciaError(answer) ? [] : [[id, answer.found] as const];
      }),
    );
  };
}

function openCache<Id extends string, Known extends Dated>(
  { db, now, notBefore, keepDays, readLimitMs = READ_LIMIT_MS, reading, writing, sweep, logger, observe }: Shared,
  { kind, copiesOf, find, upsert }: Kind<Id, Known>,
): LastKnownCache<Id, Known> {
  const mayBeShown = ({ asOf }: Dated): boolean => Date.parse(asOf) >= notBefore().getTime();
  const memory = { copiesOf, maxCopies: MAX_COPIES, now, mayBeShown };
  if (db === null) return createLastKnownCache<Id, Known>({ ...memory, ttlMs: keepDays * DAY_MS, store: null });
  const observer = observe?.(kind);
  const readLimits = { statementMs: readLimitMs, lockMs: readLimitMs };
  const read = createStoreReader<Id, Known>({
    find: (ids) => within(db, readLimits, (transaction) => find(transaction, ids, notBefore())),
    limitMs: readLimitMs,
    health: reading,
    observer,
  });
  const writer = createWriteBehind<Id, Known>({
    write: async (batch) => {
      await withinOneClock(db, WRITE_LIMITS, (transaction) => upsert(transaction, batch));
      await sweep();
    },
    isTransient,
    copiesOf,
    maxCopies: MAX_COPIES,
    delayMs: WRITE_DELAY_MS,
    retryMs: RETRY_MS,
    closeMs: CLOSE_MS,
    health: writing,
    logger,
    observer,
  });
  return createLastKnownCache<Id, Known>({ ...memory, ttlMs: RECENT_MS, store: { read, writer } });
}

/** Seven million rows a day. */
const SWEEP_EVERY_MS = 60_000;
const SWEPT_ROWS = 5_000;
const SWEEP_LIMITS = { statementMs: 2_000, lockMs: 100 };

/**
 * Gives what takes the next step when one is due; never rejects. It is called with every write instead of by a timer:
 * where nothing is written nothing grows, and what is too old is not shown whether it is swept or not.
 */
function createSweeper(db: Kysely<Database>, { now, notBefore, writing }: Omit<Shared, 'sweep'>): () => Promise<void> {
  let place = SWEEP_START;
  let dueAt = now() + SWEEP_EVERY_MS;
  return async () => {
    if (now() < dueAt) return;
    dueAt = now() + SWEEP_EVERY_MS;
    try {
      place = await within(db, SWEEP_LIMITS, (transaction) => sweepKnown(transaction, place, notBefore(), SWEPT_ROWS));
    } catch (error) {
      writing.failed(error);
    }
  };
}
