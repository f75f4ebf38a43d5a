/** What staff of a library ask to be decided of two records, and what whoever decides answers them. */
import type { RecordId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface RulingRequest {
  readonly id: number;
  readonly a: RecordId;
  readonly b: RecordId;
  readonly decision: Database['ruling']['decision'];
  readonly reason: string;
  /** Libraries that whoever asked works for. */
  readonly libraries: readonly string[];
  readonly askedAt: Date;
  /** Null until it is answered, as is `answeredAt`. */
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

export type NewRequest = Pick<RulingRequest, 'a' | 'b' | 'decision' | 'reason' | 'libraries'> & {
  readonly actor: Actor;
  /** All that whoever asks is called. */
  readonly names: readonly string[];
  readonly at: Date;
};

/** What one person may ask for in a day. */
const MOST_A_DAY = 10;
const DAY_MS = 86_400_000;

/** Asked twice, it is asked once: the first stands, until its opposite is asked for instead. Throws RATE_LIMITED for one too many within a day. */
export async function askForRuling(db: Kysely<Database>, asked: NewRequest): Promise<RulingRequest> {
  const { decision, reason, libraries, actor, names, at } = asked;
  const [a = asked.a, b = asked.b] = [asked.a, asked.b].toSorted();
  const id = await db.transaction().execute(async (tx) => {
    // One at a time of each person, so that the count holds.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`ruling_request ${actor.by}`}, 0))`.execute(tx);
    const own = tx.selectFrom('ruling_request').where('asked_by', 'in', [...names]);
    const open = own.select(['id', 'decision']).where('a', '=', a).where('b', '=', b).where('answered_at', 'is', null);
    const known = await open.executeTakeFirst();
    if (known?.decision === decision) return known.id;
    const written = {
      at,
      action: 'RULING_ASKED',
      actor,
      subject: `${a} ${b}`,
      note: `${decision}: ${reason}`,
    } as const;
    if (known !== undefined) {
      const asked = { decision, reason, libraries: [...libraries] };
      await tx.updateTable('ruling_request').set(asked).where('id', '=', known.id).execute();
      await recordAction(tx, written);
      return known.id;
    }
    const { count } = await own
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('asked_at', '>', new Date(at.getTime() - DAY_MS))
      .executeTakeFirstOrThrow();
    if (count >= MOST_A_DAY) {
      const message = `requestRuling: you asked for ${MOST_A_DAY} decisions within a day, which is the most; ask for others tomorrow.`;
      throw new MerciaError('RATE_LIMITED', message, { publicMessage: message, retryAfterSeconds: DAY_MS / 1_000 });
    }
    const made = await tx
      .insertInto('ruling_request')
      .values({ a, b, decision, reason, libraries: [...libraries], asked_by: actor.by, asked_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAction(tx, written);
    return made.id;
  });
  return getRequest(db, id);
}

export interface Answering {
  readonly id: number;
  readonly answer: string;
  readonly actor: Actor;
  readonly at: Date;
}

/** Throws BAD_USER_INPUT if there is no such request, or it was answered before. */
export async function answerRulingRequest(
  db: Kysely<Database>,
  { id, answer, actor, at }: Answering,
): Promise<RulingRequest> {
  await db.transaction().execute(async (tx) => {
    const answered = await tx
      .updateTable('ruling_request')
      .set({ answer, answered_by: actor.by, answered_at: at })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .returning(['a', 'b'])
      .executeTakeFirst();
    if (answered === undefined) {
      throw badUserInput('id: there is no such request that waits for an answer.');
    }
    const subject = `${answered.a} ${answered.b}`;
    await recordAction(tx, { at, action: 'RULING_ANSWERED', actor, subject, note: answer });
  });
  return getRequest(db, id);
}

/** Those that wait first, whoever waits longest before others; then the newest. `names`: only of whoever is called so; null for all. */
export async function listRulingRequests(
  db: Kysely<Database>,
  { names, first }: { readonly names: readonly string[] | null; readonly first: number },
): Promise<readonly RulingRequest[]> {
  const all = db.selectFrom('ruling_request').select(COLUMNS);
  const own = names === null ? all : all.where('asked_by', 'in', [...names]);
  return own
    .orderBy(sql`answered_at IS NULL`, 'desc')
    .orderBy(sql`CASE WHEN answered_at IS NULL THEN id ELSE -id END`)
    .limit(first)
    .execute();
}

/** Removes those that were answered before then, never one that still waits; gives how many. */
export async function forgetRulingRequests(db: Kysely<Database>, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('ruling_request').where('answered_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}

const COLUMNS = [
  'id',
  'a',
  'b',
  'decision',
  'reason',
  'libraries',
  'asked_at as askedAt',
  'answer',
  'answered_at as answeredAt',
] as const;

async function getRequest(db: Kysely<Database>, id: number): Promise<RulingRequest> {
  return db.selectFrom('ruling_request').select(COLUMNS).where('id', '=', id).executeTakeFirstOrThrow();
}
