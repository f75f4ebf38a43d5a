/** Sessions in PostgreSQL, shared by every process that shows pages. */
import type { Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import type { SessionFacts, SignedIn } from './content.ts';
import { sealedSession } from './sealed-session.ts';

export interface SessionLimits {
  /** Milliseconds without a request after which a session ends. */
  readonly idleMs: number;
  /** Milliseconds after signing in at which it ends in any case. */
  readonly longestMs: number;
}

/** What is kept for somebody who has not signed in: long enough to find a password. */
export const BEFORE_SIGN_IN_MS = 60 * 60_000;
/** The moment of the last use is written no more often. */
const USE_NOTED_EVERY_MS = 10_000;

export interface FoundSession {
  readonly content: object;
  readonly facts: SessionFacts;
}

/** Everything throws STORE_UNAVAILABLE if the database does not answer. */
export interface SessionRows {
  /** Null if there is none, or if it has ended. */
  find(id: string): Promise<FoundSession | null>;
  /** Makes the session if it is not there. Who is signed in stays as it is. */
  writeContent(id: string, content: object): Promise<void>;
  /** From now on the session is of somebody. */
  signIn(id: string, signedIn: SignedIn): Promise<void>;
  /**
   * Changes who is signed in, one process at a time: `change` is given what stands there now. Gives what stands there then;
   * null if the session has ended.
   */
  changeSignedIn(id: string, change: (now: SignedIn) => Promise<SignedIn>): Promise<SignedIn | null>;
  /** Nobody is signed in in this session any more; what else it holds stays. */
  signOut(id: string): Promise<void>;
  /** When a session that was found ends. Milliseconds since the epoch. */
  endOf(facts: SessionFacts): { readonly endsAt: number; readonly longestAt: number };
  /** Notes that it was used; gives when it ends if it is not used again. Null if it has ended. */
  noteUse(id: string, facts: SessionFacts): Promise<number | null>;
  delete(id: string): Promise<void>;
  /** Resolves if a session could be kept now. */
  probe(): Promise<void>;
  /** Deletes what has ended; gives how many. */
  sweep(): Promise<number>;
}

/** `now` gives milliseconds since the epoch. */
export function createSessionRows(db: Kysely<Database>, limits: SessionLimits, now: () => number): SessionRows {
  const { idleMs, longestMs } = limits;

  return {
    find: (id) => findSession(rowOf(db, id, liveAt(now(), idleMs)), id),
    async writeContent(id, content) {
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
    async signIn(id, signedIn) {
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
    changeSignedIn: (id, change) =>
      db.transaction().execute(async (transaction) => {
        const row = rowOf(transaction, id, liveAt(now(), idleMs)).forUpdate();
        const before = (await findSession(row, id))?.facts.signedIn ?? null;
        if (before === null) return null;
        const after = await change(before);
        const session = sealedSession(id);
        const signedIn = { signed_in: session.seal(after, 'signed in') };
        if (after !== before) {
          await transaction.updateTable('console_session').set(signedIn).where('key', '=', session.key).execute();
        }
        return after;
      }),
    async signOut(id) {
      const { key } = sealedSession(id);
      await db.updateTable('console_session').set({ signed_in: null }).where('key', '=', key).execute();
    },
    endOf: ({ usedAt, endsAt }) => ({ endsAt: Math.min(usedAt + idleMs, endsAt), longestAt: endsAt }),
    async noteUse(id, { usedAt, endsAt }) {
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
    async delete(id) {
      await db.deleteFrom('console_session').where('key', '=', sealedSession(id).key).execute();
    },
    async probe() {
      await db.selectFrom('console_session').select('used_at').limit(0).execute();
    },
    sweep: () => deleteEnded(db, liveAt(now(), idleMs)),
  };
}

async function deleteEnded(db: Kysely<Database>, { endsAfter, usedAfter }: Live): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('console_session')
    .where((where) => where.or([where('ends_at', '<=', endsAfter), where('used_at', '<=', usedAfter)]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

interface Live {
  readonly endsAfter: Date;
  readonly usedAfter: Date;
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

async function findSession(rows: ReturnType<typeof rowOf>, id: string): Promise<FoundSession | null> {
  const row = await rows.executeTakeFirst();
  if (row === undefined) return null;
  const session = sealedSession(id);
  const content = session.open(row.content, 'content') as object | null;
  if (content === null) return null;
  const signedIn = row.signed_in === null ? null : (session.open(row.signed_in, 'signed in') as SignedIn | null);
  return { content, facts: { signedIn, usedAt: row.used_at.getTime(), endsAt: row.ends_at.getTime() } };
}
