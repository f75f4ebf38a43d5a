import type { ItemReferenceResolvers } from '../__generated__/resolvers.ts';

export const ItemReference: ItemReferenceResolvers = {
  item: ({ item }) => ({ id: item }),
};
