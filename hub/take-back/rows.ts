/** The acts of taking back, as they are kept. */
import { createId, type RecordId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { NamedRecord } from './order.ts';

export interface TakeBack {
  readonly id: string;
  readonly at: Date;
  readonly reason: string;
  /** OPEN: everything is hidden, and something is left to be cleaned. */
  readonly state: 'OPEN' | 'DONE';
  readonly finishedAt: Date | null;
  /** Why it could not be finished the last time that it was tried. */
  readonly problem: string | null;
  /** When nothing gave the records any more: hidden, and out of snapshots. By the database's clock; null until then. */
  readonly withdrawnAt: Date | null;
  readonly records: readonly RecordId[];
}

type Row = Omit<TakeBack, 'records'> & { readonly systems: readonly string[]; readonly locals: readonly string[] };

/** The newest first. */
export async function listTakeBacks(
  db: Kysely<Database>,
  { first, offset = 0 }: { readonly first: number; readonly offset?: number },
): Promise<readonly TakeBack[]> {
  return selectTakeBacks(db, sql`true ORDER BY t.at DESC, t.id LIMIT ${first} OFFSET ${offset}`);
}

export async function findTakeBack(db: Kysely<Database>, id: string): Promise<TakeBack | null> {
  const [found] = await selectTakeBacks(db, sql`t.id = ${id}::uuid`);
  return found ?? null;
}

/** Those of which something is left to be cleaned, the oldest first. */
export async function listOpenTakeBacks(db: Kysely<Database>): Promise<readonly TakeBack[]> {
  return selectTakeBacks(db, sql`t.state = 'OPEN' ORDER BY t.at, t.id`);
}

export async function listTakeBacksSince(db: Kysely<Database>, since: Date): Promise<readonly TakeBack[]> {
  return selectTakeBacks(db, sql`t.at >= ${since}::timestamptz ORDER BY t.at, t.id`);
}

/** How many there are in all: whoever reads in one transaction has read without those that came since it was counted. */
export async function countTakeBacks(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM take_back`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whether something may have given records since then, by the database's clock, that are being taken back. */
export async function wasWithdrawing(db: Kysely<Database>, since: Date): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM take_back t WHERE ${WITHDRAWN_AT} >= ${since}::timestamptz LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Of `take_back t`: who read, exported or was sent something until then may have its records. */
export const WITHDRAWN_AT = sql`coalesce(t.withdrawn_at, t.finished_at, 'infinity'::timestamptz)`;

async function selectTakeBacks(db: Kysely<Database>, condition: ReturnType<typeof sql>): Promise<readonly TakeBack[]> {
  const { rows } = await sql<Row>`
    SELECT t.id, t.at, t.reason, t.state, t.finished_at AS "finishedAt", t.problem,
      coalesce(t.withdrawn_at, t.finished_at) AS "withdrawnAt",
      ARRAY(SELECT r.system_id FROM taken_back_record r WHERE r.take_back = t.id ORDER BY r.system_id, r.record_id) AS systems,
      ARRAY(SELECT r.record_id FROM taken_back_record r WHERE r.take_back = t.id ORDER BY r.system_id, r.record_id) AS locals
    FROM take_back t WHERE ${condition}`.execute(db);
  return rows.map(({ systems, locals, ...row }) => ({
    ...row,
    records: locals.map((local, place) => createId(systems[place] ?? '', 'record', local)),
  }));
}

export async function finishTakeBack(db: Kysely<Database>, id: string, at: Date): Promise<void> {
  await sql`
    UPDATE take_back SET state = 'DONE', finished_at = ${at}::timestamptz, problem = NULL
    WHERE id = ${id}::uuid AND state = 'OPEN'`.execute(db);
}

/** To be called when the records are hidden, and out of snapshots. */
export async function noteWithdrawn(db: Kysely<Database>, id: string): Promise<void> {
  await sql`
    UPDATE take_back SET withdrawn_at = clock_timestamp() WHERE id = ${id}::uuid AND withdrawn_at IS NULL`.execute(db);
}

export async function noteProblem(db: Kysely<Database>, id: string, problem: string): Promise<void> {
  await sql`UPDATE take_back SET problem = ${problem} WHERE id = ${id}::uuid AND state = 'OPEN'`.execute(db);
}

/** Held by the connection of the one process that cleans. */
export const CLEANING_LOCK = 20_255;

/** A line of the register: a record of an act, and the digest of what it said. */
export interface RegisteredRecord extends NamedRecord {
  readonly takeBack: string;
  readonly at: Date;
  readonly digest: string | null;
}

/** Everything that was ever taken back, or of one act. */
export async function listRegistered(
  db: Kysely<Database>,
  takeBack: string | null = null,
): Promise<readonly RegisteredRecord[]> {
  const { rows } = await sql<RegisteredRecord>`
    SELECT r.take_back AS "takeBack", t.at, r.digest, r.system_id AS "systemId", r.record_id AS "localId"
    FROM taken_back_record r JOIN take_back t ON t.id = r.take_back
    WHERE ${takeBack}::uuid IS NULL OR t.id = ${takeBack}::uuid
    ORDER BY t.at, t.id, r.system_id, r.record_id`.execute(db);
  return rows;
}
