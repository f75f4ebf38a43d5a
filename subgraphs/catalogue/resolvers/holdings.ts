/** Holdings, items as far as harvest knows them, and the libraries that could lend an edition. */
import { toId } from '#domain/ids.ts';
import { withSharedBarcodes } from '#domain/shared-barcodes.ts';
import { isVolatileKey } from '#domain/volatile-keys.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

export const holdingResolvers: Resolvers = {
  Holding: {
    __resolveReference: (reference, { loaders }) => {
      const id = toId(reference.id, 'holding');
      return id === null ? null : loaders.holdingById(id);
    },
    library: ({ library }, _args, { directory }) => directory.getLibrary(library),
    edition: ({ edition }, _args, { loaders }) => loaders.getEdition(edition),
    record: ({ record }, _args, { loaders }) => loaders.getRecord(record),
    // Only keys that change with every list of copies name copies.
    liveKeys: ({ record, liveKeys }, _args, { loaders }) =>
      liveKeys.some(isVolatileKey)
        ? loaders.sharedBarcodesByRecord(record).then((copies) => withSharedBarcodes(liveKeys, copies))
        : liveKeys,
    sites: ({ system, siteCodes }, _args, { directory }) => [
      ...new Set(siteCodes.flatMap((code) => directory.findSiteOf(system, code) ?? [])),
    ],
  },

  HoldingStatement: {
    // No system that is read so far says which shelf a run stands on in a code of the region file.
    location: () => null,
  },

  ItemReference: {
    item: ({ item }) => ({ id: item }),
  },

  Lender: {
    openNow: ({ opening }) => opening.openNow,
    opensOn: ({ opening }) => opening.opensOn,
  },

  ExcludedLender: {
    opensOn: ({ opening }) => opening.opensOn,
  },

  LenderConnection: {
    ...connection,
    incomplete: (_page, _args, { loaders }) => loaders.indexGaps(),
  },
};
