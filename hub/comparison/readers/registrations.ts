/** How registrations stand: by system, reader category and year of expiry. */
import type { SystemId } from '#domain/ids.ts';
import { isSmall, partsShownAlike, showCount, showPart, staysHidden, type ShownCount } from '#domain/small-numbers.ts';
import { sql } from 'kysely';
import { GROUP_RULES, READER_GROUPS, type ReaderGroup } from './reader-groups.ts';
import { findNotTold, permittedReaders, type CountedFact, type NotTold, type ReaderScope } from './reader-tables.ts';

/** A value that a system told, that it told there is none of, or that it does not tell. */
export type Told<Value> =
  { readonly state: 'TOLD'; readonly value: Value } | { readonly state: 'NONE' | 'NOT_TOLD'; readonly value: null };

/** The readers of each group; a group that the system cannot tell is unknown, and not suppressed. */
export type GroupCounts = Readonly<Record<ReaderGroup, ShownCount>>;

/** Readers of one system with one category and one year of expiry. Codes of two systems are not the same category. */
export interface RegistrationCell {
  readonly system: SystemId;
  readonly category: Told<string>;
  readonly expiryYear: Told<number>;
  readonly counts: GroupCounts;
}

export interface RegistrationTable {
  readonly cells: readonly RegistrationCell[];
  /** Of each system that has a list. */
  readonly totals: readonly { readonly system: SystemId; readonly counts: GroupCounts }[];
  readonly notTold: readonly NotTold[];
}

interface CellRow extends Readonly<Record<ReaderGroup, number>> {
  readonly system: SystemId;
  readonly category: string | null;
  readonly category_told: boolean;
  readonly expiry_year: number | null;
  readonly expiry_told: boolean;
  /** Readers who have ended with both loans and debts: what two groups have in common. */
  readonly both: number;
}

const SMALL: readonly number[] = [1, 2, 3, 4];
const FACTS: readonly CountedFact[] = ['CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES', 'LOANS'];

/** The whole table; small numbers are hidden, and those from which one would follow. */
export async function countRegistrations(scope: ReaderScope): Promise<RegistrationTable> {
  const counts = READER_GROUPS.map(
    (group) => sql`count(*) FILTER (WHERE ${GROUP_RULES[group].holds})::integer AS ${sql.ref(group)}`,
  );
  const [{ rows }, notTold] = await Promise.all([
    sql<CellRow>`
      SELECT system_id AS system, 'CATEGORY' = ANY(told) AS category_told, category,
        'EXPIRY' = ANY(told) AS expiry_told, expiry_year, ${sql.join(counts)},
        count(*) FILTER (WHERE expired AND has_loans AND owes)::integer AS "both"
      FROM (${permittedReaders(scope)}) r GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3 NULLS LAST, 5 NULLS LAST`.execute(
      scope.db,
    ),
    findNotTold(scope, FACTS),
  ]);
  const untold = new Map(notTold.map(({ system, facts }) => [system, facts]));
  const cells = rows.map((row): CountedCell => {
    const numbers = numbersOf(row, untold.get(row.system) ?? []);
    return { row, numbers, shown: showGroups(numbers, row.both) };
  });
  return {
    cells: cells.map(({ row, shown }) => ({
      system: row.system,
      category: toTold(row.category_told, row.category),
      expiryYear: toTold(row.expiry_told, row.expiry_year),
      counts: shown,
    })),
    totals: scope.systems
      .filter(({ readers }) => readers)
      .map(({ system }) => ({
        system,
        counts: totalsOf(cells.filter(({ row }) => row.system === system)),
      })),
    notTold,
  };
}

export interface SystemGroups {
  readonly system: SystemId;
  readonly counts: GroupCounts;
}

/**
 * The groups of each system as a whole. Fewer numbers are hidden than in the totals of {@link countRegistrations}, because
 * they may not stand beside the groups of its cells.
 */
export async function countGroups(scope: ReaderScope): Promise<readonly SystemGroups[]> {
  const counts = READER_GROUPS.map(
    (group) => sql`count(*) FILTER (WHERE ${GROUP_RULES[group].holds})::integer AS ${sql.ref(group)}`,
  );
  const { rows } = await sql<Omit<CellRow, 'category' | 'category_told' | 'expiry_year' | 'expiry_told'>>`
    SELECT system_id AS system, ${sql.join(counts)},
      count(*) FILTER (WHERE expired AND has_loans AND owes)::integer AS "both"
    FROM (${permittedReaders(scope)}) r GROUP BY 1 ORDER BY 1`.execute(scope.db);
  const untold = new Map((await findNotTold(scope, FACTS)).map(({ system, facts }) => [system, facts]));
  return rows.map((row) => ({
    system: row.system,
    counts: showGroups(numbersOf(row, untold.get(row.system) ?? []), row.both),
  }));
}

type GroupNumbers = Readonly<Record<ReaderGroup, number | null>>;

interface CountedCell {
  readonly row: CellRow;
  readonly numbers: GroupNumbers;
  readonly shown: GroupCounts;
}

function toTold<Value>(isTold: boolean, value: Value | null): Told<Value> {
  if (!isTold) return { state: 'NOT_TOLD', value: null };
  return value === null ? { state: 'NONE', value: null } : { state: 'TOLD', value };
}

function ofGroups<Value>(valueOf: (group: ReaderGroup) => Value): Readonly<Record<ReaderGroup, Value>> {
  return Object.fromEntries(READER_GROUPS.map((group) => [group, valueOf(group)])) as Record<ReaderGroup, Value>;
}

function numbersOf(row: Readonly<Record<ReaderGroup, number>>, untold: readonly CountedFact[]): GroupNumbers {
  return ofGroups((group) => (GROUP_RULES[group].needs.some((fact) => untold.includes(fact)) ? null : row[group]));
}

function showGroups(numbers: GroupNumbers, both: number): GroupCounts {
  // Those who can go, those with loans and those with debts together tell how many have both, and how many have one alone.
  const { EXPIRED_WITH_LOANS: withLoans, EXPIRED_OWING: owing } = numbers;
  const isTelling = [both, (withLoans ?? 0) - both, (owing ?? 0) - both].some(isSmall);
  return ofGroups((group) => {
    const number = numbers[group];
    if (number !== null && isTelling && (group === 'EXPIRED_WITH_LOANS' || group === 'EXPIRED_OWING')) {
      return { value: null, suppressed: true, atLeast: 0 };
    }
    return group === 'ALL' ? showCount(number) : showPart(number, ...wholesOf(group, numbers));
  });
}

/** The counts that stand next to this one and hold all of it. */
function wholesOf(group: ReaderGroup, numbers: GroupNumbers): readonly number[] {
  return GROUP_RULES[group].within.flatMap((whole) => numbers[whole] ?? []);
}

/** True totals, if no hidden cell follows from them. */
function totalsOf(cells: readonly CountedCell[]): GroupCounts {
  const numbers = ofGroups((group) =>
    cells.reduce<number | null>((sum, cell) => {
      const number = cell.numbers[group];
      return sum === null || number === null ? null : sum + number;
    }, 0),
  );
  const shown = showGroups(
    numbers,
    cells.reduce((sum, { row }) => sum + row.both, 0),
  );
  return ofGroups((group) => {
    const total = shown[group].value;
    if (total === null) return shown[group];
    const hidden = cells.filter((cell) => cell.shown[group].suppressed);
    const inCells = cells.reduce((sum, cell) => sum + (cell.shown[group].value ?? 0), 0);
    const possible = hidden.map(({ numbers: each }) =>
      group === 'ALL' ? SMALL : partsShownAlike(each[group] ?? 0, ...wholesOf(group, each)),
    );
    return staysHidden(possible, total - inCells) ? shown[group] : { value: null, suppressed: true, atLeast: inCells };
  });
}
