import { lockEditions } from '../repositories/editions.ts';
import { readKeyCap, writeKeyCap } from '../repositories/key-cap.ts';
import { unmatchHolders } from '../repositories/unmatched.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';

/**
 * Where the region has grown or shrunk so far that keys count which did not, or the reverse, the records that have such a
 * key are matched again.
 */
export async function ensureKeyCap(transaction: Transaction<Database>, keyCap: number): Promise<void> {
  if ((await readKeyCap(transaction)) === keyCap) return;
  await lockEditions(transaction);
  const before = await readKeyCap(transaction);
  if (before === keyCap) return;
  await writeKeyCap(transaction, keyCap);
  if (before !== null) await unmatchHolders(transaction, Math.min(before, keyCap), Math.max(before, keyCap));
}
