import type { RecordConnectionResolvers } from '../__generated__/resolvers.ts';

export const RecordConnection: RecordConnectionResolvers = {
  pageInfo: (page) => page,
};
