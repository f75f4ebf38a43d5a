/** The job that compares the records of a snapshot, title by title and pair by pair; asked for when the snapshot is taken. */
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { type Kysely, sql } from 'kysely';
import { askForJob } from '../jobs/job.ts';
import { COMPARE_RECORDS } from '../jobs/records-compared.ts';
import type { JobWork, JobProgress } from '../jobs/worker.ts';
import { analyseTables, type SnapshotFinder } from '../snapshots/finder.ts';
import { findLoadRules } from './load-rules.ts';
import { findPairs } from './find-pairs.ts';
import { countPerhaps } from './perhaps.ts';
import { createHelperThread, type HelperThread } from '#platform/helper-thread.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';
import { readRecordBytes } from '../snapshots/record-bytes.ts';
import { compareGroups, type ComparedRecord, type GroupsToCompare } from './compare-groups.ts';

/** Comparing takes longer than taking the snapshot may: it is a job of its own. */
export const askToCompareRecords: SnapshotFinder = {
  what: 'who compares the records',
  async find(transaction, { number }) {
    const asked = await transaction
      .selectFrom('comparison_job')
      .select('id')
      .where('snapshot', '=', number)
      .where('kind', '=', COMPARE_RECORDS)
      .executeTakeFirst();
    if (asked !== undefined) return;
    const { takenAt, takenBy } = await transaction
      .selectFrom('snapshot')
      .select(['taken_at as takenAt', 'taken_by as takenBy'])
      .where('id', '=', number)
      .executeTakeFirstOrThrow();
    await askForJob(transaction, {
      kind: COMPARE_RECORDS,
      parameters: {},
      snapshot: number,
      askedBy: takenBy,
      at: takenAt,
    });
  },
};

const WRITTEN = ['snapshot_compared', 'snapshot_pair', 'snapshot_finding'] as const;

/** Each part writes all of its results or none, in the place of what was there. */
export function compareRecordsWork(db: Kysely<Database>, logger: Logger): JobWork {
  const onThreadFailure = (error: unknown): void => {
    logger.warn({ err: error }, 'a helper thread could not compare records; the main thread does it');
  };
  return async ({ snapshot }, progress) => {
    if (snapshot === null) throw new Error('records are compared without a snapshot');
    await findConflicts(db, snapshot, progress, onThreadFailure);
    await progress.step('seeing what rules of other systems would merge');
    await findLoadRules(db, snapshot);
    const leftOut = await findPairs(db, snapshot, progress, onThreadFailure);
    await countPerhaps(db, snapshot, leftOut);
    await analyseTables(db, WRITTEN);
  };
}

const BATCH = 300;

/** All or nothing: what a killed process had begun leaves nothing behind. */
async function findConflicts(
  db: Kysely<Database>,
  snapshot: number,
  progress: JobProgress,
  onThreadFailure: (error: unknown) => void,
): Promise<void> {
  const script = new URL('compare-worker.ts', import.meta.url);
  const thread = createHelperThread(script, compareGroups, onThreadFailure);
  await db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await transaction.deleteFrom('snapshot_compared').where('snapshot', '=', snapshot).execute();
    // The record that says most comes first.
    await sql`
      CREATE TEMP TABLE title_group ON COMMIT DROP AS
      SELECT row_number() OVER (ORDER BY edition) AS place, rows FROM (
        SELECT t.edition, array_agg(t.id ORDER BY cardinality(t.fields) DESC NULLS LAST, t.id) AS rows
        FROM ${rowsOfSnapshot('record', snapshot)} t WHERE t.edition IS NOT NULL
        GROUP BY t.edition HAVING count(*) > 1) title`.execute(transaction);
    await sql`CREATE INDEX ON title_group (place)`.execute(transaction);
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM title_group`.execute(transaction);
    const total = rows[0]?.count ?? 0;
    for (let done = 0; done < total; done += BATCH) {
      await progress.step('comparing the records of each title', done, total);
      await insert(transaction, snapshot, await compareNext(transaction, done, thread));
    }
  });
}

async function compareNext(
  db: Kysely<Database>,
  done: number,
  thread: HelperThread<GroupsToCompare, readonly ComparedRecord[]>,
): Promise<readonly ComparedRecord[]> {
  const { rows } = await sql<{ rows: readonly number[] }>`
    SELECT rows FROM title_group WHERE place > ${done} AND place <= ${done + BATCH}`.execute(db);
  const groups = rows.map((group) => group.rows);
  return thread.ask({ groups, records: await readRecordBytes(db, groups.flat()) });
}

async function insert(db: Kysely<Database>, snapshot: number, compared: readonly ComparedRecord[]): Promise<void> {
  await sql`
    INSERT INTO snapshot_compared (snapshot, first, other, classes)
    SELECT ${snapshot}::int, * FROM unnest(${bigintArray(compared.map(({ first }) => first))}::bigint[],
      ${bigintArray(compared.map(({ other }) => other))}::bigint[],
      ${textArray(compared.map(({ letters }) => letters))}::text[])`.execute(db);
}
