import type { QueryResolvers } from '../__generated__/resolvers.ts';
import { patronDataIsOff } from '../patron-data-off.ts';

export const Query: QueryResolvers = {
  me: () => null,
  account: () => {
    throw patronDataIsOff();
  },
  accountByCard: () => {
    throw patronDataIsOff();
  },
  audit: () => {
    throw patronDataIsOff();
  },
};
