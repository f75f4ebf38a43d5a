/** Titles that begin as was typed; then those with words that do. */
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { isFindable, shownLibraries } from '#union-index/read/shown-holders.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { AFTER_ALL, type TypedText } from './typed-text.ts';

/** A title, and the edition of it that most libraries hold. */
export interface TitleCandidate {
  readonly sortTitle: string;
  readonly edition: number;
}

/** Titles that are looked at, in their order, to find those that most libraries hold. */
const TITLES_MAX = 100;
const EDITIONS_MAX = 20;
/** More editions with a word than this take too long to read. */
const FOUND_MAX = 8_000;
const RANKED_MAX = 300;
/** Words that a beginning may be of. */
const COMPLETIONS_MAX = 12;
const WORD_MIN = 3;

export async function findTitles(
  scope: IndexScope,
  typed: TypedText,
  limit: number,
): Promise<readonly TitleCandidate[]> {
  const begun = await findByPrefix(scope, typed.titles, limit);
  if (begun.length >= limit) return begun;
  const known = new Set(begun.map(({ sortTitle }) => sortTitle));
  const others = await findByWords(scope, typed, limit);
  return [...begun, ...others.filter(({ sortTitle }) => !known.has(sortTitle))];
}

/** Goes from title to title, not from edition to edition: a yearly report may have thousands. */
async function findByPrefix(
  scope: IndexScope,
  prefixes: readonly string[],
  limit: number,
): Promise<readonly TitleCandidate[]> {
  const { rows } = await sql<TitleCandidate>`
    SELECT found.sort_title AS "sortTitle", best.edition
    FROM unnest(${textArray(prefixes)}::text[]) AS asked(prefix) CROSS JOIN LATERAL (
      WITH RECURSIVE title(sort_title, place) AS (
        (SELECT d.sort_title, 1 FROM search_doc d
          WHERE d.sort_title >= prefix AND d.sort_title < prefix || ${AFTER_ALL}::text AND ${isFindable(scope)}
          ORDER BY d.sort_title LIMIT 1)
        UNION ALL
        SELECT next.sort_title, title.place + 1 FROM title CROSS JOIN LATERAL (
          SELECT d.sort_title FROM search_doc d
          WHERE d.sort_title > title.sort_title AND d.sort_title < prefix || ${AFTER_ALL}::text AND ${isFindable(scope)}
          ORDER BY d.sort_title LIMIT 1) AS next
        WHERE title.place < ${TITLES_MAX}
      ) SELECT sort_title FROM title
    ) AS found CROSS JOIN LATERAL (
      SELECT edition, held FROM (
        SELECT d.edition, ${held(scope)} AS held, d.published_year FROM search_doc d
        WHERE d.sort_title = found.sort_title AND ${isFindable(scope)} LIMIT ${EDITIONS_MAX}) AS alike
      ORDER BY held DESC, published_year DESC NULLS LAST, edition LIMIT 1
    ) AS best
    ORDER BY found.sort_title = ANY(${textArray(prefixes)}::text[]) DESC, best.held DESC, found.sort_title
    LIMIT ${limit * prefixes.length}`.execute(scope.db);
  const seen = new Set<string>();
  return rows.filter(({ sortTitle }) => !seen.has(sortTitle) && seen.add(sortTitle));
}

async function findByWords(scope: IndexScope, typed: TypedText, limit: number): Promise<readonly TitleCandidate[]> {
  const query = await toTitleQuery(scope.db, typed.words);
  if (query === null) return [];
  const { rows } = await sql<TitleCandidate>`
    SELECT "sortTitle", edition FROM (
      SELECT DISTINCT ON (sort_title) sort_title AS "sortTitle", edition, held FROM (
        SELECT d.sort_title, d.edition, ${held(scope)} AS held, d.published_year FROM search_doc d
        WHERE d.document @@ to_tsquery('mercia', ${query.wording}) AND strpos(' ' || d.sort_title, ${query.beginning}) > 0
          AND ${isFindable(scope)}
        LIMIT ${RANKED_MAX}) AS found
      ORDER BY sort_title, held DESC, published_year DESC NULLS LAST, edition
    ) AS title ORDER BY held DESC, length("sortTitle"), "sortTitle" LIMIT ${limit}`.execute(scope.db);
  return rows;
}

/** How many libraries hold an edition `d`. */
function held(scope: IndexScope): RawBuilder<unknown> {
  return sql`cardinality(${shownLibraries(scope)})`;
}

/**
 * All words in titles, the last one completed; null if nothing, or far too much, would be found. `beginning` is what a word of
 * the title begins with; a blank if that is in the wording.
 */
async function toTitleQuery(db: Kysely<Database>, words: TypedText['words']) {
  const last = words.at(-1)?.[0] ?? '';
  // A letter or two begin too many words: the others are looked for, and their titles looked through.
  const isShort = last.length < WORD_MIN && !isNumber(last);
  const asked = isShort ? words.slice(0, -1) : words;
  const known = await findWords(db, asked, isShort ? -1 : asked.length - 1);
  const parts = asked.map((spellings, place) => {
    const found = known.filter((word) => word.place === place);
    const editions = found.reduce((sum, { weight }) => sum + weight, 0);
    if (found.length > 0) return { forms: found.map(({ key }) => key), editions };
    // Short words and numbers are not kept.
    return spellings.some((word) => word.length < WORD_MIN || isNumber(word))
      ? { forms: spellings, editions: Infinity }
      : null;
  });
  const whole = parts.filter((part) => part !== null);
  const fewest = Math.min(...whole.map(({ editions }) => editions));
  if (whole.length < parts.length || !(fewest <= FOUND_MAX)) return null;
  const wording = whole.map(
    ({ forms }) => `(${forms.map((form) => `'${form.replaceAll(/['\\]/g, ' ')}':A`).join(' | ')})`,
  );
  return { wording: wording.join(' & '), beginning: isShort ? ` ${last}` : ' ' };
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

interface KnownWord {
  /** Which of the words that were typed. */
  readonly place: number;
  readonly key: string;
  readonly weight: number;
}

/** The words of the region that were typed; of the one at the place `last`, the most frequent that begin so. */
async function findWords(db: Kysely<Database>, words: TypedText['words'], last: number): Promise<readonly KnownWord[]> {
  const typed = words.flatMap((spellings, place) => spellings.map((word) => ({ place, word })));
  const { rows } = await sql<KnownWord>`
    SELECT asked.place, found.key, found.weight
    FROM unnest(${typed.map(({ place }) => place)}::integer[], ${textArray(typed.map(({ word }) => word))}::text[])
        AS asked(place, word)
      CROSS JOIN LATERAL (
        (SELECT key, weight FROM search_term
          WHERE kind = 'WORD' AND scheme = '' AND asked.place <> ${last} AND key = asked.word)
        UNION ALL
        (SELECT key, weight FROM (
            SELECT key, weight FROM search_term
            WHERE kind = 'WORD' AND scheme = '' AND asked.place = ${last} AND key >= asked.word
              AND key < asked.word || ${AFTER_ALL}::text LIMIT 2000) AS begun
          ORDER BY weight DESC LIMIT ${COMPLETIONS_MAX})
      ) AS found`.execute(db);
  return rows;
}
