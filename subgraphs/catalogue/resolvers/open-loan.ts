import type { OpenLoanConnectionResolvers, OpenLoanResolvers } from '../__generated__/resolvers.ts';

export const OpenLoan: OpenLoanResolvers = {
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
  library: ({ library }, _args, { directory }) => (library === null ? null : directory.findLibrary(library)),
};

export const OpenLoanConnection: OpenLoanConnectionResolvers = {
  pageInfo: (page) => page,
};
