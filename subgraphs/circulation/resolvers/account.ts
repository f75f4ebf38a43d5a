/** Accounts, their loans and holds, and what is changed in them. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ItemId } from '#domain/ids.ts';
import type { AccountResolvers, HoldResolvers, LoanResolvers, MutationResolvers } from '../__generated__/resolvers.ts';
import type { LiveLoader } from '../live/live-loader.ts';
import type { ItemModel, ItemName } from '../models.ts';
import { wantsAnywhere, wantsOnly } from './what-is-wanted.ts';

export const Account: AccountResolvers = {
  __resolveReference: (reference) => ({
    id: reference.id,
    grant: 'grant' in reference ? (reference.grant ?? null) : null,
  }),
  facts: (account, _args, { readers }, info) =>
    readers().accounts.factsOf(account, { renewable: wantsAnywhere('renewable', info) }),
};

export const Loan: LoanResolvers = {
  reason: ({ limitation }) => limitation ?? null,
  item: ({ item }, _args, { loaders }, info) => findItem(item, loaders, info),
};

export const Hold: HoldResolvers = {
  reason: ({ limitation }) => limitation ?? null,
  item: ({ item }, _args, { loaders }, info) => findItem(item, loaders, info),
};

export const Mutation: MutationResolvers = {
  renewLoan: (_, { input }, { readers }) => readers().changes.renewLoan(input),
  renewAllLoans: (_, { input }, { readers }) => readers().changes.renewAllLoans(input),
  placeHold: (_, { input }, { readers }) => readers().changes.placeHold(input),
  cancelHold: (_, { input }, { readers }) => readers().changes.cancelHold(input),
  verifyPatron: (_, { input }, { readers }) => readers().finder.verify(input),
  findPatron: (_, { input }, { readers }) => readers().finder.find(input),
};

/** What is known of a copy without asking its system. */
const KNOWN: ReadonlySet<string> = new Set(['id', '__typename']);

/**
 * The copy of a loan or a hold. Its system is asked only for more than its id. If it does not show the copy to the public,
 * the id is all there is.
 */
async function findItem(
  id: ItemId | null,
  loaders: LiveLoader,
  info: GraphQLResolveInfo,
): Promise<ItemModel | ItemName | null> {
  if (id === null) return null;
  return wantsOnly(KNOWN, info) ? { id } : ((await loaders.itemById(id)) ?? { id });
}
