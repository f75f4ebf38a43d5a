import type { ClassmarkResolvers } from '../__generated__/resolvers.ts';

export const Classmark: ClassmarkResolvers = {
  libraries: ({ libraries }, _args, { directory }) => directory.librariesOf(libraries),
};
