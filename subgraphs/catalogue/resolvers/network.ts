import type { NetworkResolvers } from '../__generated__/resolvers.ts';

export const Network: NetworkResolvers = {
  asks: ({ asks }, _args, { directory }) => asks.map((id) => directory.getNetwork(id)),
};
