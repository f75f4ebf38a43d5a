import type { HoldResolvers } from '../__generated__/resolvers.ts';

export const Hold: HoldResolvers = {
  item: ({ item }, _args, { loaders }) => (item === null ? null : loaders.itemById(item)),
};
