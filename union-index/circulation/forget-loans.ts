import {
  deleteOthersRows,
  deleteOthersYears,
  deleteStaleRows,
  type KeptRows,
} from '#store/repositories/circulation-counts/forget.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { Lease } from '../harvest/lease.ts';
import { writeUnderLease } from '../harvest/under-lease.ts';
import type { Agreements } from './agreements.ts';
import { LIST_PLANS } from './list-plans.ts';

/** Rows about readers that no harvest has renewed for so long are not kept. */
export const READERS_KEPT_DAYS = 30;

const NOTHING: KeptRows = { libraries: [], unknown: false };
const DAY_MS = 86_400_000;

/** Takes away what is of libraries without an agreement today, and what no harvest has renewed for long. */
export async function forgetLoans(
  db: Kysely<Database>,
  lease: Lease,
  agreements: Agreements,
  now: Date,
): Promise<void> {
  await writeUnderLease(db, lease, async (transaction) => {
    const { number: system } = lease.target;
    for (const { list } of LIST_PLANS) {
      await deleteOthersRows(transaction, system, list, agreements.keptOf(list) ?? NOTHING);
    }
    await deleteOthersYears(transaction, system, agreements.keptOf('USE_COUNTS')?.libraries ?? []);
    await deleteStaleRows(transaction, new Date(now.getTime() - READERS_KEPT_DAYS * DAY_MS));
  });
}
