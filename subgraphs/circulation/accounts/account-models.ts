/** What the resolvers of accounts hand to GraphQL: what a system says of a patron, under ids that show nothing of it. */
import type { AccountFacts, BlockFacts, ChargeFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { FactState, Reason } from '#domain/facts.ts';
import type { ChargeId, HoldId, LoanId, RecordId } from '#domain/ids.ts';

/** An account as the gateway names it: its id and, from `patrons`, the leave to read it where there is one. */
export interface AccountModel {
  readonly id: string;
  readonly grant: string | null;
}

type Sealed<Facts, Id> = Omit<Facts, 'localId'> & { readonly id: Id };
type OfRecord<Facts> = Omit<Facts, 'recordLocalId'> & { readonly recordId: RecordId | null };

export type LoanModel = OfRecord<Sealed<LoanFacts, LoanId>>;
export type HoldModel = OfRecord<Sealed<HoldFacts, HoldId>>;
export type ChargeModel = Sealed<ChargeFacts, ChargeId>;

/** Everything but state and reason is null together where nobody can say; a list is never empty for "unknown". */
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
