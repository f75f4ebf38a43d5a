import type { EditionId, HoldingId, LibraryId, RecordId, SystemId, WorkId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { harvestStatus } from '../harvest/status.ts';
import type { HarvestStatus } from '../harvest/status.ts';
import { duplicatesBySystem } from './duplicates.ts';
import type { DuplicatePageOf } from './duplicates.ts';
import { editionsById, findEditions } from './editions.ts';
import { holdingsByEdition, holdingsById, holdingsCounts, itemsByBarcode } from './holdings.ts';
import { findIndexGaps } from './index-gaps.ts';
import { createScope } from './index-scope.ts';
import type { RulesOf } from './index-scope.ts';
import { matchEvidence } from './match-evidence.ts';
import type { PublicMarc } from './public-marc.ts';
import { marcOfRecords, recordsByEdition, recordsById } from './records.ts';
import type { RecordPageOf } from './records.ts';
import { searchEditions } from './search.ts';
import type { Search, SearchPage } from './search.ts';
import type {
  DuplicateView,
  EditionKeyInput,
  EditionMatches,
  EditionView,
  HoldingView,
  IndexGapView,
  ItemReferenceView,
  MatchEvidenceView,
  Page,
  PageOf,
  RecordView,
  Slot,
  WorkView,
} from './views.ts';
import { worksById } from './works.ts';

/**
 * The union index as the public may see it. Every method is one statement, however many keys it is asked for, and
 * answers in the order asked; suppressed, temporary and deleted records are nowhere in it.
 */
export interface UnionIndexReader {
  /** Editions by identifier; a key that cannot be read is a BAD_USER_INPUT error in its own place. */
  findEditions(keys: readonly EditionKeyInput[]): Promise<readonly Slot<EditionMatches>[]>;
  /** A merged id gives what it became; null where there is none. */
  editionsById(ids: readonly EditionId[]): Promise<readonly (EditionView | null)[]>;
  /** Null where no edition is of that work. */
  worksById(ids: readonly WorkId[]): Promise<readonly (WorkView | null)[]>;
  /** A cursor of another list is a BAD_USER_INPUT error in its own place. */
  duplicatesBySystem(pages: readonly DuplicatePageOf[]): Promise<readonly Slot<Page<DuplicateView>>[]>;
  holdingsByEdition(ids: readonly EditionId[]): Promise<readonly (readonly HoldingView[])[]>;
  holdingsById(ids: readonly HoldingId[]): Promise<readonly (HoldingView | null)[]>;
  holdingsCounts(ids: readonly LibraryId[]): Promise<readonly number[]>;
  recordsById(ids: readonly RecordId[]): Promise<readonly (RecordView | null)[]>;
  /** A cursor of another list is a BAD_USER_INPUT error in its own place. */
  recordsByEdition(pages: readonly RecordPageOf[]): Promise<readonly Slot<Page<RecordView>>[]>;
  /** The public fields of each record; null where there is no such record or it cannot be read. */
  marcOfRecords(ids: readonly RecordId[]): Promise<readonly (PublicMarc | null)[]>;
  itemsByBarcode(barcode: string): Promise<readonly ItemReferenceView[]>;
  /** Null where either record is not there. Throws BAD_USER_INPUT where they are one record. */
  matchEvidence(a: RecordId, b: RecordId): Promise<MatchEvidenceView | null>;
  /** Throws BAD_USER_INPUT for a cursor of another search. Its counts are a statement of their own, made when asked. */
  search(search: Search, page: PageOf): Promise<SearchPage>;
  harvestStatus(systems: readonly SystemId[]): Promise<ReadonlyMap<SystemId, HarvestStatus>>;
  /** Systems whose records are not all in the index. */
  indexGaps(): Promise<readonly IndexGapView[]>;
}

/**
 * Reads the index of a region. `now` gives milliseconds since the epoch; `rulesOf` by which rules a system is to be read, so
 * that one that is not yet counts as partial.
 */
export function createUnionIndexReader(
  db: Kysely<Database>,
  region: Region,
  now: () => number = Date.now,
  rulesOf?: RulesOf,
): UnionIndexReader {
  const scope = createScope(db, region, now, rulesOf);
  return {
    findEditions: (keys) => findEditions(scope, keys),
    editionsById: (ids) => editionsById(scope, ids),
    worksById: (ids) => worksById(scope, ids),
    duplicatesBySystem: (pages) => duplicatesBySystem(scope, pages),
    holdingsByEdition: (ids) => holdingsByEdition(scope, ids),
    holdingsById: (ids) => holdingsById(scope, ids),
    holdingsCounts: (ids) => holdingsCounts(scope, ids),
    recordsById: (ids) => recordsById(scope, ids),
    recordsByEdition: (pages) => recordsByEdition(scope, pages),
    marcOfRecords: (ids) => marcOfRecords(scope, ids),
    itemsByBarcode: (barcode) => itemsByBarcode(scope, barcode),
    matchEvidence: (a, b) => matchEvidence(scope, a, b),
    search: (search, page) => searchEditions(scope, search, page),
    harvestStatus: (systems) => harvestStatus(db, systems, new Date(now())),
    indexGaps: () => findIndexGaps(scope),
  };
}
