import type { HarvestStatusResolvers } from '../__generated__/resolvers.ts';

export const HarvestStatus: HarvestStatusResolvers = {
  lastCompleteAt: ({ lastCompleteAt }) => lastCompleteAt?.toISOString() ?? null,
};
