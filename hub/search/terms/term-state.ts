/** How far the keeper has come. */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { CHANGED_MIN } from '#union-index/repositories/changes.ts';

export interface TermState {
  readonly changeSeq: number;
  /** The edition that a count of all of them has come to; null if none is under way. */
  readonly sweptTo: number | null;
  /** The part of its findings that is added up next; null while it reads editions. */
  readonly adding: number | null;
  /** Changes since the last count began, and how many editions it found. */
  readonly changed: number;
  readonly editions: number;
  readonly countedAt: Date | null;
}

/** Weights are about right while fewer than a tenth of the editions changed. */
const CHANGED_SHARE = 10;

/** So many changes are quicker read by counting everything. */
export function manyOf(editions: number): number {
  return Math.max(CHANGED_MIN, Math.ceil(editions / CHANGED_SHARE));
}

/** Null before anything was kept. */
export async function findTermState(db: Kysely<Database>): Promise<TermState | null> {
  const { rows } = await sql<TermState>`
    SELECT change_seq AS "changeSeq", swept_to AS "sweptTo", adding, changed, editions, counted_at AS "countedAt"
    FROM term_state`.execute(db);
  return rows[0] ?? null;
}

/**
 * Begins to count all editions. What changed before need not be read one by one: the rows of `change` follow the order of
 * commits, so that every edition that they name is there to be counted.
 */
export async function startCount(transaction: Tx): Promise<void> {
  await sql`DELETE FROM term_count`.execute(transaction);
  await sql`
    INSERT INTO term_state (change_seq, swept_to) SELECT coalesce(max(seq), 0), 0 FROM change
    ON CONFLICT (one) DO UPDATE
      SET change_seq = greatest(term_state.change_seq, excluded.change_seq), swept_to = 0, adding = NULL, changed = 0,
        editions = 0`.execute(transaction);
}

export async function endCount(transaction: Tx, at: Date): Promise<void> {
  await sql`DELETE FROM term_count`.execute(transaction);
  await sql`UPDATE term_state SET swept_to = NULL, adding = NULL, counted_at = ${at}::timestamptz`.execute(transaction);
}
