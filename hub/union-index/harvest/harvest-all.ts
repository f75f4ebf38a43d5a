import type { LmsAdapter } from '#contract/adapter.ts';
import { createHarvestQueue, type HarvestQueueOptions, type HarvestResult } from './harvest-queue.ts';

export interface HarvestAllOptions extends HarvestQueueOptions {
  readonly adapters: readonly LmsAdapter[];
}

/**
 * Harvests several systems side by side; one that fails stops no other. Results are in the order of the adapters.
 * Never throws for what a system does; when the signal is aborted, what is left has a problem that says so.
 */
export async function harvestAll({ adapters, ...options }: HarvestAllOptions): Promise<readonly HarvestResult[]> {
  const queue = createHarvestQueue(options);
  return await Promise.all(adapters.map((adapter) => queue.harvest(adapter)));
}
