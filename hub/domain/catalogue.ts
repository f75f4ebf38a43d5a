/** The vocabulary of the union index: what a system's records say, once read. */
import type { HoldingFacts, ItemStatus, ItemUse, Visibility } from './facts.ts';
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
  /** How long it is kept, in words; of what is read online, the code of its embargo. */
  readonly retention: string | null;
  readonly note: string | null;
}

/** Fields of a system's own that its adapter reads again when the region file changes. Names and values are the adapter's. */
export type KeptFields = Readonly<Record<string, string>>;

/** A value under the name that its system, or its column, has for it. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * What a move needs to know of a copy. A key that is absent: the system does not tell it, or not this way. Null or an empty
 * list: it tells that there is nothing. Days are `YYYY-MM-DD`.
 */
export interface ItemDetails {
  readonly enumeration?: string | null;
  readonly chronology?: string | null;
  readonly copyNumber?: string | null;
  /** Code of the collection. */
  readonly collection?: string | null;
  /** As it came, with its currency where that came too. */
  readonly price?: string | null;
  readonly acquiredOn?: string | null;
  readonly createdOn?: string | null;
  /** Changes with a loan, so that it is no part of what makes a record another one. */
  readonly lastBorrowedOn?: string | null;
  /** When it is due back; null if it is not on loan. Changes with a loan too. */
  readonly dueOn?: string | null;
  readonly publicNotes?: readonly string[];
  /** Statistical categories. */
  readonly statistics?: readonly NamedValue[];
  /** Whatever else came and does not change with every loan. */
  readonly other?: readonly NamedValue[];
}

/** What a move needs to know of a copy beyond what the public graph needs. */
export interface ItemForMoves {
  /** How it stood when it was harvested; null if that is not told. */
  readonly status: ItemStatus | null;
  /** The system's own code of that state; null if it has none for it, or if it is not told. */
  readonly statusAtSource: string | null;
  /** The rule for it; null if it is not told. */
  readonly use: ItemUse | null;
  readonly details: ItemDetails;
  /** What staff wrote for themselves, perhaps about a reader; null if it is not told. See docs/privacy.md. */
  readonly staffNotes: readonly string[] | null;
}

/** Of a copy of which nothing of the kind is told. */
export const NOTHING_FOR_MOVES: ItemForMoves = {
  status: null,
  statusAtSource: null,
  use: null,
  details: {},
  staffNotes: null,
};

/** A copy as harvest saw it: enough to find it by barcode and to count it; how it stands is told by its holding's facts. */
export interface HarvestedItem extends ItemForMoves {
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

/**
 * Why a copy stands in no public count: its record is hidden; or nothing identifies it, so that nobody could ask for it again
 * or say whose it is.
 */
export const LEFT_OUT = ['RECORD_HIDDEN', 'NO_ID', 'NO_BARCODE', 'NO_OWNER'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** A copy that stands in no public count and is kept all the same, because it moves along. */
export interface LeftOutItem extends Omit<HarvestedItem, 'ownerCode' | 'kept'> {
  /** The system's own id, or its place under the record if it has none. */
  readonly localId: string;
  readonly ownerCode: string | null;
  readonly leftOut: LeftOut;
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

/** A longer text is no barcode, and no control number of a record: an index entry of the database has an end. */
export const NUMBER_MAX = 200;

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
