import { refreshLibraryCounts } from './repositories/library-counts.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { Lease } from '../harvest/lease.ts';
import { writeUnderLease } from '../harvest/under-lease.ts';
import type { Agreements } from './agreements.ts';

/** Sums up the loans of the system's libraries, once its lists have come: it reads every copy of theirs. */
export async function sumUpLoans(db: Kysely<Database>, lease: Lease, agreements: Agreements): Promise<void> {
  const counted = agreements.keptOf('USE_COUNTS');
  if (counted === null) return;
  await writeUnderLease(db, lease, (transaction) => refreshLibraryCounts(transaction, counted.libraries));
}
