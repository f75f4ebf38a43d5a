/** What a reader can do with a holding now: borrow it, read it on the spot, read it online. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import { isInPlace, isLoanable } from './count-copies.ts';
import { earliestOf, loanOf } from './due-dates.ts';
import type { IsPast } from './due-dates.ts';
import type { ServiceModel } from './models.ts';
import { isOnlineCopy } from './online-copies.ts';

type Answer = boolean | null;

export interface ServiceCircumstances {
  readonly isPast: IsPast;
  /** False where the copies are told as they were: what was due since may have come back. */
  readonly isLive: boolean;
  /** The holding is read online also where no copy says so. */
  readonly linked: boolean;
}

/**
 * LOAN and REFERENCE_USE of copies that stand somewhere, ONLINE of those that do not: nothing that a system says of its
 * copies tells whether they go on interlibrary loan or are copied for others. Empty where there is nothing to say it of.
 */
export function describeServices(
  items: readonly ItemFacts[],
  circumstances: ServiceCircumstances,
): readonly ServiceModel[] {
  const online = items.filter(isOnlineCopy);
  const physical = items.filter((item) => !isOnlineCopy(item));
  const read = online.length > 0 || (circumstances.linked && items.length === 0) ? [describeReading(online)] : [];
  return [...describeShelf(physical, circumstances), ...read];
}

/** A link alone is there as long as its record says so. */
function describeReading(copies: readonly ItemFacts[]): ServiceModel {
  const available = copies.length === 0 ? true : anyOf(copies.map(isInPlace));
  return { service: 'ONLINE', available, expected: null, overdue: false, limitation: null };
}

function describeShelf(items: readonly ItemFacts[], { isPast, isLive }: ServiceCircumstances): readonly ServiceModel[] {
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
