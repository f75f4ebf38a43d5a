/** What libraries counted in their own systems: entered, taken back, listed. */
import { CONTROL_CLASSES, type Condition, type ControlClass, type Population } from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type Kysely } from 'kysely';
import { dimensionOf } from '../populations/predicate.ts';

export interface ControlTotal {
  readonly library: LibraryId;
  readonly class: ControlClass;
  /** Which of them were counted; all if there is no condition. */
  readonly where: readonly Condition[];
  readonly value: number;
  /** `YYYY-MM-DD` */
  readonly countedOn: string;
  readonly note: string | null;
  /** Who signs for it: one person or program, by its pseudonym. */
  readonly enteredBy: string;
  readonly enteredAt: Date;
}

export interface TotalToEnter {
  readonly class: ControlClass;
  readonly where: readonly Condition[];
  /** Null takes back what was entered before. */
  readonly value: number | null;
}

export interface TotalsToEnter {
  readonly library: LibraryId;
  readonly totals: readonly TotalToEnter[];
  readonly countedOn: string;
  readonly note: string | null;
  readonly enteredBy: string;
  readonly at: Date;
}

const POPULATION_OF: Readonly<Partial<Record<ControlClass, Population>>> = {
  RECORDS: 'RECORDS',
  ITEMS: 'ITEMS',
  STATEMENTS: 'STATEMENTS',
};
const MOST_AT_ONCE = 200;
const LONGEST_NOTE = 1_000;

/** What the class counts of a snapshot; null for lists about readers. */
export function populationOf(name: ControlClass): Population | null {
  return POPULATION_OF[name] ?? null;
}

/** All or none of them. Throws BAD_USER_INPUT, naming the place, for what cannot be a count. */
export async function enterControlTotals(
  db: Kysely<Database>,
  region: Region,
  { library, totals, countedOn, note, enteredBy, at }: TotalsToEnter,
): Promise<void> {
  if (!region.libraries.some(({ id }) => id === library)) {
    const known = region.libraries.map(({ id }) => id).join(', ');
    throw new MerciaError('BAD_USER_INPUT', `library: the region has no ${library}; it has ${known}.`);
  }
  if (!isDay(countedOn) || countedOn > at.toISOString().slice(0, 10)) {
    throw new MerciaError('BAD_USER_INPUT', 'countedOn: a day that is over or today, as 2026-01-31.');
  }
  if (totals.length < 1 || totals.length > MOST_AT_ONCE) {
    throw new MerciaError('BAD_USER_INPUT', `totals: 1 to ${MOST_AT_ONCE}.`);
  }
  if ((note?.length ?? 0) > LONGEST_NOTE) {
    throw new MerciaError('BAD_USER_INPUT', `note: at most ${LONGEST_NOTE} characters.`);
  }
  const seen = new Set<string>();
  for (const [place, total] of totals.entries()) {
    assertCanBeCounted(total, `totals[${place}]`);
    const key = keyOf(total);
    if (seen.has(key)) throw new MerciaError('BAD_USER_INPUT', `totals[${place}]: the same is counted twice.`);
    seen.add(key);
  }
  await db
    .insertInto('control_total')
    .values(
      totals.map((total) => ({
        library,
        class: total.class,
        conditions: toJson(sorted(total.where)),
        value: total.value,
        counted_on: countedOn,
        note,
        entered_by: enteredBy,
        entered_at: at,
      })),
    )
    .execute();
}

function assertCanBeCounted({ class: name, where, value }: TotalToEnter, place: string): void {
  if (value !== null && (!Number.isSafeInteger(value) || value < 0)) {
    throw new MerciaError('BAD_USER_INPUT', `${place}.value: a whole number, 0 or more.`);
  }
  const population = populationOf(name);
  if (population === null && where.length > 0) {
    throw new MerciaError('BAD_USER_INPUT', `${place}.where: ${name} are counted as a whole; give no conditions.`);
  }
  for (const condition of where) {
    if (population !== null) dimensionOf(population, condition.dimension);
    if (condition.in.length === 0) {
      throw new MerciaError('BAD_USER_INPUT', `${place}.where: ${condition.dimension} names no value.`);
    }
    if (condition.dimension === 'LIBRARY') {
      throw new MerciaError('BAD_USER_INPUT', `${place}.where: the library is named already.`);
    }
  }
}

/** The newest of each class and conditions, by library, class and conditions. */
export async function listControlTotals(
  db: Kysely<Database>,
  libraries: readonly string[] | null,
): Promise<readonly ControlTotal[]> {
  const { rows } = await sql<Omit<ControlTotal, 'value'> & { readonly value: number | null }>`
    SELECT DISTINCT ON (library, class, conditions::text) library, class, conditions AS where, value,
      counted_on AS "countedOn", note, entered_by AS "enteredBy", entered_at AS "enteredAt"
    FROM control_total
    WHERE ${libraries === null ? sql`true` : sql`library = ANY(${[...libraries]}::text[])`}
    ORDER BY library, class, conditions::text, id DESC`.execute(db);
  return rows
    .flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]))
    .toSorted((a, b) => orderOf(a) - orderOf(b));
}

const orderOf = ({ class: name }: ControlTotal): number => CONTROL_CLASSES.indexOf(name);

export function keyOf({ class: name, where }: Pick<TotalToEnter, 'class' | 'where'>): string {
  return JSON.stringify([name, sorted(where)]);
}

/** The same conditions in another order are the same. */
function sorted(where: readonly Condition[]): readonly Condition[] {
  return where
    .map((condition) => ({ dimension: condition.dimension, in: [...new Set(condition.in)].toSorted() }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
