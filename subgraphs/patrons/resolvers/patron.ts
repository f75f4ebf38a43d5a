import { createId } from '#domain/ids.ts';
import type { PatronResolvers } from '../__generated__/resolvers.ts';
import { getDesk } from '../context.ts';

export const Patron: PatronResolvers = {
  id: ({ subject }, _args, { libraries }) => createId(libraries.regionId, 'patron', subject),
  accounts: ({ subject }, _args, context) => getDesk(context).accountsOf(subject),
};
