import type { DuplicateReaderResolvers, DuplicateReadersConnectionResolvers } from '../__generated__/resolvers.ts';

export const DuplicateReader: DuplicateReaderResolvers = {
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
  library: ({ library }, _args, { directory }) => (library === null ? null : directory.findLibrary(library)),
};

export const DuplicateReadersConnection: DuplicateReadersConnectionResolvers = {
  pageInfo: (page) => page,
};
