/** How registrations stand: by system, by reader category with year of expiry, and by group. */
import type { SystemId } from '#domain/ids.ts';
import {
  isSmall,
  showCount,
  showPart,
  showPartOfHidden,
  showTrueTotal,
  sumCells,
  type ShownCount,
} from '#domain/small-numbers.ts';
import { sql } from 'kysely';
import { GROUP_RULES, READER_GROUPS, type ReaderGroup } from './reader-groups.ts';
import { findNotTold, permittedReaders, type CountedFact, type NotTold, type ReaderScope } from './reader-tables.ts';

/** A value that a system told, that it told there is none of, or that it does not tell. */
export type Told<Value> =
  | { readonly state: 'TOLD'; readonly value: Value }
  | { readonly state: 'NONE' | 'NOT_TOLD'; readonly value: null };

/** Readers of one system with one category and one year of expiry. Codes of two systems are not the same category. */
export interface CategoryCell {
  readonly system: SystemId;
  readonly category: Told<string>;
  readonly expiryYear: Told<number>;
  readonly count: ShownCount;
}

export interface SystemGroups {
  readonly system: SystemId;
  /** The readers of each group; a group that the system cannot tell is unknown, and not suppressed. */
  readonly counts: Readonly<Record<ReaderGroup, ShownCount>>;
}

/** By category and year how many there are, and by system how many of them are in each group: never both at once. */
export interface KeptRegistrations {
  readonly cells: readonly CategoryCell[];
  readonly totals: readonly SystemGroups[];
  readonly notTold: readonly NotTold[];
}

interface CellRow {
  readonly system: SystemId;
  readonly category: string | null;
  readonly category_told: boolean;
  readonly expiry_year: number | null;
  readonly expiry_told: boolean;
  readonly count: number;
  /** How many of them have ended. */
  readonly ended: number;
}

interface GroupRow extends Readonly<Record<ReaderGroup, number>> {
  readonly system: SystemId;
  /** Readers who have ended with both loans and debts: what two groups have in common. */
  readonly both: number;
}

const HIDDEN: ShownCount = { value: null, suppressed: true, atLeast: 0 };
const FACTS: readonly CountedFact[] = ['CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES', 'LOANS'];

/** Small numbers are hidden, and those from which one would follow. */
export async function countRegistrations(scope: ReaderScope): Promise<KeptRegistrations> {
  const counts = READER_GROUPS.map(
    (group) => sql`count(*) FILTER (WHERE ${GROUP_RULES[group].holds})::integer AS ${sql.ref(group)}`,
  );
  const { rows: cells } = await sql<CellRow>`
    SELECT system_id AS system, 'CATEGORY' = ANY(told) AS category_told, category,
      'EXPIRY' = ANY(told) AS expiry_told, expiry_year, count(*)::integer AS count,
      count(*) FILTER (WHERE ${GROUP_RULES.EXPIRED.holds})::integer AS ended
    FROM (${permittedReaders(scope)}) r GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3 NULLS LAST, 5 NULLS LAST`.execute(
    scope.db,
  );
  const { rows: groups } = await sql<GroupRow>`
    SELECT system_id AS system, ${sql.join(counts)},
      count(*) FILTER (WHERE expired AND has_loans AND owes)::integer AS "both"
    FROM (${permittedReaders(scope)}) r GROUP BY 1 ORDER BY 1`.execute(scope.db);
  const notTold = await findNotTold(scope, FACTS);
  return {
    cells: cells.map((row) => ({
      system: row.system,
      category: toTold(row.category_told, row.category),
      expiryYear: toTold(row.expiry_told, row.expiry_year),
      count: showCount(row.count),
    })),
    totals: groups.map(({ system, both, ...numbers }) => {
      const untold = notTold.find((one) => one.system === system)?.facts ?? [];
      const inCells = cells.filter((cell) => cell.system === system);
      const all = showAll(inCells);
      return { system, counts: { ...hideEnded(showGroups(numbers, untold, both, all), all, inCells) } };
    }),
    notTold,
  };
}

function toTold<Value>(isTold: boolean, value: Value | null): Told<Value> {
  if (!isTold) return { state: 'NOT_TOLD', value: null };
  return value === null ? { state: 'NONE', value: null } : { state: 'TOLD', value };
}

function showGroups(
  numbers: Readonly<Record<ReaderGroup, number>>,
  untold: readonly CountedFact[],
  both: number,
  all: ShownCount,
): SystemGroups['counts'] {
  const isTold = (group: ReaderGroup): boolean => !GROUP_RULES[group].needs.some((fact) => untold.includes(fact));
  const numberOf = (group: ReaderGroup): number | null => (isTold(group) ? numbers[group] : null);
  // Those who can go, those with loans and those with debts together tell how many have both, and how many have one alone.
  const [withLoans, owing] = [numberOf('EXPIRED_WITH_LOANS') ?? 0, numberOf('EXPIRED_OWING') ?? 0];
  const isTelling = [both, withLoans - both, owing - both].some(isSmall);
  const show = (group: ReaderGroup): ShownCount => {
    if (group === 'ALL') return all;
    if (isTelling && isTold(group) && (group === 'EXPIRED_WITH_LOANS' || group === 'EXPIRED_OWING')) return HIDDEN;
    const part = showPart(numberOf(group), ...GROUP_RULES[group].within.flatMap((whole) => numberOf(whole) ?? []));
    // All or nearly all of a number that is hidden would say it.
    const isOfHidden = all.suppressed && GROUP_RULES[group].within.includes('ALL');
    return isOfHidden ? showPartOfHidden(numberOf(group), all.atLeast ?? 0) : part;
  };
  return Object.fromEntries(READER_GROUPS.map((group) => [group, show(group)])) as SystemGroups['counts'];
}

/** All readers of a system stand beside its cells, so that a hidden one could follow from their sum. */
function showAll(inCells: readonly CellRow[]): ShownCount {
  const cells = sumCells(inCells.map(({ count }) => count));
  const all = showCount(cells.shown + cells.hiddenSum);
  const total = showTrueTotal(cells);
  return all.suppressed || !total.suppressed ? all : { ...total, atLeast: cells.shown };
}

/**
 * Those who have ended are the readers of past years and some of this year: hidden cells could follow from their number, or
 * from that of all others. Then no number of some of them is shown either: together these are all of them.
 */
function hideEnded(counts: SystemGroups['counts'], all: ShownCount, cells: readonly CellRow[]): SystemGroups['counts'] {
  const ended = sumYears(cells, (cell) => cell.ended);
  const others = sumYears(cells, (cell) => cell.count - cell.ended);
  if (!isTelling(ended) && (all.suppressed || !isTelling(others))) return counts;
  // Also what is hidden already: what is said of it may be made of the number of all who have ended.
  const hide = (group: ReaderGroup, atLeast: number): Partial<SystemGroups['counts']> =>
    counts[group].suppressed || (counts[group].value ?? 0) > 0
      ? { [group]: { value: null, suppressed: true, atLeast } }
      : {};
  return {
    ...counts,
    ...hide('EXPIRED', ended.alone.shown),
    ...hide('EXPIRED_WITH_LOANS', 0),
    ...hide('EXPIRED_OWING', 0),
    ...hide('REMOVABLE', 0),
  };
}

/** How many readers have something, and the cells of the years that they are of: all, and of years in which every reader has it. */
function sumYears(cells: readonly CellRow[], have: (cell: CellRow) => number) {
  const sum = (of: readonly CellRow[]): number => of.reduce((so, cell) => so + have(cell), 0);
  const sumOf = (years: readonly (readonly CellRow[])[]) => sumCells(years.flat().map(({ count }) => count));
  const years = [...Map.groupBy(cells, (cell) => cell.expiry_year).values()].filter((year) => sum(year) > 0);
  const isAlone = (year: readonly CellRow[]): boolean => year.every((cell) => have(cell) === cell.count);
  return { total: sum(cells), cells: sumOf(years), alone: sumOf(years.filter(isAlone)) };
}

/** Whether the number tells hidden cells, or few readers of a year in which others are otherwise. */
function isTelling({ total, cells, alone }: ReturnType<typeof sumYears>): boolean {
  return (
    showTrueTotal(cells).suppressed ||
    isSmall(total - alone.shown) ||
    (cells.hidden === 0 && isSmall(cells.shown - total))
  );
}
