import type { AccountResolvers } from '../__generated__/resolvers.ts';

export const Account: AccountResolvers = {
  __resolveReference: (reference) => ({
    id: reference.id,
    grant: 'grant' in reference ? (reference.grant ?? null) : null,
  }),
  facts: (account, _args, { accounts }) => accounts.factsOf(account),
};
