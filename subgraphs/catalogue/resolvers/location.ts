import type { LocationResolvers } from '../__generated__/resolvers.ts';
import { toEntity, toLocationId } from '../directory.ts';

export const Location: LocationResolvers = {
  __resolveReference: ({ id }, { directory }) => toEntity(directory.findLocation(id)),
  id: (model) => toLocationId(model),
  code: ({ location }) => location.code,
  name: ({ location }) => location.name,
};
