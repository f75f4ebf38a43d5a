import type { SystemId } from '#domain/ids.ts';
import { sql } from 'kysely';
import type { IndexScope } from './index-scope.ts';
import type { IndexGapView } from './views.ts';

/** A system is stale when this many harvests of changes in a row have not come to their end. */
const MISSED_HARVESTS = 3;
/** Below this nobody notices, and a system that is harvested every few seconds is not called stale for one slow page. */
const STALE_AFTER_SECONDS_MIN = 300;

interface GapRow {
  readonly system_id: SystemId;
  readonly last_complete_at: Date | null;
  readonly first_started_at: Date | null;
  readonly has_records: boolean;
  /** Records that were harvested and are in no edition yet. */
  readonly has_unmatched: boolean;
  /** Since when a record waits that could not be read; null where all could. */
  readonly unreadable_since: Date | null;
}

/** Systems whose records are not all in the index, in the order of the region file; one statement for all. */
export async function findIndexGaps({ db, region, systems, now }: IndexScope): Promise<readonly IndexGapView[]> {
  const { rows } = await sql<GapRow>`
    SELECT s.system_id,
      (SELECT max(r.finished_at) FROM harvest_run r WHERE r.system = s.id) AS last_complete_at,
      (SELECT min(r.started_at) FROM harvest_run r WHERE r.system = s.id) AS first_started_at,
      EXISTS (SELECT 1 FROM record r WHERE r.system = s.id) AS has_records,
      EXISTS (SELECT 1 FROM unmatched u WHERE u.new_of = s.id) AS has_unmatched,
      (SELECT min(j.rejected_at) FROM reject j WHERE j.system = s.id) AS unreadable_since
    FROM system s WHERE s.system_id = ANY(${systems}::text[])`.execute(db);
  const bySystem = new Map(rows.map((row) => [row.system_id, row]));
  return region.systems.flatMap(
    ({ id, harvest }) =>
      toGap(id, harvest.everySeconds, bySystem.get(id), now()) ?? toUnreadableGap(id, bySystem.get(id)) ?? [],
  );
}

/** One record that could not be read may be the one that is asked for. */
function toUnreadableGap(system: SystemId, row: GapRow | undefined): IndexGapView | null {
  const since = row?.unreadable_since ?? null;
  return since === null ? null : { system, why: 'UNREADABLE', since: since.toISOString() };
}

function toGap(system: SystemId, everySeconds: number, row: GapRow | undefined, now: number): IndexGapView | null {
  const completeAt = row?.last_complete_at ?? null;
  if (completeAt === null || row?.has_unmatched === true) {
    const since = row?.first_started_at?.toISOString() ?? null;
    return { system, why: row?.has_records === true ? 'PARTIAL' : 'NEVER_HARVESTED', since };
  }
  const staleAfterMs = Math.max(MISSED_HARVESTS * everySeconds, STALE_AFTER_SECONDS_MIN) * 1000;
  const isStale = now - completeAt.getTime() > staleAfterMs;
  return isStale ? { system, why: 'STALE', since: completeAt.toISOString() } : null;
}
