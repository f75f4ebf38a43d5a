import type { CirculationAtLibraryResolvers, CirculationGapResolvers } from '../__generated__/resolvers.ts';

export const CirculationAtLibrary: CirculationAtLibraryResolvers = {
  library: ({ library }, _args, { directory }) => directory.getLibrary(library),
};

export const CirculationGap: CirculationGapResolvers = {
  library: ({ library }, _args, { directory }) => directory.getLibrary(library),
};
