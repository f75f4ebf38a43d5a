/** Failures to link an account, counted where every process sees them. */
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';

export interface Attempts {
  readonly failures: number;
  readonly lockedUntil: Date | null;
  readonly lastAt: Date;
}

/**
 * What is counted of somebody, held until the transaction ends: others who try at the same time wait. One statement: between
 * two, another may forgive and delete.
 */
export async function holdAttempts(transaction: Transaction<Database>, who: string, now: Date): Promise<Attempts> {
  return transaction
    .insertInto('link_attempt')
    .values({ who, failures: 0, locked_until: null, last_at: now })
    .onConflict((conflict) => conflict.column('who').doUpdateSet({ who }))
    .returning(['failures', 'locked_until as lockedUntil', 'last_at as lastAt'])
    .executeTakeFirstOrThrow();
}

export async function writeAttempts(db: Kysely<Database>, who: string, attempts: Attempts): Promise<void> {
  await db
    .updateTable('link_attempt')
    .set({ failures: attempts.failures, locked_until: attempts.lockedUntil, last_at: attempts.lastAt })
    .where('who', '=', who)
    .execute();
}

/** Of somebody under any of these names: the most that is counted. */
export async function findAttempts(db: Kysely<Database>, names: readonly string[]): Promise<Attempts | null> {
  const row = await db
    .selectFrom('link_attempt')
    .select(['failures', 'locked_until as lockedUntil', 'last_at as lastAt'])
    .where('who', 'in', names)
    .orderBy('failures', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** False where nothing was counted. */
export async function deleteAttempts(db: Kysely<Database>, names: readonly string[]): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('link_attempt').where('who', 'in', names).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Forgets those who have not tried since then and are not locked out; gives how many. */
export async function deleteOldAttempts(db: Kysely<Database>, since: Date, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('link_attempt')
    .where('last_at', '<', since)
    .where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<', now)]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
