/** What was taken out of snapshots. */
import { listExports } from '#comparison/index.ts';
import type { Population } from '#domain/comparison.ts';
import type { ExportResolvers, MutationResolvers, QueryResolvers } from '../__generated__/resolvers.ts';
import { startExport } from '../exports.ts';
import { readPage, takePage } from '../pages.ts';

export const exportQueries: QueryResolvers = {
  exports(_root, page, { access, reports }) {
    access.assertMayReadAudit('exports');
    return takePage(readPage(page), (asked) => listExports(reports, asked));
  },
};

export const exportMutations: MutationResolvers = {
  startExport: async (_root, { input }, context) => ({ export: await startExport(input, context) }),
};

export const Export: ExportResolvers = {
  of: ({ population }) => population as Population | null,
  filter: ({ filter }) => JSON.stringify(filter),
};
