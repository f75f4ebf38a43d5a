/** What leaves the database by age, or because nobody reads it any more (docs/store.md, "How long rows are kept"). */
import { deleteOldJobs } from '#comparison/index.ts';
import { inSteps } from '#store/in-steps.ts';
import { forgetActions } from '#store/repositories/actions/actions.ts';
import { forgetReadings } from '#feed-log/index.ts';
import { COPY_CHANGE_DAYS, forgetCopyChanges } from '#store/repositories/last-known/copy-changes.ts';
import {
  forgetAnsweringChanges,
  forgetAnsweringHours,
  forgetWrittenHours,
  KEPT_HOURS,
} from '#subgraphs/circulation/index.ts';
import { deleteOldRuns, deleteReadChanges } from '#union-index/harvest/index.ts';
import { READER_LISTS } from '#union-index/loans/index.ts';
import { forgetRulingRequests } from '#union-index/rulings/index.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Settings } from '#platform/config.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { keepDoing, type Hub } from './hub.ts';
import type { Shutdown } from '../shutdown.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days that it is kept who read feeds (docs/privacy.md): addresses may be those of persons. */
const READINGS_DAYS = 90;
/** Days that harvest runs are kept, for whoever looks for what went wrong. */
const RUN_DAYS = 14;
const JOB_DAYS = 365;
/** Days that it is counted what was sent to a system, for a library that moves back. */
const WRITTEN_DAYS = 365;
/** Days that requests for rulings are kept after they were answered, for whoever asked. */
const REQUEST_DAYS = 365;

interface Removal {
  readonly db: Kysely<Database>;
  readonly settings: Pick<Settings, 'actionDays' | 'readerRowsDays'>;
  /** Those of the region file. */
  readonly systems: readonly SystemId[];
  readonly now: Date;
  readonly signal: AbortSignal;
}

interface Chore {
  readonly table: string;
  readonly everyHours: number;
  /** Gives how many rows went. Several processes may do it at once. */
  readonly remove: (removal: Removal) => Promise<number>;
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

export const CHORES: readonly Chore[] = [
  {
    table: 'change',
    everyHours: 1,
    remove: ({ db, signal }) => inSteps((rows) => deleteReadChanges(db, rows), signal),
  },
  {
    table: 'harvest_run',
    everyHours: 1,
    remove: ({ db, now, signal }) => inSteps((rows) => deleteOldRuns(db, daysBefore(now, RUN_DAYS), rows), signal),
  },
  {
    table: 'comparison_job',
    everyHours: 24,
    remove: ({ db, now, signal }) => inSteps((rows) => deleteOldJobs(db, daysBefore(now, JOB_DAYS), rows), signal),
  },
  {
    table: 'action',
    everyHours: 24,
    remove: ({ db, settings, now }) => forgetActions(db, daysBefore(now, settings.actionDays), now),
  },
  daily('ruling_request', REQUEST_DAYS, forgetRulingRequests),
  daily('feed_reading', READINGS_DAYS, forgetReadings),
  daily('answering_change', KEPT_HOURS / 24, forgetAnsweringChanges),
  daily('answering_hour', KEPT_HOURS / 24, forgetAnsweringHours),
  daily('written_hour', WRITTEN_DAYS, forgetWrittenHours),
  {
    table: 'copy_change',
    everyHours: 24,
    remove: ({ db, now, signal }) =>
      inSteps((rows) => forgetCopyChanges(db, daysBefore(now, COPY_CHANGE_DAYS), rows), signal),
  },
  ...READER_LISTS.map((list): Chore => ({
    table: list.table,
    everyHours: 1,
    remove: ({ db, settings: { readerRowsDays }, systems, now }) => list.forget(db, { systems, now, readerRowsDays }),
  })),
];

function daily(table: string, days: number, forget: (db: Kysely<Database>, before: Date) => Promise<number>): Chore {
  return { table, everyHours: 24, remove: ({ db, now }) => forget(db, daysBefore(now, days)) };
}

/** Removes them now and every hour or day; what cannot be removed while the database is away is removed the next time. */
export function removeOldRows(hub: Hub, shutdown: Shutdown): void {
  let hour = 0;
  keepDoing(hub, shutdown, HOUR_MS, async () => {
    const due = CHORES.filter(({ everyHours }) => hour % everyHours === 0);
    hour += 1;
    for (const chore of due) await removeOnce(hub, chore, shutdown.signal);
  });
}

async function removeOnce({ store, settings, region, logger }: Hub, chore: Chore, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { table } = chore;
  try {
    const systems = region.systems.map(({ id }) => id);
    const removed = await chore.remove({ db: store.db, settings, systems, now: new Date(), signal });
    if (removed > 0) logger.info({ table, removed }, 'Old rows were removed');
  } catch (err) {
    logger.warn({ err, table }, 'Old rows could not be removed; it is tried again later');
  }
}
