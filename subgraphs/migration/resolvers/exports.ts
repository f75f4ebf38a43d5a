/** What was taken out of snapshots. */
import { listExports } from '#comparison/index.ts';
import type { Population } from '#domain/comparison.ts';
import type {
  ExportConnectionResolvers,
  ExportEdgeResolvers,
  ExportResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../__generated__/resolvers.ts';
import { startExport } from '../exports.ts';
import { readPage, toCursor } from '../pages.ts';

export const exportQueries: QueryResolvers = {
  async exports(_root, page, { access, reports }) {
    access.assertMayReadAudit('exports');
    const { first, after } = readPage(page);
    const entries = await listExports(reports, { first: first + 1, after });
    return { entries: entries.slice(0, first), hasNextPage: entries.length > first };
  },
};

export const exportMutations: MutationResolvers = {
  startExport: async (_root, { input }, context) => ({ export: await startExport(input, context) }),
};

export const ExportConnection: ExportConnectionResolvers = {
  edges: ({ entries }) => entries,
  pageInfo: ({ entries, hasNextPage }) => {
    const last = entries.at(-1);
    return { hasNextPage, endCursor: last === undefined ? null : toCursor(last.number) };
  },
};

export const ExportEdge: ExportEdgeResolvers = {
  cursor: ({ number }) => toCursor(number),
  node: (entry) => entry,
};

export const Export: ExportResolvers = {
  at: ({ at }) => at.toISOString(),
  of: ({ population }) => population as Population | null,
  filter: ({ filter }) => JSON.stringify(filter),
};
