import type { HoldingStatementResolvers } from '../__generated__/resolvers.ts';

export const HoldingStatement: HoldingStatementResolvers = {
  // No system that is read so far says which shelf a run stands on in a code of the region file.
  location: () => null,
};
