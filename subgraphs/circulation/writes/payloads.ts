/** What the mutations of accounts hand to GraphQL. Pure. */
import type { HoldFacts, LoanFacts, Refusal } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import type { LoanId } from '#domain/ids.ts';
import { toHold, toLoan, type HoldModel, type LoanModel } from '../accounts/account-models.ts';
import type { OpenedAccount, OpenedEntry, SealedIds } from '../accounts/sealed-ids.ts';
import type { WriteResult } from './write.ts';

interface PayloadModel {
  readonly outcome: WriteResult<never>['outcome'];
  readonly refusal: Refusal | null;
  /** Why the outcome is unknown. */
  readonly reason: Reason | null;
}

export interface RenewLoanModel extends PayloadModel {
  readonly loanId: LoanId | null;
  readonly loan: LoanModel | null;
}

export interface RenewAllLoansModel {
  readonly results: readonly RenewLoanModel[] | null;
  readonly refusal: Refusal | null;
}

/** Of placing and of cancelling a hold. */
export interface HoldPayloadModel extends PayloadModel {
  readonly hold: HoldModel | null;
}

export function toRenewLoan(result: WriteResult<LoanFacts>, of: OpenedEntry, ids: SealedIds): RenewLoanModel {
  const loan = result.outcome === 'DONE' && result.done !== null ? toLoan(result.done, of, ids) : null;
  return { ...toPayload(result), loanId: ids.loan(of), loan };
}

export function toHoldPayload(result: WriteResult<HoldFacts>, of: OpenedAccount, ids: SealedIds): HoldPayloadModel {
  const hold = result.outcome === 'DONE' && result.done !== null ? toHold(result.done, of, ids) : null;
  return { ...toPayload(result), hold };
}

/** `loanId`: null if there is no such loan among the caller's own. */
export function refusedRenewal(refusal: Refusal, loanId: LoanId | null = null): RenewLoanModel {
  return { ...toPayload({ outcome: 'REFUSED', refusal }), loanId, loan: null };
}

export function refusedHold(refusal: Refusal): HoldPayloadModel {
  return { ...toPayload({ outcome: 'REFUSED', refusal }), hold: null };
}

function toPayload(result: WriteResult<unknown>): PayloadModel {
  return {
    outcome: result.outcome,
    refusal: result.outcome === 'REFUSED' ? result.refusal : null,
    reason: result.outcome === 'UNKNOWN' ? result.reason : null,
  };
}
