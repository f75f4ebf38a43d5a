import type { LibrarySystemResolvers } from '../__generated__/resolvers.ts';
import { toRecordPage } from '../arguments.ts';
import { toEntity } from '../directory.ts';
import { findHarvestStatus } from '../find-harvest-status.ts';

export const LibrarySystem: LibrarySystemResolvers = {
  __resolveReference: ({ id }, { directory }) => toEntity(directory.findSystem(id)),
  capabilities: ({ id }, _args, { directory }) => directory.capabilitiesOf(id),
  libraries: ({ id }, _args, { directory }) => directory.librariesOfSystem(id),
  duplicates: ({ id }, args, { loaders }) => loaders.duplicatePageBySystem({ system: id, ...toRecordPage(args) }),
  harvest: ({ id }, _args, context) => findHarvestStatus(id, context),
};
