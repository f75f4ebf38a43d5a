/** Libraries that could lend an edition, and those that cannot. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

export const lenderResolvers: Resolvers = {
  Lender: {
    openNow: ({ opening }) => opening.openNow,
    opensOn: ({ opening }) => opening.opensOn,
  },

  ExcludedLender: {
    opensOn: ({ opening }) => opening.opensOn,
  },

  LenderConnection: {
    ...connection,
    incomplete: (_page, _args, { loaders }) => loaders.indexGaps(),
  },
};
