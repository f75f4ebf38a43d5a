/** The traces that renewals and holds leave in an account. Pure. */
import { isCalled, type HoldFacts, type LoanFacts, type Refusal, type WantedHold } from '#domain/accounts.ts';
import type { Due } from '#domain/facts.ts';
import { isForSameTitle } from '#domain/same-title.ts';
import type { WriteTraces } from './write.ts';

/** A loan that is due later than it was, or was renewed more often. */
export function tracesOfRenewal(loan: string): WriteTraces<LoanFacts> {
  const findLoan = (loans: readonly LoanFacts[] | null): LoanFacts | undefined =>
    loans?.find((one) => isCalled(one, loan));
  return {
    refusalBefore: ({ loans }) => (loans === null || findLoan(loans) !== undefined ? null : NO_SUCH_LOAN),
    noteBefore({ loans }) {
      const before = findLoan(loans);
      return before === undefined ? [] : [momentOf(before.due), String(before.renewals ?? '')];
    },
    happened([due = '', renewals = ''], { loans }) {
      const after = findLoan(loans);
      // Gone: it was returned meanwhile, and whether it was renewed before is unknown.
      if (after === undefined) return null;
      const dueNow = momentOf(after.due);
      if (due !== '' && dueNow !== '') return dueNow > due || countedMore(after.renewals, renewals) === true;
      return countedMore(after.renewals, renewals);
    },
    find: ({ loans }) => findLoan(loans) ?? null,
  };
}

/** A hold on the record that was not there before. */
export function tracesOfNewHold(wanted: WantedHold): WriteTraces<HoldFacts> {
  const newOf = (holds: readonly HoldFacts[] | null, before: readonly string[]): readonly HoldFacts[] =>
    holds?.filter((hold) => !before.some((name) => isCalled(hold, name))) ?? [];
  const findNew = (holds: readonly HoldFacts[] | null, before: readonly string[]): HoldFacts | undefined =>
    newOf(holds, before).find((hold) => isForSameTitle(hold, wanted) === true);
  return {
    refusalBefore: () => null,
    noteBefore: ({ holds }) => (holds === null ? [NOT_SHOWN] : holds.map(({ localId }) => localId)),
    happened(before, { holds }) {
      if (holds === null || before.includes(NOT_SHOWN)) return null;
      if (findNew(holds, before) !== undefined) return true;
      // One that does not say what it is for may be it.
      return newOf(holds, before).some((hold) => isForSameTitle(hold, wanted) === null) ? null : false;
    },
    find({ holds }, before, localId) {
      const named = localId === null ? undefined : holds?.find((hold) => isCalled(hold, localId));
      return named ?? (before.includes(NOT_SHOWN) ? null : (findNew(holds, before) ?? null));
    },
  };
}

/** A hold that is no longer there. */
export function tracesOfCancelling(hold: string): WriteTraces<HoldFacts> {
  const findHold = (holds: readonly HoldFacts[] | null): HoldFacts | undefined =>
    holds?.find((one) => isCalled(one, hold));
  return {
    refusalBefore({ holds }) {
      if (holds === null) return null;
      const standing = findHold(holds);
      if (standing === undefined) return NO_SUCH_HOLD;
      return standing.status === 'CANCELLED' ? CANCELLED_BEFORE : null;
    },
    noteBefore: () => [],
    happened: (_, { holds }) => (holds === null ? null : (findHold(holds)?.status ?? 'CANCELLED') === 'CANCELLED'),
    find: ({ holds }) => findHold(holds) ?? null,
  };
}

/** Stands for holds that a system did not show; no system has a hold with this number. */
const NOT_SHOWN = '?';

const NO_SUCH_LOAN: Refusal = {
  code: 'NOT_FOUND',
  message: 'There is no such loan on this account (any more); it may have been returned.',
  sourceCode: null,
};
const NO_SUCH_HOLD: Refusal = {
  code: 'NOT_FOUND',
  message: 'There is no such hold on this account (any more); it may have been collected or given up.',
  sourceCode: null,
};
const CANCELLED_BEFORE: Refusal = {
  code: 'ALREADY_DONE',
  message: 'The hold was given up before.',
  sourceCode: null,
};

/** Grows with the time that a loan is due; of one day, an hour comes before "some time that day". */
function momentOf(due: Due | null): string {
  if (due === null) return '';
  return due.at === null ? `${due.on}T~` : new Date(due.at).toISOString();
}

function countedMore(renewals: number | null, before: string): boolean | null {
  return renewals === null || before === '' ? null : renewals > Number(before);
}
