/** Suggestions as one types. */
import type { Resolvers } from '../__generated__/resolvers.ts';

export const suggestionResolvers: Resolvers = {
  Suggestion: {
    edition: ({ edition }, _args, { loaders }) => (edition === null ? null : loaders.editionById(edition)),
  },
};
