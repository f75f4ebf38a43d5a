/** Does the jobs that are asked for, one at a time. */
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { passesByItself } from '#store/errors.ts';
import { onceThere } from '#store/once-there.ts';
import { workAlone } from '#store/work-alone.ts';
import type { Kysely } from 'kysely';
import { findJob, listOpenJobs, type Job } from './job.ts';

export interface JobProgress {
  /** Says what is done next. Throws {@link JobCancelledError} if the job was cancelled meanwhile. */
  step(what: string, done?: number, total?: number): Promise<void>;
  /** Whether the job is begun again after this: nothing that it makes has failed for good. */
  goesOn(error: unknown): boolean;
}

/** Does the work of one kind of job. It may be called again for a job that a killed process began: it must come to the same. */
export type JobWork = (job: Job, progress: JobProgress, signal: AbortSignal) => Promise<void>;

export interface JobWorkerOptions {
  readonly db: Kysely<Database>;
  readonly kinds: Readonly<Record<string, JobWork>>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** How long the worker sleeps between looks at the table. */
  readonly lookEveryMs?: number | undefined;
}

export interface JobWorker {
  readonly wake: () => void;
  /** Settles once the signal has ended the work. */
  readonly done: Promise<void>;
}

export class JobCancelledError extends Error {}

const LOOK_EVERY_MS = 1_000;
/** So often does a process begin a job again that the database went away under: the job itself may be what ends the server. */
const MOST_INTERRUPTIONS = 3;

/** How often each job was interrupted, by its id. */
type Interruptions = Map<string, number>;

export function startJobWorker(options: JobWorkerOptions): JobWorker {
  const { signal, lookEveryMs = LOOK_EVERY_MS, logger } = options;
  let wake: () => void = () => undefined;
  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
    });
    signal.removeEventListener('abort', wake);
  }
  async function work(): Promise<void> {
    const interruptions: Interruptions = new Map();
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      try {
        if (await doNextJob(options, interruptions)) continue;
      } catch (error) {
        if (!isOver()) logger.warn({ err: error }, 'jobs could not be looked for; it is tried again');
      }
      if (!isOver()) await pause();
    }
  }
  return {
    wake: () => {
      wake();
    },
    done: work(),
  };
}

/** False if there is nothing to do, others do it, or it was interrupted. */
export async function doNextJob(options: JobWorkerOptions, interruptions: Interruptions = new Map()): Promise<boolean> {
  const { db, kinds } = options;
  const open = await listOpenJobs(db);
  for (const job of open) {
    const work = kinds[job.kind];
    if (work === undefined || options.signal.aborted) continue;
    const done = await workAlone(db, `mercia job ${job.id}`, async () => {
      // It may have been done between the look at the table and now.
      const current = await findJob(db, job.id);
      if (current === null || (current.state !== 'WAITING' && current.state !== 'RUNNING')) return false;
      return doJob(current, work, options, interruptions);
    });
    if (done === true) return true;
  }
  return false;
}

/** False if it was interrupted: whoever looks next begins it again. */
async function doJob(
  job: Job,
  work: JobWork,
  { db, clock, logger, signal }: JobWorkerOptions,
  interruptions: Interruptions,
): Promise<boolean> {
  const { id, kind } = job;
  const begun = await db
    .updateTable('comparison_job')
    .set({ state: 'RUNNING', started_at: job.startedAt ?? clock() })
    .where('id', '=', id)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .executeTakeFirst();
  // It was cancelled meanwhile.
  if (begun.numUpdatedRows === 0n) return true;
  const before = interruptions.get(id) ?? 0;
  const progress: JobProgress = {
    async step(what, done = 0, total) {
      signal.throwIfAborted();
      const { numUpdatedRows } = await db
        .updateTable('comparison_job')
        .set({ step: what, done, total: total ?? null })
        .where('id', '=', id)
        .where('state', '=', 'RUNNING')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new JobCancelledError(`job ${id} was cancelled`);
    },
    goesOn: (error) => signal.aborted || (passesByItself(error) && before < MOST_INTERRUPTIONS),
  };
  try {
    await work(job, progress, signal);
    await finish(db, id, { state: 'DONE', problem: null, at: clock() });
    logger.info({ job: id, kind }, 'a job is done');
  } catch (error) {
    if (error instanceof JobCancelledError) return true;
    if (progress.goesOn(error)) {
      if (!signal.aborted)
        logger.warn({ job: id, kind, err: error }, 'the database went away under a job; it is begun again');
      interruptions.set(id, before + 1);
      return false;
    }
    logger.warn({ job: id, kind, err: error }, 'a job failed');
    await finish(db, id, { state: 'FAILED', problem: describeProblem(error), at: clock() });
  }
  interruptions.delete(id);
  return true;
}

function describeProblem(error: unknown): string {
  return isMerciaError(error)
    ? `${error.code}: ${error.publicMessage}`
    : 'INTERNAL: Mercia failed internally; its log says more';
}

async function finish(
  db: Kysely<Database>,
  id: string,
  { state, problem, at }: { readonly state: 'DONE' | 'FAILED'; readonly problem: string | null; readonly at: Date },
): Promise<void> {
  const write = db
    .updateTable('comparison_job')
    .set({ state, problem, finished_at: at })
    .where('id', '=', id)
    .where('state', '=', 'RUNNING');
  await onceThere(() => write.execute());
}
