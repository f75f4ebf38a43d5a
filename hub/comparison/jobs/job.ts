/** Work that takes longer than a question may: kept in the database, so that it outlives the process that does it. */
import type { JobState } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly parameters: unknown;
  /** Number of the snapshot that it is about; null if it is about none. */
  readonly snapshot: number | null;
  /** Its name; null if it was dropped, or the job is about none. */
  readonly snapshotName: string | null;
  readonly state: JobState;
  readonly step: string | null;
  readonly done: number;
  /** Null while it is not known how much there is to do. */
  readonly total: number | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly problem: string | null;
}

export interface JobRequest {
  readonly kind: string;
  readonly parameters: unknown;
  readonly snapshot?: number | undefined;
  /** Who asks: a subject's pseudonym or a program's name. */
  readonly askedBy: string;
  readonly at: Date;
}

const COLUMNS = [
  'comparison_job.id',
  'kind',
  'parameters',
  'snapshot',
  'snapshot.name as snapshotName',
  'comparison_job.state',
  'step',
  'done',
  'total',
  'asked_by as askedBy',
  'asked_at as askedAt',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'problem',
] as const;

export async function askForJob(db: Kysely<Database>, request: JobRequest): Promise<Job> {
  const id = randomUUID();
  await db
    .insertInto('comparison_job')
    .values({
      id,
      kind: request.kind,
      parameters: JSON.stringify(request.parameters),
      snapshot: request.snapshot ?? null,
      asked_by: request.askedBy,
      asked_at: request.at,
      state: 'WAITING',
    })
    .execute();
  const job = await findJob(db, id);
  if (job === null) throw new Error(`job ${id} is gone`);
  return job;
}

export async function findJob(db: Kysely<Database>, id: string): Promise<Job | null> {
  const row = await selectJobs(db).where('comparison_job.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toJob(row);
}

/** The newest first. */
export async function listJobs(db: Kysely<Database>, first: number): Promise<readonly Job[]> {
  const rows = await selectJobs(db).orderBy('asked_at', 'desc').orderBy('comparison_job.id').limit(first).execute();
  return rows.map(toJob);
}

/** Null if there is no such job, or it is over. One that runs ends at its next step. */
export async function cancelJob(db: Kysely<Database>, id: string, at: Date): Promise<Job | null> {
  const { numUpdatedRows } = await db
    .updateTable('comparison_job')
    .set({ state: 'CANCELLED', finished_at: at })
    .where('id', '=', id)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  // A job that nobody has begun ends without saying so of its snapshot.
  await db
    .updateTable('snapshot')
    .set({ state: 'FAILED' })
    .where('state', '=', 'TAKING')
    .where('id', 'in', (job) =>
      job
        .selectFrom('comparison_job')
        .select('snapshot')
        .where('id', '=', id)
        .where('snapshot', 'is not', null)
        .$narrowType<{ snapshot: number }>(),
    )
    .execute();
  return findJob(db, id);
}

function selectJobs(db: Kysely<Database>) {
  return db.selectFrom('comparison_job').leftJoin('snapshot', 'snapshot.id', 'comparison_job.snapshot').select(COLUMNS);
}

type JobRow = Omit<Job, 'state'> & { readonly state: string };

function toJob(row: JobRow): Job {
  return { ...row, state: row.state as JobState };
}

/** Deletes jobs that ended before then, but those of a snapshot that is still there; gives how many. */
export async function deleteOldJobs(db: Kysely<Database>, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM comparison_job WHERE id IN (
      SELECT j.id FROM comparison_job j
      WHERE j.finished_at < ${before}::timestamptz AND NOT EXISTS (SELECT FROM snapshot s WHERE s.id = j.snapshot)
      ORDER BY j.finished_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Jobs that nobody works at: those that wait, and those whose process has gone. Oldest first. */
export async function listOpenJobs(db: Kysely<Database>): Promise<readonly Job[]> {
  const rows = await selectJobs(db)
    .where('comparison_job.state', 'in', ['WAITING', 'RUNNING'])
    .orderBy('asked_at')
    .execute();
  return rows.map(toJob);
}
