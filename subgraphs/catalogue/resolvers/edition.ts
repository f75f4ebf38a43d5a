import { toId } from '#domain/ids.ts';
import type { EditionResolvers } from '../__generated__/resolvers.ts';
import { toRecordPage } from '../arguments.ts';

export const Edition: EditionResolvers = {
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
  circulation: ({ id }, _args, { loaders }) => loaders.circulationByEdition(id),
  records: ({ id }, args, { loaders }) => loaders.recordPageByEdition({ edition: id, ...toRecordPage(args) }),
};
