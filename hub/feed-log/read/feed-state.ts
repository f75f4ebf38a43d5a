import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { FeedState } from '../contract.ts';

/** Where the feeds stand; null before anything was published. It does not wait for a publication that is under way. */
export async function readFeedState(db: Kysely<Database>): Promise<FeedState | null> {
  const row = await db.selectFrom('feed_state').selectAll().executeTakeFirst();
  // An index that waits for its first harvest is not told as an empty region.
  if (row === undefined || row.position === 0) return null;
  const { epoch, position, datestamp } = row;
  const whole = row.rules !== null && row.swept_to === null;
  return { epoch, position, datestamp, beganAt: row.began_at, whole };
}
