/**
 * What a library system says of one patron's account: the words of the patron half of the circulation contract. Everything
 * here is personal: it goes to the patron, or to staff with a purpose, and is never kept, logged or shared.
 */
import type { CopyRef, Due, Place, Reason } from './facts.ts';
import type { ItemId } from './ids.ts';

/** The system's own key of a patron's registration (not the card number, which may be replaced). Sealed before it leaves the hub. */
export type AccountLocalId = string;

export interface AccountFacts {
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  /** The system's own kind of reader, in words where it has them. */
  readonly category: string | null;
  /** Code of the site that registered the patron; null if the system gives none. */
  readonly homeSite: string | null;
  /** `YYYY-MM-DD`; null if the registration does not expire or the system does not say. */
  readonly expiresOn: string | null;
  /** Null if this system cannot give them; empty if there are none. */
  readonly loans: readonly LoanFacts[] | null;
  readonly holds: readonly HoldFacts[] | null;
  readonly charges: readonly ChargeFacts[] | null;
  readonly blocks: readonly BlockFacts[] | null;
  /** What could not be seen although the system answered; null if nothing is hidden. */
  readonly limitation: Reason | null;
}

export interface LoanFacts {
  /** The system's own key of the loan; it dies with the loan. */
  readonly localId: string;
  /** What another reading may call it, from a system that has no such key; absent if that is certain. */
  readonly otherNames?: readonly string[] | undefined;
  readonly item: ItemId | null;
  readonly recordLocalId: string | null;
  /** The copy's barcode, from a system that names copies by it alone and knows no record; absent elsewhere. */
  readonly barcode?: string | undefined;
  /** As the system prints it: there even where the record was never harvested. */
  readonly title: string | null;
  /** RFC 3339 with offset. */
  readonly loanedAt: string | null;
  readonly due: Due | null;
  readonly overdue: boolean | null;
  readonly renewals: number | null;
  /** Null if the system cannot know beforehand. */
  readonly renewable: Renewable | null;
  /** Why the title and record of this loan, or whether it can be renewed, could not be read; absent if they could. */
  readonly limitation?: Reason | undefined;
}

/** Whether a renewal would be granted, asked beforehand; `possible` null if it can only be tried. */
export interface Renewable {
  readonly possible: boolean | null;
  readonly refusal: Refusal | null;
}

export const HOLD_STATUSES = ['QUEUED', 'IN_TRANSIT', 'READY', 'SUSPENDED', 'CANCELLED', 'EXPIRED', 'UNKNOWN'] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

export interface HoldFacts {
  readonly localId: string;
  /** As of a loan. */
  readonly otherNames?: readonly string[] | undefined;
  readonly recordLocalId: string | null;
  /** As of a loan; at some systems it is that of any copy of the title. */
  readonly barcode?: string | undefined;
  readonly title: string | null;
  /** The copy that is wanted, or that was caught for it; null for a hold on the title that waits. */
  readonly item: ItemId | null;
  readonly enumeration: string | null;
  readonly status: HoldStatus;
  readonly queuePosition: number | null;
  readonly pickup: Place | null;
  /** RFC 3339 with offset, or `YYYY-MM-DD` where the system keeps only the day: then null. */
  readonly placedAt: string | null;
  readonly neededBy: string | null;
  readonly expiresOn: string | null;
  /** Why the title of this hold could not be read; absent if it could. */
  readonly limitation?: Reason | undefined;
}

export interface ChargeFacts {
  readonly localId: string;
  readonly amount: Money;
  readonly reason: string | null;
  readonly raisedOn: string | null;
}

/** `amount` in the currency's own unit, two decimals: `5.00`. A text, because money is no binary fraction. */
export interface Money {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

export const BLOCK_CODES = [
  'EXPIRED',
  'BARRED',
  'OWES',
  'TOO_MANY_LOANS',
  'TOO_MANY_OVERDUE',
  'CARD_LOST',
  'ADDRESS_WRONG',
  'OTHER',
] as const;
export type BlockCode = (typeof BLOCK_CODES)[number];

export interface BlockFacts {
  readonly code: BlockCode;
  /** In words for the patron; never a staff note. */
  readonly message: string | null;
}

/** Why a system would not do what was asked; the words of `RefusalCode` in the contract. */
export const REFUSAL_CODES = [
  'LIMIT_REACHED',
  'ON_HOLD_FOR_OTHER',
  'RECALLED',
  'BLOCKED',
  'NOT_HOLDABLE',
  'NOT_RENEWABLE',
  'TOO_SOON',
  'ALREADY_DONE',
  'NOT_FOUND',
  'NOT_SUPPORTED',
  'NOT_PERMITTED',
  'SEE_STAFF',
  'SYSTEM_UNAVAILABLE',
  'OTHER',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** In words for the patron. */
  readonly message: string;
  /** The system's own code for it; null if it has none. */
  readonly sourceCode: string | null;
}

/**
 * The outcome of a write. If the adapter does not know whether it happened, it throws (LMS_TIMEOUT, LMS_UNAVAILABLE,
 * LMS_BAD_RESPONSE), and the caller reads the account before it answers.
 */
export type WriteOutcome<Done> =
  | { readonly outcome: 'DONE'; readonly done: Done }
  | { readonly outcome: 'REFUSED'; readonly refusal: Refusal };

/** A hold that is wanted: on the title of a record, or on one copy of it. */
export interface WantedHold {
  readonly recordLocalId: string;
  /** The system's own id of one copy; null for any copy. */
  readonly itemLocalId: string | null;
  /** What harvest knows of the title's copies, for a system that is asked by barcode; absent where nobody looked. */
  readonly copies?: readonly CopyRef[] | undefined;
  readonly enumeration: string | null;
  /** Code of the site to collect it at, as the system codes it; null takes the patron's own. */
  readonly pickup: string | null;
  /** `YYYY-MM-DD`. */
  readonly neededBy: string | null;
}

/** Who a card belongs to, as far as linking needs it: no name. */
export interface PatronIdentity {
  readonly account: AccountLocalId;
  /** Code of the site that registered the patron: it says whose reader it is. */
  readonly homeSite: string | null;
}

/** Whether a loan or a hold is the one of this name, whichever reading of the account gave it. */
export function isCalled(
  { localId, otherNames = [] }: Pick<LoanFacts, 'localId' | 'otherNames'>,
  name: string,
): boolean {
  return localId === name || otherNames.includes(name);
}
