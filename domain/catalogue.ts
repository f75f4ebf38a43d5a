/** The vocabulary of the union index: what a system's records say, once read. */
import type { HoldingFacts, Visibility } from './facts.ts';
import type { LibraryId, SystemId } from './ids.ts';

export const FORMATS = [
  'BOOK',
  'EBOOK',
  'JOURNAL',
  'EJOURNAL',
  'AUDIO',
  'VIDEO',
  'REPORT',
  'THESIS',
  'KIT',
  'OBJECT',
  'OTHER',
  'UNKNOWN',
] as const;
export type Format = (typeof FORMATS)[number];

export const SUBJECT_SCHEMES = ['MESH', 'WESSEX', 'LCSH', 'LOCAL', 'OTHER'] as const;
export type SubjectScheme = (typeof SUBJECT_SCHEMES)[number];
export const CLASS_SCHEMES = ['NLM', 'WESSEX', 'DEWEY', 'LCC', 'LOCAL', 'UNKNOWN'] as const;
export type ClassScheme = (typeof CLASS_SCHEMES)[number];
export const HOLDING_BASES = ['ITEMS', 'STATEMENT', 'SUBSCRIPTION', 'LINK', 'ORDER', 'RECORD_ONLY'] as const;
export type HoldingBasis = (typeof HOLDING_BASES)[number];
export const STATEMENT_KINDS = ['MAIN', 'SUPPLEMENT', 'INDEX'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** A run of a serial or a set, as the library states it. */
export interface HoldingStatement {
  readonly kind: StatementKind;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly retention: string | null;
  readonly note: string | null;
}

/** Fields of a system's own that its adapter reads again when the region file changes. Names and values are the adapter's. */
export type KeptFields = Readonly<Record<string, string>>;

/** A copy as harvest saw it: enough to find it by barcode and to count it; how it stands is told by its holding's facts. */
export interface HarvestedItem {
  /** The system's own item id. */
  readonly localId: string;
  readonly barcode: string | null;
  readonly ownerCode: string;
  readonly callNumber: string | null;
  readonly locationCode: string | null;
  readonly itemType: string | null;
  readonly visibility: Visibility;
  /** What else decides who may see the copy. Absent if there is nothing to keep. */
  readonly kept?: KeptFields | undefined;
}

/** What one library owns under one record, as the adapter found it at harvest. */
export interface HarvestedHolding {
  readonly library: LibraryId;
  readonly basis: HoldingBasis;
  /** Findable copies; null if the system gives no items. */
  readonly copies: number | null;
  readonly callNumbers: readonly string[];
  readonly statements: readonly HoldingStatement[];
  /** Codes of the sites (owner codes) where the library keeps copies, for the site filter. */
  readonly siteCodes: readonly string[];
  readonly catalogueUrl: string | null;
  /** What the same adapter needs to ask for these copies live; at most {@link LIVE_KEYS_MAX}. Opaque to everyone else. */
  readonly liveKeys: readonly string[];
  /**
   * What the system said of the findable copies when it was harvested, `asOf` that moment; null if its harvest does
   * not tell how they stand. May know less than a live answer, never contradicts one of the same moment.
   */
  readonly facts: HoldingFacts | null;
}

/** A holding with more live keys than this is asked for as far as they go; the rest stays last known. */
export const LIVE_KEYS_MAX = 200;

/** Where a holding comes from, in the words of the region file. */
export interface OwnerCode {
  readonly system: SystemId;
  /** The system's own code of the owner (a branch, an owning library). */
  readonly code: string;
  readonly library: LibraryId;
  /** The site of that library; null if the code means the whole library. */
  readonly site: string | null;
}
