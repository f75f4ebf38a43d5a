import { toId } from '#domain/ids.ts';
import type { WorkResolvers } from '../__generated__/resolvers.ts';

export const Work: WorkResolvers = {
  __resolveReference: (reference, { loaders }) => {
    const id = toId(reference.id, 'work');
    return id === null ? null : loaders.workById(id);
  },
  title: ({ editions }) => editions[0]?.description.titleProper ?? null,
  creators: ({ editions }) => editions[0]?.description.creators ?? [],
};
