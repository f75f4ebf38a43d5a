import type { SiteResolvers } from '../__generated__/resolvers.ts';

export const Site: SiteResolvers = {
  organisation: ({ organisation }, _args, { directory }) =>
    organisation === null ? null : directory.getOrganisation(organisation),
  locations: (site) => site.locations.map((location) => ({ site, location })),
};
