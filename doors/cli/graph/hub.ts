/** The hub: the adapters of a region, the store, and what is built over both. */
import type { Settings } from '#platform/config.ts';
import { untilAborted } from '#platform/deadline.ts';
import { createLogger } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { openHostShares } from '#store/host-shares/host-shares.ts';
import { openStore, type OpenStoreOptions, type Store } from '#store/open-store.ts';
import {
  createAnswerHistory,
  createLastKnown,
  type AnswerHistory,
  type LastKnown,
} from '#subgraphs/circulation/index.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { SHARED_PROCESS_PACE, type HarvestPace } from '#union-index/harvest/index.ts';
import { createReadingNotes, type ReadingNotes } from '#feed-log/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { createWatchedGuards, type AdapterPlan } from '../region/adapters.ts';
import { followPhases, type PhaseFollower } from '../region/follow-phases.ts';
import { createOpenedRegion, type OpenedRegion } from '../region/opened-region.ts';
import { findRegion, type RegionSource } from '../region/region-source.ts';
import { readSettings } from '../settings.ts';
import { createShutdown, type Shutdown } from '../shutdown.ts';
import { toStoreOptions } from '../upkeep.ts';
import { noticeRestoredBackup } from './restored-backup.ts';
import { takeBackAgain } from './take-back.ts';

export interface Hub extends OpenedRegion {
  readonly settings: Settings;
  readonly store: Store;
  /** Of the region of the moment, as its adapters are. */
  readonly ingest: Ingest;
  readonly pace: HarvestPace;
  /** What systems last said of their copies; outlives the region of the moment. */
  readonly lastKnown: LastKnown;
  /** How systems answered over time. */
  readonly answers: AnswerHistory;
  readonly readings: ReadingNotes;
  readonly phases: PhaseFollower;
  /** Names this command in a lease; the harvester adds the process. */
  readonly holder: string;
}

export interface HubPlan extends Omit<AdapterPlan, 'guards'> {
  /** The command that opens the hub, such as `mercia harvest`; shown to others who wait for its lease. */
  readonly holder?: string | undefined;
  /** True if people may ask this process for live facts at any moment. */
  readonly answersReaders?: boolean;
  /** If not given, nobody counts what becomes of exchanges and last-known facts. */
  readonly metrics?: Metrics | undefined;
  /** How long an answer waits for what was last known, milliseconds; as usual if not given. */
  readonly lastKnownReadMs?: number | undefined;
  /** If not given, that of a process that answers readers too. */
  readonly pace?: HarvestPace | undefined;
}

export interface HubCommand extends Pick<HubPlan, 'only' | 'pace'> {
  readonly holder: string;
  readonly flags: Parameters<typeof readSettings>[0];
}

/**
 * Opens the hub for a command that may work next to a running `start`; closes it when the work is done or the command
 * is ended.
 */
export async function withHub<T>(
  { holder, flags, only, pace }: HubCommand,
  work: (hub: Hub, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const shutdown = createShutdown();
  const settings = readSettings(flags);
  const source = await findRegion(settings);
  const store = await openSettledStore(settings, 'tool');
  // Before the hub, which cannot be built if credentials are missing: a bundled server that was started for it would go on.
  shutdown.onClose(() => store.close());
  try {
    const hub = buildHub(source, settings, store, { holder, only, pace });
    shutdown.onClose(() => hub.close());
    await hub.phases.look();
    await noticeRestoredBackup(hub);
    await takeBackAgain(hub);
    const working = work(hub, shutdown.signal);
    // Before the store: at Ctrl-C the work has still to give back its lease of a system, or nobody else gets it for a while.
    shutdown.onClose(async () => void (await working.catch(() => undefined)));
    return await working;
  } finally {
    await shutdown.close();
  }
}

/** `start` is alone on its data folder, a `part` does not wait for its database. */
export async function openSettledStore(settings: Settings, purpose: OpenStoreOptions['purpose']): Promise<Store> {
  return openStore(toStoreOptions(settings, purpose));
}

/** Opens the store for a command that asks no system, and so needs no credentials of any. */
export async function withStore<T>(settings: Settings, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSettledStore(settings, 'tool');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Works as soon as the database has answered once, because a part may start before it; not at all if `signal` comes first. */
export async function whenSettled(
  { store }: Pick<Hub, 'store'>,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  await untilAborted(store.settled, signal, () => undefined);
  if (!signal.aborted) await work();
}

/**
 * Works when the database has answered once, and from then on at each interval, one time after the other, until the process ends.
 * Gives what lets it work at once. `work` must not reject.
 */
export function keepDoing(hub: Hub, shutdown: Shutdown, everyMs: number, work: () => Promise<void>): () => void {
  let working = whenSettled(hub, shutdown.signal, work);
  const next = (): void => void (working = working.then(work));
  const timer = setInterval(next, everyMs).unref();
  shutdown.onClose(async () => {
    clearInterval(timer);
    await working;
  });
  return next;
}

/** Puts a region and an open store together; closing the hub closes both. */
export function buildHub(source: RegionSource, settings: Settings, store: Store, plan: HubPlan = {}): Hub {
  const holder = plan.holder ?? 'mercia';
  const logger = createLogger(settings.logLevel);
  const shares = openHostShares({ db: store.db, logger, name: holder, answersReaders: plan.answersReaders ?? false });
  const opened = createOpenedRegion(source, settings, { ...plan, guards: createWatchedGuards(plan.metrics, shares) });
  const phases = followPhases(opened, store.db);
  const pace = plan.pace ?? SHARED_PROCESS_PACE;
  const ingest = opened.derive(({ region }) =>
    createIngest({
      regionId: region.id,
      owners: region.systems.flatMap(({ owners }) => owners),
      logger: opened.logger,
      matchedTogether: pace.matchedTogether,
    }),
  );
  const lastKnown = createLastKnown({
    db: store.db,
    now: Date.now,
    logger: opened.logger,
    keepDays: settings.lastKnownDays,
    readLimitMs: plan.lastKnownReadMs,
    observe: plan.metrics?.lastKnown.observerOf,
  });
  const answers = createAnswerHistory({ db: store.db, now: Date.now, logger: opened.logger });
  const readings = createReadingNotes({ db: store.db, logger: opened.logger });
  return {
    ...opened,
    // Written out, because spreading reads a getter once.
    get region() {
      return opened.region;
    },
    get adapters() {
      return opened.adapters;
    },
    get movedIds() {
      return opened.movedIds;
    },
    get written() {
      return opened.written;
    },
    get ingest() {
      return ingest();
    },
    settings,
    store,
    pace,
    lastKnown,
    answers,
    readings,
    phases,
    holder,
    async close() {
      await phases.close();
      await opened.close();
      await shares.close();
      await lastKnown.close();
      await answers.close();
      await readings.close();
      await store.close();
    },
  };
}
