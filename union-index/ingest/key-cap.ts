import { lockEditions } from '#store/repositories/index-write/editions.ts';
import { readKeyCap, writeKeyCap } from '#store/repositories/index-write/key-cap.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import type { ClusterSettings } from '../cluster/recluster.ts';
import { rebuildEditions } from '../cluster/recluster.ts';

/** Clusters everything again where the region has grown or shrunk so far that keys count which did not, or the reverse. */
export async function ensureKeyCap(
  transaction: Transaction<Database>,
  settings: ClusterSettings,
  at: Date,
): Promise<void> {
  if ((await readKeyCap(transaction)) === settings.keyCap) return;
  await lockEditions(transaction);
  const before = await readKeyCap(transaction);
  if (before === settings.keyCap) return;
  await writeKeyCap(transaction, settings.keyCap);
  if (before !== null) await rebuildEditions(transaction, settings, at);
}
