/** The migration part over the region of the moment, and the jobs that it is asked for. */
import {
  COMPARE_RECORDS,
  compareRecordsWork,
  FINDERS,
  forgetReaderRows,
  snapshotWork,
  startJobWorker,
  TAKE_SNAPSHOT,
  type JobWork,
  type JobWorker,
} from '#comparison/index.ts';
import { forgetLedgerRows, movingJobs } from '#moving/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { Database } from '#store/tables.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';
import type { Kysely } from 'kysely';
import type { Shutdown } from '../shutdown.ts';
import { keepDoing, type Hub } from './hub.ts';

/** `onJob` is told of a job that was asked for; if not given, whoever does jobs finds it within a second. */
export function buildMigration(hub: Hub, verify: ContextVerifier, onJob?: () => void): Subgraph {
  const logger = hub.logger.child({ subgraph: 'migration' });
  const onPhase = (): Promise<void> => hub.phases.look();
  const current = hub.derive(({ region, written }) =>
    createMigrationSubgraph({
      region,
      written,
      store: hub.store,
      verify,
      clock: () => new Date(),
      logger,
      onJob,
      onPhase,
    }),
  );
  return { name: 'migration', execute: (request) => current().execute(request) };
}

export function createJobKinds(
  db: Kysely<Database>,
  logger: Logger = createLogger('warn', 'jobs'),
): Readonly<Record<string, JobWork>> {
  return {
    [TAKE_SNAPSHOT]: snapshotWork({ db, finders: FINDERS, clock: () => new Date() }),
    [COMPARE_RECORDS]: compareRecordsWork(db, logger),
    ...movingJobs(db, logger),
  };
}

/** Does jobs until the process ends; what is under way then is gone on with by whoever starts next. */
export function startJobs(hub: Hub, shutdown: Shutdown): JobWorker {
  const { store, logger } = hub;
  const db = store.jobs;
  const worker = startJobWorker({
    db,
    kinds: createJobKinds(db, logger),
    clock: () => new Date(),
    logger: logger.child({ part: 'jobs' }),
    signal: shutdown.signal,
  });
  shutdown.onClose(() => worker.done);
  forgetReaders(hub, shutdown);
  return worker;
}

const FORGET_EVERY_MS = 3_600_000;

/**
 * Takes the rows about readers out of the snapshots that may not be kept any longer: now, every hour, and as soon as another
 * region file is in force.
 */
function forgetReaders(hub: Hub, shutdown: Shutdown): void {
  const { logger, settings } = hub;
  async function forget(): Promise<void> {
    try {
      const rule = { region: hub.region, now: new Date(), days: settings.readerRowsDays };
      const rows =
        (await forgetReaderRows(hub.store.jobs, rule)) + (await forgetLedgerRows(hub.store.jobs, hub.region));
      if (rows > 0) logger.info({ rows }, 'rows about readers have left snapshots and ledgers');
    } catch (error) {
      const code = isMerciaError(error) ? error.code : 'INTERNAL';
      logger.warn({ code }, 'rows about readers could not be taken out of the snapshots');
    }
  }
  hub.onReplaced(keepDoing(hub, shutdown, FORGET_EVERY_MS, forget));
}
