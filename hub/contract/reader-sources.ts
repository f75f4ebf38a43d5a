/** The contract's part about readers: their accounts, what is changed in them, and loans as a whole, where readers are tokens. */
import type {
  AccountFacts,
  AccountLocalId,
  HoldFacts,
  HoldStatus,
  LoanFacts,
  PatronIdentity,
  WantedHold,
  WriteOutcome,
} from '#domain/accounts.ts';
import type { Due } from '#domain/facts.ts';
import type { DataPurpose } from '#domain/region.ts';

/** Patrons' accounts. What comes from here is personal; nothing of it may be kept, cached or logged. */
export interface PatronSource {
  /**
   * Whose card and PIN these are; null where the system does not recognise them, for whichever reason. Absent where the
   * system does not truly check PINs. Never asked twice on its own: a system counts failures and locks cards.
   */
  verify?(card: string, pin: string, signal: AbortSignal): Promise<PatronIdentity | null>;
  /** Whose card this is, for staff; null where there is none. */
  find(card: string, signal: AbortSignal): Promise<PatronIdentity | null>;
  /** The account as it stands now; null where the system no longer has it. */
  account(account: AccountLocalId, signal: AbortSignal, wanted?: AccountReadOptions): Promise<AccountFacts | null>;
}

/** What is asked for beside the account itself, and how long the whole may take; all of it where nothing is said. */
export interface AccountReadOptions {
  /** Whether each loan can be renewed: at some systems a call for each. Not wanted, it may be null. */
  readonly renewable: boolean;
  /** Milliseconds after which nobody waits for it any more: what it can do without is left out in time. */
  readonly withinMs?: number | undefined;
}

/**
 * Writes. One call each, never repeated: an error means that it is unknown whether it happened, unless it is a refusal
 * of the connection, of the credentials or of the guard before anything was sent. The signal ends the waiting; the
 * caller passes none that ends a write half done.
 */
export interface WriteSource {
  renew?(account: AccountLocalId, loan: string, signal: AbortSignal): Promise<WriteOutcome<LoanFacts | null>>;
  placeHold?(account: AccountLocalId, hold: WantedHold, signal: AbortSignal): Promise<WriteOutcome<HoldFacts | null>>;
  cancelHold?(account: AccountLocalId, hold: string, signal: AbortSignal): Promise<WriteOutcome<HoldFacts | null>>;
}

/** Some rows of a list of a system, and of when the list is. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** RFC 3339: when whoever made the list wrote it, as of a file. Absent where the system tells what is so while it is asked. */
  readonly asOf?: string | undefined;
}

/** A loan that is open at a system, with its reader as a keyed token: for totals and for proofs, never for people. */
export interface OpenLoan {
  readonly localId: string;
  readonly itemLocalId: string;
  /** Where the list names copies by their barcodes, perhaps alone: the index finds the copy by it if it has no such id. Absent elsewhere. */
  readonly barcode?: string | undefined;
  readonly recordLocalId: string | null;
  readonly readerToken: string;
  /** RFC 3339; null where the system does not tell. */
  readonly loanedAt: string | null;
  readonly due: Due | null;
  readonly renewals: number | null;
}

export interface OpenHold {
  readonly localId: string;
  readonly recordLocalId: string;
  readonly itemLocalId: string | null;
  /** As of an open loan. */
  readonly barcode?: string | undefined;
  readonly readerToken: string;
  readonly status: HoldStatus;
  readonly placedOn: string | null;
  /** `YYYY-MM-DD` since when its copy waits to be collected; null if none does. Absent where the system does not tell. */
  readonly arrivedOn?: string | null | undefined;
  /** Owner code of the site that it is collected at, which says whose reader waits; null where the system does not tell. */
  readonly pickupSite: string | null;
  /** Its place in the queue, 1 for who is next; null if it is in none any more. Absent where the system does not tell. */
  readonly place?: number | null | undefined;
}

/** What a reader owes for one thing, as far as it is not paid; a charge that is paid is none. For a move alone. */
export interface OpenCharge {
  readonly localId: string;
  readonly readerToken: string;
  /** Owner code of the site that registered the reader, which says whose reader owes it; null where the system does not tell. */
  readonly homeSite: string | null;
  readonly itemLocalId: string | null;
  /** As of an open loan. */
  readonly barcode?: string | undefined;
  readonly recordLocalId: string | null;
  /** The system's code of what it is for; null where there is none. */
  readonly kind: string | null;
  /** What is left to pay, in hundredths of the currency's unit: a whole number, below 0 for what the library owes. Never 0. */
  readonly amountPence: number;
  /** ISO 4217. */
  readonly currency: string;
  /** `YYYY-MM-DD`; null where the system does not tell. */
  readonly chargedOn: string | null;
}

/** How often a copy was lent since its system has counted. */
export interface UseCount {
  readonly itemLocalId: string;
  readonly recordLocalId: string;
  readonly loans: number | null;
  readonly renewals: number | null;
  /** `YYYY-MM-DD` of the last loan or return. */
  readonly lastBorrowedOn: string | null;
}

/**
 * One reader's keyed tokens, so that the same person in two systems is found without a name leaving either, and the little
 * else of a registration that a move needs. What the system's list does not tell is absent; null is told, and empty.
 */
export interface ReaderTokens {
  readonly readerToken: string;
  /** Owner code of the site that registered the reader, which says whose reader it is; null where there is none. */
  readonly homeSite: string | null;
  /** Of `nameAndBirthText` and `emailText` (`hub/domain/reader-identity.ts`); null where those give nothing. */
  readonly nameAndBirth: string | null;
  readonly email: string | null;
  /** Of `cardText`, where {@link ReadersWanted.cards}. */
  readonly card?: string | null | undefined;
  /** The system's code of the reader category. */
  readonly category?: string | null | undefined;
  /** The end of the registration; null if it has none. */
  readonly expiry?: ReaderExpiry | null | undefined;
  /** Whether a message would reach an e-mail address. */
  readonly hasEmail?: boolean | undefined;
  /** Whether anything is owed; told only where the list tells it without a call for each reader. */
  readonly owes?: boolean | undefined;
  /** Of `expiryText`, where {@link ReadersWanted.cards}: two systems' tokens are alike if the days are. Null if it has no end. */
  readonly expiryDay?: string | null | undefined;
  /** Whether the reader may not borrow because somebody said so; where {@link ReadersWanted.cards}. */
  readonly blocked?: boolean | undefined;
  /** How many messages and notes stand on the account, not what they say; where {@link ReadersWanted.cards}. */
  readonly messages?: number | undefined;
}

/** The end of a registration, without its day: who compares systems needs no more than whether two days are the same. */
export interface ReaderExpiry {
  readonly year: number;
  /** Whether it had passed when the list was read. */
  readonly expired: boolean;
}

/** What of readers is only told where it is asked for. */
export interface ReadersWanted {
  /** Tokens of cards, and what else only a move needs: a library of the system has an agreement that names `MOVE_RECONCILIATION`. */
  readonly cards: boolean;
  /** Owner codes of the sites whose readers' charges are wanted, where a system has to be asked for each reader; all where not said. */
  readonly sites?: readonly string[] | undefined;
}

/**
 * What a system tells of its loans as a whole. Every list is absent where the system cannot tell it. Readers are tokens
 * from the start: `AdapterContext.readerToken` is applied before anything leaves the adapter. A list that cannot be read whole ends with
 * an error: totals from which rows are missing would be wrong.
 */
export interface LoanSource {
  openLoans?(signal: AbortSignal): AsyncIterable<ListPage<OpenLoan>>;
  openHolds?(signal: AbortSignal): AsyncIterable<ListPage<OpenHold>>;
  useCounts?(signal: AbortSignal): AsyncIterable<ListPage<UseCount>>;
  readers?(signal: AbortSignal, wanted?: ReadersWanted): AsyncIterable<ListPage<ReaderTokens>>;
  openCharges?(signal: AbortSignal, wanted?: ReadersWanted): AsyncIterable<ListPage<OpenCharge>>;
}

/** What a library must have agreed to before one of the lists is read for it; one of the purposes is enough. */
export const LOAN_LIST_PURPOSES: Readonly<Record<keyof LoanSource, readonly DataPurpose[]>> = {
  openLoans: ['STATISTICS'],
  openHolds: ['STATISTICS'],
  useCounts: ['STATISTICS'],
  readers: ['DATA_CLEANING', 'MOVE_RECONCILIATION'],
  openCharges: ['MOVE_RECONCILIATION'],
};
