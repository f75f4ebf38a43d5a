import DataLoader from 'dataloader';
import type { EditionId, RecordId, SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import * as search from '#search/index.ts';
import * as index from '#union-index/index.ts';

/** What one request asks of the index: whatever is asked at one level of the question becomes one statement. */
export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Created for each request; nothing is kept beyond it. Answers that come too late are STORE_UNAVAILABLE, each in its place. `listed` is where
 * lists are read, which may be some seconds old; what is asked for by its id or number is of this moment, because somebody may have
 * been told a moment ago that it has changed.
 */
export function createLoaders(scope: index.IndexScope, listed: index.IndexScope = scope) {
  function batched<Key, Value>(
    read: (scope: index.IndexScope, keys: readonly Key[]) => Promise<readonly index.Slot<Value>[]>,
    options?: { readonly cache: boolean },
  ): (key: Key) => Promise<Value> {
    const loader = new DataLoader<Key, Value>((keys) => scope.inTime(read(scope, keys)), options);
    return (key) => loader.load(key);
  }
  function single<Asked extends readonly unknown[], Value>(
    read: (scope: index.IndexScope, ...asked: Asked) => Promise<Value>,
    from = scope,
  ): (...asked: Asked) => Promise<Value> {
    return (...asked) => from.inTime(read(from, ...asked));
  }
  const editionById = batched(index.editionsById);
  const recordById = batched(index.recordsById);
  let gaps: Promise<readonly index.IndexGapView[]> | undefined;

  return {
    editionsByKey: batched(index.findEditions, { cache: false }),
    editionById,
    /** Of a holding's edition, which must be there: throws where the index has lost it since the holding was read. */
    getEdition: async (id: EditionId) => mustHave(await editionById(id)),
    workById: batched(index.worksById),
    duplicatePageBySystem: batched(index.duplicatesBySystem, { cache: false }),
    holdingsByEdition: batched(index.holdingsByEdition),
    partOfByEdition: batched(index.partsOf),
    holdingById: batched(index.holdingsById),
    holdingsCountByLibrary: batched(index.holdingsCounts),
    recordById,
    getRecord: async (id: RecordId) => mustHave(await recordById(id)),
    recordPageByEdition: batched(index.recordsByEdition, { cache: false }),
    marcByRecord: batched(index.marcOfRecords),
    sharedBarcodesByRecord: batched(index.sharedBarcodes),
    harvestStatusBySystem: batched(async ({ db, now }, ids: readonly SystemId[]) => {
      const statuses = await index.harvestStatus(db, ids, new Date(now()));
      return ids.map((id) => statuses.get(id) ?? null);
    }),
    indexGaps: () => (gaps ??= scope.inTime(index.findIndexGaps(scope))),
    loansByEdition: batched(index.loansOfEditions),
    loansByLibrary: batched(index.loansOfLibraries),
    itemsByBarcode: single(index.itemsByBarcode),
    matchEvidence: single(index.matchEvidence),
    search: single(search.searchEditions, listed),
    listSizes: single(index.listSizes, listed),
    vocabularies: () => scope.inTime(search.findVocabularies(scope.db)),
    suggest: single(search.suggest, listed),
    browse: single(search.browse, listed),
    openLoans: single(index.openLoans),
    duplicateReaders: single(index.duplicateReaders),
  };
}

/** A harvest may change the index between two statements of one request. */
function mustHave<Value>(value: Value | null): Value {
  if (value !== null) return value;
  const message = 'The index changed while this was answered; ask again.';
  throw new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message });
}
