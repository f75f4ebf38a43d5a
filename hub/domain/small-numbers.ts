/**
 * Small numbers that could point at a person are not shown, nor can they be worked out from what is. The rules, and why
 * they hold, are in docs/loans.md.
 */

/** The smallest count that is shown; 0 is shown too, because it is about nobody. */
export const SMALLEST_SHOWN = 5;
const LARGEST_HIDDEN = SMALLEST_SHOWN - 1;

export interface ShownCount {
  /** Null if it is hidden, and if it is unknown. */
  readonly value: number | null;
  /** Whether it is known and hidden, in whole or in part. */
  readonly suppressed: boolean;
  /** What can be said all the same; null if it is unknown. */
  readonly atLeast: number | null;
}

/** Cells of a table, told apart by whether they are shown. */
export interface CellSums {
  /** Sum of the cells that are shown. */
  readonly shown: number;
  /** How many cells are hidden, and their sum. */
  readonly hidden: number;
  readonly hiddenSum: number;
}

const UNTOLD: ShownCount = { value: null, suppressed: false, atLeast: null };

/** Whether a count is hidden wherever it stands. */
export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_SHOWN;
}

export function showCount(count: number | null): ShownCount {
  if (count === null) return UNTOLD;
  return isSmall(count)
    ? { value: null, suppressed: true, atLeast: 1 }
    : { value: count, suppressed: false, atLeast: count };
}

/**
 * A part of counts that may stand next to it: also hidden if what it leaves of one of them is small, because the difference
 * says that. Null if it is unknown.
 */
export function showPart(part: number | null, ...wholes: readonly number[]): ShownCount {
  if (part === null) return UNTOLD;
  const [whole = 0, ...others] = wholes;
  // A part of nothing says nothing.
  if (wholes.includes(0) || (!isSmall(part) && !wholes.some((one) => isSmall(one - part)))) {
    return { value: part, suppressed: false, atLeast: part };
  }
  // "All but a few" can be said of a large whole: it is no more than that the few are hidden.
  const isNearlyAll = others.length === 0 && whole > 2 * LARGEST_HIDDEN && isSmall(whole - part);
  return { value: null, suppressed: true, atLeast: isNearlyAll ? whole - LARGEST_HIDDEN : 0 };
}

/**
 * A part of a count that is itself not shown, of which it is said that it is at least so much: hidden wherever the count could
 * follow from it. What is said of it is made of that bound, and not of the count.
 */
export function showPartOfHidden(part: number | null, least: number): ShownCount {
  if (part === null) return UNTOLD;
  const isNearlyAll = least - part < SMALLEST_SHOWN;
  if (!isSmall(part) && !isNearlyAll) return { value: part, suppressed: false, atLeast: part };
  return {
    value: null,
    suppressed: true,
    atLeast: isNearlyAll && least > 2 * LARGEST_HIDDEN ? least - LARGEST_HIDDEN : 0,
  };
}

export function sumCells(counts: readonly number[]): CellSums {
  const hidden = counts.filter(isSmall);
  const hiddenSum = hidden.reduce((sum, count) => sum + count, 0);
  const shown = counts.reduce((sum, count) => sum + count, 0) - hiddenSum;
  return { shown, hidden: hidden.length, hiddenSum };
}

/**
 * The total of parts that are themselves shown by {@link showCount}: it says no more than they do, so that nothing can be
 * worked out from it. Parts that nobody can tell are left out of it.
 */
export function showTotalOfShown(parts: readonly (number | null)[]): ShownCount {
  const told = parts.filter((part) => part !== null);
  if (told.length === 0) return UNTOLD;
  const { shown, hidden } = sumCells(told);
  return hidden === 0
    ? { value: shown, suppressed: false, atLeast: shown }
    : { value: null, suppressed: true, atLeast: shown + hidden };
}

/**
 * The true total of many cells, hidden ones included, where none of those can be worked out from it; null cells are those
 * of a table that nobody can tell.
 */
export function showTrueTotal(cells: CellSums | null): ShownCount {
  if (cells === null) return UNTOLD;
  const total = cells.shown + cells.hiddenSum;
  return isSafe(cells.hidden, cells.hiddenSum)
    ? { value: total, suppressed: false, atLeast: total }
    : { value: null, suppressed: true, atLeast: cells.shown + cells.hidden };
}

/**
 * Whether the years may stand beside the parts of the same loans. What the parts show, less what the years show, is what is
 * hidden in either, and what was lent before anybody counted by year. Where that may have been nothing, hidden numbers
 * could be worked out; where it must have been something, they cannot.
 */
export function mayShowYears(parts: CellSums, years: CellSums): boolean {
  if (parts.hidden === 0 && years.hidden === 0) return true;
  const between = parts.shown - years.shown;
  if (between > years.hidden * LARGEST_HIDDEN) return true;
  return parts.hidden === 0 && isSafe(years.hidden, between);
}

/**
 * Whether hidden cells whose sum anybody can work out stay hidden: each could then be more or less, whatever the others
 * are. Many of the least, or of the greatest, could only be that, and one alone is its sum; a sum that is small itself is a
 * count about as few people.
 */
function isSafe(hidden: number, sum: number): boolean {
  if (hidden === 0) return true;
  return sum >= SMALLEST_SHOWN && sum > hidden && sum < hidden * LARGEST_HIDDEN;
}
