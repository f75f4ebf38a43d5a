/** A database as it is after a long time, put together by statements: what runs, changes, actions and last-known facts leave. */
import { harvestState } from '#store/migrations/0062-harvest-state.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface Age {
  readonly systems: readonly string[];
  readonly days: number;
  readonly runsPerDay: number;
  /** Of all systems together. */
  readonly records: number;
  readonly changesPerDay: number;
  readonly actionsPerDay: number;
  /** As many rows of last-known facts as records; the oldest are from so many days ago. */
  readonly lastKnownDays: number;
  /** The end of it. */
  readonly now: Date;
}

/** As an upgrade makes it of the runs. */
export async function makeHarvestState(db: Kysely<Database>): Promise<void> {
  await sql`DROP TABLE harvest_state`.execute(db);
  await sql`DROP INDEX reject_oldest`.execute(db);
  await harvestState.up(db);
}

/**
 * Every system is harvested again and again, in full once a week; the last run of the last system failed. What changed was read by
 * nobody: to be set in `feed_state` and `term_state`.
 */
export async function inventAge(db: Kysely<Database>, age: Age): Promise<void> {
  const { systems, days, runsPerDay, records, changesPerDay, actionsPerDay, lastKnownDays } = age;
  const now = sql`${age.now}::timestamptz`;
  const count = sql.lit(systems.length);
  const runs = days * runsPerDay;
  await sql`INSERT INTO system (system_id) SELECT unnest(${[...systems]}::text[])`.execute(db);
  await sql`
    INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs, title)
    SELECT s.id, n::text, 'PUBLIC', n % 50 = 0, ${now}, 'marcxml', repeat(md5(n::text), 20)::bytea, decode(md5(n::text), 'hex'),
      1, '{}', 'Title ' || n
    FROM generate_series(1, ${sql.lit(records)}) n
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM system) s ON s.place = n % ${count}`.execute(
    db,
  );
  await sql`
    INSERT INTO reject (system, local_id, place, reason, format, raw, digest, rejected_at)
    SELECT s.id, 'bad-' || n, 'page 1', 'no leader', 'unknown', '', '', ${now} - make_interval(days => n)
    FROM system s, generate_series(1, 10) n`.execute(db);
  await sql`
    INSERT INTO harvest_run (system, kind, cursor_from, started_at, updated_at, finished_at, next_cursor, records, expected, problem)
    SELECT s.id, CASE WHEN n % ${sql.lit(7 * runsPerDay)} = 1 THEN 'full' ELSE 'changes' END, 'c' || n - 1, at.began, at.began,
      CASE WHEN NOT at.failed THEN at.began + interval '10 seconds' END, 'c' || n, 3, 1000,
      CASE WHEN at.failed THEN 'LMS_TIMEOUT: A library system did not answer in time.' END
    FROM generate_series(1, ${sql.lit(runs)}) n
      CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM system) s
      CROSS JOIN LATERAL (SELECT ${now} - make_interval(secs => (${sql.lit(runs)} - n) * ${sql.lit(86_400 / runsPerDay)} + 60) AS began,
        n = ${sql.lit(runs)} AND s.place = ${count} AS failed) at
    ORDER BY n, s.id`.execute(db);
  await sql`
    INSERT INTO change (edition, kind, replaced_by, at)
    SELECT 1 + n % ${sql.lit(records)}, 'CHANGED', '{}', ${now} - make_interval(secs => (${sql.lit(days * changesPerDay)} - n) * ${sql.lit(86_400 / changesPerDay)})
    FROM generate_series(1, ${sql.lit(days * changesPerDay)}) n`.execute(db);
  await sql`
    INSERT INTO action (at, kind, actor, role, subject)
    SELECT ${now} - make_interval(secs => (${sql.lit(days * actionsPerDay)} - n) * ${sql.lit(86_400 / actionsPerDay)}), 'RULING_MADE', 'somebody', 'staff',
      'records ' || n FROM generate_series(1, ${sql.lit(days * actionsPerDay)}) n`.execute(db);
  await sql`
    INSERT INTO feed_reading (hour, service, repository, caller, epoch, last_at, requests)
    SELECT ${now} - make_interval(days => n), 'OAI_PMH', 'editions', '192.0.2.1', '', ${now} - make_interval(days => n), 5
    FROM generate_series(0, ${sql.lit(days)}) n`.execute(db);
  await sql`
    INSERT INTO comparison_job (id, kind, parameters, asked_by, asked_at, state, finished_at)
    SELECT gen_random_uuid(), 'TAKE_SNAPSHOT', '{}', 'somebody', at, CASE WHEN n = 0 THEN 'RUNNING' ELSE 'DONE' END,
      CASE WHEN n > 0 THEN at END
    FROM generate_series(0, ${sql.lit(days)}) n, LATERAL (SELECT ${now} - make_interval(days => n) AS at) t`.execute(
    db,
  );
  await sql`
    INSERT INTO last_known (holding, as_of, whole, facts)
    SELECT 'system:holding:' || n || '@library', ${now} - make_interval(days => n % ${sql.lit(lastKnownDays)}), true,
      json_build_object('items', json_build_array(json_build_object('id', n, 'status', 'AVAILABLE')))
    FROM generate_series(1, ${sql.lit(records)}) n`.execute(db);
}
