/** What a SIP2 server asks of the library behind it. A world of its own, a Koha's and a file server's have one each. */

/** How a copy stands, in words of no dialect: each says some of them with the same code. */
export type CopyStatus =
  | 'AVAILABLE'
  | 'CHARGED'
  | 'ON_ORDER'
  | 'IN_PROCESS'
  | 'RECALLED'
  | 'ON_HOLD_SHELF'
  | 'TO_BE_RESHELVED'
  | 'IN_TRANSIT'
  | 'CLAIMED_RETURNED'
  | 'LOST'
  | 'MISSING'
  | 'DAMAGED'
  | 'WITHDRAWN'
  | 'NOT_FOR_LOAN'
  | 'RESTRICTED';

export interface LibraryCopy {
  readonly barcode: string;
  readonly title: string;
  readonly status: CopyStatus;
  /** Milliseconds since the epoch; null if it is not on loan. */
  readonly due: number | null;
  /** Until when it is kept on the hold shelf. */
  readonly holdUntil: number | null;
  /** Holds on its title that wait. */
  readonly queue: number;
  readonly owner: string;
  readonly permanentLocation: string;
  readonly currentLocation: string;
  readonly collection: string | null;
  /** Three digits: 001 is a book. */
  readonly media: string;
}

/** Why a reader may not borrow. */
export type Block = 'FINES' | 'EXPIRED' | 'BARRED' | 'CARD_LOST';

export interface LibraryFine {
  readonly text: string;
  readonly amount: number;
}

export interface LibraryPatron {
  readonly card: string;
  readonly firstName: string;
  readonly surname: string;
  readonly blocks: readonly Block[];
  /** What staff wrote about a bar. */
  readonly blockText: string;
  readonly owed: number;
  /** What may be owed before nothing is lent. */
  readonly owedLimit: number;
  readonly fines: readonly LibraryFine[];
  readonly address: string;
  readonly postCode: string;
  readonly email: string | null;
  readonly phone: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly category: string;
  readonly expires: string | null;
  readonly homeLibrary: string;
  /** Barcodes: holds that wait on the shelf, overdue, charged, recalled, holds that are not there yet. */
  readonly items: Readonly<Record<ItemList, readonly string[]>>;
}

/** In the order of the summary of a 63. */
export const ITEM_LISTS = ['holds', 'overdue', 'charged', 'fines', 'recalls', 'unavailableHolds'] as const;
export type ItemList = Exclude<(typeof ITEM_LISTS)[number], 'fines'>;

export interface RenewalAsked {
  readonly patron: LibraryPatron;
  readonly barcode: string;
}

/** Why a renewal or a hold was refused. */
export type Refusal =
  | 'NO_SUCH_ITEM'
  | 'NOT_CHARGED_TO_PATRON'
  | 'RENEWALS_NOT_ALLOWED'
  | 'TOO_MANY_RENEWALS'
  | 'HOLDS_WAITING'
  | 'BLOCKED'
  | 'NO_SUCH_PLACE'
  | 'ALREADY_HELD'
  | 'TOO_MANY_HOLDS'
  | 'HOLDS_NOT_ALLOWED'
  | 'NO_SUCH_HOLD';

export interface HoldAsked {
  readonly patron: LibraryPatron;
  readonly barcode: string;
  readonly pickup: string;
  /** True for this copy alone. */
  readonly thisCopy: boolean;
}

export interface Sip2Library {
  readonly timeZone: string;
  readonly now: () => number;
  /** What AO says in answers. */
  readonly institution: string;
  readonly name: string;
  /** Whether a terminal may log in. */
  logIn(user: string, password: string): boolean;
  copy(barcode: string): LibraryCopy | null;
  /** By card number, or by another name that the library knows its readers by. */
  patron(id: string): LibraryPatron | null;
  checkPin(patron: LibraryPatron, pin: string): boolean;
  renew(asked: RenewalAsked): Refusal | null;
  /** The place in the queue, from 1. */
  hold(asked: HoldAsked): Refusal | number;
  cancelHold(asked: Omit<HoldAsked, 'pickup' | 'thisCopy'>): Refusal | null;
  /** Changes where a hold is collected. */
  moveHold(asked: Omit<HoldAsked, 'thisCopy'>): Refusal | null;
}
