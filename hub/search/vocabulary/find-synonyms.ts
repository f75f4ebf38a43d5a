/** Other names of what a query asks for, out of the vocabularies. One statement for a query; nothing is kept between two. */
import { prepared } from '#store/prepared.ts';
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import type { ParsedQuery, QueryGroup, Synonym, Term } from '../query/terms.ts';
import { spellingsOf } from '../query/spellings.ts';

/** Names of more words are looked up by nobody. */
const GRAM_WORDS_MAX = 6;
/** Of a text that was pasted, the rest is searched as it is. */
const TERMS_MAX = 24;
const SPELLINGS_MAX = 4;
/** More names of one thing make the search slow, and find no more. */
const PHRASES_MAX = 12;
const PHRASE_WORDS_MAX = 8;
/** Headings that a text may stand for, in all vocabularies. */
const HEADINGS_MAX = 4;

/** Terms that follow each other, beginning with one of the query. */
interface Gram {
  readonly first: Term;
  readonly typed: readonly string[];
}

/** The query with the other names of its plain words. Phrases in quotation marks, numbers and `-words` have none. */
export async function addSynonyms(db: Kysely<Database>, query: ParsedQuery): Promise<ParsedQuery> {
  const grams = query.groups.flatMap(gramsOf);
  if (grams.length === 0) return query;
  const found = await findNames(db, grams);
  if (found.size === 0) return query;
  return { ...query, groups: query.groups.map((group) => withNames(group, found)) };
}

/** The letter of a name (`vitamin C`, `hepatitis B`) is no initial of another word. */
function withNames(group: QueryGroup, found: ReadonlyMap<Term, readonly Synonym[]>): QueryGroup {
  const longest = group.map((term) => Math.max(0, ...(found.get(term) ?? []).map(({ typed }) => typed.length)));
  return group.map((term, at) => {
    const inName = longest.slice(0, at + 1).some((length, start) => length > 1 && start + length > at);
    const synonyms = found.get(term);
    const kind = term.kind === 'initial' && inName ? 'word' : term.kind;
    return { ...term, kind, ...(synonyms === undefined ? {} : { synonyms }) };
  });
}

function gramsOf(group: QueryGroup): readonly Gram[] {
  const grams: Gram[] = [];
  for (const [at, first] of group.slice(0, TERMS_MAX).entries()) {
    const typed: string[] = [];
    for (const term of group.slice(at, at + GRAM_WORDS_MAX)) {
      if (!isPlain(term)) break;
      typed.push(term.typed);
      grams.push({ first, typed: [...typed] });
    }
  }
  return grams;
}

/** `-cancer` keeps away what names cancer; works on neoplasms that do not name it were not meant, and nobody would miss them. */
function isPlain({ kind, quoted, without, field, alternatives }: Term): boolean {
  const isWord = kind === 'word' || kind === 'initial';
  return isWord && !quoted && !without && field === undefined && alternatives.length === 0;
}

/** British and American, as far as they are few. */
function textsOf({ typed }: Gram): readonly string[] {
  let texts = [''];
  for (const word of typed) {
    const spelt = spellingsOf(word);
    texts = texts.flatMap((text) => spelt.map((spelling) => `${text} ${spelling}`)).slice(0, SPELLINGS_MAX);
  }
  return texts;
}

interface NameRow {
  readonly gram: number;
  readonly term: string;
  readonly key: string;
}

async function findNames(db: Kysely<Database>, grams: readonly Gram[]): Promise<ReadonlyMap<Term, readonly Synonym[]>> {
  const texts = grams.flatMap((gram, at) => textsOf(gram).map((text) => ({ at, text })));
  const { rows } = await sql<NameRow>`${prepared}
    WITH typed AS MATERIALIZED (
      SELECT DISTINCT gram, mercia_term_key(text) AS key
      FROM unnest(${texts.map(({ at }) => at)}::int[], ${texts.map(({ text }) => text)}::text[]) AS given (gram, text)
      -- Where no vocabulary is loaded, no key has to be made.
      WHERE EXISTS (SELECT FROM vocabulary_term))
    SELECT typed.gram, name.term, name.key
    FROM typed
    CROSS JOIN LATERAL (
      SELECT t.vocabulary, t.heading FROM vocabulary_term t
      WHERE t.key = typed.key GROUP BY 1, 2 ORDER BY min(t.place), 1, 2 LIMIT ${HEADINGS_MAX}) AS heading
    CROSS JOIN LATERAL (
      SELECT o.term, o.key, o.place FROM vocabulary_term o
      WHERE o.vocabulary = heading.vocabulary AND o.heading = heading.heading AND o.key <> typed.key
      -- What a file inverts (Infarction, Myocardial) stands in no title.
      ORDER BY o.place > 0, o.term LIKE '%,%', o.place LIMIT ${PHRASES_MAX}) AS name
    WHERE typed.key <> ''
    ORDER BY typed.gram, name.place > 0, name.term LIKE '%,%', name.place`.execute(db);
  return toSynonyms(grams, rows);
}

function toSynonyms(grams: readonly Gram[], rows: readonly NameRow[]): ReadonlyMap<Term, readonly Synonym[]> {
  const names = new Map<number, Map<string, readonly string[]>>();
  for (const { gram, term, key } of rows) {
    const phrases = names.get(gram) ?? new Map<string, readonly string[]>();
    names.set(gram, phrases);
    const words = wordsOf(term);
    if (phrases.size < PHRASES_MAX && words.length <= PHRASE_WORDS_MAX && !phrases.has(key)) phrases.set(key, words);
  }
  const synonyms = new Map<Term, Synonym[]>();
  for (const [at, phrases] of names) {
    const gram = grams[at];
    if (gram === undefined || phrases.size === 0) continue;
    const ofTerm = synonyms.get(gram.first) ?? [];
    ofTerm.push({ typed: gram.typed, phrases: [...phrases.values()] });
    synonyms.set(gram.first, ofTerm);
  }
  return synonyms;
}

function wordsOf(term: string): readonly string[] {
  return term.split(/[^\p{L}\p{M}\p{N}'’.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
