import type { MarcFieldResolvers } from '../__generated__/resolvers.ts';

export const MarcField: MarcFieldResolvers = {
  value: (field) => ('value' in field ? field.value : null),
  ind1: (field) => ('value' in field ? null : field.ind1),
  ind2: (field) => ('value' in field ? null : field.ind2),
  subfields: (field) => ('value' in field ? [] : field.subfields),
};
