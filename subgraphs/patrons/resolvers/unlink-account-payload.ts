import type { UnlinkAccountPayloadResolvers } from '../__generated__/resolvers.ts';
import { getPatron } from '../callers.ts';

export const UnlinkAccountPayload: UnlinkAccountPayloadResolvers = {
  patron: ({ unlinked }, _args, { caller }) => (unlinked ? { subject: getPatron(caller) } : null),
};
