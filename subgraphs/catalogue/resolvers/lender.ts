import type {
  ExcludedLenderResolvers,
  LenderConnectionResolvers,
  LenderResolvers,
} from '../__generated__/resolvers.ts';

export const Lender: LenderResolvers = {
  openNow: ({ opening }) => opening.openNow,
  opensOn: ({ opening }) => opening.opensOn,
};

export const ExcludedLender: ExcludedLenderResolvers = {
  opensOn: ({ opening }) => opening.opensOn,
};

export const LenderConnection: LenderConnectionResolvers = {
  pageInfo: (page) => page,
  incomplete: (_page, _args, { loaders }) => loaders.indexGaps(),
};
