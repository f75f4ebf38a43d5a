/** What a reader can do with a holding now: borrow it, read it on the spot, read it online. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import { isInPlace, isLoanable } from './count-copies.ts';
import type { ServiceModel } from './models.ts';
import { isOnlineCopy } from './online-copies.ts';

type Answer = boolean | null;

/**
 * LOAN and REFERENCE_USE of copies that stand somewhere, ONLINE of those that do not: nothing that a system says of its
 * copies tells whether they go on interlibrary loan or are copied for others. Empty where there is nothing to say it of.
 * `linked`: the holding is read online also where no copy says so.
 */
export function describeServices(
  items: readonly ItemFacts[],
  earliestDue: Due | null,
  linked = false,
): readonly ServiceModel[] {
  const online = items.filter(isOnlineCopy);
  const physical = items.filter((item) => !isOnlineCopy(item));
  const read = online.length > 0 || (linked && items.length === 0) ? [describeReading(online)] : [];
  return [...describeShelf(physical, earliestDue), ...read];
}

/** A link alone is there as long as its record says so. */
function describeReading(copies: readonly ItemFacts[]): ServiceModel {
  const available = copies.length === 0 ? true : anyOf(copies.map(isInPlace));
  return { service: 'ONLINE', available, expected: null, limitation: null };
}

function describeShelf(items: readonly ItemFacts[], earliestDue: Due | null): readonly ServiceModel[] {
  if (items.length === 0) return [];
  const loan = anyOf(items.map((item) => both(isLoanable(item), isInPlace(item))));
  const reference = anyOf(items.map((item) => both(isReadableOnSite(item), isInPlace(item))));
  return [
    {
      service: 'LOAN',
      available: loan,
      expected: loan === true ? null : earliestDue,
      limitation: limitationOfLoan(items),
    },
    {
      service: 'REFERENCE_USE',
      available: reference,
      expected: reference === true ? null : earliestDue,
      limitation: null,
    },
  ];
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
