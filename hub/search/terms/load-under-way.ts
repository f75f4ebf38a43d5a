import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { isLockHeld } from '#union-index/repositories/editions.ts';
import { findTermState, manyOf } from './term-state.ts';

/** A system that needs longer for its first harvest is a slow one: what others have is not kept waiting for it. */
const FIRST_HARVEST_MAX_MINUTES = 60;

/**
 * Whether terms are counted later, because everything is about to change: a system is harvested for the first time, or many records are
 * being matched. A few unmatched records delay nothing, because some are there as long as any harvest runs; nor do unmatched records on
 * which nobody works.
 */
export async function isLoadUnderWay(db: Kysely<Database>): Promise<boolean> {
  const many = manyOf((await findTermState(db))?.editions ?? 0);
  const { rows } = await sql<{ first: boolean; harvesting: boolean; unmatched: boolean }>`
    SELECT EXISTS (SELECT FROM unmatched OFFSET ${many - 1}) AS unmatched,
      EXISTS (SELECT FROM harvest_lease WHERE expires_at > clock_timestamp()) AS harvesting,
      EXISTS (
        SELECT FROM harvest_lease l LEFT JOIN harvest_state h ON h.system = l.system
        WHERE l.expires_at > clock_timestamp() AND h.last_complete_at IS NULL
          AND coalesce(h.first_started_at >= clock_timestamp() - make_interval(mins => ${FIRST_HARVEST_MAX_MINUTES}), true)
      ) AS first`.execute(db);
  const [found] = rows;
  if (found === undefined || found.first) return found !== undefined;
  return found.unmatched && (found.harvesting || (await isLockHeld(db)));
}
