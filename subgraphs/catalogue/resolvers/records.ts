/** Records as their systems describe them, why two of them are one edition, decisions of people on that, and duplicates within a system. */
import { toId } from '#domain/ids.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection } from './pages.ts';

export const recordResolvers: Resolvers = {
  BibliographicRecord: {
    __resolveReference: (reference, { loaders }) => {
      const id = toId(reference.id, 'record');
      return id === null ? null : loaders.recordById(id);
    },
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
    // No library has moved to another system yet.
    formerly: () => [],
    edition: ({ edition }, _args, { loaders }) => loaders.editionById(edition),
    marc: ({ id }, _args, { loaders }) => loaders.marcByRecord(id),
  },

  RecordConnection: connection,

  Marc: {
    fields: ({ fields }, { tags }) => fields.filter(({ tag }) => tags?.includes(tag) ?? true),
  },

  MarcField: {
    value: (field) => ('value' in field ? field.value : null),
    ind1: (field) => ('value' in field ? null : field.ind1),
    ind2: (field) => ('value' in field ? null : field.ind2),
    subfields: (field) => ('value' in field ? [] : field.subfields),
  },

  MatchEvidence: {
    a: ({ a }, _args, { loaders }) => loaders.getRecord(a),
    b: ({ b }, _args, { loaders }) => loaders.getRecord(b),
  },

  Duplicate: {
    records: ({ records }, _args, { loaders }) => Promise.all(records.map((id) => loaders.getRecord(id))),
  },

  DuplicateConnection: connection,

  Ruling: {
    a: ({ a }, _args, { loaders }) => loaders.recordById(a),
    b: ({ b }, _args, { loaders }) => loaders.recordById(b),
  },

  RulingRequest: {
    id: ({ id }) => String(id),
    a: ({ a }, _args, { loaders }) => loaders.recordById(a),
    b: ({ b }, _args, { loaders }) => loaders.recordById(b),
    libraries: ({ libraries }, _args, { directory }) =>
      libraries.flatMap((library) => directory.findLibrary(library) ?? []),
  },

  RulingConnection: connection,

  RuledEdition: {
    id: ({ edition }) => edition,
    libraries: ({ libraries }, _args, { directory }) =>
      libraries.flatMap((library) => directory.findLibrary(library) ?? []),
    records: async ({ records }, _args, { loaders }) =>
      (await Promise.all(records.map((id) => loaders.recordById(id)))).filter((record) => record !== null),
  },
};
