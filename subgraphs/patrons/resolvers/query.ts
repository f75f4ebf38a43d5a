import type { QueryResolvers } from '../__generated__/resolvers.ts';
import { findPatron } from '../callers.ts';
import { getDesk } from '../context.ts';

export const Query: QueryResolvers = {
  me: (_root, _args, { caller, desk }) => {
    const subject = desk === null ? null : findPatron(caller);
    return subject === null ? null : { subject };
  },
  account: (_root, { id, ...look }, context) => getDesk(context).lookById(id, look, context.caller),
  accountByCard: (_root, { library, card, ...look }, context) =>
    getDesk(context).lookByCard({ library, card }, look, context.caller),
  duplicateAccounts: (_root, { group, ...look }, context) =>
    getDesk(context).lookAtDuplicates(group, look, context.caller),
  audit: (_root, question, context) => getDesk(context).audit(question, context.caller),
};
