import type { LmsAdapter } from '#adapters/adapter.ts';
import { createHarvestLine, type HarvestLineOptions, type HarvestResult } from './harvest-line.ts';

export interface HarvestAllOptions extends HarvestLineOptions {
  readonly adapters: readonly LmsAdapter[];
}

/**
 * Harvests several systems side by side; one that fails stops no other. Results stand in the order of the adapters.
 * Never throws for what a system does; when the signal is aborted, what is left has a problem that says so.
 */
export async function harvestAll({ adapters, ...options }: HarvestAllOptions): Promise<readonly HarvestResult[]> {
  const line = createHarvestLine(options);
  return await Promise.all(adapters.map((adapter) => line.harvest(adapter)));
}
