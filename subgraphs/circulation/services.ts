/** What a reader can do with a holding now: borrow it, read it on the spot. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import { isInPlace, isLoanable } from './count-copies.ts';
import { earliestOf, loanOf } from './due-dates.ts';
import type { ServiceModel } from './models.ts';

type Answer = boolean | null;

/** Whether a loan that is due then should be over by now. */
export type IsPast = (due: Due) => boolean;

/**
 * LOAN and REFERENCE_USE only: nothing that a system says of its copies tells whether they go on interlibrary loan,
 * are copied for others, or are online. Empty where there are no copies to say it of. `isLive` false where the copies are
 * told as they were: what was due since may have come back.
 */
export function describeServices(
  items: readonly ItemFacts[],
  isPast: IsPast,
  isLive: boolean,
): readonly ServiceModel[] {
  if (items.length === 0) return [];
  const describe = (service: ServiceModel['service'], serves: (item: ItemFacts) => Answer): ServiceModel => {
    const available = anyOf(items.map((item) => both(serves(item), isInPlace(item))));
    const dues = items.flatMap((item) => (serves(item) === false ? [] : loanOf(item)));
    const limitation = service === 'LOAN' ? limitationOfLoan(items) : null;
    return { service, available, limitation, ...whenBack(available, dues, isPast, isLive) };
  };
  return [describe('LOAN', isLoanable), describe('REFERENCE_USE', isReadableOnSite)];
}

/** A day that is past is none on which anything is expected: the loan is overdue, and nobody can say when it ends. */
function whenBack(
  available: Answer,
  dues: readonly Due[],
  isPast: IsPast,
  isLive: boolean,
): Pick<ServiceModel, 'expected' | 'overdue'> {
  if (available === true) return { expected: null, overdue: false };
  const expected = earliestOf(dues.filter((due) => !isPast(due)));
  if (expected !== null) return { expected, overdue: false };
  if (dues.length === 0) return { expected, overdue: available === null ? null : false };
  return { expected, overdue: isLive ? true : null };
}

function limitationOfLoan(items: readonly ItemFacts[]): string | null {
  if (items.some((item) => isLoanable(item) !== false)) return null;
  return items.some((item) => item.use === 'RESTRICTED')
    ? 'Copies are restricted to certain readers or not lent.'
    : 'For use in the library only.';
}

/** Whatever may be borrowed may be read on the spot. */
function isReadableOnSite({ use }: ItemFacts): Answer {
  if (use === 'UNKNOWN') return null;
  return use !== 'RESTRICTED';
}

function both(a: Answer, b: Answer): Answer {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
