import { harvestIfDue, type HarvestOutcome, type HarvestSystemOptions } from '#union-index/harvest/harvest-system.ts';

/** Harvests one system whenever it was harvested last, and matches its records, as a queue does for several. */
export async function harvestSystem(options: HarvestSystemOptions): Promise<HarvestOutcome> {
  const outcome = await harvestIfDue(options, () => true);
  if ('endedAt' in outcome) throw new Error('a harvest that is always due was not made');
  await options.ingest.matchWaiting(options.db, options.clock, options.signal);
  return outcome;
}
