import type { LoanResolvers } from '../__generated__/resolvers.ts';

export const Loan: LoanResolvers = {
  item: ({ item }, _args, { loaders }) => (item === null ? null : loaders.itemById(item)),
};
