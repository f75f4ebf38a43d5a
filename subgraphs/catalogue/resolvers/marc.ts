import type { MarcResolvers } from '../__generated__/resolvers.ts';

export const Marc: MarcResolvers = {
  fields: ({ fields }, { tags }) => fields.filter(({ tag }) => tags?.includes(tag) ?? true),
};
