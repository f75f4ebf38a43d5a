/** Accounts in every state that a simulated system can bring about, and everything that must be told of each. */
import type { OpenCharge, OpenHold, OpenLoan, ReaderTokens, UseCount } from '#contract/adapter.ts';
import type { AccountFacts, BlockCode, ChargeFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { ItemId } from '#domain/ids.ts';
import type { ReasonCode } from '#domain/facts.ts';
import type { ToldThing, Untold } from '../told-fields.ts';

/** What is told of a reader's registration. */
export interface RegistrationFields extends Pick<AccountFacts, 'category' | 'homeSite' | 'expiresOn'> {
  readonly blocks: readonly BlockCode[] | null;
  readonly limitation: ReasonCode | null;
}
type OfCopy<Facts extends { readonly item: ItemId | null }, Left extends keyof Facts> = Omit<Facts, 'item' | Left> & {
  readonly itemLocalId: string | null;
};
/** Whether it can be renewed has checks of its own. */
export type LoanFields = OfCopy<LoanFacts, 'renewable' | 'limitation' | 'barcode' | 'otherNames'>;
export type HoldFields = OfCopy<HoldFacts, 'limitation' | 'barcode' | 'otherNames'>;
export type ChargeFields = ChargeFacts;
export type OpenLoanFields = Omit<OpenLoan, 'readerToken' | 'barcode'>;
export type OpenHoldFields = Omit<OpenHold, 'readerToken' | 'barcode'>;
/** Whoever writes a suite has its key, and so knows the tokens of name and address. */
export type ReaderFields = Omit<ReaderTokens, 'readerToken' | 'card'>;
/** A system has one currency. */
export type OpenChargeFields = Omit<OpenCharge, 'readerToken' | 'barcode' | 'currency'>;

export interface ToldAccounts {
  /** Readers, each in another state. Each has a loan, by which the list of all readers is compared. */
  readonly readers: readonly (ToldThing<RegistrationFields> & {
    readonly card: string;
    readonly loanLocalId: string;
    readonly listed: ReaderFields;
  })[];
  /** Whose loans, holds and charges these are. */
  readonly card: string;
  readonly loans: readonly ToldThing<LoanFields>[];
  readonly holds: readonly ToldThing<HoldFields>[];
  readonly charges: readonly ToldThing<ChargeFields>[];
  readonly openLoans: readonly ToldThing<OpenLoanFields>[];
  readonly openHolds: readonly ToldThing<OpenHoldFields>[];
  readonly openCharges: readonly ToldThing<OpenChargeFields>[];
  readonly useCounts: readonly ToldThing<UseCount>[];
  readonly untold: {
    readonly registration: Untold<RegistrationFields>;
    readonly loan: Untold<LoanFields>;
    readonly hold: Untold<HoldFields>;
    readonly charge: Untold<ChargeFields>;
    readonly openLoan: Untold<OpenLoanFields>;
    readonly openHold: Untold<OpenHoldFields>;
    readonly openCharge: Untold<OpenChargeFields>;
    readonly useCount: Untold<UseCount>;
    readonly listed: Untold<ReaderFields>;
  };
}
