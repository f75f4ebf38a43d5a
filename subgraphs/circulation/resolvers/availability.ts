/** Holdings, how their copies stand, and single copies. */
import { systemOfId, toId, type SystemId } from '#domain/ids.ts';
import { showCount } from '#domain/small-numbers.ts';
import type {
  AvailabilityResolvers,
  HoldingResolvers,
  ItemResolvers,
  PlaceResolvers,
} from '../__generated__/resolvers.ts';
import type { CirculationContext } from '../context.ts';
import type { ItemSubject } from '../models.ts';
import { pageItems } from '../page-items.ts';
import { toPlace } from '../sites.ts';
import { history } from './copy-history.ts';
import { KNOWN_OF_ITEM, wantsOnly } from './wanted-fields.ts';

export const Holding: HoldingResolvers = {
  __resolveReference: (reference) => {
    const id = toId(reference.id, 'holding');
    if (id === null) return null;
    const liveKeys = 'liveKeys' in reference ? reference.liveKeys : [];
    return { id, liveKeys, online: 'online' in reference && reference.online === true };
  },
  availability: (holding, _args, { loaders }) => loaders.availabilityByHolding(holding),
};

export const Availability: AvailabilityResolvers = {
  holdQueue: ({ holdQueue }) => showCount(holdQueue).value,
  holdQueueAtLeast: ({ holdQueue }) => showCount(holdQueue).atLeast,
  items: ({ items }, { first, after }) => (items === null ? null : pageItems(items, first, after)),
};

export const Item: ItemResolvers = {
  // What was told of a copy is known without its system, which may be silent or have it no more.
  __resolveReference: (reference, { loaders }, info) => {
    const id = toId(reference.id, 'item');
    if (id === null) return null;
    return wantsOnly(KNOWN_OF_ITEM, info) ? { id } : loaders.itemById(id);
  },
  holdQueue: (item) => (queueOf(item) === 0 ? 0 : null),
  holdQueueAtLeast: (item) => {
    const queue = queueOf(item);
    return queue === null ? null : Math.min(queue, 1);
  },
  permanentLocation: (item, _args, context) =>
    'permanentLocation' in item ? toPlace(item.permanentLocation, systemOf(item, context)) : null,
  currentLocation: (item, _args, context) =>
    'currentLocation' in item ? toPlace(item.currentLocation, systemOf(item, context)) : null,
  history,
  // No system that is read so far tells it: null says so.
  boundWith: () => null,
};

export const Place: PlaceResolvers = {
  site: (place, _args, { findSite }) => findSite(place),
};

/** The system whose codes the copy's places are in: the one that answers for it. */
function systemOf({ id }: ItemSubject, { movedIds }: Pick<CirculationContext, 'movedIds'>): SystemId | null {
  return systemOfId(movedIds.newOf(id), 'item');
}

/** Next to the title's own number a copy's would give small ones away: that there is a queue is all that is shown of it. */
function queueOf(item: ItemSubject): number | null {
  return 'holdQueue' in item ? item.holdQueue : null;
}
