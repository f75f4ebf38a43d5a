import DataLoader from 'dataloader';
import type { EditionId, HoldingId, LibraryId, RecordId, SystemId, WorkId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type {
  LoansReader,
  DuplicatePageOf,
  DuplicateView,
  EditionLoans,
  EditionKeyInput,
  EditionMatches,
  EditionView,
  HarvestStatus,
  HoldingView,
  IndexGapView,
  LibraryLoans,
  Page,
  PublicMarc,
  RecordPageOf,
  RecordView,
  UnionIndexReader,
  WorkView,
} from '#union-index/index.ts';

/** What one request asks of the index: whatever is asked at one level of the question becomes one statement. */
export interface Loaders {
  editionsByKey(key: EditionKeyInput): Promise<EditionMatches>;
  editionById(id: EditionId): Promise<EditionView | null>;
  /** Of a holding's edition, which must be there: throws where the index has lost it since the holding was read. */
  getEdition(id: EditionId): Promise<EditionView>;
  workById(id: WorkId): Promise<WorkView | null>;
  duplicatePageBySystem(page: DuplicatePageOf): Promise<Page<DuplicateView>>;
  holdingsByEdition(id: EditionId): Promise<readonly HoldingView[]>;
  holdingById(id: HoldingId): Promise<HoldingView | null>;
  holdingsCountByLibrary(id: LibraryId): Promise<number>;
  recordById(id: RecordId): Promise<RecordView | null>;
  getRecord(id: RecordId): Promise<RecordView>;
  recordPageByEdition(page: RecordPageOf): Promise<Page<RecordView>>;
  marcByRecord(id: RecordId): Promise<PublicMarc | null>;
  harvestStatusBySystem(id: SystemId): Promise<HarvestStatus | null>;
  indexGaps(): Promise<readonly IndexGapView[]>;
  circulationByEdition(id: EditionId): Promise<EditionLoans>;
  circulationByLibrary(id: LibraryId): Promise<LibraryLoans>;
}

/** Made anew for each request; nothing is kept beyond it. */
export function createLoaders(reader: UnionIndexReader, loans: LoansReader): Loaders {
  const editionsByKey = new DataLoader<EditionKeyInput, EditionMatches>((keys) => reader.findEditions(keys), {
    cache: false,
  });
  const editionById = new DataLoader((ids: readonly EditionId[]) => reader.editionsById(ids));
  const workById = new DataLoader((ids: readonly WorkId[]) => reader.worksById(ids));
  const duplicatePages = new DataLoader<DuplicatePageOf, Page<DuplicateView>>(
    (pages) => reader.duplicatesBySystem(pages),
    { cache: false },
  );
  const holdingsByEdition = new DataLoader((ids: readonly EditionId[]) => reader.holdingsByEdition(ids));
  const holdingById = new DataLoader((ids: readonly HoldingId[]) => reader.holdingsById(ids));
  const holdingsCountByLibrary = new DataLoader((ids: readonly LibraryId[]) => reader.holdingsCounts(ids));
  const recordById = new DataLoader((ids: readonly RecordId[]) => reader.recordsById(ids));
  const recordPages = new DataLoader<RecordPageOf, Page<RecordView>>((pages) => reader.recordsByEdition(pages), {
    cache: false,
  });
  const marcByRecord = new DataLoader((ids: readonly RecordId[]) => reader.marcOfRecords(ids));
  const harvestStatuses = new DataLoader(async (ids: readonly SystemId[]) => {
    const statuses = await reader.harvestStatus(ids);
    return ids.map((id) => statuses.get(id) ?? null);
  });
  const circulationByEdition = new DataLoader((ids: readonly EditionId[]) => loans.loansOfEditions(ids));
  const circulationByLibrary = new DataLoader((ids: readonly LibraryId[]) => loans.loansOfLibraries(ids));
  let indexGaps: Promise<readonly IndexGapView[]> | undefined;
  return {
    editionsByKey: (key) => editionsByKey.load(key),
    editionById: (id) => editionById.load(id),
    getEdition: async (id) => mustHave(await editionById.load(id)),
    workById: (id) => workById.load(id),
    duplicatePageBySystem: (page) => duplicatePages.load(page),
    holdingsByEdition: (id) => holdingsByEdition.load(id),
    holdingById: (id) => holdingById.load(id),
    holdingsCountByLibrary: (id) => holdingsCountByLibrary.load(id),
    recordById: (id) => recordById.load(id),
    getRecord: async (id) => mustHave(await recordById.load(id)),
    recordPageByEdition: (page) => recordPages.load(page),
    marcByRecord: (id) => marcByRecord.load(id),
    harvestStatusBySystem: (id) => harvestStatuses.load(id),
    indexGaps: () => (indexGaps ??= reader.indexGaps()),
    circulationByEdition: (id) => circulationByEdition.load(id),
    circulationByLibrary: (id) => circulationByLibrary.load(id),
  };
}

/** A harvest may change the index between two statements of one request. */
function mustHave<Value>(value: Value | null): Value {
  if (value !== null) return value;
  const message = 'The index changed while this was answered; ask again.';
  throw new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message });
}
