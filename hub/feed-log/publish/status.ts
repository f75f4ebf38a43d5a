/** How the feeds stand, for operators. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { findHolds, type HeldSet } from './hold-rows.ts';

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
