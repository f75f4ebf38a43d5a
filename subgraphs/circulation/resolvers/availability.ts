import { showCount } from '#domain/small-numbers.ts';
import type { AvailabilityResolvers } from '../__generated__/resolvers.ts';
import { pageItems } from '../page-items.ts';

export const Availability: AvailabilityResolvers = {
  holdQueue: ({ holdQueue }) => showCount(holdQueue).value,
  holdQueueAtLeast: ({ holdQueue }) => showCount(holdQueue).atLeast,
  items: ({ items }, { first, after }) => (items === null ? null : pageItems(items, first, after)),
};
