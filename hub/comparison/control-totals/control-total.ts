/** What libraries counted in their own systems, and what they said before. */
import {
  CONTROL_CLASSES,
  type Condition,
  type ControlClass,
  type ControlPart,
  type Population,
} from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

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
  /** What the count has in it of what one side may not count; null if the library has not said. */
  readonly includes: readonly ControlPart[] | null;
  /** Who sees to what remains of a difference, and what is to be said of it. */
  readonly restOwner: string | null;
  readonly restNote: string | null;
  /** What remained when they were named, ours less theirs: they see to that alone. Null if it was not known, or is not shown. */
  readonly ownedRest: number | null;
}

export interface TotalToEnter {
  readonly class: ControlClass;
  readonly where: readonly Condition[];
  /** Null takes back what was entered before. */
  readonly value: number | null;
  /** As in {@link ControlTotal}. What is not given stays as it was entered before. */
  readonly includes?: readonly ControlPart[] | null | undefined;
  readonly restOwner?: string | null | undefined;
  readonly restNote?: string | null | undefined;
}

export interface TotalsToEnter {
  readonly library: LibraryId;
  readonly totals: readonly TotalToEnter[];
  readonly countedOn: string;
  readonly note: string | null;
  readonly enteredBy: string;
  readonly at: Date;
  /** Whether a number that looks mistyped is meant. */
  readonly sure?: boolean | undefined;
}

const POPULATION_OF: Readonly<Partial<Record<ControlClass, Population>>> = {
  RECORDS: 'RECORDS',
  ITEMS: 'ITEMS',
  STATEMENTS: 'STATEMENTS',
};

/** What the class counts of a snapshot; null for lists about readers. */
export function populationOf(name: ControlClass): Population | null {
  return POPULATION_OF[name] ?? null;
}

interface Entry extends Omit<ControlTotal, 'value'> {
  /** Null where what was entered before was taken back. */
  readonly value: number | null;
}

const ENTRY = sql`library, class, conditions AS where, value, counted_on AS "countedOn", note, entered_by AS "enteredBy",
  entered_at AS "enteredAt", includes, rest_owner AS "restOwner", rest_note AS "restNote",
  owned_rest AS "ownedRest"`;

/** The newest of each class and conditions, by library, class and conditions. */
export async function listControlTotals(
  db: Kysely<Database>,
  libraries: readonly string[] | null,
): Promise<readonly ControlTotal[]> {
  const { rows } = await sql<Entry>`
    SELECT DISTINCT ON (library, class, conditions::text) ${ENTRY}
    FROM control_total WHERE ${isOf(libraries)}
    ORDER BY library, class, conditions::text, id DESC`.execute(db);
  return rows
    .flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]))
    .toSorted((a, b) => orderOf(a) - orderOf(b));
}

/** An entry that stands no more, and what was entered in its place; null where it was taken back. */
export interface Correction extends ControlTotal {
  readonly newValue: number | null;
  readonly correctedAt: Date;
  readonly correctedBy: string;
}

/** Every number that was corrected or taken back, the newest first. */
export async function listCorrections(
  db: Kysely<Database>,
  libraries: readonly string[],
): Promise<readonly Correction[]> {
  const { rows } = await sql<Correction>`
    SELECT * FROM (
      SELECT id, ${ENTRY}, lead(id) OVER later AS "newId", lead(value) OVER later AS "newValue",
        lead(entered_at) OVER later AS "correctedAt", lead(entered_by) OVER later AS "correctedBy"
      FROM control_total WHERE ${isOf(libraries)}
      WINDOW later AS (PARTITION BY library, class, conditions::text ORDER BY id)) entry
    WHERE value IS NOT NULL AND "newId" IS NOT NULL AND "newValue" IS DISTINCT FROM value
    ORDER BY id DESC`.execute(db);
  return rows;
}

const isOf = (libraries: readonly string[] | null): RawBuilder<unknown> =>
  libraries === null ? sql`true` : sql`library = ANY(${[...libraries]}::text[])`;

const orderOf = ({ class: name }: ControlTotal): number => CONTROL_CLASSES.indexOf(name);

export function keyOf({ class: name, where }: Pick<TotalToEnter, 'class' | 'where'>): string {
  return JSON.stringify([name, sorted(where)]);
}

/** As they are kept: the same conditions in another order are the same. */
export function sorted(where: readonly Condition[]): readonly Condition[] {
  return where
    .map((condition) => ({ dimension: condition.dimension, in: [...new Set(condition.in)].toSorted() }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
