import type { MutationResolvers } from '../__generated__/resolvers.ts';
import { getDesk } from '../context.ts';

export const Mutation: MutationResolvers = {
  linkAccount: (_root, { input }, context) => getDesk(context).linkByCard(input, context.caller),
  linkAccountByStaff: (_root, { input }, context) => getDesk(context).linkAtDesk(input, context.caller),
  unlinkAccount: async (_root, { input }, context) => ({
    unlinked: await getDesk(context).unlink(input.account, context.caller),
  }),
};
