import type { MutationResolvers } from '../__generated__/resolvers.ts';

export const Mutation: MutationResolvers = {
  renewLoan: (_, { input }, { changes }) => changes.renewLoan(input),
  renewAllLoans: (_, { input }, { changes }) => changes.renewAllLoans(input),
  placeHold: (_, { input }, { changes }) => changes.placeHold(input),
  cancelHold: (_, { input }, { changes }) => changes.cancelHold(input),
  verifyPatron: (_, { input }, { finder }) => finder.verify(input),
  findPatron: (_, { input }, { finder }) => finder.find(input),
};
