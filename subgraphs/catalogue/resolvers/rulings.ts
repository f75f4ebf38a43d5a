/** Decisions of people on two records. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

export const rulingResolvers: Resolvers = {
  Ruling: {
    a: ({ a }, _args, { loaders }) => loaders.recordById(a),
    b: ({ b }, _args, { loaders }) => loaders.recordById(b),
  },

  RulingConnection: connection,

  RuledEdition: {
    id: ({ edition }) => edition,
    libraries: ({ libraries }, _args, { directory }) =>
      libraries.flatMap((library) => directory.findLibrary(library) ?? []),
    records: async ({ records }, _args, { loaders }) =>
      (await Promise.all(records.map((id) => loaders.recordById(id)))).filter((record) => record !== null),
  },
};
