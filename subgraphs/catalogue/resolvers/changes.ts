/** What was published of editions, with the editions as they are now. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

export const changeResolvers: Resolvers = {
  ChangeConnection: connection,

  EditionChange: {
    edition: async ({ id }, _args, { loaders }) => {
      const edition = await loaders.editionById(id);
      // An id that was merged away gives the other edition, which has a change of its own.
      return edition?.id === id ? edition : null;
    },
    replacedBy: async ({ replacedBy }, _args, { loaders }) => {
      const editions = await Promise.all(replacedBy.map((id) => loaders.editionById(id)));
      return [...new Map(editions.flatMap((edition) => (edition === null ? [] : [[edition.id, edition]]))).values()];
    },
  },
};
