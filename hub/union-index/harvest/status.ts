import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** How fresh and complete the index of one system is (`HarvestStatus` of the graph). */
export interface HarvestStatus {
  /** When a harvest last finished; null before the first. */
  readonly lastCompleteAt: Date | null;
  /** Seconds since then. */
  readonly lagSeconds: number | null;
  /** Records in the index that are not deleted, whoever may see them. */
  readonly records: number;
  /** Records that the system said it had, when everything was last harvested; null if it did not say. */
  readonly expected: number | null;
  /** Records that could not be read, and have not been read since. */
  readonly rejects: number;
  readonly running: boolean;
  /** Whether records of it were harvested and cannot be found yet: they are in no edition before they are matched. */
  readonly matching: boolean;
  /** Why the newest harvest failed; null while one runs, and if it finished. */
  readonly problem: string | null;
  /** Begin of the first harvest that failed since one was complete; null if none did. */
  readonly failingSince: Date | null;
  /**
   * Whether the records have yet to be harvested by the current rules of the region file; until then what those newly
   * show is incomplete.
   */
  readonly readingAgain: boolean;
}

/** The status of each system asked for, one statement for all; a system that was never harvested has one too. */
export async function harvestStatus(
  db: Kysely<Database>,
  systems: readonly SystemId[],
  now: Date,
): Promise<ReadonlyMap<SystemId, HarvestStatus>> {
  const { rows } = await sql<Omit<HarvestStatus, 'lagSeconds'> & { readonly system: SystemId }>`
    SELECT a.system, h.last_complete_at AS "lastCompleteAt", coalesce(h.records, 0) AS records, h.expected,
      CASE WHEN l.running THEN NULL ELSE h.problem END AS problem, h.failing_since AS "failingSince", l.running,
      (SELECT count(*) FROM reject j WHERE j.system = s.id) AS rejects,
      EXISTS (SELECT FROM unmatched u WHERE u.new_of = s.id) AS matching,
      coalesce(s.rules <> coalesce(s.read_by, ''), false) AS "readingAgain"
    FROM unnest(${[...systems]}::text[]) WITH ORDINALITY AS a(system, place)
      LEFT JOIN system s ON s.system_id = a.system
      LEFT JOIN harvest_state h ON h.system = s.id CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM harvest_lease WHERE system = s.id AND expires_at > clock_timestamp()) AS running) l
    ORDER BY a.place`.execute(db);
  return new Map(
    rows.map(({ system, ...row }) => {
      const lagMs = row.lastCompleteAt === null ? null : Math.max(0, now.getTime() - row.lastCompleteAt.getTime());
      return [system, { ...row, lagSeconds: lagMs === null ? null : Math.round(lagMs / 1000) }];
    }),
  );
}

const SETTING = 'region-ready-since';

/** Whether the region has once been harvested as a whole, so that it answers whatever happens to a single system since. */
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
