import { toId } from '#domain/ids.ts';
import type { HoldingResolvers } from '../__generated__/resolvers.ts';

export const Holding: HoldingResolvers = {
  __resolveReference: (reference) => {
    const id = toId(reference.id, 'holding');
    if (id === null) return null;
    const liveKeys = 'liveKeys' in reference ? reference.liveKeys : [];
    return { id, liveKeys, online: 'online' in reference && reference.online === true };
  },
  availability: (holding, _args, { loaders }) => loaders.availabilityByHolding(holding),
};
