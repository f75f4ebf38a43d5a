import type { AuditConnectionResolvers } from '../__generated__/resolvers.ts';
import { toCursor } from '../read-audit.ts';

export const AuditConnection: AuditConnectionResolvers = {
  edges: ({ entries }) => entries,
  pageInfo: ({ entries, hasNextPage }) => {
    const last = entries.at(-1);
    return { hasNextPage, endCursor: last === undefined ? null : toCursor(last.id) };
  },
};
