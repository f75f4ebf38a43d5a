/** In what order editions are found. Smaller keys come first. */
import { sql, type RawBuilder } from 'kysely';
import { acronym, editionWord, isAcronym, titleWord } from '#union-index/cluster/title-words.ts';
import { foldText } from '#union-index/normalise/text.ts';
import { spellingsOf } from '../query/spellings.ts';
import type { QueryGroup } from '../query/parse-query.ts';
import { tsquery } from '../condition/search-fields.ts';

export interface SearchSort {
  readonly by: 'RELEVANCE' | 'NEWEST' | 'TITLE';
  /** Whose holdings come first. */
  readonly libraries?: readonly string[] | null | undefined;
  readonly networks?: readonly string[] | null | undefined;
  readonly sites?: readonly string[] | null | undefined;
}

export interface Order {
  /** What decides, smaller first. */
  readonly key: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  /**
   * What the logarithm of how many libraries hold a title, in any of its editions that are found, takes from the key; 0 if that is
   * in the key, or does not count.
   */
  readonly heldWeight: number;
}

/** What is looked for by words, and what is meant by them. */
export interface Sought {
  /** To rank by: the words, and those of each field. Null for a search without words. */
  readonly wording: string | null;
  /** The same without the names that vocabularies added. */
  readonly typed: string | null;
  /** The words with their initials as they stand; null if it has none. */
  readonly literal: string | null;
  /** The words as a title, to set those apart that are called so. */
  readonly titleWords: readonly string[];
  /** The words as a title ends with them; null if they can be none. */
  readonly titleEnd: string | null;
  /** Bodies that were named by their first letters, in capitals, as words of the index. */
  readonly bodyWords: readonly string[];
  /** Editions that are what was asked for, whatever their words are. */
  readonly meant: readonly number[];
  /** Editions that come close to that. */
  readonly near: readonly number[];
}

interface OrderOf extends Sought {
  readonly by: SearchSort['by'];
  readonly newestFirst: boolean;
  /** Whether the holders of all editions of a title are added up. */
  readonly summed: boolean;
  /** The number of an edition that was asked for and is not held. */
  readonly missingEdition: number | null;
}

type KeyOf = Omit<OrderOf, 'by' | 'wording' | 'newestFirst' | 'summed'>;

export function toOrder({ by, wording, summed, ...of }: OrderOf): Order {
  switch (by) {
    case 'RELEVANCE':
      return of.newestFirst
        ? heldBefore(newestKey(wording, of), HELD_IN_YEAR, summed)
        : heldBefore(relevanceKey(wording, of), HELD_WEIGHT, summed);
    case 'NEWEST':
      return { key: sql`-coalesce(d.published_year, -1)`, type: sql`int`, heldWeight: 0 };
    case 'TITLE':
      return { key: sql`d.sort_title`, type: sql`text`, heldWeight: 0 };
  }
}

/** A serial that goes on is of this year; what has no year is neither new nor old. */
const YEARS = sql`(CASE WHEN d.format IN ('JOURNAL', 'EJOURNAL') THEN 40
  ELSE least(greatest(coalesce(d.published_year, 2000) - 1980, 0), 60) END)`;
/** What one year is worth beside a likeness of words: fifteen years are as much as half as like again. */
const YEAR_WEIGHT = sql`0.03`;

/** Twice as many libraries are worth six years. */
const HELD_WEIGHT = 0.25;
/** Of one year: less than a year for any number of libraries. */
const HELD_IN_YEAR = 0.05;
function heldBefore(key: RawBuilder<unknown>, weight: number, summed: boolean): Order {
  const type = sql`float8`;
  if (summed) return { key, type, heldWeight: weight };
  return { key: sql`${key} - ${weight}::float8 * ln(greatest(cardinality(d.libraries), 1))`, type, heldWeight: 0 };
}

/** One word begins titles of every kind; of several, a title that begins so is meant. */
const BEGINS_WITH_ONE = 0.25;

/**
 * First what is called as the query is, then what is called so at its beginning, then by words; of what is alike, the
 * newer. Where the title says it all, how often the words stand in the rest says little.
 */
function relevanceKey(wording: string | null, of: KeyOf): RawBuilder<unknown> {
  const asItStands =
    of.literal === null ? sql`` : sql`+ CASE WHEN d.document @@ ${tsquery(of.literal)} THEN 1.5 ELSE 0 END`;
  const likeness = sql`(ln(greatest(${rankOf(wording, of.typed)}, 1e-6)) ${asItStands})`;
  const steps = tiers(of, {
    called: sql`40 + 0.1 * ${likeness}`,
    body: sql`25 + ${likeness}`,
    near: sql`30 + 0.1 * ${likeness}`,
    begins:
      of.titleEnd?.includes(' ') === false
        ? sql`${BEGINS_WITH_ONE}::float8 + ${likeness}`
        : sql`20 + 0.1 * ${likeness}`,
  });
  return sql`-(CASE ${steps} ELSE ${likeness} END + ${YEAR_WEIGHT} * ${YEARS})`;
}

/** What has the words as they were typed comes before what has only other names of them. */
function rankOf(wording: string | null, typed: string | null): RawBuilder<unknown> {
  const rank = (text: string | null): RawBuilder<unknown> => sql`ts_rank(d.document, ${tsquery(text ?? '')}, 1)`;
  return typed === wording ? rank(wording) : sql`(${rank(typed)} + 0.1 * ${rank(wording)})`;
}

/** The same steps; within each, titles and creators with all the words before the others, and then by year alone. */
function newestKey(wording: string | null, of: KeyOf): RawBuilder<unknown> {
  const inTitle = sql`ts_filter(d.document, '{a,b}') @@ ${tsquery(wording ?? '')}`;
  const steps = tiers(of, { called: sql`7200`, body: sql`4800`, near: sql`4800`, begins: sql`4800` });
  return sql`-(CASE ${steps} WHEN ${inTitle} THEN 2400 ELSE 0 END
    + ${nearEdition(of.missingEdition)} + coalesce(d.published_year, 0))`;
}

/** The edition before or behind the one that is missing is its work's; the year of another work says nothing. */
function nearEdition(missing: number | null): RawBuilder<unknown> {
  if (missing === null) return sql`0`;
  const has = (numbers: readonly number[]): RawBuilder<unknown> => {
    const words = numbers.filter((number) => number > 0).map((number) => `'${editionWord(number)}'`);
    return sql`d.document @@ to_tsquery('simple', ${words.join(' | ')})`;
  };
  return sql`(CASE WHEN ${has([missing - 1, missing + 1])} THEN 100 WHEN ${has([missing - 2, missing + 2])} THEN 50 ELSE 0 END)`;
}

type Steps = Readonly<Record<'called' | 'body' | 'near' | 'begins', RawBuilder<unknown>>>;

/** What a title that is called so, a body that is, and a title that begins or ends so are worth; one `WHEN` at least. */
function tiers({ titleWords, titleEnd, bodyWords, meant, near }: KeyOf, steps: Steps): RawBuilder<unknown> {
  const whole = titleWords.map((word) => `'${word}'`).join(' | ');
  const start = titleWords.map((word) => `'${word}':*`).join(' | ');
  const bodies = bodyWords.map((word) => `'${word}'`).join(' | ');
  const cases = [
    sql`WHEN d.edition = ANY(${meant}::bigint[]) THEN ${steps.called}`,
    ...(whole === '' ? [] : [sql`WHEN d.document @@ to_tsquery('simple', ${whole}) THEN ${steps.called}`]),
    ...(bodies === '' ? [] : [sql`WHEN d.document @@ to_tsquery('simple', ${bodies}) THEN ${steps.body}`]),
    ...(near.length === 0 ? [] : [sql`WHEN d.edition = ANY(${near}::bigint[]) THEN ${steps.near}`]),
    ...(start === '' ? [] : [sql`WHEN d.document @@ to_tsquery('simple', ${start}) THEN ${steps.begins}`]),
    // A manual is known by what stands behind its colon: *… of mental disorders: DSM-5-TR*.
    ...(titleEnd?.includes(' ') !== true
      ? []
      : [sql`WHEN d.sort_title LIKE ${`% ${titleEnd}`}::text THEN ${steps.begins}`]),
  ];
  return sql.join(cases, sql` `);
}

const SPELLINGS_MAX = 4;

/** The bodies that a query names by their first letters, as words of the index. */
export function bodyWordsOf(group: QueryGroup): readonly string[] {
  return group.flatMap(({ words, quoted, without }) => (quoted || without ? [] : words.filter(isAcronym).map(acronym)));
}

/** The words of a query as a sorted title has them; null if there is none. */
export function titleEndOf(group: QueryGroup): string | null {
  const text = foldText(wordsOfTitle(group).join(' '));
  return text === '' ? null : text;
}

/** The words of a query as the whole title of something, in its spellings; empty if they can be none. */
export function titleWordsOf(group: QueryGroup): readonly string[] {
  let titles: readonly string[] = [''];
  for (const word of wordsOfTitle(group)) {
    const spelt = spellingsOf(word);
    titles = titles.flatMap((title) => spelt.map((spelling) => `${title} ${spelling}`)).slice(0, SPELLINGS_MAX);
  }
  return [...new Set(titles.map((title) => titleWord(title)).filter((word) => word !== null))];
}

function wordsOfTitle(group: QueryGroup): readonly string[] {
  const terms = group.filter(
    ({ kind, without, field }) =>
      !without && kind !== 'identifier' && kind !== 'edition' && (field === undefined || field === 'title'),
  );
  return terms.flatMap(({ words }) => words);
}
