import PQueue from 'p-queue';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, type ErrorCode } from '#platform/errors.ts';
import { failedInternally, harvestIfDue, type HarvestOutcome, type HarvestSystemOptions } from './harvest-system.ts';
import { LeaseHeldError } from './lease.ts';
import { createMatchingTurn } from './matching-turn.ts';
import type { FullPlan } from './nightly.ts';
import { SHARED_PROCESS_PACE } from './pace.ts';
import type { LastTry } from './run.ts';
import { waitFor, type WaitFor } from './wait-for.ts';

export interface HarvestQueueOptions extends Omit<HarvestSystemOptions, 'adapter' | 'full'> {
  /** Systems harvested at a time; each takes a connection of the pool. */
  readonly concurrency?: number | undefined;
  readonly wait?: WaitFor | undefined;
}

export interface HarvestResult {
  readonly system: SystemId;
  /** Null if it did not finish; `problem` says why. If it finished, `problem` says that what it brought is not matched yet. */
  readonly kind: 'full' | 'changes' | null;
  readonly resumed: boolean;
  readonly records: number;
  readonly deletions: number;
  readonly rejects: number;
  readonly elapsedMs: number;
  readonly problem: string | null;
  readonly code: ErrorCode | null;
  /** Another process harvests it now, or harvested it so lately that it was not due; null if neither. */
  readonly elsewhere: 'now' | LastTry | null;
}

export function createHarvestQueue(options: HarvestQueueOptions) {
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

  /** Whether everything is matched that was waiting; never throws. */
  async function match(system: SystemId, urgency: 'now' | 'later' = 'now'): Promise<Matched> {
    try {
      await matching.join(urgency);
      return { problem: null, code: null };
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error, system }, 'what was harvested of a system could not be matched');
      return { problem: `[${system}] harvest: ${NOT_MATCHED}`, code: codeOf(error) };
    }
  }

  /**
   * Harvests a system when its turn comes, and matches what it brought together with what others did. Never throws for
   * what a system does; when the signal is aborted, the result has a problem that says so. Without `isDue` it always is.
   */
  async function harvest(
    adapter: LmsAdapter,
    full?: FullPlan,
    isDue: (last: LastTry) => boolean = () => true,
  ): Promise<HarvestResult> {
    const system = adapter.system.id;
    let startedAt = clock().getTime();
    const result = (known: Partial<HarvestResult>): HarvestResult => ({
      ...NOTHING,
      system,
      elapsedMs: clock().getTime() - startedAt,
      ...known,
    });
    let outcome: HarvestOutcome | LastTry;
    try {
      outcome = await queue.add(() => {
        signal.throwIfAborted();
        startedAt = clock().getTime();
        return harvestIfDue({ ...each, adapter, full }, isDue);
      });
    } catch (error) {
      const failed = result(describeFailure(system, error, signal));
      const { elapsedMs } = failed;
      if (failed.elsewhere === null && !signal.aborted)
        logger.warn({ err: error, system, elapsedMs }, 'a system could not be harvested');
      return failed;
    }
    if ('endedAt' in outcome) return result({ elsewhere: outcome });
    const { kind, resumed, records, deletions, rejects } = outcome;
    // Others may be harvested while this one waits to be matched.
    const matched = await match(system, kind === 'full' ? 'later' : 'now');
    const harvested = result({ kind, resumed, records, deletions, rejects, ...matched });
    const { elapsedMs } = harvested;
    logger.info({ system, kind, resumed, elapsedMs, records, deletions, rejects }, 'harvested a system');
    return harvested;
  }

  return { harvest, match };
}

type Matched = Pick<HarvestResult, 'problem' | 'code'>;

const NOT_MATCHED =
  'it came to its end, but what it brought could not be matched yet, so what is new cannot be found; see the log; it is matched with the next harvest';

function describeFailure(
  system: SystemId,
  error: unknown,
  { aborted }: AbortSignal,
): Pick<HarvestResult, 'problem' | 'code' | 'elsewhere'> {
  if (isMerciaError(error))
    return { problem: error.message, code: error.code, elsewhere: error instanceof LeaseHeldError ? 'now' : null };
  if (aborted) return { problem: `[${system}] harvest: stopped before it finished`, code: null, elsewhere: null };
  return { problem: failedInternally(system), code: codeOf(error), elsewhere: null };
}

function codeOf(error: unknown): ErrorCode {
  return isMerciaError(error) ? error.code : 'INTERNAL';
}

const NOTHING = {
  kind: null,
  resumed: false,
  records: 0,
  deletions: 0,
  rejects: 0,
  problem: null,
  code: null,
  elsewhere: null,
} as const;

/**
 * Harvests several systems side by side; one that fails stops no other. Results are in the order of the adapters.
 * Never throws for what a system does; when the signal is aborted, what is left has a problem that says so.
 */
export async function harvestAll({
  adapters,
  ...options
}: HarvestQueueOptions & { readonly adapters: readonly LmsAdapter[] }): Promise<readonly HarvestResult[]> {
  const queue = createHarvestQueue(options);
  return await Promise.all(adapters.map((adapter) => queue.harvest(adapter)));
}
