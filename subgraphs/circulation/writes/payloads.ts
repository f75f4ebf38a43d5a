/** What the resolvers of mutations hand to GraphQL. */
import type { HoldFacts, LoanFacts, Refusal } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import type { HoldModel, LoanModel } from '../accounts/account-models.ts';
import type { OpenedAccount, SealedIds } from '../accounts/sealed-ids.ts';
import { tellHold, tellLoan } from '../accounts/tell-account.ts';
import type { WriteResult } from './write.ts';

interface PayloadModel {
  readonly outcome: WriteResult<never>['outcome'];
  readonly refusal: Refusal | null;
  /** Why nobody can say. */
  readonly reason: Reason | null;
}

export interface RenewLoanModel extends PayloadModel {
  readonly loan: LoanModel | null;
}

export interface RenewAllLoansModel {
  readonly results: readonly RenewLoanModel[] | null;
  readonly refusal: Refusal | null;
}

/** Of placing and of cancelling one. */
export interface HoldPayloadModel extends PayloadModel {
  readonly hold: HoldModel | null;
}

export function toRenewLoan(result: WriteResult<LoanFacts>, of: OpenedAccount, ids: SealedIds): RenewLoanModel {
  const loan = result.outcome === 'DONE' && result.done !== null ? tellLoan(result.done, of, ids) : null;
  return { ...toPayload(result), loan };
}

export function toHoldPayload(result: WriteResult<HoldFacts>, of: OpenedAccount, ids: SealedIds): HoldPayloadModel {
  const hold = result.outcome === 'DONE' && result.done !== null ? tellHold(result.done, of, ids) : null;
  return { ...toPayload(result), hold };
}

export function refusedRenewal(refusal: Refusal): RenewLoanModel {
  return { ...toPayload({ outcome: 'REFUSED', refusal }), loan: null };
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
