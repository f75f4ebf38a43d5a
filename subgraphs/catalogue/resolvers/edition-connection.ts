import type { EditionConnectionResolvers } from '../__generated__/resolvers.ts';

export const EditionConnection: EditionConnectionResolvers = {
  pageInfo: (page) => page,
  wordsLeftOut: (page) => page.wordsLeftOut(),
  totalCount: async (page) => (await page.counts()).totalCount,
  approximate: async (page) => (await page.counts()).approximate,
  facets: async (page) => (await page.counts()).facets,
};
