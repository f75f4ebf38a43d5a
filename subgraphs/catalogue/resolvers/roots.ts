/** Where questions and changes begin. */
import { toId } from '#domain/ids.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { checkKeys, toSearch, toSearchPage } from '../arguments.ts';
import { operateQueries } from './operate.ts';
import { placed } from './pages.ts';
import { toBrowse, toSuggest } from '../term-arguments.ts';

export const rootResolvers: Resolvers = {
  Query: {
    editions: (_root, { by }, { loaders }) => checkKeys(by).map((key) => loaders.editionsByKey(key)),
    edition: (_root, args, { loaders }) => {
      const id = toId(args.id, 'edition');
      return id === null ? null : loaders.editionById(id);
    },
    search: (_root, args, { loaders }) => placed(loaders.search(toSearch(args), toSearchPage(args)), args.after),
    suggest: (_root, args, { loaders }) => loaders.suggest(toSuggest(args)),
    browse: (_root, args, { loaders }) => loaders.browse(toBrowse(args)),
    changes: (_root, args, { changeFeed }) => placed(changeFeed.page(args), args.since),
    items: (_root, { barcode }, { loaders }) => loaders.itemsByBarcode(barcode),
    record: (_root, args, { loaders }) => {
      const id = toId(args.id, 'record');
      return id === null ? null : loaders.recordById(id);
    },
    match: (_root, args, { loaders }) => {
      const [a, b] = [toId(args.a, 'record'), toId(args.b, 'record')];
      return a === null || b === null ? null : loaders.matchEvidence(a, b);
    },
    rulings: (_root, args, { rulings }) => placed(rulings.page(args), args.after),
    rulingRequests: (_root, args, { rulingRequests }) => rulingRequests.list(args),
    rulingPreview: (_root, args, { rulings }) => rulings.preview(args),
    nearest: (_root, args, { nearest }) => nearest.find(args),
    viewer: (_root, _args, { viewer }) => viewer,
    openLoans: (_root, args, { analyst }) => placed(analyst.openLoans(args), args.after),
    ...operateQueries,
    duplicateReaders: (_root, args, { analyst }) => placed(analyst.duplicateReaders(args), args.after),
    vocabularies: (_root, _args, { loaders }) => loaders.vocabularies(),
    listSizes: (_root, _args, { loaders }) => loaders.listSizes(),
    region: (_root, _args, { directory }) => directory.region,
    library: (_root, { id }, { directory }) => directory.findLibrary(id),
    system: (_root, { id }, { directory }) => directory.findSystem(id),
  },

  Mutation: {
    makeRuling: (_root, { input }, { rulings }) => rulings.make(input),
    removeRuling: (_root, { input }, { rulings }) => rulings.remove(input),
    requestRuling: (_root, { input }, { rulingRequests }) => rulingRequests.ask(input),
    answerRulingRequest: (_root, { input }, { rulingRequests }) => rulingRequests.answer(input),
    retryRejects: (_root, { input }, { operate }) => operate.retryRejects(input.system),
    revokeApiKey: (_root, { input }, { operate }) => operate.revokeApiKey(input.id),
    takeBack: (_root, { input }, { operate }) => operate.takeBackRecords(input),
  },
};
