import type { LoanList } from '#store/loan-lists.ts';
import {
  deleteOthersCards,
  deleteOthersRows,
  deleteOthersYears,
  deleteStaleRows,
  type KeptRows,
} from './repositories/forget.ts';
import { deleteLibraryCounts } from './repositories/library-counts.ts';
import { refreshReaderGroups } from './repositories/reader-groups.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { writeUnderLease, type Lease } from '../harvest/lease.ts';
import type { Agreements } from './agreements.ts';
import { LIST_PLANS } from './list-plans.ts';

const READER_ROWS_DAYS = 30;
/** Lists whose rows are about readers. */
const OF_READERS: readonly LoanList[] = ['OPEN_LOANS', 'OPEN_HOLDS', 'READERS'];

const NOTHING: KeptRows = { libraries: [], unknown: false };
const DAY_MS = 86_400_000;

/**
 * Takes away what is of libraries without an agreement today, and rows about readers that no harvest has renewed for so many
 * days.
 */
export async function forgetLoans(
  db: Kysely<Database>,
  lease: Lease,
  agreements: Agreements,
  now: Date,
  readerRowsDays = READER_ROWS_DAYS,
): Promise<void> {
  const before = new Date(now.getTime() - readerRowsDays * DAY_MS);
  await writeUnderLease(db, lease, async (transaction) => {
    const { number: system } = lease.target;
    const gone = new Map<LoanList, number>();
    for (const { list } of LIST_PLANS) {
      const others = await deleteOthersRows(transaction, system, list, agreements.keptOf(list) ?? NOTHING);
      const stale = OF_READERS.includes(list) ? await deleteStaleRows(transaction, list, before) : 0;
      gone.set(list, others + stale);
    }
    await deleteOthersCards(transaction, system, agreements.cards ?? NOTHING);
    const counted = agreements.keptOf('USE_COUNTS')?.libraries ?? [];
    await deleteOthersYears(transaction, system, counted);
    await deleteLibraryCounts(
      transaction,
      agreements.libraries.filter((library) => !counted.includes(library)),
    );
    if (gone.get('READERS') !== 0) await refreshReaderGroups(transaction);
  });
}
