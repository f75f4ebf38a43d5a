/** Counting copies without ever reading "unknown" as "not available". Pure. */
import type { ItemFacts } from '#domain/facts.ts';

export interface CopyCounts {
  /**
   * Loanable copies known to be in place: at least so many. Null where none is known to be and at least one copy
   * could be: then neither a number nor 0 would be true.
   */
  readonly availableCount: number | null;
  /** Copies of which nobody can tell whether they are in place. */
  readonly unknownCount: number;
}

/** Reference and restricted copies are not counted as available, and leave no doubt either. */
export function countCopies(items: readonly ItemFacts[]): CopyCounts {
  const available = items.filter((item) => isLoanable(item) === true && isInPlace(item) === true).length;
  const doubtful = items.some(mayBeAvailable);
  return {
    availableCount: available === 0 && doubtful ? null : available,
    unknownCount: items.filter((item) => isInPlace(item) === null).length,
  };
}

/** Null where it is not known whether this copy is lent out at all. */
export function isLoanable({ use }: ItemFacts): boolean | null {
  switch (use) {
    case 'LOAN':
    case 'SHORT_LOAN':
    case 'HOURLY':
      return true;
    case 'REFERENCE':
    case 'RESTRICTED':
    case 'ONLINE':
      return false;
    case 'UNKNOWN':
      return null;
  }
}

/** Null if the status of this copy is unknown, or may be another that its system does not report. */
export function isInPlace({ status, reason, limitations }: ItemFacts): boolean | null {
  if (status === 'UNKNOWN' || reason !== null) return null;
  if (status !== 'AVAILABLE') return false;
  return limitations.length === 0 ? true : null;
}

function mayBeAvailable(item: ItemFacts): boolean {
  const loanable = isLoanable(item);
  const inPlace = isInPlace(item);
  return loanable !== false && inPlace !== false && (loanable === null || inPlace === null);
}
