/** How registrations stand: by system, by reader category with year of expiry, and by group. */
import type { SystemId } from '#domain/ids.ts';
import { isSmall, showCount, showPart, showTrueTotal, sumCells, type ShownCount } from '#domain/small-numbers.ts';
import { sql } from 'kysely';
import { joinFew, type CellRow, type JoinedCells } from './join-few.ts';
import { GROUP_RULES, READER_GROUPS, type ReaderGroup } from './reader-groups.ts';
import { findNotTold, permittedReaders, type CountedFact, type NotTold, type ReaderScope } from './reader-tables.ts';

/** A value that a system told, that it told there is none of, or that it does not tell; or several, in one cell. */
export type Told<Value> =
  | { readonly state: 'TOLD'; readonly value: Value }
  | { readonly state: 'NONE' | 'NOT_TOLD' | 'OTHERS'; readonly value: null };

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

interface GroupRow extends Readonly<Record<ReaderGroup, number>> {
  readonly system: SystemId;
  /** Readers who have ended with both loans and debts: what two groups have in common. */
  readonly both: number;
}

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
  const bySystem = new Map(
    [...Map.groupBy(cells, ({ system }) => system)].map(([system, own]) => [system, joinFew(own)]),
  );
  return {
    cells: [...bySystem.values()].flatMap((joined) => joined.cells.map(toCell)),
    totals: groups.map(({ system, both, ...numbers }) => {
      const untold = notTold.find((one) => one.system === system)?.facts ?? [];
      const shown = showGroups(numbers, untold, both);
      const joined = bySystem.get(system);
      return { system, counts: joined === undefined ? shown : hideEnded(shown, joined) };
    }),
    notTold,
  };
}

function toCell({ system, joined, count, ...row }: CellRow): CategoryCell {
  const others = { state: 'OTHERS', value: null } as const;
  return {
    system,
    category: joined === undefined ? toTold(row.category_told, row.category) : others,
    expiryYear: joined === undefined ? toTold(row.expiry_told, row.expiry_year) : others,
    count: showCount(count),
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
): SystemGroups['counts'] {
  const isTold = (group: ReaderGroup): boolean => !GROUP_RULES[group].needs.some((fact) => untold.includes(fact));
  const numberOf = (group: ReaderGroup): number | null => (isTold(group) ? numbers[group] : null);
  // Those who can go, those with loans and those with debts together tell how many have both, and how many have one alone.
  const [withLoans, owing] = [numberOf('EXPIRED_WITH_LOANS') ?? 0, numberOf('EXPIRED_OWING') ?? 0];
  const isTelling = [both, withLoans - both, owing - both].some(isSmall);
  const show = (group: ReaderGroup): ShownCount =>
    isTelling && isTold(group) && (group === 'EXPIRED_WITH_LOANS' || group === 'EXPIRED_OWING')
      ? { value: null, suppressed: true, atLeast: 0 }
      : showPart(numberOf(group), ...GROUP_RULES[group].within.flatMap((whole) => numberOf(whole) ?? []));
  return {
    ...(Object.fromEntries(READER_GROUPS.map((group) => [group, show(group)])) as SystemGroups['counts']),
    // Other reports show it too, as a control total. So the other numbers are chosen so that no small one follows from it.
    ALL: showCount(numbers.ALL),
  };
}

/**
 * Those who have ended are the readers of past years and some of this year: hidden cells could follow from their number, or
 * from that of all others. Then no number of some of them is shown either: together these are all of them.
 */
function hideEnded(counts: SystemGroups['counts'], { cells, apart }: JoinedCells): SystemGroups['counts'] {
  const ended = sumYears(apart, (cell) => cell.ended);
  const others = sumYears(apart, (cell) => cell.count - cell.ended);
  if (!isTelling(ended) && (counts.ALL.suppressed || !isTelling(others))) return counts;
  const hide = (group: ReaderGroup, atLeast: number): Partial<SystemGroups['counts']> =>
    (counts[group].value ?? 0) > 0 ? { [group]: { value: null, suppressed: true, atLeast } } : {};
  // Also what is hidden already: what is said of it may be made of the number of all who have ended.
  const hidePart = (group: ReaderGroup): Partial<SystemGroups['counts']> =>
    counts[group].suppressed ? { [group]: { value: null, suppressed: true, atLeast: 0 } } : hide(group, 0);
  return {
    ...counts,
    ...hide('EXPIRED', sumYears(cells, (cell) => cell.ended).alone.shown),
    ...hidePart('EXPIRED_WITH_LOANS'),
    ...hidePart('EXPIRED_OWING'),
    ...hidePart('REMOVABLE'),
  };
}

/** How many readers have something, and the cells of the years that they are of: all, and of years in which every reader has it. */
function sumYears(cells: readonly CellRow[], have: (cell: CellRow) => number) {
  const sum = (of: readonly CellRow[]): number => of.reduce((so, cell) => so + have(cell), 0);
  const sumOf = (years: readonly (readonly CellRow[])[]) => sumCells(years.flat().map(({ count }) => count));
  const years = [...Map.groupBy(cells, (cell) => cell.joined ?? cell.expiry_year).values()].filter(
    (year) => sum(year) > 0,
  );
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
