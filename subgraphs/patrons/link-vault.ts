/** Links of accounts to patrons. The store holds pseudonyms, keyed hashes and sealed text. */
import { z } from 'zod';
import type { AccountId, LibraryId } from '#domain/ids.ts';
import {
  deleteLink,
  findLink,
  insertLink,
  listLinks,
  noteLinksUsed,
  replaceLink,
  type StoredLink,
} from '#store/repositories/patrons/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { PatronKeys } from './patron-keys.ts';

export interface Link {
  readonly subject: string;
  readonly account: AccountId;
  readonly library: LibraryId;
  readonly verifiedBy: StoredLink['verifiedBy'];
  readonly linkedAt: Date;
}

export interface LinkVault {
  /** Oldest first; notes that they are used. */
  usedBy(subject: string, now: Date): Promise<readonly Link[]>;
  find(account: string): Promise<Link | null>;
  /** False if the account is linked already, to any patron. */
  add(link: Link): Promise<boolean>;
  /** Links an account, whatever it was linked to before, in a transaction of the caller's. */
  move(transaction: Kysely<Database>, link: Link): Promise<void>;
  /** False if the patron has no such link. */
  remove(account: string, subject: string): Promise<boolean>;
}

const sealedShape = z.object({ account: z.string(), library: z.string() });

export function createLinkVault(db: Kysely<Database>, keys: PatronKeys): LinkVault {
  const keyOf = (account: string): string => keys.nameOf('account', account);
  return {
    async usedBy(subject, now) {
      const stored = await listLinks(db, subject);
      if (stored.some(({ usedAt }) => isStale(usedAt, now))) await noteLinksUsed(db, subject, now);
      return stored.flatMap((link) => openLink(link, keys) ?? []);
    },
    async find(account) {
      const stored = await findLink(db, keyOf(account));
      return stored === null ? null : openLink(stored, keys);
    },
    add: (link) => insertLink(db, sealLink(link, keys)),
    move: (transaction, link) => replaceLink(transaction, sealLink(link, keys)),
    remove: (account, subject) => deleteLink(db, keyOf(account), subject),
  };
}

/** Null for a link that was sealed with another secret. */
export function openLink(
  { accountKey, subject, sealed, verifiedBy, linkedAt }: StoredLink,
  keys: PatronKeys,
): Link | null {
  const text = keys.links.open(sealed, bound(accountKey, subject));
  if (text === null) return null;
  const { account, library } = sealedShape.parse(JSON.parse(text));
  return { subject, account: account as AccountId, library: library as LibraryId, verifiedBy, linkedAt };
}

function sealLink({ subject, account, library, verifiedBy, linkedAt }: Link, keys: PatronKeys): StoredLink {
  const accountKey = keys.nameOf('account', account);
  const sealed = keys.links.seal(JSON.stringify({ account, library }), bound(accountKey, subject));
  return { accountKey, subject, sealed, verifiedBy, linkedAt, usedAt: linkedAt };
}

/** Bound to its patron: a row that is copied under another subject cannot be opened. */
function bound(accountKey: string, subject: string): string {
  return JSON.stringify([accountKey, subject]);
}

const DAY_MS = 86_400_000;

/** To the day: a link is kept for months, and must not be written at each request. */
function isStale(usedAt: Date, now: Date): boolean {
  return now.getTime() - usedAt.getTime() > DAY_MS;
}
