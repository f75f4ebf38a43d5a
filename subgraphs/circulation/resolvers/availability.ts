import type { AvailabilityResolvers } from '../__generated__/resolvers.ts';
import { pageItems } from '../page-items.ts';

export const Availability: AvailabilityResolvers = {
  items: ({ items }, { first, after }) => (items === null ? null : pageItems(items, first, after)),
};
