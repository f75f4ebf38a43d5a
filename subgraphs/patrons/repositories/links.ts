/** Links of accounts to patrons, sealed: nothing here knows the patron. */
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export interface StoredLink {
  readonly accountKey: string;
  readonly subject: string;
  readonly sealed: string;
  readonly verifiedBy: Database['account_link']['verified_by'];
  readonly linkedAt: Date;
  readonly usedAt: Date;
}

const COLUMNS = [
  'account_key as accountKey',
  'subject',
  'sealed',
  'verified_by as verifiedBy',
  'linked_at as linkedAt',
  'used_at as usedAt',
] as const;

/** Of one patron, by whatever pseudonym; oldest first. */
export function listLinks(db: Kysely<Database>, subjects: readonly string[]): Promise<readonly StoredLink[]> {
  return db
    .selectFrom('account_link')
    .select(COLUMNS)
    .where('subject', 'in', subjects)
    .orderBy('linked_at')
    .orderBy('account_key')
    .execute();
}

/** Of one account, by whatever key. */
export async function findLink(db: Kysely<Database>, accountKeys: readonly string[]): Promise<StoredLink | null> {
  const row = await db
    .selectFrom('account_link')
    .select(COLUMNS)
    .where('account_key', 'in', accountKeys)
    .executeTakeFirst();
  return row ?? null;
}

/** False where the account is linked already under any of its keys, to whomever. */
export async function insertLink(
  db: Kysely<Database>,
  link: StoredLink,
  accountKeys: readonly string[],
): Promise<boolean> {
  if ((await findLink(db, accountKeys)) !== null) return false;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('account_link')
    .values(toRow(link))
    .onConflict((conflict) => conflict.column('account_key').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Writes a link in the place of another one of the same account and patron, unless that has changed meanwhile. When it was used stays:
 * it may have been used since `from` was read.
 */
export async function moveLink(db: Kysely<Database>, from: StoredLink, to: StoredLink): Promise<void> {
  const { used_at: _usedAt, ...row } = toRow(to);
  await db
    .updateTable('account_link')
    .set(row)
    .where('account_key', '=', from.accountKey)
    .where('subject', '=', from.subject)
    .where('sealed', '=', from.sealed)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('account_link as other')
            .select('other.subject')
            .where('other.account_key', '=', to.accountKey)
            .where('other.account_key', '<>', from.accountKey),
        ),
      ),
    )
    .execute();
}

/**
 * Writes a link, in the place of the one that its account had; gives whose that was. Another may link the account meanwhile: what is
 * written is in the place of theirs.
 */
export async function replaceLink(
  transaction: Kysely<Database>,
  link: StoredLink,
  accountKeys: readonly string[],
): Promise<readonly string[]> {
  const before: string[] = [];
  for (;;) {
    const gone = await transaction
      .deleteFrom('account_link')
      .where('account_key', 'in', accountKeys)
      .returning('subject')
      .execute();
    before.push(...gone.map(({ subject }) => subject));
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('account_link')
      .values(toRow(link))
      .onConflict((conflict) => conflict.column('account_key').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) return before;
  }
}

/** False where the patron has no such link. */
export async function deleteLinks(
  db: Kysely<Database>,
  accountKeys: readonly string[],
  subjects: readonly string[],
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('account_link')
    .where('account_key', 'in', accountKeys)
    .where('subject', 'in', subjects)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Of one patron, by whatever pseudonym; gives how many there were. */
export async function deleteLinksOf(db: Kysely<Database>, subjects: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('account_link')
    .where('subject', 'in', subjects)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function noteLinksUsed(db: Kysely<Database>, subjects: readonly string[], now: Date): Promise<void> {
  await db.updateTable('account_link').set({ used_at: now }).where('subject', 'in', subjects).execute();
}

export function listAllLinks(db: Kysely<Database>): Promise<readonly StoredLink[]> {
  return db.selectFrom('account_link').select(COLUMNS).execute();
}

function toRow({ accountKey, subject, sealed, verifiedBy, linkedAt, usedAt }: StoredLink) {
  return {
    account_key: accountKey,
    subject,
    sealed,
    verified_by: verifiedBy,
    linked_at: linkedAt,
    used_at: usedAt,
  };
}
