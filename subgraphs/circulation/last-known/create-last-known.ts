import type { LiveItem } from '#adapters/adapter.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { findKnownHoldings, upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { findKnownItems, upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { isPassing, within } from '#store/repositories/last-known/within.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { Dated } from './known-window.ts';
import { toGoneFacts, type LastKnown } from './last-known.ts';
import type { KnownKind, ObserveLastKnown } from './observer.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { createStoreHealth } from './store-health.ts';
import { createStoreReader } from './store-reader.ts';
import { createSweeper } from './sweeper.ts';
import { createWriteBehind } from './write-behind.ts';

export interface LastKnownOptions {
  /** Null without a database: then nothing is kept beyond the process. */
  readonly db: Kysely<Database> | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
  /** Facts are told, and kept, no longer than so. */
  readonly keepDays: number;
  /** The store is given no more of an answer's time. */
  readonly readLimitMs?: number;
  readonly observe?: ObserveLastKnown | undefined;
}

const DAY_MS = 86_400_000;
const READ_LIMIT_MS = 150;
/** How long what was just kept or read answers without the store. */
const RECENT_MS = 60_000;
/** About 15 MB of facts; as much again may wait for a store that is away. */
const MAX_COPIES = 20_000;
/** What a process that is killed loses. */
const WRITE_DELAY_MS = 250;
const RETRY_MS = 2_000;
const READ_REST_MS = 1_000;
const CLOSE_MS = 900;
const WRITE_LIMITS = { statementMs: 5_000, lockMs: 500 };

export function createLastKnown(options: LastKnownOptions): LastKnown {
  const { db, now, logger, keepDays, readLimitMs = READ_LIMIT_MS, observe } = options;
  const notBefore = (): Date => new Date(now() - keepDays * DAY_MS);
  const reading = createStoreHealth({ logger, what: 'read', restMs: READ_REST_MS, now });
  const writing = createStoreHealth({ logger, what: 'written', restMs: RETRY_MS, now });
  const sweep = db === null ? undefined : createSweeper({ db, now, notBefore, health: writing });
  const limits = { statementMs: readLimitMs, lockMs: readLimitMs };

  interface Kind<Id extends string, Known> {
    readonly kind: KnownKind;
    readonly copiesOf: (known: Known) => number;
    readonly find: (db: Kysely<Database>, ids: readonly Id[], since: Date) => Promise<ReadonlyMap<Id, Known>>;
    readonly upsert: (db: Kysely<Database>, batch: ReadonlyMap<Id, Known>) => Promise<void>;
  }

  function openShelf<Id extends string, Known extends Dated>({
    kind,
    copiesOf,
    find,
    upsert,
  }: Kind<Id, Known>): Shelf<Id, Known> {
    const isTellable = ({ asOf }: Dated): boolean => Date.parse(asOf) >= notBefore().getTime();
    const memory = { copiesOf, maxCopies: MAX_COPIES, now, isTellable };
    if (db === null) return createShelf<Id, Known>({ ...memory, ttlMs: keepDays * DAY_MS, store: null });
    const observer = observe?.(kind);
    const read = createStoreReader<Id, Known>({
      find: (ids) => within(db, limits, (transaction) => find(transaction, ids, notBefore())),
      limitMs: readLimitMs,
      health: reading,
      observer,
    });
    const writer = createWriteBehind<Id, Known>({
      write: async (batch) => {
        await within(db, WRITE_LIMITS, (transaction) => upsert(transaction, batch));
        await sweep?.();
      },
      isPassing,
      copiesOf,
      maxCopies: MAX_COPIES,
      delayMs: WRITE_DELAY_MS,
      retryMs: RETRY_MS,
      closeMs: CLOSE_MS,
      health: writing,
      logger,
      observer,
    });
    return createShelf<Id, Known>({ ...memory, ttlMs: RECENT_MS, store: { read, writer } });
  }

  const holdings = openShelf<HoldingId, HoldingFacts>({
    kind: 'holdings',
    copiesOf: ({ items }) => items.length,
    find: findKnownHoldings,
    upsert: upsertKnownHoldings,
  });
  const items = openShelf<ItemId, LiveItem>({
    kind: 'items',
    copiesOf: () => 1,
    find: findKnownItems,
    upsert: upsertKnownItems,
  });

  return {
    keepAvailability(_system, answers) {
      return answers.map(({ holding, asOf, facts }) => holdings.keep(holding, facts ?? toGoneFacts(asOf)));
    },
    keepItems(_system, found) {
      for (const live of found) items.keep(live.item.id, live);
    },
    findAvailability: (ids) => holdings.find(ids),
    findItems: (ids) => items.find(ids),
    forget() {
      holdings.forget();
      items.forget();
    },
    async close() {
      await Promise.all([holdings.close(), items.close()]);
    },
  };
}
