import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { lockEditions } from './editions.ts';
import { unmatchHolders } from './unmatched.ts';

const SETTING = 'match key cap';

/**
 * Where the region has grown or shrunk so far that keys count which did not, or the reverse, the records that have such a
 * key are matched again.
 */
export async function ensureKeyCap(transaction: Transaction<Database>, keyCap: number): Promise<void> {
  if ((await readKeyCap(transaction)) === keyCap) return;
  await lockEditions(transaction);
  const before = await readKeyCap(transaction);
  if (before === keyCap) return;
  await sql`
    INSERT INTO setting (key, value) VALUES (${SETTING}, ${String(keyCap)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`.execute(transaction);
  if (before !== null) await unmatchHolders(transaction, Math.min(before, keyCap), Math.max(before, keyCap));
}

/** The key cap that the editions in the store were made with; null if there are none yet. */
async function readKeyCap(transaction: Transaction<Database>): Promise<number | null> {
  const { rows } = await sql<{ cap: number }>`
    SELECT value::integer AS cap FROM setting WHERE key = ${SETTING}`.execute(transaction);
  return rows[0]?.cap ?? null;
}
