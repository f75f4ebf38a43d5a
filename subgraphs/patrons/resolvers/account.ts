import { createId } from '#domain/ids.ts';
import type {
  AccountResolvers,
  MutationResolvers,
  PatronResolvers,
  QueryResolvers,
  UnlinkAccountPayloadResolvers,
} from '../__generated__/resolvers.ts';
import { findPatron, getPatron } from '../callers.ts';
import { getService } from '../context.ts';

export const Query: QueryResolvers = {
  async me(_root, _args, { caller, service }) {
    const patron = service === null ? null : findPatron(caller);
    // Who reads their id may ask to be given or erased what is kept under it: it is, once the links are used.
    if (patron?.subjects !== undefined) await service?.accountsOf(patron);
    return patron;
  },
  account: (_root, { id, ...look }, context) => getService(context).lookById(id, look, context.caller),
  accountByCard: (_root, { library, card, ...look }, context) =>
    getService(context).lookByCard({ library, card }, look, context.caller),
  duplicateAccounts: (_root, { group, ...look }, context) =>
    getService(context).lookAtDuplicates(group, look, context.caller),
  audit: (_root, question, context) => getService(context).audit(question, context.caller),
};

export const Mutation: MutationResolvers = {
  linkAccount: (_root, { input }, context) => getService(context).linkByCard(input, context.caller),
  linkAccountByStaff: (_root, { input }, context) => getService(context).linkAtDesk(input, context.caller),
  unlinkAccount: async (_root, { input }, context) => ({
    unlinked: await getService(context).unlink(input.account, context.caller),
  }),
};

export const Patron: PatronResolvers = {
  id: ({ subject }, _args, { libraries }) => createId(libraries.regionId, 'patron', subject),
  accounts: (patron, _args, context) => getService(context).accountsOf(patron),
};

export const Account: AccountResolvers = {
  // Leave to look at another's account comes with the look alone, never by its id.
  __resolveReference: ({ id }, context) => getService(context).findOwn(id, context.caller),
  grant: (account, _args, context) => getService(context).signGrant(account, context.caller),
  refusal: ({ access }) => ('refusal' in access ? access.refusal : null),
  library: ({ library }) => ({ id: library }),
  linkedAt: ({ link }) => link?.linkedAt.toISOString() ?? null,
  verifiedBy: ({ link }) => link?.verifiedBy ?? null,
};

export const UnlinkAccountPayload: UnlinkAccountPayloadResolvers = {
  patron: ({ unlinked }, _args, { caller }) => (unlinked ? getPatron(caller) : null),
};
