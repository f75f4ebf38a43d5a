import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { EDITIONS_REPOSITORY } from '../contract.ts';
import type { DeliveryStore } from './contract.ts';
import {
  createDeliveryLog,
  findArrived,
  findHold,
  letDeliveryGo,
  readReceipts,
  tryToHoldDelivery,
} from './receipts.ts';
import { readAtOnePosition } from '../read/at-one-position.ts';
import { readFeedState } from '../read/feed-state.ts';

export interface DeliveryStoreOptions {
  readonly db: Kysely<Database>;
  /** A pool whose statements may take minutes: a delivery holds two of its connections. */
  readonly jobs: Kysely<Database>;
  readonly region: Region;
}

export function createDeliveryStore({ db, jobs, region }: DeliveryStoreOptions): DeliveryStore {
  return {
    async history(delivery) {
      const [[newest = null], arrived] = await Promise.all([readReceipts(db, delivery, 1), findArrived(db, delivery)]);
      return { newest, arrived };
    },
    receipts: (delivery, first) => readReceipts(db, delivery, first),
    hold: (set) => findHold(db, EDITIONS_REPOSITORY, set),
    async readFeeds(work) {
      if ((await readFeedState(db)) === null) return null;
      return readAtOnePosition({ db: jobs, region }, work);
    },
    runAlone: (delivery, work) =>
      jobs.connection().execute(async (connection) => {
        if (!(await tryToHoldDelivery(connection, delivery))) return null;
        try {
          return await work(createDeliveryLog(connection, delivery));
        } finally {
          // If the connection is lost, so is the lock.
          await letDeliveryGo(connection, delivery).catch(() => undefined);
        }
      }),
  };
}
