import type { LmsAdapter } from '#adapters/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, type ErrorCode } from '#platform/errors.ts';
import PQueue from 'p-queue';
import { harvestUnmatched, type HarvestSystemOptions } from './harvest-system.ts';
import { createMatchingTurn } from './matching-turn.ts';
import type { FullPlan } from './nightly.ts';
import { SHARED_PROCESS_PACE } from './pace.ts';
import { waitFor, type WaitFor } from './wait-for.ts';

export interface HarvestQueueOptions extends Omit<HarvestSystemOptions, 'adapter' | 'full'> {
  /** Systems harvested at a time; each takes a connection of the pool. */
  readonly concurrency?: number | undefined;
  readonly wait?: WaitFor | undefined;
}

export interface HarvestResult {
  readonly system: SystemId;
  /** Null if it did not finish; `problem` says why. */
  readonly kind: 'full' | 'changes' | null;
  readonly resumed: boolean;
  readonly records: number;
  readonly deletions: number;
  readonly rejects: number;
  readonly elapsedMs: number;
  readonly problem: string | null;
  readonly code: ErrorCode | null;
}

/** Where systems queue for their harvest. */
export interface HarvestQueue {
  /**
   * Harvests a system when its turn comes, and matches what it brought together with what others did. Never throws for
   * what a system does; when the signal is aborted, the result has a problem that says so.
   */
  harvest(adapter: LmsAdapter, full?: FullPlan): Promise<HarvestResult>;
}

export function createHarvestQueue(options: HarvestQueueOptions): HarvestQueue {
  const { concurrency, wait = waitFor, ...each } = options;
  const { clock, db, ingest, logger, signal } = each;
  const queue = new PQueue({ concurrency: concurrency ?? SHARED_PROCESS_PACE.concurrency });
  const matching = createMatchingTurn({
    match: () => ingest.matchWaiting(db, clock, signal),
    isQuiet: () => queue.size + queue.pending === 0,
    wait,
    signal,
  });
  queue.addEventListener('idle', () => {
    matching.becomeQuiet();
  });

  async function harvest(adapter: LmsAdapter, full?: FullPlan): Promise<HarvestResult> {
    const system = adapter.system.id;
    let startedAt = clock().getTime();
    const elapsed = (): number => clock().getTime() - startedAt;
    try {
      const outcome = await queue.add(() => {
        signal.throwIfAborted();
        startedAt = clock().getTime();
        return harvestUnmatched({ ...each, adapter, full });
      });
      // Others may be harvested while this one waits to be matched.
      await matching.join(outcome.kind === 'full' ? 'later' : 'now');
      const { kind, resumed, records, deletions, rejects } = outcome;
      const counts = { records, deletions, rejects };
      const elapsedMs = elapsed();
      logger.info({ system, kind, resumed, elapsedMs, ...counts }, 'harvested a system');
      return { system, kind, resumed, ...counts, elapsedMs, problem: null, code: null };
    } catch (error) {
      const elapsedMs = elapsed();
      const code = isMerciaError(error) ? error.code : null;
      const problem = isMerciaError(error) ? error.message : `[${system}] harvest: stopped before it finished`;
      if (!signal.aborted) logger.warn({ err: error, system, elapsedMs }, 'a system could not be harvested');
      return { system, kind: null, resumed: false, records: 0, deletions: 0, rejects: 0, elapsedMs, problem, code };
    }
  }

  return { harvest };
}
