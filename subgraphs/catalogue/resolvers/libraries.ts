/** What the region file says of libraries and their systems, and how far the index has each system. */
import type { SystemId } from '#domain/ids.ts';
import type { HarvestStatus } from '#union-index/index.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { toRecordPage } from '../arguments.ts';
import type { CatalogueContext } from '../context.ts';
import { toEntity, toLocationId } from '../directory.ts';
import { placed } from './pages.ts';
import { libraryPlaceFields } from './places.ts';

export const libraryResolvers: Resolvers = {
  Library: {
    __resolveReference: ({ id }, { directory }) => toEntity(directory.findLibrary(id)),
    network: ({ network }, _args, { directory }) => (network === null ? null : directory.getNetwork(network)),
    organisations: ({ organisations }, _args, { directory }) =>
      organisations.map((id) => directory.getOrganisation(id)),
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
    harvest: ({ system }, _args, context) => findHarvestStatus(system, context),
    circulation: ({ id }, _args, { loaders }) => loaders.loansByLibrary(id),
    requestForm: ({ requestForm }) => requestForm ?? null,
    holdingsCount: ({ id }, _args, { loaders }) => loaders.holdingsCountByLibrary(id),
    ...libraryPlaceFields,
  },

  Location: {
    __resolveReference: ({ id }, { directory }) => toEntity(directory.findLocation(id)),
    id: (model) => toLocationId(model),
    code: ({ location }) => location.code,
    name: ({ location }) => location.name,
  },

  Network: {
    asks: ({ asks }, _args, { directory }) => asks.map((id) => directory.getNetwork(id)),
  },

  SystemMembership: {
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
    // The region file gives a day, of which the graph gives the beginning; a switch was at a moment.
    since: ({ since }) => (since === null || since.includes('T') ? since : `${since}T00:00:00Z`),
  },

  LibrarySystem: {
    __resolveReference: ({ id }, { directory }) => toEntity(directory.findSystem(id)),
    capabilities: ({ id }, _args, { directory }) => directory.capabilitiesOf(id),
    libraries: ({ id }, _args, { directory }) => directory.librariesOfSystem(id),
    pickupPlaces: ({ id }, _args, { directory }) => directory.pickupPlacesOf(id),
    duplicates: ({ id }, args, { loaders }) =>
      placed(loaders.duplicatePageBySystem({ system: id, ...toRecordPage(args) }), args.after),
    harvest: ({ id }, _args, context) => findHarvestStatus(id, context),
  },

  IndexGap: {
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
  },
};

/** Null for a system that cannot be harvested at all. */
async function findHarvestStatus(
  system: SystemId,
  { directory, loaders }: CatalogueContext,
): Promise<HarvestStatus | null> {
  const isHarvested = directory.capabilitiesOf(system).includes('HARVEST_FULL');
  return isHarvested ? loaders.harvestStatusBySystem(system) : null;
}
