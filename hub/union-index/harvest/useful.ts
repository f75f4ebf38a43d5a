/** Whether a region has once been ready: harvested as a whole, so that it answers whatever happens to a single system since. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

const SETTING = 'region-ready-since';

export async function wasRegionReady(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`SELECT FROM setting WHERE key = ${SETTING}`.execute(db);
  return rows.length > 0;
}

/** Kept for good: a restart in the middle of a new system's first harvest does not take the region away. */
export async function noteRegionReady(db: Kysely<Database>): Promise<void> {
  await sql`INSERT INTO setting (key, value) VALUES (${SETTING}, to_jsonb(now())) ON CONFLICT (key) DO NOTHING`.execute(
    db,
  );
}
