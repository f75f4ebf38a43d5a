/** The union index as the rest of Mercia sees it. */
export { createLoansReader, type LoansReader } from './loans/read/loans-reader.ts';
export type {
  LoanFigures,
  LoanGap,
  DuplicateReadersView,
  EditionLoans,
  LibraryLoans,
  OpenLoanView,
} from './loans/read/views.ts';
export type { EditionDescription } from './description.ts';
export type { HarvestStatus } from './harvest/status.ts';
export type { PublicMarc, PublicMarcField } from './read/public-marc.ts';
export type { DuplicatePageOf } from './read/duplicates.ts';
export { createUnionIndexReader } from './read/reader.ts';
export type { UnionIndexReader } from './read/reader.ts';
export type { RecordPageOf } from './read/records.ts';
export type { Search, SearchPage } from './read/search.ts';
export type {
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
  WorkView,
} from './read/views.ts';
