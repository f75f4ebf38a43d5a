/** Writes to patrons' accounts that were sent; sealed by the caller. What is older than `notBefore` is not there. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

type Db = Kysely<Database>;

export interface KeptWriteRow {
  /** Keyed hash of what the write is. */
  readonly key: string;
  readonly at: Date;
  readonly sealed: string;
}

/** What is kept under the key; null where nothing is. */
export async function findWrite(db: Db, key: string, notBefore: Date): Promise<string | null> {
  const { rows } = await sql<{ sealed: string }>`
    SELECT sealed FROM kept_write WHERE key = ${key} AND sent_at >= ${notBefore}::timestamptz`.execute(db);
  return rows[0]?.sealed ?? null;
}

/** Takes the key; false where it is taken, by whatever process. Drops what is older, also of other accounts. */
export async function claimWrite(db: Db, { key, at, sealed }: KeptWriteRow, notBefore: Date): Promise<boolean> {
  await sql`DELETE FROM kept_write WHERE sent_at < ${notBefore}::timestamptz`.execute(db);
  const { numAffectedRows } = await sql`
    INSERT INTO kept_write (key, sent_at, sealed) VALUES (${key}, ${at}::timestamptz, ${sealed})
    ON CONFLICT (key) DO NOTHING`.execute(db);
  return numAffectedRows === 1n;
}

export async function settleWrite(db: Db, key: string, sealed: string): Promise<void> {
  await sql`UPDATE kept_write SET sealed = ${sealed} WHERE key = ${key}`.execute(db);
}

/** Only what was sent at that moment: the key may have been taken again. */
export async function forgetWrite(db: Db, key: string, at: Date): Promise<void> {
  await sql`DELETE FROM kept_write WHERE key = ${key} AND sent_at = ${at}::timestamptz`.execute(db);
}
