import type { AccountResolvers } from '../__generated__/resolvers.ts';
import { getDesk } from '../context.ts';
import { signLeave } from '../sign-leave.ts';

export const Account: AccountResolvers = {
  // Leave to look at another's account comes with the look alone, never by its id.
  __resolveReference: ({ id }, context) => getDesk(context).findOwn(id, context.caller),
  grant: (account, _args, context) => signLeave(account, context),
  refusal: ({ leave }) => ('refusal' in leave ? leave.refusal : null),
  library: ({ library }) => ({ id: library }),
  linkedAt: ({ link }) => link?.linkedAt.toISOString() ?? null,
  verifiedBy: ({ link }) => link?.verifiedBy ?? null,
};
