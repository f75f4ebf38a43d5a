import type { AuditEdgeResolvers } from '../__generated__/resolvers.ts';
import { toCursor } from '../read-audit.ts';

export const AuditEdge: AuditEdgeResolvers = {
  cursor: ({ id }) => toCursor(id),
  node: (entry) => entry,
};
