/** Harvested loans: counts for everybody, rows for analysts; and the record of a live loan or hold. */
import { toId } from '#domain/ids.ts';
import type { HoldResolvers, LoanResolvers, Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

/**
 * The record of a loan or a hold. `circulation` names it by id only, because the index alone knows whether it has it: to a
 * router a reference to what is not there is an error, and not null.
 */
const ofRecord = {
  __resolveReference: (reference) => ({
    id: reference.id,
    recordId: 'recordId' in reference ? (reference.recordId ?? null) : null,
  }),
  record: ({ recordId }, _args, { loaders }) => {
    const id = recordId === null ? null : toId(recordId, 'record');
    return id === null ? null : loaders.recordById(id);
  },
} satisfies LoanResolvers & HoldResolvers;

export const loanResolvers: Resolvers = {
  Loan: ofRecord,
  Hold: ofRecord,

  CirculationAtLibrary: {
    library: ({ library }, _args, { directory }) => directory.getLibrary(library),
  },

  CirculationGap: {
    library: ({ library }, _args, { directory }) => directory.getLibrary(library),
  },

  OpenLoan: {
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
    library: ({ library }, _args, { directory }) => (library === null ? null : directory.findLibrary(library)),
  },

  OpenLoanConnection: connection,

  DuplicateReader: {
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
    library: ({ library }, _args, { directory }) => (library === null ? null : directory.findLibrary(library)),
  },

  DuplicateReadersConnection: connection,
};
