import { createId } from '#domain/ids.ts';
import type { AuditEntryResolvers } from '../__generated__/resolvers.ts';

export const AuditEntry: AuditEntryResolvers = {
  id: ({ id }, _args, { libraries }) => `${libraries.regionId}:audit:${id}`,
  at: ({ at }) => at.toISOString(),
  // A library that has left the region is named nowhere else any more.
  actorLibraries: ({ actorLibraries }, _args, { libraries }) =>
    actorLibraries.filter((id) => libraries.find(id) !== null).map((id) => ({ id })),
  library: ({ library }, _args, { libraries }) =>
    library === null || libraries.find(library) === null ? null : { id: library },
  patron: ({ patron }, _args, { libraries }) =>
    patron === null ? null : createId(libraries.regionId, 'patron', patron),
};
