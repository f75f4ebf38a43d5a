import type { LmsAdapter } from '#contract/adapter.ts';
import { createHarvestQueue, type HarvestQueueOptions, type HarvestResult } from './harvest-queue.ts';
import type { LastTry } from './run.ts';
import { waitFor } from './wait-for.ts';

export interface HarvestScheduleOptions extends Omit<HarvestQueueOptions, 'kind'> {
  readonly systems: readonly {
    readonly adapter: LmsAdapter;
    /** Seconds between the end of one harvest and the start of the next (`harvest.everySeconds`). */
    readonly everySeconds: number;
    /** Seconds until everything is harvested again (`harvest.fullEverySeconds`). */
    readonly fullEverySeconds?: number | undefined;
    /** IANA zone of the system, for its nights; `Europe/London` if absent. */
    readonly timeZone?: string | undefined;
  }[];
  /**
   * Runs after each harvest and before the wait for the next; `harvested` is true if it finished. Must not reject. Not run
   * after the first harvest, because readers come as soon as that is over, and would have to wait.
   */
  readonly afterHarvest?: ((adapter: LmsAdapter, signal: AbortSignal, harvested: boolean) => Promise<void>) | undefined;
  /** 0 to 1; spreads the systems, so that they are not all harvested at once. */
  readonly random?: (() => number) | undefined;
}

export interface HarvestSchedule {
  /** The result of each system's first harvest, in order; a system that did not answer has a problem there. */
  readonly firstRound: Promise<readonly HarvestResult[]>;
  /** Ends when the signal was aborted and the last page under way is written or undone. Never rejects. */
  readonly done: Promise<void>;
}

const FIRST_RETRY_SECONDS = 15;
const JITTER = 0.1;

/**
 * Keeps every system up to date: one harvest at once, then one every `everySeconds`, give or take a tenth, never two of
 * one system at a time. A system that failed is tried again after 15 s, then after twice as long each time, at most
 * `everySeconds`; so is matching, without a harvest. What another process harvests counts as harvested: however many run, each system is asked once in that time. Ends
 * when the signal is aborted.
 */
export function startHarvestSchedule(options: HarvestScheduleOptions): HarvestSchedule {
  const { systems, afterHarvest, random = Math.random, wait = waitFor, ...each } = options;
  const { clock } = each;
  const queue = createHarvestQueue({ ...each, wait });
  const first: Promise<HarvestResult>[] = [];
  // A function, because the compiler takes a flag read once for read for ever.
  const isStopped = (): boolean => options.signal.aborted;

  async function keepUpToDate(
    adapter: LmsAdapter,
    everySeconds: number,
    harvest: (isDue?: (last: LastTry) => boolean) => Promise<HarvestResult>,
    initial: Promise<HarvestResult>,
  ): Promise<void> {
    let result = await initial;
    /** In a row, of whatever process. */
    let failures = 0;
    const retrySeconds = (times: number): number =>
      Math.min(everySeconds, FIRST_RETRY_SECONDS * 2 ** Math.min(times - 1, 20));
    const msSince = (at: Date): number => Math.max(0, clock().getTime() - at.getTime());
    let ownEndedAt = clock();
    let isMatching = false;
    const isDue = ({ endedAt, failed }: LastTry): boolean =>
      endedAt <= ownEndedAt ||
      msSince(endedAt) >= (failed ? retrySeconds(failures + 1) : everySeconds) * 1000 * (1 - JITTER);

    while (!isStopped()) {
      const { elsewhere } = result;
      // One that is harvested now is looked at again soon; whether that failed is known then.
      if (elsewhere !== 'now') failures = (elsewhere?.failed ?? result.problem !== null) ? failures + 1 : 0;
      const seconds = elsewhere === 'now' ? retrySeconds(1) : failures === 0 ? everySeconds : retrySeconds(failures);
      const goneMs = elsewhere === null || elsewhere === 'now' ? 0 : msSince(elsewhere.endedAt);
      const second = 1000 * (1 - JITTER + 2 * JITTER * random());
      // However long matching takes, the system is harvested in its time.
      const leftMs = isMatching ? everySeconds * second - msSince(ownEndedAt) : Number.POSITIVE_INFINITY;
      try {
        await wait(Math.max(0, Math.min(seconds * second - goneMs, leftMs)), options.signal);
      } catch {
        return;
      }
      // Nothing was wrong with the system: it is not asked again for what only waits to be matched.
      const isInTime = msSince(ownEndedAt) < everySeconds * 1000 * (1 - JITTER);
      if (isUnmatched(result) && seconds < everySeconds && isInTime) {
        isMatching = true;
        result = { ...result, ...(await queue.match(adapter.system.id)) };
        continue;
      }
      isMatching = false;
      result = await harvest(isDue);
      if (result.elsewhere === null) ownEndedAt = clock();
      // One that was told to stop says nothing of its system.
      if (!isStopped() && result.elsewhere === null)
        await afterHarvest?.(adapter, options.signal, result.kind !== null);
    }
  }

  const loops = systems.map(({ adapter, everySeconds, fullEverySeconds, timeZone = 'Europe/London' }) => {
    const full =
      fullEverySeconds === undefined
        ? undefined
        : { everySeconds: fullEverySeconds, timeZone, triedEverySeconds: everySeconds };
    const harvest = (isDue?: (last: LastTry) => boolean): Promise<HarvestResult> => queue.harvest(adapter, full, isDue);
    const initial = harvest();
    first.push(initial.then(withoutElsewhere));
    return keepUpToDate(adapter, everySeconds, harvest, initial);
  });
  return {
    firstRound: Promise.all(first),
    done: Promise.all(loops).then(() => undefined),
  };
}

/** What it brought is in the index, and cannot be found yet. */
function isUnmatched({ kind, problem }: HarvestResult): boolean {
  return kind !== null && problem !== null;
}

/** A system that another process harvests has no problem. */
function withoutElsewhere(result: HarvestResult): HarvestResult {
  return result.elsewhere === null ? result : { ...result, problem: null, code: null };
}
