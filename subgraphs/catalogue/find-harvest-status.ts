import type { SystemId } from '#domain/ids.ts';
import type { HarvestStatus } from '#union-index/index.ts';
import type { CatalogueContext } from './context.ts';

/** Null for a system that cannot be harvested at all. */
export async function findHarvestStatus(
  system: SystemId,
  { directory, loaders }: Pick<CatalogueContext, 'directory' | 'loaders'>,
): Promise<HarvestStatus | null> {
  const isHarvested = directory.capabilitiesOf(system).includes('HARVEST_FULL');
  return isHarvested ? loaders.harvestStatusBySystem(system) : null;
}
