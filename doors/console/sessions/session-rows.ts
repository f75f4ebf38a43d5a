/** Sessions in PostgreSQL, shared by every process that shows pages. */
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import type { SessionFacts, SignedIn } from './content.ts';
import { sealedSession } from './sealed-session.ts';

/** Who is signed in, with the text of the row that says so: it is another one after each change. */
export interface FoundSignedIn {
  readonly signedIn: SignedIn;
  readonly sealed: string;
}

export interface SessionLimits {
  /** Milliseconds without a request after which a session ends. */
  readonly idleMs: number;
  /** Milliseconds after signing in at which it ends in any case. */
  readonly longestMs: number;
}

/** What is kept for somebody who has not signed in: long enough to find a password. */
export const BEFORE_SIGN_IN_MS = 60 * 60_000;
/** How long it is known of a session that it was somebody's, and nothing else of it: over a weekend. */
const KNOWN_AFTER_END_MS = 3 * 24 * 60 * 60_000;
/** In the place of who is signed in: somebody was. */
const NOBODY_ANY_MORE = '';
/** The moment of the last use is written no more often. */
const USE_NOTED_EVERY_MS = 10_000;

export type SessionRows = ReturnType<typeof createSessionRows>;

/** `now` gives milliseconds since the epoch. Everything throws STORE_UNAVAILABLE if the database does not answer. */
export function createSessionRows(db: Kysely<Database>, limits: SessionLimits, now: () => number) {
  const { idleMs, longestMs } = limits;

  return {
    /** Null if there is none, or if it has ended. */
    find: (id: string) => findSession(rowOf(db, id, liveAt(now(), idleMs)), id),
    /** Makes the session if it is not there. Who is signed in stays as it is. */
    async writeContent(id: string, content: object): Promise<void> {
      const session = sealedSession(id);
      const sealed = session.seal(content, 'content');
      const at = now();
      await db
        .insertInto('console_session')
        .values({
          key: session.key,
          content: sealed,
          used_at: new Date(at),
          ends_at: new Date(at + BEFORE_SIGN_IN_MS),
        })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ content: sealed }))
        .execute();
    },
    /** From now on the session is of somebody. */
    async signIn(id: string, signedIn: SignedIn): Promise<void> {
      const session = sealedSession(id);
      const at = now();
      await db
        .updateTable('console_session')
        .set({
          signed_in: session.seal(signedIn, 'signed in'),
          used_at: new Date(at),
          ends_at: new Date(at + longestMs),
        })
        .where('key', '=', session.key)
        .executeTakeFirstOrThrow();
    },
    /** Null if the session has ended, or is nobody's. */
    async findSignedIn(id: string): Promise<FoundSignedIn | null> {
      const sealed = (await rowOf(db, id, liveAt(now(), idleMs)).executeTakeFirst())?.signed_in ?? null;
      const signedIn = openSignedIn(id, sealed);
      return sealed === null || signedIn === null ? null : { sealed, signedIn };
    },
    /**
     * Changes who is signed in, in one statement: whoever decides what to write asks others for it, and holds no connection meanwhile. Null,
     * and nothing is written, if it is no longer what was found.
     */
    replaceSignedIn: (id: string, found: FoundSignedIn, signedIn: SignedIn) => replaceSignedIn(db, id, found, signedIn),
    /** Nobody is signed in in this session any more; what else it holds stays. */
    async signOut(id: string): Promise<void> {
      const { key } = sealedSession(id);
      await db.updateTable('console_session').set({ signed_in: NOBODY_ANY_MORE }).where('key', '=', key).execute();
    },
    /** When a session that was found ends. Milliseconds since the epoch. */
    endOf: ({ usedAt, endsAt }: SessionFacts) => ({ endsAt: Math.min(usedAt + idleMs, endsAt), longestAt: endsAt }),
    /** Notes that it was used; gives when it ends if it is not used again. Null if it has ended. */
    async noteUse(id: string, { usedAt, endsAt }: SessionFacts): Promise<number | null> {
      const at = now();
      const ends = (used: number): number => Math.min(used + idleMs, endsAt);
      if (at - usedAt < USE_NOTED_EVERY_MS) return ends(usedAt);
      const { numUpdatedRows } = await db
        .updateTable('console_session')
        .set({ used_at: new Date(at) })
        .where('key', '=', sealedSession(id).key)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n ? ends(at) : null;
    },
    /** Of a session that was somebody's it stays known that there was one. */
    delete: (id: string) => deleteSession(db, id, now()),
    /** Whether there was a session of somebody, which has ended. Says so once. */
    takeEnded: (id: string) => takeEnded(db, id, liveAt(now(), idleMs)),
    /** Resolves if a session could be kept now. */
    async probe(): Promise<void> {
      await db.selectFrom('console_session').select('used_at').limit(0).execute();
    },
    /** Deletes what has ended; of what was somebody's all but its name, and that after three days. Gives how many it deleted. */
    sweep: () => deleteEnded(db, liveAt(now(), idleMs)),
  };
}

async function replaceSignedIn(
  db: Kysely<Database>,
  id: string,
  found: FoundSignedIn,
  signedIn: SignedIn,
): Promise<FoundSignedIn | null> {
  const session = sealedSession(id);
  const sealed = session.seal(signedIn, 'signed in');
  const { numUpdatedRows } = await db
    .updateTable('console_session')
    .set({ signed_in: sealed })
    .where('key', '=', session.key)
    .where('signed_in', '=', found.sealed)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? { sealed, signedIn } : null;
}

async function deleteSession(db: Kysely<Database>, id: string, now: number): Promise<void> {
  const { key } = sealedSession(id);
  await db.deleteFrom('console_session').where('key', '=', key).where('signed_in', 'is', null).execute();
  const ended = { ...EMPTY, ends_at: new Date(now) };
  await db.updateTable('console_session').set(ended).where('key', '=', key).execute();
}

async function takeEnded(db: Kysely<Database>, id: string, live: Live): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('console_session')
    .where('key', '=', sealedSession(id).key)
    .where('signed_in', 'is not', null)
    .where(hasEndedBy(live))
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

const EMPTY = { content: '', signed_in: NOBODY_ANY_MORE, memory: null };

async function deleteEnded(db: Kysely<Database>, live: Live): Promise<number> {
  await db
    .updateTable('console_session')
    .set(EMPTY)
    .where('signed_in', 'is not', null)
    .where('content', '!=', '')
    .where(hasEndedBy(live))
    .execute();
  const long: Live = { endsAfter: before(live.endsAfter), usedAfter: before(live.usedAfter) };
  const { numDeletedRows } = await db
    .deleteFrom('console_session')
    .where(hasEndedBy(live))
    .where((where) => where.or([where('signed_in', 'is', null), hasEndedBy(long)(where)]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function before(moment: Date): Date {
  return new Date(moment.getTime() - KNOWN_AFTER_END_MS);
}

interface Live {
  readonly endsAfter: Date;
  readonly usedAfter: Date;
}

function hasEndedBy({ endsAfter, usedAfter }: Live) {
  return (where: ExpressionBuilder<Database, 'console_session'>) =>
    where.or([where('ends_at', '<=', endsAfter), where('used_at', '<=', usedAfter)]);
}

function liveAt(now: number, idleMs: number): Live {
  return { endsAfter: new Date(now), usedAfter: new Date(now - idleMs) };
}

/** The row of a session that has not ended. */
function rowOf(db: Kysely<Database>, id: string, { endsAfter, usedAfter }: Live) {
  return db
    .selectFrom('console_session')
    .select(['content', 'signed_in', 'used_at', 'ends_at'])
    .where('key', '=', sealedSession(id).key)
    .where('ends_at', '>', endsAfter)
    .where('used_at', '>', usedAfter);
}

async function findSession(
  rows: ReturnType<typeof rowOf>,
  id: string,
): Promise<{ readonly content: object; readonly facts: SessionFacts } | null> {
  const row = await rows.executeTakeFirst();
  if (row === undefined) return null;
  const session = sealedSession(id);
  const content = session.open(row.content, 'content') as object | null;
  if (content === null) return null;
  const signedIn = openSignedIn(id, row.signed_in);
  return { content, facts: { signedIn, usedAt: row.used_at.getTime(), endsAt: row.ends_at.getTime() } };
}

function openSignedIn(id: string, sealed: string | null): SignedIn | null {
  if (sealed === null || sealed === NOBODY_ANY_MORE) return null;
  return sealedSession(id).open(sealed, 'signed in') as SignedIn | null;
}
