/** Libraries that could lend an edition, and those that cannot. */
import type { Resolvers } from '../__generated__/resolvers.ts';

export const lenderResolvers: Resolvers = {
  Lender: {
    openNow: ({ opening }) => opening.openNow,
    opensOn: ({ opening }) => opening.opensOn,
  },

  ExcludedLender: {
    opensOn: ({ opening }) => opening.opensOn,
  },

  LenderConnection: {
    pageInfo: (page) => page,
    incomplete: (_page, _args, { loaders }) => loaders.indexGaps(),
  },
};
