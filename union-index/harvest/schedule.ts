import type { LmsAdapter } from '#adapters/adapter.ts';
import { createHarvestQueue, type HarvestQueueOptions, type HarvestResult } from './harvest-queue.ts';
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
 * `everySeconds`. Ends when the signal is aborted.
 */
export function startHarvestSchedule(options: HarvestScheduleOptions): HarvestSchedule {
  const { systems, afterHarvest, random = Math.random, wait = waitFor, ...each } = options;
  const queue = createHarvestQueue({ ...each, wait });
  const first: Promise<HarvestResult>[] = [];
  // A function, because the compiler takes a flag read once for read for ever.
  const isStopped = (): boolean => options.signal.aborted;

  async function keepUpToDate(
    adapter: LmsAdapter,
    everySeconds: number,
    harvest: () => Promise<HarvestResult>,
    initial: Promise<HarvestResult>,
  ): Promise<void> {
    let result = await initial;
    let failures = 0;
    while (!isStopped()) {
      failures = result.problem === null ? 0 : failures + 1;
      const seconds =
        failures === 0 ? everySeconds : Math.min(everySeconds, FIRST_RETRY_SECONDS * 2 ** Math.min(failures - 1, 20));
      try {
        await wait(seconds * 1000 * (1 - JITTER + 2 * JITTER * random()), options.signal);
      } catch {
        return;
      }
      result = await harvest();
      // One that was told to stop says nothing of its system.
      if (!isStopped()) await afterHarvest?.(adapter, options.signal, result.problem === null);
    }
  }

  const loops = systems.map(({ adapter, everySeconds, fullEverySeconds, timeZone = 'Europe/London' }) => {
    const full = fullEverySeconds === undefined ? undefined : { everySeconds: fullEverySeconds, timeZone };
    const harvest = (): Promise<HarvestResult> => queue.harvest(adapter, full);
    const initial = harvest();
    first.push(initial);
    return keepUpToDate(adapter, everySeconds, harvest, initial);
  });
  return {
    firstRound: Promise.all(first),
    done: Promise.all(loops).then(() => undefined),
  };
}
