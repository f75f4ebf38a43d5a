/**
 * Small cells of a table beside its total. The total is a control total, so where it would tell a hidden cell, the small cells
 * stand in one row together with the smallest of the others.
 */
import type { SystemId } from '#domain/ids.ts';
import { isSmall, showTrueTotal, SMALLEST_SHOWN, sumCells } from '#domain/small-numbers.ts';

/** Readers of one category and year of expiry. */
export interface CellRow {
  readonly system: SystemId;
  readonly category: string | null;
  readonly category_told: boolean;
  readonly expiry_year: number | null;
  readonly expiry_told: boolean;
  readonly count: number;
  /** How many of them have ended. */
  readonly ended: number;
  /** Of several categories and years: which of them, where that is one row for each. */
  readonly joined?: string | undefined;
}

export interface JoinedCells {
  /** As they are shown. */
  readonly cells: readonly CellRow[];
  /** By what it is judged whether a number of those who have ended tells small cells: the same, if each row is of such alone or of others alone. */
  readonly apart: readonly CellRow[];
}

/** Of one system. Those who have ended and those who have not are apart as far as they can be, so that their number may be shown. */
export function joinFew(cells: readonly CellRow[]): JoinedCells {
  const [first] = cells;
  const sums = sumCells(cells.map(({ count }) => count));
  if (first === undefined || !showTrueTotal(sums).suppressed || isSmall(sums.shown + sums.hiddenSum))
    return { cells, apart: cells };
  const sides = Map.groupBy(cells, ({ expiry_year: year }) =>
    sideOf(cells.filter((cell) => cell.expiry_year === year)),
  );
  const joined = [...sides].map(([side, own]) => join(own, side));
  if (joined.every((own) => own !== null)) {
    const apart = joined.flat();
    return { cells: apart, apart };
  }
  // If they are too few to be joined, they are all that there are.
  return { cells: join(cells, 'ALL') ?? [merge(first, cells, 'ALL')], apart: cells };
}

/** Of the cells of one year. */
function sideOf(year: readonly CellRow[]): string {
  if (year.every(({ ended }) => ended === 0)) return 'NONE_ENDED';
  return year.every(({ count, ended }) => ended === count) ? 'ENDED' : 'SOME_ENDED';
}

/** With as few of the others as can be; null if the small ones would follow from any such row. */
function join(cells: readonly CellRow[], side: string): readonly CellRow[] | null {
  const small = cells.filter(({ count }) => isSmall(count));
  const [first] = small;
  if (first === undefined) return cells;
  const others = cells.filter(({ count }) => !isSmall(count)).toSorted((a, b) => a.count - b.count);
  for (let added = 1; added <= others.length; added += 1) {
    const row = merge(first, [...small, ...others.slice(0, added)], side);
    const next = others[added]?.count ?? Infinity;
    if (!isVague(row.count, { small: small.length, added, next })) continue;
    const alone = others.slice(added);
    return [...cells.filter((cell) => alone.includes(cell)), row];
  }
  return null;
}

/** Whether the small ones of a row may be more or fewer, also for somebody who knows which they are, and that the others are the smallest. */
function isVague(
  sum: number,
  { small, added, next }: { readonly small: number; readonly added: number; readonly next: number },
): boolean {
  const most = Math.min(small * (SMALLEST_SHOWN - 1), sum - added * SMALLEST_SHOWN);
  const least = Math.max(small, sum - added * next);
  return least < most;
}

function merge(first: CellRow, cells: readonly CellRow[], joined: string): CellRow {
  const sum = (of: 'count' | 'ended'): number => cells.reduce((all, cell) => all + cell[of], 0);
  return { ...first, count: sum('count'), ended: sum('ended'), joined };
}
