/** Editions, the works they are of, the answers that list them, and what was published of them. */
import { AVAILABLE_NOW_MAX, writeHeldEditions, type HeldEdition } from '#domain/held-editions.ts';
import { toId, type EditionId } from '#domain/ids.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { toFacets, toRecordPage } from '../arguments.ts';
import { connection, placed } from './pages.ts';
import type { Loaders } from '../loaders.ts';

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
    partOf: (edition, _args, { loaders }) => loaders.partOfByEdition(edition),
    holdings: async ({ id }, { libraries }, { loaders }) => {
      const holdings = await loaders.holdingsByEdition(id);
      return holdings.filter(({ library }) => libraries?.includes(library) ?? true);
    },
    nearest: ({ id }, args, { nearest }) => nearest.findHolding(id, args),
    lenders: (edition, args, { lenderFinder }) => placed(lenderFinder.findLenders(edition, args), args.after),
    circulation: ({ id }, _args, { loaders }) => loaders.loansByEdition(id),
    records: ({ id }, args, { loaders }) =>
      placed(loaders.recordPageByEdition({ edition: id, ...toRecordPage(args) }), args.after),
  },

  HostPublication: {
    edition: ({ edition }, _args, { loaders }) => (edition === null ? null : loaders.editionById(edition)),
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
    ...connection,
    page: async ({ edges }, _args, { loaders }) =>
      writeHeldEditions(
        await findHeld(
          edges.map(({ node }) => node.id),
          loaders,
        ),
      ),
    wordsLeftOut: (page) => page.wordsLeftOut(),
    takenAsWords: (page) => page.takenAsWords(),
    searchedInstead: (page) => page.searchedInstead(),
    didYouMean: (page) => page.didYouMean(),
    newestFirst: (page) => page.newestFirst(),
    lastKnownFrom: (page) => page.lastKnownFrom(),
    nearby: (page) => page.nearby(),
    totalCount: async (page) => (await page.totals()).totalCount,
    approximate: async (page) => (await page.totals()).approximate,
    facets: async (page, args) => {
      const { fields, first } = toFacets(args);
      const facets = await page.facets(fields);
      return facets.map(({ field, values }) => ({ field, values: values.slice(0, first) }));
    },
  },

  Suggestion: {
    edition: ({ edition }, _args, { loaders }) => (edition === null ? null : loaders.editionById(edition)),
  },

  ChangeConnection: connection,

  EditionChange: {
    edition: async ({ id }, _args, { loaders }) => {
      const edition = await loaders.editionById(id);
      // An id that was merged away gives the other edition, which has a change of its own.
      return edition?.id === id ? edition : null;
    },
    replacedBy: async ({ replacedBy }, _args, { loaders }) => {
      const editions = await Promise.all(replacedBy.map((id) => loaders.editionById(id)));
      return [...new Map(editions.flatMap((edition) => (edition === null ? [] : [[edition.id, edition]]))).values()];
    },
  },
};

/** Of a page that is too long for what is available now, nothing is read that would not be used. */
async function findHeld(editions: readonly EditionId[], loaders: Loaders): Promise<readonly HeldEdition[]> {
  if (editions.length > AVAILABLE_NOW_MAX) return editions.map((id) => ({ id, holdings: [] }));
  return Promise.all(editions.map(async (id) => ({ id, holdings: await loaders.holdingsByEdition(id) })));
}
