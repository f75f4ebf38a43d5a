/** The harvest of a running hub: every system that can be harvested, at its own interval, by the current region file. */
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createLoanKeeper } from '#union-index/loans/index.ts';
import { createPolicyKeeper } from '#union-index/policies/index.ts';
import {
  startHarvestSchedule,
  startRetryingRejects,
  applyAllRules,
  type HarvestProgress,
  type HarvestResult,
  type HarvestSchedule,
} from '#union-index/harvest/index.ts';
import { startTermKeeper } from '#search/terms/index.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Shutdown } from '../shutdown.ts';
import { startPublishing } from './feeds.ts';
import { whenSettled, type Hub } from './hub.ts';
import { noticeRestoredBackup } from './restored-backup.ts';

type OnProgress = (progress: HarvestProgress) => void;

/**
 * Harvests, passes on what was harvested, and counts its terms, until the process ends. Gives the result of each system's first harvest,
 * for the systems of the region when all have been tried.
 */
export function startIndexing(
  hub: Hub,
  shutdown: Shutdown,
  onProgress: OnProgress | null,
): Promise<readonly HarvestResult[]> {
  const { firstRound, done } = startHarvesting(hub, shutdown.signal, onProgress);
  for (const part of [done, startPublishing(hub, shutdown.signal), startKeepingTerms(hub, shutdown.signal)]) {
    shutdown.onClose(() => part);
  }
  return firstRound;
}

/** Keeps the terms for suggestions, browsing and spelling until `signal` ends it. Never rejects. */
export function startKeepingTerms(hub: Hub, signal: AbortSignal): Promise<void> {
  return startTermKeeper({
    db: hub.store.jobs,
    clock: () => new Date(),
    logger: hub.logger.child({ part: 'terms' }),
    signal,
  });
}

/** One schedule of one version of the region file. */
interface Round {
  readonly schedule: Promise<HarvestSchedule>;
  /** Ends its harvests behind the page under way. */
  readonly stop: AbortController;
}

/**
 * Keeps every system harvested until `signal` ends it. Where another region file changes a system, the harvests under way
 * end behind their page; what the new file hides is hidden, and the new schedule goes on. A library's new name leaves them alone.
 */
function startHarvesting(hub: Hub, signal: AbortSignal, onProgress: OnProgress | null) {
  const begin = (after: Promise<unknown>): Round => {
    const stop = new AbortController();
    return { stop, schedule: after.then(() => startSchedule(hub, AbortSignal.any([signal, stop.signal]), onProgress)) };
  };
  let round = begin(whenSettled(hub, signal, () => Promise.all([applyRegionRules(hub), noticeRestoredBackup(hub)])));
  hub.onReplaced(({ region }) => {
    if (region.id === hub.region.id && isDeepStrictEqual(region.systems, hub.region.systems)) return;
    round.stop.abort();
    // At once, whatever is under way: a harvest by the old rules can write nothing from then on.
    const applied = whenSettled(hub, signal, () => applyRegionRules(hub));
    round = begin(Promise.all([applied, round.schedule.then(({ done }) => done)]));
  });

  async function ofLast<T>(ask: (schedule: HarvestSchedule) => Promise<T>): Promise<T> {
    for (;;) {
      const asked = round;
      const answer = await ask(await asked.schedule);
      if (asked === round) return answer;
    }
  }
  const retrying = retryRejects(hub, signal);
  // Ends when the signal was aborted and the last page under way is written or undone. Never rejects.
  const done = Promise.all([ofLast((schedule) => schedule.done), retrying]).then(() => undefined);
  return { firstRound: ofLast(({ firstRound }) => firstRound), done };
}

/** Reads rejects again for whoever asks for it in the graph, by the region file of the moment. Never rejects. */
function retryRejects(hub: Hub, signal: AbortSignal): Promise<void> {
  return startRetryingRejects({
    db: hub.store.jobs,
    holder: hub.holder,
    adapters: () => hub.adapters,
    ingest: () => hub.ingest,
    clock: () => new Date(),
    logger: hub.logger,
    signal,
  });
}

/** What the region file hides is hidden in the index, before anything else is done with it. Never rejects. */
export async function applyRegionRules(hub: Hub): Promise<void> {
  const { store, ingest, logger, adapters } = hub;
  const harvested = [...adapters.values()].filter(({ harvest }) => harvest !== undefined);
  const anyApplied = await applyAllRules({ db: store.db, ingest, clock: () => new Date(), logger }, harvested);
  // What a store no longer has must be in no memory either; what is held there is newer than the store, so not without need.
  if (anyApplied) hub.lastKnown.forget();
}

/** What messages call a library: its name, with the id that commands are given. */
export function nameOfLibrary({ libraries }: Pick<Region, 'libraries'>): (id: LibraryId) => string {
  const names = new Map(libraries.map(({ id, name }) => [id, name]));
  return (id) => {
    const name = names.get(id);
    return name === undefined ? id : `${name} (${id})`;
  };
}

function startSchedule(hub: Hub, signal: AbortSignal, onProgress: OnProgress | null): HarvestSchedule {
  const { store, ingest, pace, holder, logger, region, adapters, settings } = hub;
  const systems = region.systems.flatMap(({ id, timeZone, harvest: { everySeconds, fullEverySeconds } }) => {
    const adapter = adapters.get(id);
    return adapter?.harvest === undefined ? [] : [{ adapter, everySeconds, fullEverySeconds, timeZone }];
  });
  const clock = (): Date => new Date();
  const keepPolicies = createPolicyKeeper({ db: store.db, clock, logger });
  // The region of the moment: an agreement may be given up while systems stay as they are.
  const keepLoans = createLoanKeeper({
    db: store.db,
    holder,
    clock,
    logger,
    region: () => hub.region,
    readerRowsDays: settings.readerRowsDays,
  });
  return startHarvestSchedule({
    db: store.db,
    ingest,
    holder,
    clock,
    logger,
    signal,
    systems,
    concurrency: pace.concurrency,
    recordsAtOnce: pace.recordsAtOnce,
    rejectDays: settings.rejectDays,
    nameOfLibrary: nameOfLibrary(region),
    afterHarvest: async (...harvested) => {
      await keepPolicies(...harvested);
      await keepLoans(...harvested);
    },
    ...(onProgress === null ? {} : { onProgress: untilAborted(onProgress, signal) }),
  });
}

/** What a stopped harvest says of itself is no system's problem. */
function untilAborted(onProgress: OnProgress, signal: AbortSignal): OnProgress {
  return (progress) => {
    if (!signal.aborted) onProgress(progress);
  };
}
