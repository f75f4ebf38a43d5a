import type { Settings } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { openHostShares } from '#store/host-shares/host-shares.ts';
import { openStoreLater } from '#store/open-later.ts';
import type { DatabaseState } from '#store/settle.ts';
import { createAnswerHistory, createCopyHistories, createLastKnown } from '#subgraphs/circulation/index.ts';
import { existsSync } from 'node:fs';
import { openSettledStore } from '../graph/hub.ts';
import { addHostMetrics } from '../graph/metrics.ts';
import { createWatchedGuards } from '../region/adapters.ts';
import { followPhases } from '../region/follow-phases.ts';
import { explain, printNote } from '../output.ts';
import { addDatabaseMetrics } from '../graph/metrics.ts';
import { buildCirculation, buildAccountDependencies } from '../graph/parts.ts';
import { withPhases, withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecrets } from './part-keys.ts';
import { openFollowedRegion, serveOne } from './open.ts';

/** The router answers without a database too: then what does not answer is UNKNOWN at once after a restart. */
export async function serveCirculation(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecrets(settings));
  const metrics = createMetrics();
  const logger = createLogger(settings.logLevel);
  const memory = await openMemory(settings, logger, shutdown);
  const { db } = memory;
  if (db !== null) addDatabaseMetrics(metrics, memory);
  // Without a database, the limits of systems are those of this process alone.
  const shares =
    db === null ? undefined : openHostShares({ db, logger, name: 'mercia serve circulation', answersReaders: true });
  shutdown.onClose(async () => shares?.close());
  const guards = createWatchedGuards(metrics, shares);
  const { opened, reload } = await openFollowedRegion(settings, shutdown, { guards });
  const phases = followPhases(opened, db);
  shutdown.onClose(() => phases.close());
  addHostMetrics(metrics, opened);
  const lastKnown = createLastKnown({
    db,
    now: Date.now,
    logger: opened.logger,
    keepDays: settings.lastKnownDays,
    observe: metrics.lastKnown.observerOf,
  });
  shutdown.onClose(() => lastKnown.close());
  const history = db === null ? undefined : createAnswerHistory({ db, now: Date.now, logger: opened.logger });
  shutdown.onClose(async () => history?.close());
  const copyHistories =
    db === null ? undefined : createCopyHistories({ db, keepDays: settings.lastKnownDays, now: Date.now });
  const report = async () => {
    const { usable, problem } = await memory.state();
    const lastKnown = memory.without ?? (usable ? KEPT : `not kept: ${problem}`);
    return { ready: true, lastKnown, ...(problem === null ? {} : { problem }) };
  };
  const patrons = buildAccountDependencies(settings, db);
  const router = buildCirculation(opened, {
    verify,
    lastKnown,
    history,
    copyHistories,
    patrons,
    observe: metrics.calls,
  });
  await serveOne(router, settings, shutdown, {
    state: { ready: withRefusals(withPhases(report, phases), reload), logger: opened.logger, verify },
    metrics,
  });
}

const KEPT = 'kept in the database';

/**
 * The database of `DATABASE_URL`, which need not answer yet; else the bundled one of the data folder, where there is one.
 * A folder that does not exist is not made: two parts on two machines would then each have a database of its own.
 */
async function openMemory(settings: Settings, logger: Logger, shutdown: Shutdown) {
  const { databaseUrl, databaseDirectUrl: directUrl } = settings;
  if (databaseUrl !== undefined) {
    const store = openStoreLater({ databaseUrl, directUrl }, logger, 'last-known');
    shutdown.onClose(() => store.close());
    return { db: store.db, state: () => store.state(), without: null };
  }
  if (!existsSync(settings.data)) return withoutMemory('no DATABASE_URL and no data folder');
  try {
    const store = await openSettledStore(settings, 'tool');
    shutdown.onClose(() => store.close());
    return { db: store.db, state: () => store.state(), without: null };
  } catch (error) {
    printNote(explain(error));
    return withoutMemory('the bundled database cannot be opened');
  }
}

/** `without`: why nothing is kept, for as long as the process runs. */
function withoutMemory(why: string) {
  const words = `not kept: ${why}`;
  printNote(`Last-known facts are ${words}.`);
  return { db: null, state: async (): Promise<DatabaseState> => ({ usable: false, problem: null }), without: words };
}
