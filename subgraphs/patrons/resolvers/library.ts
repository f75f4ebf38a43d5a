import type { LibraryResolvers } from '../__generated__/resolvers.ts';

export const Library: LibraryResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  patronData: ({ id }, _args, { libraries }) => libraries.find(id)?.patronData ?? null,
};
