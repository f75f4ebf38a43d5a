/** How a field of one record differs from that of another of the same title, and how that is kept: a letter for each field. */
import { sql, type RawBuilder } from 'kysely';

/** What is compared, in the order in which it is kept: a new field comes last. */
export const COMPARED_FIELDS = [
  'TITLE',
  'EDITION',
  'YEAR',
  'PUBLISHER',
  'PLACE',
  'CREATORS',
  'ISBN',
  'ISSN',
  'LANGUAGE',
  'EXTENT',
  'SERIES',
  'SUBJECTS',
  'CLASSMARKS',
  'FORMAT',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/**
 * From harmless to grave. CASE: capitals. PUNCTUATION: marks and blanks. ENCODING: accents, or what was made of them. ORDER:
 * the same words or values in another order. ONE_ONLY: only one of the two says anything. SUBSTANCE: they say different things.
 */
export const CONFLICT_CLASSES = ['EQUAL', 'CASE', 'PUNCTUATION', 'ENCODING', 'ORDER', 'ONE_ONLY', 'SUBSTANCE'] as const;
export type ConflictClass = (typeof CONFLICT_CLASSES)[number];

const LETTERS: Readonly<Record<ConflictClass, string>> = {
  EQUAL: '=',
  CASE: 'c',
  PUNCTUATION: 'p',
  ENCODING: 'e',
  ORDER: 'o',
  ONE_ONLY: '1',
  SUBSTANCE: 's',
};

/** Neither record has the field. */
const NEITHER = '-';

/** Null for a field that neither record has. */
export function toLetters(classes: readonly (ConflictClass | null)[]): string {
  return classes.map((found) => (found === null ? NEITHER : LETTERS[found])).join('');
}

/** Null for a field that neither record has. */
export function classOf(letters: string, field: ComparedField): ConflictClass | null {
  const letter = letters.charAt(COMPARED_FIELDS.indexOf(field));
  return CONFLICT_CLASSES.find((found) => LETTERS[found] === letter) ?? null;
}

/** Whether one of the values of {@link conflictsOf} is among these; letter by letter, because it is asked of every compared record. */
export function hasConflict(letters: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  const asked = COMPARED_FIELDS.map((field) =>
    CONFLICT_CLASSES.slice(1)
      .filter((found) => values.includes(`${field}:${found}`))
      .map((found) => LETTERS[found])
      .join(''),
  );
  const [first = ''] = asked;
  const isEqual = values.includes('EQUAL') ? [sql`${letters} !~ ${sql.lit(`[${DIFFERENT}]`)}`] : [];
  const ofFields =
    first !== '' && asked.every((one) => one === first)
      ? [sql`${letters} ~ ${sql.lit(`[${first}]`)}`]
      : asked.flatMap((one, place) =>
          one === '' ? [] : [sql`strpos(${sql.lit(one)}, substr(${letters}, ${sql.lit(place + 1)}, 1)) > 0`],
        );
  return sql`(${sql.join([sql`false`, ...isEqual, ...ofFields], sql` OR `)})`;
}

const DIFFERENT = CONFLICT_CLASSES.slice(1)
  .map((found) => LETTERS[found])
  .join('');

/** All that differs, as `TITLE:CASE`; `EQUAL` if nothing does, and empty for what was not compared. */
export function conflictsOf(letters: RawBuilder<unknown>): RawBuilder<unknown> {
  const fields = sql.join(COMPARED_FIELDS.map((field) => sql.lit(field)));
  const codes = sql.join(CONFLICT_CLASSES.slice(1).map((found) => sql.lit(LETTERS[found])));
  const names = sql.join(CONFLICT_CLASSES.slice(1).map((found) => sql.lit(found)));
  return sql`(SELECT CASE WHEN c.letters IS NULL THEN '{}' ELSE coalesce(nullif(array(
      SELECT f.field || ':' || k.name
      FROM unnest(string_to_array(c.letters, NULL), ARRAY[${fields}]) WITH ORDINALITY AS f(letter, field, place)
        JOIN unnest(ARRAY[${codes}], ARRAY[${names}]) AS k(letter, name) ON k.letter = f.letter
      ORDER BY f.place), '{}'), '{EQUAL}') END
    FROM (SELECT ${letters} AS letters) c)`;
}
