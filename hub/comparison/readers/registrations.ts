/** How registrations stand: by system, by reader category with year of expiry, and by group. */
import type { SystemId } from '#domain/ids.ts';
import { isSmall, showCount, showPart, showTrueTotal, sumCells, type ShownCount } from '#domain/small-numbers.ts';
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
      'EXPIRY' = ANY(told) AS expiry_told, expiry_year, count(*)::integer AS count
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
      const inCells = cells.filter((cell) => cell.system === system).map(({ count }) => count);
      return { system, counts: { ...showGroups(numbers, untold, both), ALL: showAll(inCells) } };
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
  return Object.fromEntries(READER_GROUPS.map((group) => [group, show(group)])) as SystemGroups['counts'];
}

/** All readers of a system stand beside its cells, so that a hidden one could follow from their sum. */
function showAll(inCells: readonly number[]): ShownCount {
  const cells = sumCells(inCells);
  const all = showCount(cells.shown + cells.hiddenSum);
  const total = showTrueTotal(cells);
  return all.suppressed || !total.suppressed ? all : { ...total, atLeast: cells.shown };
}
