import type { MutationResolvers } from '../__generated__/resolvers.ts';
import { patronDataIsOff } from '../patron-data-off.ts';

export const Mutation: MutationResolvers = {
  linkAccount: () => {
    throw patronDataIsOff();
  },
  linkAccountByStaff: () => {
    throw patronDataIsOff();
  },
  unlinkAccount: () => {
    throw patronDataIsOff();
  },
};
