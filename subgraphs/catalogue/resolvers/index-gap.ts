import type { IndexGapResolvers } from '../__generated__/resolvers.ts';

export const IndexGap: IndexGapResolvers = {
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
};
