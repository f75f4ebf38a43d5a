/** What to search for instead where nothing is found: headings near by in the vocabularies, and words that begin alike. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import { foldText } from '#union-index/normalise/text.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { helpWithin, type Help } from '../condition/bounded-help.ts';
import type { SearchQuery } from '../condition/search-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { addSynonyms } from '../vocabulary/index.ts';

export const NEARBY_KINDS = ['WIDER', 'NARROWER', 'BESIDE', 'WORD'] as const;

export interface NearbySearch {
  readonly kind: (typeof NEARBY_KINDS)[number];
  /** The words to search for. */
  readonly text: string;
  /** How many editions have its words now, as far as {@link COUNTED_MAX}; never 0. */
  readonly count: number;
}

type Candidate = Pick<NearbySearch, 'kind' | 'text'>;

/** Longer nobody waits for help: what was counted until then is offered. */
const HELP_MAX_MS = 800;
/** Nobody chooses by how many more there are. */
const COUNTED_MAX = 1_000;
/** Each is counted, so few of each kind are tried. */
const TRIED_MAX = 4;
const STEPS_UP_MAX = 3;
const WORDS_MAX = 3;
/** More are no search but a text that was pasted: what is near three of its words helps nobody. */
const TYPED_MAX = 12;
/** Shorter words share their beginning with words of another meaning. */
const LETTERS_MIN = 6;

/**
 * Nothing is offered that does not find something under the same filter as it stands. All is asked within one time and over one
 * connection: whoever finds nothing takes no more from others than that.
 */
export async function findNearby(scope: IndexScope, search: SearchQuery): Promise<readonly NearbySearch[]> {
  const found: NearbySearch[] = [];
  await helpWithin(scope, HELP_MAX_MS, async (help) => {
    await help.limit();
    for (const candidate of await findCandidates(help.transaction, search.words)) {
      const count = await countAsTyped(help, { ...search, words: candidate.text });
      if (count > 0) found.push({ ...candidate, count });
    }
  });
  return found;
}

async function countAsTyped(help: Help, { words, filter }: SearchQuery): Promise<number> {
  await help.limit();
  const { groups } = await addSynonyms(help.transaction, parseQuery(words));
  const wording = toTsquery(groups);
  return wording === null ? 0 : help.count(filter, wording, COUNTED_MAX);
}

/** The nearest first. */
async function findCandidates(db: Kysely<Database>, words: string): Promise<readonly Candidate[]> {
  const typed = foldText(words)
    .split(' ')
    .filter((word) => word !== '');
  if (typed.length === 0 || typed.length > TYPED_MAX) return [];
  const all = [...(await findHeadingsNear(db, [words, ...typed])), ...(await findWordsAlike(db, typed))];
  const seen = new Set([foldText(words)]);
  return all.filter(({ text }) => !seen.has(foldText(text)) && seen.add(foldText(text)));
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
