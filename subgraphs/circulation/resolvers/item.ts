import { toId } from '#domain/ids.ts';
import type { ItemResolvers } from '../__generated__/resolvers.ts';

export const Item: ItemResolvers = {
  __resolveReference: (reference, { loaders }) => {
    const id = toId(reference.id, 'item');
    return id === null ? null : loaders.itemById(id);
  },
  // No system that is read so far tells it: null says so.
  boundWith: () => null,
};
