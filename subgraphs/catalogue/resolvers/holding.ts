import { toId } from '#domain/ids.ts';
import type { HoldingResolvers } from '../__generated__/resolvers.ts';

export const Holding: HoldingResolvers = {
  __resolveReference: (reference, { loaders }) => {
    const id = toId(reference.id, 'holding');
    return id === null ? null : loaders.holdingById(id);
  },
  library: ({ library }, _args, { directory }) => directory.getLibrary(library),
  edition: ({ edition }, _args, { loaders }) => loaders.getEdition(edition),
  record: ({ record }, _args, { loaders }) => loaders.getRecord(record),
};
