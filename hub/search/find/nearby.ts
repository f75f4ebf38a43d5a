/** What to search for instead where nothing is found: headings near by in the vocabularies, and words that begin alike. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import { foldText } from '#union-index/normalise/text.ts';

export const NEARBY_KINDS = ['WIDER', 'NARROWER', 'BESIDE', 'WORD'] as const;

export interface NearbySearch {
  readonly kind: (typeof NEARBY_KINDS)[number];
  /** The words to search for. */
  readonly text: string;
  /** How many editions a search for it finds now; never 0. */
  readonly count: number;
}

type Candidate = Pick<NearbySearch, 'kind' | 'text'>;

/** Each takes a search of its own, so few of each kind are tried. */
const TRIED_MAX = 4;
const STEPS_UP_MAX = 3;
const WORDS_MAX = 3;
/** Shorter words share their beginning with words of another meaning. */
const LETTERS_MIN = 6;

/**
 * Nothing is offered that does not find something: `count` says how many a search for a text finds as it stands, 0 if it would be
 * put right or shortened.
 */
export async function findNearby(
  db: Kysely<Database>,
  words: string,
  count: (text: string) => Promise<number>,
): Promise<readonly NearbySearch[]> {
  const typed = foldText(words)
    .split(' ')
    .filter((word) => word !== '');
  if (typed.length === 0) return [];
  const [headings, alike] = await Promise.all([findHeadingsNear(db, [words, ...typed]), findWordsAlike(db, typed)]);
  const seen = new Set([foldText(words)]);
  const candidates = [...headings, ...alike].filter(
    ({ text }) => !seen.has(foldText(text)) && seen.add(foldText(text)),
  );
  const counted = await Promise.all(candidates.map(async (one) => ({ ...one, count: await count(one.text) })));
  return counted.filter((one) => one.count > 0);
}

/** The nearest first: what is above the headings that the texts name, what is below, and what else is below the same heading. */
async function findHeadingsNear(db: Kysely<Database>, texts: readonly string[]): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    WITH RECURSIVE meant AS MATERIALIZED (
      SELECT DISTINCT t.vocabulary, t.heading, h.term
      FROM unnest(${texts.slice(0, WORDS_MAX + 1)}::text[]) AS given (text)
        JOIN vocabulary_term t ON t.key = mercia_term_key(given.text) AND t.key <> ''
        JOIN vocabulary_term h ON h.vocabulary = t.vocabulary AND h.heading = t.heading AND h.place = 0),
    above AS (
      SELECT m.vocabulary, m.heading AS below, b.broader AS term, 1 AS steps
      FROM meant m JOIN vocabulary_broader b USING (vocabulary, heading)
      UNION
      SELECT a.vocabulary, t.heading, b.broader, a.steps + 1
      FROM above a
        JOIN vocabulary_term t ON t.vocabulary = a.vocabulary AND t.place = 0 AND t.key = mercia_term_key(a.term)
        JOIN vocabulary_broader b ON b.vocabulary = t.vocabulary AND b.heading = t.heading
      WHERE a.steps < ${STEPS_UP_MAX}::int),
    near AS (
      SELECT 'WIDER' AS kind, term, steps FROM above
      UNION ALL
      SELECT 'NARROWER', n.term, 1
      FROM meant m
        JOIN vocabulary_broader b ON b.vocabulary = m.vocabulary AND b.broader = m.term
        JOIN vocabulary_term n ON n.vocabulary = b.vocabulary AND n.heading = b.heading AND n.place = 0
      UNION ALL
      SELECT 'BESIDE', n.term, 2
      FROM above a
        JOIN vocabulary_broader b ON b.vocabulary = a.vocabulary AND b.broader = a.term AND b.heading <> a.below
        JOIN vocabulary_term n ON n.vocabulary = b.vocabulary AND n.heading = b.heading AND n.place = 0
      WHERE a.steps = 1)
    SELECT kind, term AS text FROM (
      SELECT kind, term, steps, row_number() OVER (PARTITION BY kind ORDER BY steps, term) AS place
      FROM (SELECT kind, term, min(steps) AS steps FROM near GROUP BY kind, term) AS once) AS placed
    WHERE place <= ${TRIED_MAX}::int
    ORDER BY array_position(${[...NEARBY_KINDS]}::text[], kind), place`.execute(db);
  return rows;
}

/** Words that some edition has and that share more than half of their letters from the first on: midwives for midwifery. */
async function findWordsAlike(db: Kysely<Database>, typed: readonly string[]): Promise<readonly Candidate[]> {
  const long = typed.filter((word) => /^\p{L}+$/u.test(word) && word.length >= LETTERS_MIN).slice(0, WORDS_MAX);
  if (long.length === 0) return [];
  const { rows } = await sql<{ text: string }>`
    SELECT alike.key AS text
    FROM unnest(${long}::text[], ${long.map(beginningOf)}::text[]) AS asked (word, beginning)
      CROSS JOIN LATERAL (
        SELECT key, weight FROM search_term
        WHERE kind = 'WORD' AND scheme = '' AND key >= beginning AND key < beginning || chr(1114111) AND key <> word
        ORDER BY weight DESC, key LIMIT ${TRIED_MAX}) AS alike
    ORDER BY alike.weight DESC, alike.key LIMIT ${TRIED_MAX}`.execute(db);
  return rows.map(({ text }) => ({ kind: 'WORD', text }));
}

function beginningOf(word: string): string {
  return word.slice(0, Math.ceil((word.length + 1) / 2));
}
