/**
 * Links of accounts to patrons. The store holds pseudonyms, keyed hashes and sealed text. While the region's secret is replaced, a
 * link is found under either one, and written again under the current one when its patron uses it: nobody else's request says what
 * the patron is called under that one.
 */
import { z } from 'zod';
import type { AccountId, LibraryId } from '#domain/ids.ts';
import { subjectsOf } from '#platform/signed-context.ts';
import {
  deleteLinks,
  findLink,
  insertLink,
  listLinks,
  moveLink,
  noteLinksUsed,
  replaceLink,
  type StoredLink,
} from './repositories/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { PatronKeys, Person, SecretKeys } from './patron-keys.ts';

export interface Link {
  readonly subject: string;
  readonly account: AccountId;
  readonly library: LibraryId;
  readonly verifiedBy: StoredLink['verifiedBy'];
  readonly linkedAt: Date;
  /** The account that goes on in this one since its library moved; absent for an account that did not move. */
  readonly continues?: Continues | undefined;
  /** What patron and account were called under secrets before: entries of the audit have those names for ever. */
  readonly formerly?: readonly FormerNames[] | undefined;
}

export interface Continues {
  /** Its id goes on standing. */
  readonly account: AccountId;
  /** Where it goes on, and with which loans; circulation alone opens it. */
  readonly sealed: string;
}

interface FormerNames {
  readonly subject: string;
  readonly account: string;
}

interface OpenedLink {
  readonly link: Link;
  readonly keys: SecretKeys;
}

export type AccountLinks = ReturnType<typeof createAccountLinks>;

const sealedShape = z.object({
  account: z.string(),
  library: z.string(),
  continues: z.object({ account: z.string(), sealed: z.string() }).optional(),
  formerly: z.array(z.object({ subject: z.string(), account: z.string() })).optional(),
});

export function createAccountLinks(db: Kysely<Database>, keys: PatronKeys) {
  const keysOf = (account: AccountId): readonly string[] =>
    keys.all.map((each) => each.nameOf('account', each.accountId(account)));

  /** The link as it is from now on. */
  async function keepCurrent(stored: StoredLink, { subject }: Person): Promise<Link | null> {
    const opened = openLink(stored, keys);
    if (opened === null || (opened.keys === keys.current && stored.subject === subject)) return opened?.link ?? null;
    const { link } = opened;
    const names = { subject: stored.subject, account: opened.keys.accountId(link.account) };
    const before = (link.formerly ?? []).filter((each) => each.subject !== names.subject);
    const renamed = { ...link, subject, formerly: [...before, names] };
    await moveLink(db, stored, sealLink(renamed, keys));
    return renamed;
  }

  return {
    /** Oldest first; notes that they are used. */
    async usedBy(patron: Person, now: Date): Promise<readonly Link[]> {
      const subjects = subjectsOf(patron);
      const stored = await listLinks(db, subjects);
      if (stored.some(({ usedAt }) => isStale(usedAt, now))) await noteLinksUsed(db, subjects, now);
      const links = await Promise.all(stored.map((link) => keepCurrent(link, patron)));
      return links.filter((link) => link !== null);
    },
    /** Of a patron by one pseudonym, for whoever stands before staff; oldest first. */
    async of(subject: string): Promise<readonly Link[]> {
      const stored = await listLinks(db, [subject]);
      return stored.flatMap((link) => openLink(link, keys)?.link ?? []);
    },
    async find(account: AccountId): Promise<Link | null> {
      const stored = await findLink(db, keysOf(account));
      return stored === null ? null : (openLink(stored, keys)?.link ?? null);
    },
    /** False if the account is linked already, to any patron. */
    add: (link: Link): Promise<boolean> => insertLink(db, sealLink(link, keys), keysOf(link.account)),
    /** The patron's own link, which goes on from another account as is known only now. Null if it is no such link, or goes on already. */
    async goOn(account: AccountId, patron: Person, continues: Continues): Promise<Link | null> {
      const stored = await findLink(db, keysOf(account));
      const before = stored === null ? undefined : openLink(stored, keys)?.link;
      if (stored === null || before === undefined || !isOf(patron, before) || before.continues !== undefined)
        return null;
      const link = { ...before, continues };
      await moveLink(db, stored, sealLink(link, keys));
      return link;
    },
    /** Writes down whose reader has a linked account, as its system has just said. True if it was another library's before. */
    async belongsTo(account: AccountId, library: LibraryId): Promise<boolean> {
      const stored = await findLink(db, keysOf(account));
      const opened = stored === null ? null : openLink(stored, keys);
      if (stored === null || opened === null || opened.link.library === library) return false;
      // Under the secret that it was sealed with: only its patron says what they are called under the current one.
      await moveLink(db, stored, sealLink({ ...opened.link, library }, { current: opened.keys }));
      return true;
    },
    /** Links an account, whatever it was linked to before, in a transaction of the caller's. True if it was another patron's. */
    async move(transaction: Kysely<Database>, link: Link): Promise<boolean> {
      const before = await replaceLink(transaction, sealLink(link, keys), keysOf(link.account));
      return before.some((subject) => subject !== link.subject);
    },
    /** With the link of the account that goes on in it, or in which it goes on. False if the patron has no such link. */
    async remove(account: AccountId, patron: Person): Promise<boolean> {
      const subjects = subjectsOf(patron);
      const links = (await listLinks(db, subjects)).flatMap((stored) => openLink(stored, keys)?.link ?? []);
      const shown = keys.current.accountId(account);
      const same = links.filter((link) => link.account === shown || shownId(link) === shown);
      return deleteLinks(db, [account, ...same.map((link) => link.account)].flatMap(keysOf), subjects);
    },
  };
}

/** The id under which the account is shown: that of the account that goes on in it. */
export function shownId({ account, continues }: Link): AccountId {
  return continues?.account ?? account;
}

/** Everything that entries of the audit may call an account. */
export function namesOfAccount(
  account: AccountId,
  { all }: PatronKeys,
  formerly: readonly FormerNames[] = [],
): readonly string[] {
  return [...new Set([...all.map((each) => each.accountId(account)), ...formerly.map((names) => names.account)])];
}

/** Whether it is the patron's. */
export function isOf(patron: Person, { subject }: Link): boolean {
  return subjectsOf(patron).includes(subject);
}

/** Its account as the current secret seals it. Null for a link that was sealed with another secret. */
export function openLink(stored: StoredLink, keys: PatronKeys): OpenedLink | null {
  const { accountKey, subject, sealed, verifiedBy, linkedAt } = stored;
  for (const each of keys.all) {
    const text = each.links.open(sealed, bound(accountKey, subject));
    if (text === null) continue;
    const { account, library, continues, formerly } = sealedShape.parse(JSON.parse(text));
    const link = {
      subject,
      account: keys.current.accountId(account as AccountId),
      library: library as LibraryId,
      verifiedBy,
      linkedAt,
      continues: continues && {
        account: keys.current.accountId(continues.account as AccountId),
        sealed: keys.current.continued(continues.sealed),
      },
      formerly,
    };
    return { link, keys: each };
  }
  return null;
}

function sealLink(
  { subject, account: id, library, verifiedBy, linkedAt, continues, formerly }: Link,
  { current }: Pick<PatronKeys, 'current'>,
): StoredLink {
  const account = current.accountId(id);
  const accountKey = current.nameOf('account', account);
  const sealed = current.links.seal(
    JSON.stringify({ account, library, continues, formerly }),
    bound(accountKey, subject),
  );
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
