import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What every question and every probe asks of the harvests of a system, in one row each: runs are many, and old ones are
 * deleted. Room is left on the page, because a row is rewritten with every page of a harvest.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE harvest_state (
    system smallint PRIMARY KEY REFERENCES system (id) ON DELETE CASCADE,
    /* Null if records came without a run. */
    first_started_at timestamptz,
    last_complete_at timestamptz,
    /* Where the next run of changes begins. */
    next_cursor text,
    /* When the newest full run that finished began. */
    full_started_at timestamptz,
    expected integer,
    problem text,
    failing_since timestamptz,
    /* Records that are not deleted. */
    records integer NOT NULL DEFAULT 0
  ) WITH (fillfactor = 50)`,
  `INSERT INTO harvest_state (system, first_started_at, last_complete_at, next_cursor, full_started_at, expected, problem,
      failing_since, records)
    SELECT s.id, run.first_started_at, run.last_complete_at, finished.next_cursor, whole.started_at, told.expected,
      newest.problem, failing.since, coalesce(live.records, 0)
    FROM system s
      LEFT JOIN (SELECT system, min(started_at) AS first_started_at, max(finished_at) AS last_complete_at
        FROM harvest_run GROUP BY system) AS run ON run.system = s.id
      LEFT JOIN (SELECT system, count(*) AS records FROM record WHERE NOT deleted GROUP BY system) AS live
        ON live.system = s.id
      LEFT JOIN LATERAL (SELECT id, next_cursor FROM harvest_run WHERE system = s.id AND finished_at IS NOT NULL
        ORDER BY id DESC LIMIT 1) AS finished ON true
      LEFT JOIN LATERAL (SELECT started_at FROM harvest_run WHERE system = s.id AND kind = 'full'
        AND finished_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS whole ON true
      LEFT JOIN LATERAL (SELECT expected FROM harvest_run WHERE system = s.id AND kind = 'full' AND expected IS NOT NULL
        ORDER BY id DESC LIMIT 1) AS told ON true
      LEFT JOIN LATERAL (SELECT problem FROM harvest_run WHERE system = s.id ORDER BY id DESC LIMIT 1) AS newest ON true
      LEFT JOIN LATERAL (SELECT min(started_at) AS since FROM harvest_run WHERE system = s.id AND problem IS NOT NULL
        AND id > coalesce(finished.id, 0)) AS failing ON true`,
  // Since when a record of a system cannot be read.
  `CREATE INDEX reject_oldest ON reject (system, rejected_at)`,
];

export const harvestState: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
