/**
 * An account as it is shown to an analyst of a move. Dates and sums are enough to see whether two accounts are one person's,
 * so what somebody reads is left out. Pure.
 */
import type { Reason } from '#domain/facts.ts';
import type { SystemIdentity } from '#contract/adapter.ts';
import type { AccountFactsModel } from './account-models.ts';

const LEFT_OUT = { title: null, item: null, recordId: null } as const;

/** Loans, holds and charges keep their dates and sums, without what they are for. */
export function showToAnalyst(facts: AccountFactsModel, system: SystemIdentity): AccountFactsModel {
  const { loans, holds, charges, reason } = facts;
  if (loans === null && holds === null && charges === null) return facts;
  return {
    ...facts,
    loans: loans?.map((loan) => ({ ...loan, ...LEFT_OUT })) ?? null,
    holds: holds?.map((hold) => ({ ...hold, ...LEFT_OUT, enumeration: null })) ?? null,
    charges: charges?.map((charge) => ({ ...charge, reason: null })) ?? null,
    reason: reason ?? notShown(system),
  };
}

function notShown({ id }: SystemIdentity): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: 'The role that compares accounts is not shown what is borrowed or requested.',
    system: id,
  };
}
