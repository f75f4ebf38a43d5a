/** What a reader can do with a holding now: borrow it, read it on the spot. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import { isInPlace, isLoanable } from './count-copies.ts';
import type { ServiceModel } from './models.ts';

type Answer = boolean | null;

/**
 * LOAN and REFERENCE_USE only: nothing that a system says of its copies tells whether they go on interlibrary loan,
 * are copied for others, or are online. Empty where there are no copies to say it of.
 */
export function describeServices(items: readonly ItemFacts[], earliestDue: Due | null): readonly ServiceModel[] {
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
