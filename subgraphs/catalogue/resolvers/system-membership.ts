import type { SystemMembershipResolvers } from '../__generated__/resolvers.ts';

export const SystemMembership: SystemMembershipResolvers = {
  system: ({ system }, _args, { directory }) => directory.getSystem(system),
  // The region file gives a day; the graph a moment: its beginning.
  since: ({ since }) => (since === null ? null : `${since}T00:00:00Z`),
};
