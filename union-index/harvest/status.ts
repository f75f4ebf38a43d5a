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
  /** Records that could not be read, and have not been read since. */
  readonly rejects: number;
  readonly running: boolean;
  /** Why the newest harvest failed; null while one runs, and if it finished. */
  readonly problem: string | null;
  /**
   * Whether the records have yet to be harvested by the current rules of the region file; until then what those newly
   * show is incomplete.
   */
  readonly readingAgain: boolean;
}

const NEVER: HarvestStatus = {
  lastCompleteAt: null,
  lagSeconds: null,
  records: 0,
  rejects: 0,
  running: false,
  problem: null,
  readingAgain: false,
};

interface StatusRow {
  readonly system_id: string;
  readonly last_complete_at: Date | null;
  readonly records: number;
  readonly rejects: number;
  readonly running: boolean;
  readonly problem: string | null;
  readonly reading_again: boolean;
}

/** The status of each system asked for, one statement for all; a system that was never harvested has one too. */
export async function harvestStatus(
  db: Kysely<Database>,
  systems: readonly SystemId[],
  now: Date,
): Promise<ReadonlyMap<SystemId, HarvestStatus>> {
  const { rows } = await sql<StatusRow>`
    SELECT s.system_id,
      (SELECT max(r.finished_at) FROM harvest_run r WHERE r.system = s.id) AS last_complete_at,
      (SELECT count(*) FROM record r WHERE r.system = s.id AND NOT r.deleted) AS records,
      (SELECT count(*) FROM reject j WHERE j.system = s.id) AS rejects,
      EXISTS (SELECT 1 FROM harvest_lease l WHERE l.system = s.id AND l.expires_at > clock_timestamp()) AS running,
      (SELECT r.problem FROM harvest_run r WHERE r.system = s.id ORDER BY r.id DESC LIMIT 1) AS problem,
      coalesce(s.rules <> coalesce(s.read_by, ''), false) AS reading_again
    FROM system s WHERE s.system_id = ANY(${[...systems]})`.execute(db);
  const found = new Map(rows.map((row) => [row.system_id, toStatus(row, now)]));
  return new Map(systems.map((system) => [system, found.get(system) ?? NEVER]));
}

function toStatus(row: StatusRow, now: Date): HarvestStatus {
  const lastCompleteAt = row.last_complete_at;
  return {
    lastCompleteAt,
    lagSeconds:
      lastCompleteAt === null ? null : Math.max(0, Math.round((now.getTime() - lastCompleteAt.getTime()) / 1000)),
    records: row.records,
    rejects: row.rejects,
    running: row.running,
    problem: row.running ? null : row.problem,
    readingAgain: row.reading_again,
  };
}
