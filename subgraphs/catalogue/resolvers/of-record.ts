import { toId } from '#domain/ids.ts';
import type { HoldResolvers, LoanResolvers } from '../__generated__/resolvers.ts';

/**
 * The record of a loan or a hold. It is told here, and not named in `circulation` for others to find, because only the index
 * knows whether it has it: a reference to what is not there is an error to a router, and no null.
 */
export const ofRecord = {
  __resolveReference: (reference) => ({
    id: reference.id,
    recordId: 'recordId' in reference ? (reference.recordId ?? null) : null,
  }),
  record: ({ recordId }, _args, { loaders }) => {
    const id = recordId === null ? null : toId(recordId, 'record');
    return id === null ? null : loaders.recordById(id);
  },
} satisfies LoanResolvers & HoldResolvers;
