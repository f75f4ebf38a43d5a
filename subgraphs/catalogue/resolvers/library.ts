import type { LibraryResolvers } from '../__generated__/resolvers.ts';
import { toEntity } from '../directory.ts';
import { findHarvestStatus } from '../find-harvest-status.ts';

export const Library: LibraryResolvers = {
  __resolveReference: ({ id }, { directory }) => toEntity(directory.findLibrary(id)),
  network: ({ network }, _args, { directory }) => (network === null ? null : directory.getNetwork(network)),
  organisations: ({ organisations }, _args, { directory }) => organisations.map((id) => directory.getOrganisation(id)),
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
  harvest: ({ system }, _args, context) => findHarvestStatus(system, context),
  circulation: ({ id }, _args, { loaders }) => loaders.circulationByLibrary(id),
  holdingsCount: ({ id }, _args, { loaders }) => loaders.holdingsCountByLibrary(id),
};
