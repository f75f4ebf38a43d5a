/** Accounts as resolvers hand them to GraphQL: what a system says of a patron, under ids that show nothing of it. Pure. */
import type { AccountFacts, BlockFacts, ChargeFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { FactState, Reason } from '#domain/facts.ts';
import { createId, type ChargeId, type HoldId, type LoanId, type RecordId, type SystemId } from '#domain/ids.ts';
import type { PlaceModel } from '../models.ts';
import { stateFor } from '../reasons.ts';
import { toPlace } from '../sites.ts';
import type { OpenedAccount, SealedIds } from './sealed-ids.ts';

/** An account as the gateway names it: its id and, if `patrons` gave leave to read it, the grant. */
export interface AccountModel {
  readonly id: string;
  readonly grant: string | null;
}

type Sealed<Facts, Id> = Omit<Facts, 'localId'> & { readonly id: Id };
type OfRecord<Facts> = Omit<Facts, 'recordLocalId'> & { readonly recordId: RecordId | null };

export type LoanModel = OfRecord<Sealed<LoanFacts, LoanId>>;
export type HoldModel = Omit<OfRecord<Sealed<HoldFacts, HoldId>>, 'pickup'> & { readonly pickup: PlaceModel | null };
export type ChargeModel = Sealed<ChargeFacts, ChargeId>;

/** Everything but state and reason is null together when unknown; a list is never empty for "unknown". */
export interface AccountFactsModel extends Omit<
  AccountFacts,
  'asOf' | 'loans' | 'holds' | 'charges' | 'blocks' | 'limitation'
> {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: Reason | null;
  readonly loans: readonly LoanModel[] | null;
  readonly holds: readonly HoldModel[] | null;
  readonly charges: readonly ChargeModel[] | null;
  readonly blocks: readonly BlockFacts[] | null;
}

/** `freeze`: why the system does not know all that the library knows; null if nothing is in the way. */
export function toAccountFacts(
  facts: AccountFacts,
  of: OpenedAccount,
  ids: SealedIds,
  freeze: Reason | null,
): AccountFactsModel {
  const { limitation, loans, holds, charges, ...rest } = facts;
  return {
    ...rest,
    state: 'LIVE',
    reason: freeze ?? limitation,
    loans: loans?.map((loan) => toLoan(loan, of, ids)) ?? null,
    holds: holds?.map((hold) => toHold(hold, of, ids)) ?? null,
    charges: charges?.map((charge) => toCharge(charge, of, ids)) ?? null,
  };
}

export function toUnknownAccount(reason: Reason): AccountFactsModel {
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

export function toLoan({ localId, recordLocalId, ...rest }: LoanFacts, of: OpenedAccount, ids: SealedIds): LoanModel {
  return { ...rest, id: ids.loan({ ...of, localId }), recordId: recordIdOf(of.system, recordLocalId) };
}

export function toHold(facts: HoldFacts, of: OpenedAccount, ids: SealedIds): HoldModel {
  const { localId, recordLocalId, pickup, ...rest } = facts;
  return {
    ...rest,
    id: ids.hold({ ...of, localId }),
    recordId: recordIdOf(of.system, recordLocalId),
    pickup: toPlace(pickup, of.system),
  };
}

function toCharge({ localId, ...rest }: ChargeFacts, of: OpenedAccount, ids: SealedIds): ChargeModel {
  return { ...rest, id: ids.charge({ ...of, localId }) };
}

function recordIdOf(system: SystemId, localId: string | null): RecordId | null {
  return localId === null ? null : createId(system, 'record', localId);
}
