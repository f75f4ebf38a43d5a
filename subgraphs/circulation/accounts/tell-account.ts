/** From what a system said of an account to what the graph says of it. Pure. */
import type { AccountFacts, ChargeFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { RecordId, SystemId } from '#domain/ids.ts';
import { stateFor } from '../reasons.ts';
import type { AccountFactsModel, ChargeModel, HoldModel, LoanModel } from './account-models.ts';
import type { OpenedAccount, SealedIds } from './sealed-ids.ts';

export function tellAccount(facts: AccountFacts, of: OpenedAccount, ids: SealedIds): AccountFactsModel {
  const { limitation, loans, holds, charges, ...told } = facts;
  return {
    ...told,
    state: 'LIVE',
    reason: limitation,
    loans: loans?.map((loan) => tellLoan(loan, of, ids)) ?? null,
    holds: holds?.map((hold) => tellHold(hold, of, ids)) ?? null,
    charges: charges?.map((charge) => tellCharge(charge, of, ids)) ?? null,
  };
}

/** Nobody can say: no list is empty, every one is null. */
export function tellUnknownAccount(reason: Reason): AccountFactsModel {
  return {
    state: stateFor(reason),
    asOf: null,
    reason,
    category: null,
    homeSite: null,
    expiresOn: null,
    loans: null,
    holds: null,
    charges: null,
    blocks: null,
  };
}

export function tellLoan({ localId, recordLocalId, ...told }: LoanFacts, of: OpenedAccount, ids: SealedIds): LoanModel {
  return { ...told, id: ids.loan({ ...of, localId }), recordId: recordIdOf(of.system, recordLocalId) };
}

export function tellHold({ localId, recordLocalId, ...told }: HoldFacts, of: OpenedAccount, ids: SealedIds): HoldModel {
  return { ...told, id: ids.hold({ ...of, localId }), recordId: recordIdOf(of.system, recordLocalId) };
}

function tellCharge({ localId, ...told }: ChargeFacts, of: OpenedAccount, ids: SealedIds): ChargeModel {
  return { ...told, id: ids.charge({ ...of, localId }) };
}

function recordIdOf(system: SystemId, localId: string | null): RecordId | null {
  return localId === null ? null : createId(system, 'record', localId);
}
