/** Writes to patrons' accounts that were sent; sealed by the caller. What is older than `notBefore` is not there. */
import { errorCode } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

type Db = Kysely<Database>;

const UNIQUE_VIOLATION = '23505';

/** What is kept of a write under one secret. */
export interface SealedWrite {
  /** Keyed hash of what the write is. */
  readonly key: string;
  readonly sealed: string;
}

/** What is kept under any of the keys. */
export async function findWrites(db: Db, keys: readonly string[], notBefore: Date): Promise<readonly SealedWrite[]> {
  const { rows } = await sql<SealedWrite>`
    SELECT key, sealed FROM kept_write WHERE key = ANY(${keys}::text[]) AND sent_at >= ${notBefore}::timestamptz`.execute(
    db,
  );
  return rows;
}

/** Takes all of the keys, or none; false where one is taken, by whatever process. Drops what is older, also of other accounts. */
export async function claimWrite(db: Db, writes: readonly SealedWrite[], at: Date, notBefore: Date): Promise<boolean> {
  await sql`DELETE FROM kept_write WHERE sent_at < ${notBefore}::timestamptz`.execute(db);
  // In the same order everywhere: two who want the same keys must not wait for each other for ever.
  const rows = writes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  try {
    await db
      .insertInto('kept_write')
      .values(rows.map(({ key, sealed }) => ({ key, sent_at: at, sealed })))
      .execute();
    return true;
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

export async function settleWrite(db: Db, writes: readonly SealedWrite[]): Promise<void> {
  for (const { key, sealed } of writes)
    await sql`UPDATE kept_write SET sealed = ${sealed} WHERE key = ${key}`.execute(db);
}

/** Keeps a write under those of its keys where nothing is. */
export async function addWrites(db: Db, writes: readonly SealedWrite[], at: Date): Promise<void> {
  await db
    .insertInto('kept_write')
    .values(writes.map(({ key, sealed }) => ({ key, sent_at: at, sealed })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** When each was sent that is not too old. */
export async function listWrites(db: Db, notBefore: Date): Promise<readonly (SealedWrite & { readonly at: Date })[]> {
  const query = db.selectFrom('kept_write').select(['key', 'sealed', 'sent_at as at']);
  return query.where('sent_at', '>=', notBefore).execute();
}

/** Only what was sent until that moment: a key may have been taken again. */
export async function forgetWrite(db: Db, keys: readonly string[], at: Date): Promise<void> {
  await sql`DELETE FROM kept_write WHERE key = ANY(${keys}::text[]) AND sent_at <= ${at}::timestamptz`.execute(db);
}
