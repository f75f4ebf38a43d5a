import type { Database } from '#store/tables.ts';
import { inSteps } from '#store/in-steps.ts';
import { sql, type Kysely } from 'kysely';
import { forgetLosses } from './hold-rows.ts';

const DAY_MS = 86_400_000;
/** Deletes versions that were replaced longer ago than earlier positions can be asked for. Deletions stay for good. */
export async function pruneLog(db: Kysely<Database>, keepDays: number, now: Date, signal: AbortSignal): Promise<void> {
  await forgetLosses(db, now);
  const before = new Date(now.getTime() - keepDays * DAY_MS);
  await inSteps((rows) => pruneNext(db, before, rows), signal);
}

/** The oldest go first; positions and datestamps have one order, so that what is left was replaced later. */
async function pruneNext(db: Kysely<Database>, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ deleted: number }>`
    WITH oldest AS (
      SELECT position, replaced_at FROM feed_entry WHERE replaced_at IS NOT NULL ORDER BY replaced_at LIMIT ${limit}
    ), past AS (
      SELECT oldest.position, oldest.replaced_at
      FROM oldest LEFT JOIN feed_entry by ON by.position = oldest.replaced_at
      WHERE by.position IS NULL OR by.datestamp < ${before}::timestamptz
    ), gone AS (
      DELETE FROM feed_entry e USING past WHERE e.position = past.position RETURNING e.replaced_at
    ), noted AS (
      UPDATE feed_state SET pruned_to = greatest(pruned_to, (SELECT max(replaced_at) FROM gone))
      WHERE EXISTS (SELECT FROM gone)
    )
    SELECT count(*) AS deleted FROM gone`.execute(db);
  return rows[0]?.deleted ?? 0;
}
