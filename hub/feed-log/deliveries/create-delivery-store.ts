import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { workAlone } from '#store/work-alone.ts';
import type { Kysely } from 'kysely';
import { EDITIONS_REPOSITORY } from '../contract.ts';
import type { DeliveryHistory } from './contract.ts';
import { createDeliveryLog, type DeliveryLog, findArrived, findHold, readReceipts } from './receipts.ts';
import { type FeedsAtPosition, readAtOnePosition } from '../read/at-one-position.ts';
import { readFeedState } from '../read/feed-state.ts';

export interface DeliveryStoreOptions {
  readonly db: Kysely<Database>;
  /** A pool whose statements may take minutes: a delivery holds two of its connections. */
  readonly jobs: Kysely<Database>;
  readonly region: Region;
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

export function createDeliveryStore({ db, jobs, region }: DeliveryStoreOptions) {
  return {
    async history(delivery: string): Promise<DeliveryHistory> {
      const [[newest = null], arrived] = await Promise.all([readReceipts(db, delivery, 1), findArrived(db, delivery)]);
      return { newest, arrived };
    },
    /** The newest first. */
    receipts: (delivery: string, first: number) => readReceipts(db, delivery, first),
    /** Why a set, or everything if there is none, must wait; null if it need not. */
    hold: (set: string | null) => findHold(db, EDITIONS_REPOSITORY, set),
    /** Null before anything was published. */
    async readFeeds<T>(work: (feeds: FeedsAtPosition) => Promise<T>): Promise<T | null> {
      if ((await readFeedState(db)) === null) return null;
      return readAtOnePosition({ db: jobs, region }, work);
    },
    /** Null if another process is at this delivery. It goes to the next as soon as this one has ended, however it ended. */
    runAlone: <T>(delivery: string, work: (log: DeliveryLog) => Promise<T>): Promise<T | null> =>
      workAlone(jobs, `mercia delivery ${delivery}`, (connection) => work(createDeliveryLog(connection, delivery))),
  };
}
