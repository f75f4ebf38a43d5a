import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';

const SETTING = 'match key cap';

/** The key cap that the editions in the store were made with; null if there are none yet. */
export async function readKeyCap(transaction: Transaction<Database>): Promise<number | null> {
  const { rows } = await sql<{ cap: number }>`
    SELECT value::integer AS cap FROM setting WHERE key = ${SETTING}`.execute(transaction);
  return rows[0]?.cap ?? null;
}

export async function writeKeyCap(transaction: Transaction<Database>, keyCap: number): Promise<void> {
  await sql`
    INSERT INTO setting (key, value) VALUES (${SETTING}, ${String(keyCap)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`.execute(transaction);
}
