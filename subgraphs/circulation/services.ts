/** What a reader can do with a holding now: borrow it, read it on the spot, read it online. Pure. */
import { isLoanable, isReadableOnSite } from '#domain/copy-uses.ts';
import type { ItemFacts } from '#domain/facts.ts';
import type { IsPast } from '#domain/overdue.ts';
import { isInPlace } from './count-copies.ts';
import { earliestOf, loanOf } from './due-dates.ts';
import type { ItemService, ServiceModel } from './models.ts';
import { isOnlineCopy } from './online-copies.ts';

type Answer = boolean | null;

export interface ServiceCircumstances {
  readonly isPast: IsPast;
  /** False if the copies are shown as they were: what was due since may have come back. */
  readonly isLive: boolean;
  /** The holding is read online also where no copy says so. False if its system has the record no more. */
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
  const isReadOnline = online.length > 0 || (circumstances.linked && items.length === 0);
  if (!isReadOnline) return describePhysical(items, circumstances);
  const physical = items.filter((item) => !isOnlineCopy(item));
  return [...describePhysical(physical, circumstances), describeReading(online)];
}

/** A link alone is there as long as its record says so. */
function describeReading(copies: readonly ItemFacts[]): ServiceModel {
  const available = copies.length === 0 ? true : anyOf(copies.map(isInPlace));
  return { service: 'ONLINE', available, expected: null, overdue: false, limitation: null };
}

function describePhysical(items: readonly ItemFacts[], circumstances: ServiceCircumstances): readonly ServiceModel[] {
  if (items.length === 0) return [];
  const describe = (service: ItemService, serves: (item: ItemFacts) => Answer, limitation: string | null) => {
    const serving = items.filter((item) => serves(item) !== false);
    const available = anyOf(serving.map((item) => both(serves(item), isInPlace(item))));
    return { service, available, limitation, ...whenBack(available, serving, circumstances) };
  };
  return [describe('LOAN', isLoanable, limitationOfLoan(items)), describe('REFERENCE_USE', isReadableOnSite, null)];
}

/** A day that is past is none on which anything is expected: the loan is overdue, and its end is unknown. */
function whenBack(
  available: Answer,
  items: readonly ItemFacts[],
  { isPast, isLive }: ServiceCircumstances,
): Pick<ServiceModel, 'expected' | 'overdue'> {
  if (available === true) return { expected: null, overdue: false };
  const dues = items.flatMap(loanOf);
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

function both(a: Answer, b: Answer): Answer {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** Null if no answer is true and one is unknown. */
export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
