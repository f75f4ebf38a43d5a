/** Compares, field by field, the records that are one title: for every title of a snapshot, once. */
import { createHelperThread, type HelperThread } from '#platform/helper-thread.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { JobProgress } from '../jobs/worker.ts';
import { rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';
import { readRecordBytes } from '../snapshots/record-bytes.ts';
import { compareGroups, type ComparedRecord, type GroupsToCompare } from './compare-groups.ts';

const BATCH = 300;

/** All or nothing: what a killed process had begun leaves nothing behind. */
export async function findConflicts(
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
