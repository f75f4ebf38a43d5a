/**
 * Live facts: what a library system says of its items now, and how far that can be trusted.
 * The words are those of the circulation contract (`schema/subgraphs/circulation.graphql`).
 */
import type { HoldingId, ItemId, SystemId } from './ids.ts';

/** LIVE: said now. LAST_KNOWN: said at `asOf`. UNKNOWN: nobody can say, never "not available". NOT_SUPPORTED: this system cannot tell. */
export type FactState = 'LIVE' | 'LAST_KNOWN' | 'UNKNOWN' | 'NOT_SUPPORTED';

export type ReasonCode =
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'REFUSED'
  | 'BAD_ANSWER'
  | 'RATE_LIMITED'
  | 'CIRCUIT_OPEN'
  | 'FROZEN'
  | 'NOT_SUPPORTED'
  | 'TOO_MANY_ITEMS';

/** Why a fact is less than live, in words fit for a reader of the API; never holds a credential, a patron or a path. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly system: SystemId;
}

/** State of a copy, not the rule for it. Which of several counts: `item-status.ts`. */
export type ItemStatus =
  | 'AVAILABLE'
  | 'ON_LOAN'
  | 'IN_USE_ON_SITE'
  | 'ON_HOLD_SHELF'
  | 'IN_TRANSIT'
  | 'RESHELVING'
  | 'ON_ORDER'
  | 'IN_PROCESS'
  | 'AT_BINDERY'
  | 'CLAIMED_RETURNED'
  | 'MISSING'
  | 'LOST'
  | 'WITHDRAWN'
  | 'DAMAGED'
  | 'UNAVAILABLE'
  | 'UNKNOWN';

/**
 * What a system did not tell of a copy although it answered, whether its make never does, its account may not or it failed
 * this time: the state may be true in the place of `status`. A copy with one of these is never counted as in place.
 */
export type ItemLimitation = 'HOLD_SHELF_NOT_TOLD' | 'TRANSIT_NOT_TOLD';

/** Rule for a copy, not its state. ONLINE: nothing stands behind it on any shelf, it is read through a link. */
export type ItemUse = 'LOAN' | 'SHORT_LOAN' | 'HOURLY' | 'REFERENCE' | 'RESTRICTED' | 'ONLINE' | 'UNKNOWN';

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
export type Visibility = 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY' | 'UNKNOWN';

/** One copy as its system describes it now. Patron data never appears here. */
export interface ItemFacts {
  readonly id: ItemId;
  readonly barcode: string | null;
  readonly status: ItemStatus;
  /** Empty where the system told all that could be true in the place of `status`. */
  readonly limitations: readonly ItemLimitation[];
  /** The system's own word for the status, untranslated. */
  readonly statusAtSource: string | null;
  readonly use: ItemUse;
  readonly due: Due | null;
  readonly callNumber: string | null;
  readonly permanentLocation: Place | null;
  readonly currentLocation: Place | null;
  readonly enumeration: string | null;
  readonly chronology: string | null;
  readonly copyNumber: string | null;
  readonly itemType: string | null;
  readonly holdQueue: number | null;
  readonly publicNotes: readonly string[];
  /** Set where this copy's status could not be told although its neighbours' could; `status` is then UNKNOWN. */
  readonly reason: Reason | null;
}

/** A copy of which nothing is known but its id. */
export const NOTHING_KNOWN_OF_ITEM: Omit<ItemFacts, 'id'> = {
  barcode: null,
  status: 'UNKNOWN',
  limitations: [],
  statusAtSource: null,
  use: 'UNKNOWN',
  due: null,
  callNumber: null,
  permanentLocation: null,
  currentLocation: null,
  enumeration: null,
  chronology: null,
  copyNumber: null,
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

/** A system's answer for one holding, at one moment. */
export interface HoldingFacts {
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  /** Findable copies only; suppressed ones are left out by the adapter. */
  readonly items: readonly ItemFacts[];
  /** Requests queued on the title at this system, for all its libraries; null where it cannot be told. */
  readonly holdQueue: number | null;
  /** What this account or system cannot see (say, the hold shelf) although it answered; null where nothing is hidden. */
  readonly limitation: Reason | null;
}
