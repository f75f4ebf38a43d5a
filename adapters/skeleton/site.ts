/** One system of the kind Skeleton, as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { createSite, type Site } from '../shared/site.ts';
import { skeletonSettings, type SkeletonSettings } from './config.ts';

export type SkeletonSite = Site<SkeletonSettings>;

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createSkeletonSite(system: SystemConfig, logger: Logger): SkeletonSite {
  return createSite({ system, schema: skeletonSettings, logger, ownerList: 'owner' });
}
