/** The job that compares the records of a snapshot, title by title and pair by pair; asked for when the snapshot is taken. */
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { findConflicts } from './find-conflicts.ts';
import { askForJob } from '../jobs/job.ts';
import type { JobWork } from '../jobs/worker.ts';
import { analyseTables, type SnapshotFinder } from '../snapshots/finder.ts';
import { findLoadRules } from './load-rules.ts';
import { findPairs } from './find-pairs.ts';
import { countPerhaps } from './perhaps.ts';

export const COMPARE_RECORDS = 'COMPARE_RECORDS';

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
