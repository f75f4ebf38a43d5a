import type { LmsAdapter } from '#adapters/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, type ErrorCode } from '#platform/errors.ts';
import PQueue from 'p-queue';
import { harvestSystem, type HarvestSystemOptions } from './harvest-system.ts';

export interface HarvestAllOptions extends Omit<HarvestSystemOptions, 'adapter'> {
  readonly adapters: readonly LmsAdapter[];
  /** Systems harvested at a time; each takes a connection of the pool. */
  readonly concurrency?: number | undefined;
}

export interface HarvestResult {
  readonly system: SystemId;
  /** Null where it did not come to its end; `problem` says why. */
  readonly kind: 'full' | 'changes' | null;
  readonly resumed: boolean;
  readonly records: number;
  readonly deletions: number;
  readonly rejects: number;
  readonly elapsedMs: number;
  readonly problem: string | null;
  readonly code: ErrorCode | null;
}

const DEFAULT_CONCURRENCY = 3;

/**
 * Harvests several systems side by side; one that fails stops no other. Results stand in the order of the adapters.
 * Never throws for what a system does; when the signal is aborted, what is left has a problem that says so.
 */
export async function harvestAll(options: HarvestAllOptions): Promise<readonly HarvestResult[]> {
  const { adapters, concurrency, ...each } = options;
  const queue = new PQueue({ concurrency: concurrency ?? DEFAULT_CONCURRENCY });
  return await Promise.all(adapters.map((adapter) => queue.add(() => harvestOne({ ...each, adapter }))));
}

/** Harvests one system and turns what it throws into a result. */
export async function harvestOne(options: HarvestSystemOptions): Promise<HarvestResult> {
  const { adapter, clock, logger } = options;
  const system = adapter.system.id;
  const startedAt = clock().getTime();
  try {
    options.signal.throwIfAborted();
    const { kind, resumed, records, deletions, rejects, finishedAt } = await harvestSystem(options);
    const elapsedMs = finishedAt.getTime() - startedAt;
    const counts = { records, deletions, rejects };
    logger.info({ system, kind, resumed, elapsedMs, ...counts }, 'harvested a system');
    return { system, kind, resumed, ...counts, elapsedMs, problem: null, code: null };
  } catch (error) {
    const elapsedMs = clock().getTime() - startedAt;
    const code = isMerciaError(error) ? error.code : null;
    const problem = isMerciaError(error) ? error.message : `[${system}] harvest: stopped before its end`;
    if (!options.signal.aborted) logger.warn({ err: error, system, elapsedMs }, 'a system could not be harvested');
    return { system, kind: null, resumed: false, records: 0, deletions: 0, rejects: 0, elapsedMs, problem, code };
  }
}
