/**
 * The union index as the rest of Mercia reads it. Every read is one statement, or two, however many keys it is asked for, and
 * answers in the order asked; suppressed, temporary and deleted records are nowhere in it.
 */
export { createAgreements, findPermittedRows, LIST_PURPOSES } from './loans/agreements.ts';
export { FORGET_FACTS_OF_A_MOVE, HAS_FACTS_OF_A_MOVE } from './loans/repositories/forget.ts';
export { duplicateReaders, findDuplicateReaders } from './loans/read/duplicate-readers.ts';
export { loansOfEditions } from './loans/read/edition-loans.ts';
export { loansOfLibraries } from './loans/read/library-loans.ts';
export { openLoans } from './loans/read/open-loans.ts';
export type {
  DuplicateReadersView,
  EditionLoans,
  LibraryLoans,
  LoanFigures,
  LoanGap,
  OpenLoanView,
} from './loans/read/views.ts';
export type { EditionDescription } from './description.ts';
export { cameFrom } from './ingest/came-from.ts';
export { harvestStatus, type HarvestStatus } from './harvest/status.ts';
export { duplicatesBySystem } from './read/duplicates.ts';
export { rejectPage, type RejectView } from './read/rejects.ts';
export { askForRetry, listRetries, type RejectRetry } from './repositories/reject-retries.ts';
export { editionsById, findEditions, worksById } from './read/editions.ts';
export { partsOf } from './read/part-of.ts';
export { holdingsByEdition, holdingsById, holdingsCounts, itemsByBarcode } from './read/holdings.ts';
export { findIndexGaps } from './read/index-gaps.ts';
export { createIndexScope, type IndexScope, type InTime } from './read/index-scope.ts';
export { listSizes } from './read/list-sizes.ts';
export { matchEvidence } from './read/match-evidence.ts';
export { isPublicTag, toPublicMarc, type PublicMarc, type PublicMarcField } from './read/public-marc.ts';
export { marcOfRecords, recordsByEdition, recordsById } from './read/records.ts';
export { rulingPage, toRulingView } from './read/rulings.ts';
export { sharedBarcodes } from './read/shared-barcodes.ts';
export { keepNewRulings } from './rulings/index.ts';
export type {
  DuplicateView,
  EditionMatches,
  EditionView,
  HoldingView,
  HostPublicationView,
  IndexGapView,
  ItemReferenceView,
  MatchEvidenceView,
  Page,
  PageOf,
  RecordView,
  RulingView,
  Slot,
  WorkView,
} from './read/views.ts';
