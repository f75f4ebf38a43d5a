/** Editions, the works they are of, and the answers that list them. */
import { toId } from '#domain/ids.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { toRecordPage } from '../arguments.ts';

export const editionResolvers: Resolvers = {
  Edition: {
    __resolveReference: (reference, { loaders }) => {
      const id = toId(reference.id, 'edition');
      return id === null ? null : loaders.editionById(id);
    },
    title: ({ description }) => description.title,
    creators: ({ description }) => description.creators,
    publisher: ({ description }) => description.publisher,
    publishedYear: ({ description }) => description.publishedYear,
    editionStatement: ({ description }) => description.editionStatement,
    format: ({ description }) => description.format,
    language: ({ description }) => description.languages[0] ?? null,
    isbns: ({ description }) => description.identifiers.isbns,
    issns: ({ description }) => description.identifiers.issns,
    subjects: ({ description }) => description.subjects,
    classmarks: ({ description }) => description.classmarks,
    links: ({ description }) => description.links,
    work: ({ work }, _args, { loaders }) => (work === null ? null : loaders.workById(work)),
    holdings: async ({ id }, { libraries }, { loaders }) => {
      const holdings = await loaders.holdingsByEdition(id);
      return holdings.filter(({ library }) => libraries?.includes(library) ?? true);
    },
    lenders: (edition, args, { lenderFinder }) => lenderFinder.findLenders(edition, args),
    circulation: ({ id }, _args, { loaders }) => loaders.loansByEdition(id),
    records: ({ id }, args, { loaders }) => loaders.recordPageByEdition({ edition: id, ...toRecordPage(args) }),
  },

  Classmark: {
    libraries: ({ libraries }, _args, { directory }) => directory.librariesOf(libraries),
  },

  Link: {
    libraries: ({ libraries }, _args, { directory }) => directory.librariesOf(libraries),
  },

  Work: {
    __resolveReference: (reference, { loaders }) => {
      const id = toId(reference.id, 'work');
      return id === null ? null : loaders.workById(id);
    },
    title: ({ editions }) => editions[0]?.description.titleProper ?? null,
    creators: ({ editions }) => editions[0]?.description.creators ?? [],
  },

  EditionAnswer: {
    incomplete: (_answer, _args, { loaders }) => loaders.indexGaps(),
  },

  EditionConnection: {
    pageInfo: (page) => page,
    wordsLeftOut: (page) => page.wordsLeftOut(),
    searchedInstead: (page) => page.searchedInstead(),
    didYouMean: (page) => page.didYouMean(),
    totalCount: async (page) => (await page.counts()).totalCount,
    approximate: async (page) => (await page.counts()).approximate,
    facets: async (page) => (await page.counts()).facets,
  },
};
