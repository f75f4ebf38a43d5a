import { toId } from '#domain/ids.ts';
import type { ItemResolvers } from '../__generated__/resolvers.ts';
import type { ItemSubject } from '../models.ts';

export const Item: ItemResolvers = {
  __resolveReference: (reference, { loaders }) => {
    const id = toId(reference.id, 'item');
    return id === null ? null : loaders.itemById(id);
  },
  holdQueue: (item) => (queueOf(item) === 0 ? 0 : null),
  holdQueueAtLeast: (item) => {
    const queue = queueOf(item);
    return queue === null ? null : Math.min(queue, 1);
  },
  // No system that is read so far tells it: null says so.
  boundWith: () => null,
};

/** Beside the title's own number a copy's would give small ones away: that there is one is all that is told of it. */
function queueOf(item: ItemSubject): number | null {
  return 'holdQueue' in item ? item.holdQueue : null;
}
