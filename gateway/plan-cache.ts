/** Plans of the queries that were asked last. A discovery system has a few hundred; how many are kept is bounded by weight, too. */
import type { GatewayConfig } from '@apollo/gateway';
import { LRUCache } from 'lru-cache';

type PlanCache = NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']>;
type Plan = Parameters<PlanCache['set']>[1];

/** `maxSize` in characters of the plans as JSON: about a sixth of what they take in memory. */
const BOUNDS = { max: 500, maxSize: 8 * 1024 * 1024 };

export function createPlanCache(): PlanCache {
  const plans = new LRUCache<string, Plan>({ ...BOUNDS, sizeCalculation: (plan) => JSON.stringify(plan).length });
  return {
    get: async (key) => plans.get(key),
    set: async (key, plan) => void plans.set(key, plan),
    delete: async (key) => plans.delete(key),
    clear: () => {
      plans.clear();
    },
  };
}
