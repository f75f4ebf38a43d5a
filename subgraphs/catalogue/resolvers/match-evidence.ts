import type { MatchEvidenceResolvers } from '../__generated__/resolvers.ts';

export const MatchEvidence: MatchEvidenceResolvers = {
  a: ({ a }, _args, { loaders }) => loaders.getRecord(a),
  b: ({ b }, _args, { loaders }) => loaders.getRecord(b),
};
