import type { EditionAnswerResolvers } from '../__generated__/resolvers.ts';

export const EditionAnswer: EditionAnswerResolvers = {
  incomplete: (_answer, _args, { loaders }) => loaders.indexGaps(),
};
