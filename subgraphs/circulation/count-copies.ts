/** Counting copies without ever reading "unknown" as "not available". Pure. */
import { isLoanable, standsInPlace } from '#domain/copy-uses.ts';
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

/** Null if the status of this copy is unknown, or may be another that its system does not report. */
export function isInPlace(item: ItemFacts): boolean | null {
  return item.reason === null ? standsInPlace(item) : null;
}

function mayBeAvailable(item: ItemFacts): boolean {
  const loanable = isLoanable(item);
  const inPlace = isInPlace(item);
  return loanable !== false && inPlace !== false && (loanable === null || inPlace === null);
}
