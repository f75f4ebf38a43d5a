/** Words that editions or vocabularies have, and that are like those that were typed. */
import { sql, type Kysely } from 'kysely';
import { prepared } from '#store/prepared.ts';
import type { Database, Tx } from '#store/tables.ts';
import { editsOf, slipsBetween, splitsOf, LETTERS_MIN, type TypedWord } from './words-of-text.ts';

/** Something that may have been meant. */
export interface Candidate {
  /** One word, or two for one that was run together. */
  readonly text: string;
  readonly slips: number;
  /** About how many editions have it; 0 if only a vocabulary has it. */
  readonly weight: number;
  /** As the index has it: forms of one word are no rivals. */
  readonly stem: string;
}

/** Words that are like one another by their letters; with fewer, PostgreSQL would compare half of all words. */
const LIKENESS_MIN = 0.3;
const LIKE_MAX = 60;
/** Each takes some tenths of a second among 250,000 words that begin alike, and would take the time of the others. */
const FAR_MAX = 2;
/** Of each word. */
const CANDIDATES_MAX = 4;

interface WordRow {
  readonly word: string;
  readonly weight: number;
  readonly stem: string;
}

/** About how many editions have each of these words as it is written; 0 if none, undefined if nothing knows it. */
export async function weighWords(
  db: Kysely<Database>,
  words: readonly TypedWord[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await findExact(
    db,
    words.map(({ folded }) => folded),
  );
  return new Map(rows.map(({ word, weight }) => [word, weight]));
}

/** For each of the words what may have been meant, the likeliest first; of `rare` words only what is one slip away. */
export async function findCandidates(
  transaction: Tx,
  unknown: readonly TypedWord[],
  rare: readonly TypedWord[],
): Promise<ReadonlyMap<TypedWord, readonly Candidate[]>> {
  const long = [...unknown, ...rare].filter(({ folded }) => folded.length >= LETTERS_MIN);
  if (long.length === 0) return new Map();
  const exact = long.flatMap(({ folded }) => [...formsOf(folded).flatMap(editsOf), ...splitsOf(folded).flat()]);
  const near = await findExact(transaction, [...new Set(exact)]);
  const known = new Map(near.map((row) => [row.word, row]));
  const ranked = new Map(long.map((word) => [word, rank(word, known)]));
  // Likeness is looked for among very many words: only where nothing is one slip away.
  const without = unknown.filter((word) => isLongEnough(word.folded, 2) && ranked.get(word)?.length === 0);
  const far = without.slice(0, FAR_MAX);
  if (far.length === 0) return ranked;
  const like = await findLike(
    transaction,
    far.map(({ folded }) => folded),
  );
  for (const row of like) known.set(row.word, row);
  for (const word of far) ranked.set(word, rank(word, known));
  return ranked;
}

/** Two words that were typed apart and may be one; null if nothing has it. */
export async function findJoined(
  transaction: Tx,
  pairs: readonly (readonly [TypedWord, TypedWord])[],
): Promise<ReadonlyMap<string, Candidate>> {
  if (pairs.length === 0) return new Map();
  const rows = await findExact(
    transaction,
    pairs.map(([first, second]) => first.folded + second.folded),
  );
  return new Map(rows.map(({ word, weight, stem }) => [word, { text: word, slips: 1, weight, stem }]));
}

/** `alzheimers` stands in records as `Alzheimer's`, of which the word is `alzheimer`. */
function formsOf(folded: string): readonly string[] {
  return folded.endsWith('s') && folded.length > LETTERS_MIN ? [folded, folded.slice(0, -1)] : [folded];
}

function rank({ folded }: TypedWord, known: ReadonlyMap<string, WordRow>): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const { word, weight, stem } of known.values()) {
    const slips = Math.min(...formsOf(folded).map((form) => slipsBetween(form, word) ?? Infinity));
    if (Number.isFinite(slips) && slips > 0 && isLongEnough(folded, slips) && isLongEnough(word, slips))
      candidates.push({ text: word, slips, weight, stem });
  }
  for (const [first, second] of splitsOf(folded)) {
    const [one, other] = [known.get(first), known.get(second)];
    if (one === undefined || other === undefined) continue;
    const weight = Math.min(one.weight, other.weight);
    candidates.push({ text: `${first} ${second}`, slips: 1, weight, stem: `${one.stem} ${other.stem}` });
  }
  return candidates
    .sort((a, b) => costOf(folded, a) - costOf(folded, b) || b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, CANDIDATES_MAX);
}

/** Of a short word, two slips leave too little. */
function isLongEnough(word: string, slips: number): boolean {
  return word.length >= (slips === 1 ? LETTERS_MIN - 1 : LETTERS_MIN + 2);
}

/** People seldom mistype the first letter. */
export function costOf(folded: string, { text, slips }: Pick<Candidate, 'text' | 'slips'>): number {
  return slips + (folded.startsWith(text.slice(0, 1)) ? 0 : 0.5);
}

async function findExact(db: Kysely<Database>, words: readonly string[]): Promise<readonly WordRow[]> {
  const { rows } = await sql<WordRow>`${prepared}
    SELECT word, max(weight) AS weight, mercia_term_key(word) AS stem
    FROM (SELECT key AS word, weight FROM search_term WHERE kind = 'WORD' AND scheme = '' AND key = ANY(${words}::text[])
          UNION ALL SELECT word, 0 FROM vocabulary_word WHERE word = ANY(${words}::text[])) AS known
    GROUP BY word`.execute(db);
  return rows;
}

async function findLike(transaction: Tx, words: readonly string[]): Promise<readonly WordRow[]> {
  await sql`SET LOCAL pg_trgm.similarity_threshold = ${sql.lit(LIKENESS_MIN)}`.execute(transaction);
  const { rows } = await sql<WordRow>`
    SELECT word, max(weight) AS weight, mercia_term_key(word) AS stem
    FROM unnest(${words}::text[]) AS typed (typed)
    CROSS JOIN LATERAL (
      (SELECT key AS word, weight, similarity(key, typed.typed) FROM search_term WHERE kind = 'WORD' AND key % typed.typed
       ORDER BY 3 DESC, weight DESC LIMIT ${LIKE_MAX})
      UNION ALL
      (SELECT DISTINCT word, 0, similarity(word, typed.typed) FROM vocabulary_word WHERE word % typed.typed
       ORDER BY 3 DESC LIMIT ${LIKE_MAX})) AS likely
    GROUP BY word`.execute(transaction);
  return rows;
}
