/** Where changes begin. */
import type { Resolvers } from '../__generated__/resolvers.ts';

export const mutationResolvers: Resolvers = {
  Mutation: {
    makeRuling: (_root, { input }, { rulings }) => rulings.make(input),
    removeRuling: (_root, { input }, { rulings }) => rulings.remove(input),
    retryRejects: (_root, { input }, { operate }) => operate.retryRejects(input.system),
    revokeApiKey: (_root, { input }, { operate }) => operate.revokeApiKey(input.id),
    takeBack: (_root, { input }, { operate }) => operate.takeBackRecords(input),
  },
};
