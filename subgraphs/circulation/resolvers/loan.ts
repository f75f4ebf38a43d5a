import type { LoanResolvers } from '../__generated__/resolvers.ts';
import { namedItem } from './named-item.ts';

export const Loan: LoanResolvers = {
  reason: ({ limitation }) => limitation ?? null,
  item: ({ item }, _args, { loaders }, info) => namedItem(item, loaders, info),
};
