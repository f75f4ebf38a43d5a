import { toId } from '#domain/ids.ts';
import type { BibliographicRecordResolvers } from '../__generated__/resolvers.ts';

export const BibliographicRecord: BibliographicRecordResolvers = {
  __resolveReference: (reference, { loaders }) => {
    const id = toId(reference.id, 'record');
    return id === null ? null : loaders.recordById(id);
  },
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
  // No library has moved to another system yet.
  formerly: () => [],
  edition: ({ edition }, _args, { loaders }) => loaders.editionById(edition),
  marc: ({ id }, _args, { loaders }) => loaders.marcByRecord(id),
};
