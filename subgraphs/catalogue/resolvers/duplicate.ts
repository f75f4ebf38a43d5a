import type { DuplicateConnectionResolvers, DuplicateResolvers } from '../__generated__/resolvers.ts';

export const Duplicate: DuplicateResolvers = {
  records: ({ records }, _args, { loaders }) => Promise.all(records.map((id) => loaders.getRecord(id))),
};

export const DuplicateConnection: DuplicateConnectionResolvers = {
  pageInfo: (page) => page,
};
