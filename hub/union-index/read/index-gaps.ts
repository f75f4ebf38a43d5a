import type { SystemId } from '#domain/ids.ts';
import { prepared } from '#store/prepared.ts';
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
  /** Since when a record waits that could not be read; null if all could. */
  readonly unreadable_since: Date | null;
  /** Digest of the rules in force, since when, and of those by which everything was last read. */
  readonly rules: string | null;
  readonly rules_since: Date | null;
  readonly read_by: string | null;
}

/** Systems whose records are not all in the index, in the order of the region file; one statement for all. */
export async function findIndexGaps({
  db,
  region,
  systems,
  now,
  rulesOf,
}: IndexScope): Promise<readonly IndexGapView[]> {
  const { rows } = await sql<GapRow>`${prepared}
    SELECT s.system_id, s.rules, s.rules_since, s.read_by,
      h.last_complete_at, h.first_started_at, coalesce(h.records, 0) > 0 AS has_records,
      EXISTS (SELECT 1 FROM unmatched u WHERE u.new_of = s.id) AS has_unmatched,
      (SELECT min(j.rejected_at) FROM reject j WHERE j.system = s.id) AS unreadable_since
    FROM system s LEFT JOIN harvest_state h ON h.system = s.id
    WHERE s.system_id = ANY(${systems}::text[])`.execute(db);
  const bySystem = new Map(rows.map((row) => [row.system_id, row]));
  return region.systems.flatMap(({ id, harvest }) => {
    const row = bySystem.get(id);
    return (
      toLoadGap(id, row) ??
      toRulesGap(id, row, rulesOf(id)) ??
      toStaleGap(id, harvest.everySeconds, row?.last_complete_at ?? null, now()) ??
      toUnreadableGap(id, row) ??
      []
    );
  });
}

/** One record that could not be read may be the one that is asked for. */
function toUnreadableGap(system: SystemId, row: GapRow | undefined): IndexGapView | null {
  const since = row?.unreadable_since ?? null;
  return since === null ? null : { system, why: 'UNREADABLE', since: since.toISOString() };
}

/** What is in the index was read by other rules than the region file has now: what those show is not all there. */
function toRulesGap(system: SystemId, row: GapRow | undefined, wanted: string | undefined): IndexGapView | null {
  const inForce = wanted ?? row?.rules ?? null;
  if (row === undefined || inForce === null || row.read_by === inForce) return null;
  return { system, why: 'PARTIAL', since: row.rules === inForce ? (row.rules_since?.toISOString() ?? null) : null };
}

/** A system whose first harvest has not finished. */
function toLoadGap(system: SystemId, row: GapRow | undefined): IndexGapView | null {
  const isWhole = row?.has_unmatched === false && row.last_complete_at !== null;
  if (isWhole) return null;
  const since = row?.first_started_at?.toISOString() ?? null;
  return { system, why: row?.has_records === true ? 'PARTIAL' : 'NEVER_HARVESTED', since };
}

function toStaleGap(system: SystemId, everySeconds: number, completeAt: Date | null, now: number): IndexGapView | null {
  if (completeAt === null) return null;
  const staleAfterMs = Math.max(MISSED_HARVESTS * everySeconds, STALE_AFTER_SECONDS_MIN) * 1000;
  const isStale = now - completeAt.getTime() > staleAfterMs;
  return isStale ? { system, why: 'STALE', since: completeAt.toISOString() } : null;
}
