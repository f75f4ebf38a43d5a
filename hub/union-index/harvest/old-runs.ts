import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/**
 * Deletes the oldest of the runs that began before then, and gives how many. The newest of each system stays: it may be gone on with.
 * Nothing else is read of runs; what they came to is in `harvest_state`.
 */
export async function deleteOldRuns(db: Kysely<Database>, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM harvest_run WHERE id IN (
      SELECT r.id FROM harvest_run r
      WHERE r.started_at < ${before}::timestamptz
        AND EXISTS (SELECT FROM harvest_run newer WHERE newer.system = r.system AND newer.id > r.id)
      ORDER BY r.id LIMIT ${most} FOR UPDATE SKIP LOCKED)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
