import type { PageInfoResolvers } from '../__generated__/resolvers.ts';

export const PageInfo: PageInfoResolvers = {
  endCursor: ({ edges }) => edges.at(-1)?.cursor ?? null,
};
