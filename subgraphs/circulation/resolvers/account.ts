import type { AccountResolvers } from '../__generated__/resolvers.ts';
import { wantsAnywhere } from './what-is-wanted.ts';

export const Account: AccountResolvers = {
  __resolveReference: (reference) => ({
    id: reference.id,
    grant: 'grant' in reference ? (reference.grant ?? null) : null,
  }),
  facts: (account, _args, { accounts }, info) =>
    accounts.factsOf(account, { renewable: wantsAnywhere('renewable', info) }),
};
