/**
 * An account as an analyst of a move is shown it: whether two accounts are one person's can be told from how they stand, so
 * what somebody reads is no business of whoever compares. Pure.
 */
import type { Reason } from '#domain/facts.ts';
import type { SystemIdentity } from '#adapters/adapter.ts';
import type { AccountFactsModel } from './account-models.ts';

const UNSAID = { title: null, item: null, recordId: null } as const;

/** Loans, holds and charges stay, with their dates and sums, without a word of what they are of. */
export function toldToAnalyst(facts: AccountFactsModel, system: SystemIdentity): AccountFactsModel {
  const { loans, holds, charges, reason } = facts;
  if (loans === null && holds === null && charges === null) return facts;
  return {
    ...facts,
    loans: loans?.map((loan) => ({ ...loan, ...UNSAID })) ?? null,
    holds: holds?.map((hold) => ({ ...hold, ...UNSAID, enumeration: null })) ?? null,
    charges: charges?.map((charge) => ({ ...charge, reason: null })) ?? null,
    reason: reason ?? notShown(system),
  };
}

function notShown({ id }: SystemIdentity): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: 'Whoever compares accounts is not shown what is borrowed or wanted.',
    system: id,
  };
}
