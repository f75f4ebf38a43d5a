/** The adapter for Skeleton: harvest alone, so far. */
import type { AdapterKind } from '#contract/adapter.ts';
import { createSkeletonAdapter } from './adapter.ts';
import { skeletonSettings } from './config.ts';
import { createReadingRules } from './reading-rules.ts';
import { createSkeletonSite } from './site.ts';

export const skeletonKind: AdapterKind = {
  kind: 'skeleton',
  title: 'Skeleton',
  // What more it can do when the region file says more: a log-in, a setting.
  described: [{ as: 'yes' }],
  // Whose running system was asked for it, and where the answers are; until then the kind is experimental.
  evidence: [{ make: 'Skeleton', seen: [], documented: [], assumed: ['everything'] }],
  settings: skeletonSettings,
  harvestMethods: [],
  rules: (system, logger) => createReadingRules(createSkeletonSite(system, logger)),
  create: createSkeletonAdapter,
};
