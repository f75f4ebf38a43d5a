/** What changed (`change`), as long as somebody reads it: the publisher of feeds and the keeper of terms follow it. */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** So few changes of editions make no new count of terms. */
export const CHANGED_MIN = 50;

/**
 * Deletes the oldest changes that both have read, and gives how many. One who is behind, or stopped, loses nothing, and one who
 * has not begun yet begins with all editions. What became of an edition whose entry waits for an operator is told once that one
 * is let go (`feed_held`), so it stays until then.
 */
export async function deleteReadChanges(db: Kysely<Database>, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM change WHERE seq IN (
      SELECT c.seq FROM change c
      WHERE c.seq <= coalesce(
          least((SELECT change_seq FROM feed_state), (SELECT change_seq FROM term_state)), c.seq)
        AND (c.kind = 'CHANGED' OR NOT EXISTS (SELECT FROM feed_held h WHERE h.edition = c.edition))
      ORDER BY c.seq LIMIT ${most} FOR UPDATE SKIP LOCKED)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * All terms are counted again soon, or once more if they are being counted: then no word is left that stood only in what is hidden now.
 * Until then a word stays that no public edition has any more.
 */
export async function wantTermCount(transaction: Tx): Promise<void> {
  await sql`UPDATE term_state SET changed = changed + greatest(editions, ${CHANGED_MIN})`.execute(transaction);
}
