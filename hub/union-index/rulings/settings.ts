import type { Region } from '#domain/region.ts';
import type { ClusterSettings } from '../cluster/recluster.ts';
import { createRegionNames } from '../ingest/region-names.ts';

/** What clustering must know of a region, as harvest has it. */
export function createClusterSettings({ systems }: Pick<Region, 'systems'>): ClusterSettings {
  return createRegionNames(systems.flatMap(({ owners }) => owners));
}
