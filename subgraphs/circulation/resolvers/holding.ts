import { toId } from '#domain/ids.ts';
import type { HoldingResolvers } from '../__generated__/resolvers.ts';

export const Holding: HoldingResolvers = {
  __resolveReference: (reference) => {
    const id = toId(reference.id, 'holding');
    return id === null ? null : { id, liveKeys: 'liveKeys' in reference ? reference.liveKeys : [] };
  },
  availability: (holding, _args, { loaders }) => loaders.availabilityByHolding(holding),
};
