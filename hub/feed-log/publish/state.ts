/** Where the log stands, and the epoch in which its positions count. */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { randomBytes } from 'node:crypto';
import { lockFeed } from '../lock.ts';
import { findHolds, retryStranded, type HeldSet } from './hold-rows.ts';

export interface LogState {
  readonly epoch: string;
  /** Entries with an older datestamp are of a former epoch. */
  readonly beganAt: Date;
  /** Digest of the rules by which everything was, or is being, published; null before the first sweep. */
  readonly rules: string | null;
  /** The edition that the sweep by these rules has come to; null if everything was published by them. */
  readonly sweptTo: number | null;
  readonly changeSeq: number;
  readonly position: number;
  readonly datestamp: Date;
}

const SECOND_MS = 1_000;
/** The second that a time is in: datestamps have no finer parts. */
export function toSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / SECOND_MS) * SECOND_MS);
}

/** Null before anything was published. */
export async function findLogState(db: Kysely<Database>): Promise<LogState | null> {
  const { rows } = await sql<LogState>`
    SELECT epoch, began_at AS "beganAt", rules, swept_to AS "sweptTo", change_seq AS "changeSeq", position, datestamp
    FROM feed_state`.execute(db);
  return rows[0] ?? null;
}

/** Begins the log if there is none. What is in the index already is found by a sweep. */
export async function ensureLog(db: Kysely<Database>, at: Date): Promise<void> {
  const fingerprint = await readFingerprint(db);
  await sql`
    INSERT INTO feed_state (epoch, fingerprint, began_at, change_seq, position, datestamp)
    SELECT ${newEpoch()}, ${fingerprint}, ${toSecond(at)}::timestamptz, coalesce(max(seq), 0), 0,
      ${toSecond(at)}::timestamptz
    FROM change
    ON CONFLICT DO NOTHING`.execute(db);
  await retryStranded(db);
}

/**
 * Begins another epoch if the database is not the one that the log was begun in: a backup was restored, and what was published
 * after it is unknown here. True if it was so.
 */
export async function ensureEpoch(db: Kysely<Database>, at: Date): Promise<boolean> {
  const fingerprint = await readFingerprint(db);
  return db.transaction().execute(async (transaction) => {
    await lockFeed(transaction);
    const { rows } = await sql<{ fingerprint: string }>`SELECT fingerprint FROM feed_state`.execute(transaction);
    const stored = rows[0]?.fingerprint;
    if (stored === undefined || stored === fingerprint) return false;
    await beginEpoch(transaction, fingerprint, at);
    return true;
  });
}

/**
 * Begins another epoch although the database seems to be the same: the data folder was copied back while the server was down.
 * False if nothing was published yet.
 */
export async function restartLog(db: Kysely<Database>, at: Date): Promise<boolean> {
  const fingerprint = await readFingerprint(db);
  return db.transaction().execute(async (transaction) => {
    await lockFeed(transaction);
    if ((await findLogState(transaction)) === null) return false;
    await beginEpoch(transaction, fingerprint, at);
    return true;
  });
}

async function beginEpoch(transaction: Tx, fingerprint: string, at: Date): Promise<void> {
  // Behind every datestamp that the log has, so that those of the former epoch can be told from those of this one.
  await sql`
    UPDATE feed_state SET epoch = ${newEpoch()}, fingerprint = ${fingerprint}, rules = NULL, swept_to = NULL,
      pruned_to = position,
      began_at = greatest(${toSecond(at)}::timestamptz, datestamp + interval '1 second'),
      datestamp = greatest(${toSecond(at)}::timestamptz, datestamp + interval '1 second')`.execute(transaction);
  await sql`DELETE FROM feed_entry WHERE replaced_at IS NOT NULL`.execute(transaction);
}

/**
 * While nothing is passed on, nobody follows what changes, so that it need not be kept. Once something is passed on again, a sweep looks
 * at everything.
 */
export async function suspendLog(db: Kysely<Database>): Promise<void> {
  await sql`DELETE FROM feed_due`.execute(db);
  await sql`
    UPDATE feed_state SET rules = NULL, swept_to = NULL, change_seq = greatest(change_seq, newest.seq)
    FROM (SELECT max(seq) AS seq FROM change) AS newest
    WHERE rules IS NOT NULL OR change_seq < newest.seq`.execute(db);
}

function newEpoch(): string {
  return randomBytes(4).toString('hex');
}

/**
 * Tells this database from every copy of it: one that was restored from a dump has other numbers, one that was recovered from
 * an archive or a replica goes on in another timeline.
 */
async function readFingerprint(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ fingerprint: string; allowed: boolean }>`
    SELECT concat_ws('-', substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
        (SELECT oid FROM pg_database WHERE datname = current_database()), 'feed_entry'::regclass::oid) AS fingerprint,
      has_function_privilege('pg_control_system()', 'execute') AS allowed`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the server tells nothing of its database');
  if (!row.allowed) return row.fingerprint;
  const system = await sql<{ id: string }>`
    SELECT system_identifier::text AS id FROM pg_control_system()`.execute(db);
  return `${system.rows[0]?.id ?? ''}-${row.fingerprint}`;
}

export interface FeedStatus {
  readonly epoch: string;
  readonly beganAt: Date;
  readonly position: number;
  readonly datestamp: Date;
  /** Where a sweep over all editions has come to; null if none is under way. */
  readonly sweptTo: number | null;
  /** When the oldest change was made that is not published; null if all are. */
  readonly waitingSince: Date | null;
  readonly held: readonly HeldSet[];
  /** Editions that wait for an operator. */
  readonly heldEditions: number;
  /** Editions that cannot be rendered, at most ten of them, and why. */
  readonly unrendered: readonly { readonly edition: number; readonly problem: string }[];
  readonly unrenderedCount: number;
  /** Entries of each repository that are not deleted. */
  readonly repositories: readonly { readonly name: string; readonly entries: number }[];
  /** Why nothing was published the last time that it was tried. */
  readonly problem: string | null;
}

type Row = Omit<FeedStatus, 'held' | 'repositories' | 'unrendered'>;

/** Null before anything was published. */
export async function feedStatus(db: Kysely<Database>): Promise<FeedStatus | null> {
  const { rows } = await sql<Row>`
    SELECT s.epoch, s.began_at AS "beganAt", s.position, s.datestamp, s.swept_to AS "sweptTo", s.problem,
      (SELECT c.at FROM change c WHERE c.seq > s.change_seq ORDER BY c.seq LIMIT 1) AS "waitingSince",
      (SELECT count(*) FROM feed_held WHERE problem IS NULL) AS "heldEditions",
      (SELECT count(*) FROM feed_held WHERE problem IS NOT NULL) AS "unrenderedCount"
    FROM feed_state s`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const unrendered = await sql<FeedStatus['unrendered'][number]>`
    SELECT edition, problem FROM feed_held WHERE problem IS NOT NULL ORDER BY edition LIMIT 10`.execute(db);
  const repositories = await sql<FeedStatus['repositories'][number]>`
    SELECT r.name, s.entries FROM feed_set_size s JOIN feed_repository r ON r.id = s.repository
    WHERE s.set_spec = '' ORDER BY r.id`.execute(db);
  return { ...row, held: await findHolds(db), unrendered: unrendered.rows, repositories: repositories.rows };
}
