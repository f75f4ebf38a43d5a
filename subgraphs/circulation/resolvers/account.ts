/** Accounts, their loans and holds, and what is changed in them. */
import type { GraphQLResolveInfo } from 'graphql';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { AccountResolvers, HoldResolvers, LoanResolvers, MutationResolvers } from '../__generated__/resolvers.ts';
import type { CirculationContext } from '../context.ts';
import type { ItemModel, ItemName } from '../models.ts';
import { KNOWN_OF_ITEM, wantsAnywhere, wantsOnly } from './wanted-fields.ts';

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
  item: ({ item }, _args, context, info) => findItem(item, context, info),
};

export const Hold: HoldResolvers = {
  reason: ({ limitation }) => limitation ?? null,
  item: ({ item }, _args, context, info) => findItem(item, context, info),
};

export const Mutation: MutationResolvers = {
  renewLoan: (_, { input }, { readers }) => readers().changes.renewLoan(input),
  renewAllLoans: (_, { input }, { readers }) => readers().changes.renewAllLoans(input),
  placeHold: (_, { input }, { readers, movedIds }) =>
    readers().changes.placeHold({
      ...input,
      holding: movedIds.newOf(input.holding as HoldingId),
      ...(typeof input.item === 'string' && { item: movedIds.newOf(input.item as ItemId) }),
    }),
  cancelHold: (_, { input }, { readers }) => readers().changes.cancelHold(input),
  verifyPatron: (_, { input }, { readers }) => readers().finder.verify(input),
  findPatron: (_, { input }, { readers }) => readers().finder.find(input),
};

/**
 * The copy of a loan or a hold. Its system is asked only for more than its id. If it does not show the copy to the public,
 * the id is all there is.
 */
async function findItem(
  id: ItemId | null,
  { loaders, movedIds }: Pick<CirculationContext, 'loaders' | 'movedIds'>,
  info: GraphQLResolveInfo,
): Promise<ItemModel | ItemName | null> {
  if (id === null) return null;
  const name = { id: movedIds.oldOf(id) };
  return wantsOnly(KNOWN_OF_ITEM, info) ? name : ((await loaders.itemById(id)) ?? name);
}
