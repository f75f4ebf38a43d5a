import { createId } from '#domain/ids.ts';
import type { AuditConnectionResolvers, AuditEdgeResolvers, AuditEntryResolvers } from '../__generated__/resolvers.ts';
import { toCursor } from '../read-audit.ts';

export const AuditConnection: AuditConnectionResolvers = {
  edges: ({ entries }) => entries,
  nodes: ({ entries }) => entries,
  pageInfo: ({ entries, ...place }) => {
    const [first, last] = [entries[0], entries.at(-1)];
    return {
      ...place,
      startCursor: first === undefined ? null : toCursor(first.id),
      endCursor: last === undefined ? null : toCursor(last.id),
    };
  },
};

export const AuditEdge: AuditEdgeResolvers = {
  cursor: ({ id }) => toCursor(id),
  node: (entry) => entry,
};

export const AuditEntry: AuditEntryResolvers = {
  id: ({ id }, _args, { libraries }) => `${libraries.regionId}:audit:${id}`,
  at: ({ at }) => at.toISOString(),
  // A library that has left the region has no other name in the graph.
  actorLibraries: ({ actorLibraries }, _args, { libraries }) =>
    actorLibraries.filter((id) => libraries.find(id) !== null).map((id) => ({ id })),
  library: ({ library }, _args, { libraries }) =>
    library === null || libraries.find(library) === null ? null : { id: library },
  patron: ({ patron }, _args, { libraries }) =>
    patron === null ? null : createId(libraries.regionId, 'patron', patron),
};
