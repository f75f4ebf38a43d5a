import type { LinkResolvers } from '../__generated__/resolvers.ts';

export const Link: LinkResolvers = {
  libraries: ({ libraries }, _args, { directory }) => directory.librariesOf(libraries),
};
