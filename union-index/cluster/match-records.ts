import { lockEditions } from '#store/repositories/index-write/editions.ts';
import type { StoredDescription } from '#store/repositories/index-write/records.ts';
import { deleteUnmatched, takeUnmatched, unmatchAll } from '#store/repositories/index-write/unmatched.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import type { ClusterSettings } from './recluster.ts';
import { recluster } from './recluster.ts';
import { createRecordLoader } from './record-loader.ts';
import type { Touched } from './update-links.ts';
import { updateLinks } from './update-links.ts';

type Tx = Transaction<Database>;

const NOTHING_KNOWN: ReadonlyMap<number, StoredDescription> = new Map();
/** Records matched in one transaction: so many that a title's records come together, so few that others need not wait. */
const BATCH = 1000;

/**
 * Finds the records that belong together with those that were written or taken away, and makes the editions around them
 * true again. Waits for others who do the same. `known` are descriptions at hand, so that they need not be read again.
 */
export async function matchRecords(
  transaction: Tx,
  touched: Touched,
  settings: ClusterSettings,
  at: Date,
  known: ReadonlyMap<number, StoredDescription> = NOTHING_KNOWN,
): Promise<void> {
  if (touched.records.length === 0) return;
  await lockEditions(transaction);
  await deleteUnmatched(transaction, touched.records);
  await matchLocked(transaction, touched, settings, at, known);
}

/** Matches the next records that wait for it, and says whether there were any. */
export async function matchNextWaiting(db: Kysely<Database>, settings: ClusterSettings, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockEditions(transaction);
    const records = await takeUnmatched(transaction, BATCH);
    if (records.length === 0) return false;
    await matchLocked(transaction, { records, formerKeys: [] }, settings, at, NOTHING_KNOWN);
    return true;
  });
}

/** Lets everything be matched again, as it must be where the rules of matching have changed. */
export async function matchAllAgain(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute((transaction) => unmatchAll(transaction));
}

async function matchLocked(
  transaction: Tx,
  touched: Touched,
  settings: ClusterSettings,
  at: Date,
  known: ReadonlyMap<number, StoredDescription>,
): Promise<void> {
  const loader = createRecordLoader(transaction, known);
  const affected = await updateLinks(transaction, touched, settings.keyCap, loader);
  await recluster(transaction, { affected, rewritten: new Set(touched.records) }, loader, settings, at);
}
