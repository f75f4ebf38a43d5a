/**
 * Live facts: what a library system says of its items now, and how far that can be trusted.
 * The words are those of the circulation contract (`schema/subgraphs/circulation.graphql`).
 */
import type { HoldingId, ItemId, LibraryId, SystemId } from './ids.ts';

/**
 * LIVE: said now. LAST_KNOWN: said at `asOf`. UNKNOWN: not known, which never means "not available". NOT_SUPPORTED: this
 * system cannot give it.
 */
export const FACT_STATES = ['LIVE', 'LAST_KNOWN', 'UNKNOWN', 'NOT_SUPPORTED'] as const;
export type FactState = (typeof FACT_STATES)[number];

export const REASON_CODES = [
  'TIMEOUT',
  'UNREACHABLE',
  'REFUSED',
  'BAD_ANSWER',
  'RATE_LIMITED',
  'CIRCUIT_OPEN',
  'FROZEN',
  'NOT_SUPPORTED',
  'TOO_MANY_ITEMS',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why a fact is less than live, in words fit for a reader of the API; never holds a credential, a patron or a path. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly system: SystemId;
}

/**
 * State of a copy, not the rule for it. Where several are true of a copy, the one that stands first here counts; UNKNOWN has
 * no place of its own in that order (`item-status.ts`).
 */
export const ITEM_STATUSES = [
  'WITHDRAWN',
  'LOST',
  'CLAIMED_RETURNED',
  'ON_LOAN',
  'IN_USE_ON_SITE',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'MISSING',
  'DAMAGED',
  'AT_BINDERY',
  'IN_PROCESS',
  'ON_ORDER',
  'UNAVAILABLE',
  'RESHELVING',
  'AVAILABLE',
  'UNKNOWN',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/**
 * What a system did not tell of a copy although it answered, whether its make never does, its account may not or it failed
 * this time: the state may be true in the place of `status`. A copy with one of these is never counted as in place.
 */
export const ITEM_LIMITATIONS = ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] as const;
export type ItemLimitation = (typeof ITEM_LIMITATIONS)[number];

/** Rule for a copy, not its state. ONLINE: there is no physical copy, it is read through a link. */
export const ITEM_USES = ['LOAN', 'SHORT_LOAN', 'HOURLY', 'REFERENCE', 'RESTRICTED', 'ONLINE', 'UNKNOWN'] as const;
export type ItemUse = (typeof ITEM_USES)[number];

/** A day loan is due on a day (`YYYY-MM-DD`, the library's own calendar); only hourly loans have a time (`at`, RFC 3339 with offset). */
export interface Due {
  readonly on: string;
  readonly at: string | null;
}

/** A place as its system names it: `siteCode` is the branch, `code` the shelf or, where there is none, the branch. */
export interface Place {
  readonly code: string;
  readonly name: string | null;
  readonly siteCode: string | null;
}

/** Who may see a record or an item. Only PUBLIC reaches search, counts, feeds, matching and live answers. */
export const VISIBILITIES = ['PUBLIC', 'SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What a system prints of a copy and no adapter has to translate. */
export interface ItemDescription {
  readonly barcode: string | null;
  readonly callNumber: string | null;
  readonly enumeration: string | null;
  readonly chronology: string | null;
  readonly copyNumber: string | null;
}

export const NOTHING_PRINTED: ItemDescription = {
  barcode: null,
  callNumber: null,
  enumeration: null,
  chronology: null,
  copyNumber: null,
};

/** The description alone, of something that holds more. */
export function descriptionOf(copy: ItemDescription): ItemDescription {
  const { barcode, callNumber, enumeration, chronology, copyNumber } = copy;
  return { barcode, callNumber, enumeration, chronology, copyNumber };
}

/** One copy as its system describes it now. Patron data never appears here. */
export interface ItemFacts extends ItemDescription {
  readonly id: ItemId;
  readonly status: ItemStatus;
  /** Empty if nothing else could be true instead of `status`. */
  readonly limitations: readonly ItemLimitation[];
  /** The system's own word for the status, untranslated; where it has none, the field that tells it. */
  readonly statusAtSource: string | null;
  /**
   * What made the one of the other: an entry of the region file (`codes.LOST.1`), else a rule of the kind of system. Null if
   * `reason` says why there is no status, and if an older Mercia wrote it.
   */
  readonly statusRule: string | null;
  readonly use: ItemUse;
  readonly due: Due | null;
  readonly permanentLocation: Place | null;
  readonly currentLocation: Place | null;
  readonly itemType: string | null;
  readonly holdQueue: number | null;
  readonly publicNotes: readonly string[];
  /** Set where this copy's status could not be told although its neighbours' could; `status` is then UNKNOWN. */
  readonly reason: Reason | null;
}

/** A copy of which nothing is known but its id. */
export const NOTHING_KNOWN_OF_ITEM: Omit<ItemFacts, 'id'> = {
  ...NOTHING_PRINTED,
  status: 'UNKNOWN',
  limitations: [],
  statusAtSource: null,
  statusRule: null,
  use: 'UNKNOWN',
  due: null,
  permanentLocation: null,
  currentLocation: null,
  itemType: null,
  holdQueue: null,
  publicNotes: [],
  reason: null,
};

/** What an adapter needs to ask for the copies of one holding: the id, and what it wrote itself at harvest. */
export interface HoldingRef {
  readonly id: HoldingId;
  readonly liveKeys: readonly string[];
}

/** A copy as harvest knows it: what a source that has no catalogue is asked with. */
export interface CopyRef {
  /** The system's own item id, as harvest brought it. */
  readonly localId: string;
  readonly barcode: string | null;
  /** The system's own id of its record. */
  readonly recordLocalId: string;
}

/** How one copy stands, as a source says that knows nothing else of it. Patron data never appears here. */
export interface CopyState {
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  readonly status: ItemStatus;
  readonly limitations: readonly ItemLimitation[];
  /** The system's own word for the status, untranslated; never a text that may name a reader. */
  readonly statusAtSource: string | null;
  /** As that of `ItemFacts`. */
  readonly statusRule: string | null;
  /** Null where the source does not tell the rule. */
  readonly use: ItemUse | null;
  readonly due: Due | null;
  /** Null where the source does not tell it. */
  readonly currentLocation: Place | null;
  /** Owner code of the library that the copy belongs to; absent where the source does not tell it. */
  readonly ownerCode?: string;
  /** Requests queued on the copy's title; null where the source does not tell. */
  readonly holdQueue: number | null;
  /** Set where the status could not be told although the system answered; `status` is then UNKNOWN. */
  readonly reason: Reason | null;
}

/** A system's answer for one holding, at one moment. */
export interface HoldingFacts {
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  /** Findable copies only; suppressed ones are left out by the adapter. */
  readonly items: readonly ItemFacts[];
  /** Requests queued on the title at this system, for all its libraries; null if unknown. */
  readonly holdQueue: number | null;
  /** What this account or system cannot see (say, the hold shelf) although it answered; null if nothing is hidden. */
  readonly limitation: Reason | null;
  /** The system has no such record any more, or no longer shows it; adapters say so by null in place of facts. */
  readonly isGone?: true;
}

/** A system's answer for one copy that was asked for by its own id. */
export interface LiveItem {
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  readonly item: ItemFacts;
  /** The library that owns the copy; null if its owner code is not in the region file. */
  readonly library: LibraryId | null;
  /** The system's own id of the copy's record. */
  readonly recordLocalId: string;
  readonly limitation: Reason | null;
}
