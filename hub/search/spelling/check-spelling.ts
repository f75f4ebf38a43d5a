/** Another spelling of a search, out of the words that public editions have now. */
import { helpWithin, type Help } from '../condition/bounded-help.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import type { SearchFilter, SearchQuery } from '../condition/search-query.ts';
import { parseQuery, type ParsedQuery, type QueryGroup, type Term } from '../query/parse-query.ts';
import { withoutSynonyms } from '../query/synonyms.ts';
import { toTsquery } from '../query/to-tsquery.ts';
import { addSynonyms } from '../vocabulary/index.ts';
import { findCandidates, findJoined, weighWords, type Candidate } from './candidates.ts';
import { isCertain, respellingsOf, type Doubt, type Respelling } from './respellings.ts';
import { correctText, LETTERS_MIN, neighboursOf, wordsOf, type Correction, type TypedWord } from './words-of-text.ts';

/** Longer nobody waits for help: the answer is then that there is none. */
const HELP_MAX_MS = 500;
/** More are no search but a text that was pasted. */
const WORDS_MAX = 12;
/** A word that so few editions have may be a slip of theirs, if another is so many times as frequent. */
const RARE_MAX = 3;
const FREQUENT_TIMES = 20;
/** Beside what was found, another spelling is offered that finds so many times as much. */
const OFFERED_TIMES = 5;

export interface SpellingHelp {
  /** The text in the likeliest other spelling that finds something. */
  readonly text: string;
  readonly corrections: readonly Correction[];
  /** There is no doubt: it may be searched in the place of what was typed. */
  readonly certain: boolean;
  /** All its words together find something; else some have to be left out. */
  readonly together: boolean;
}

/** A search as it was asked, and what it found. */
export interface SpellingQuestion extends SearchQuery {
  readonly query: ParsedQuery;
  /** How many editions all words together find; 0 if none. */
  readonly found: number;
}

/**
 * Another spelling of the words; null if there is none that finds something under the same filter, or finding it takes too
 * long. Words that editions have are left as they are, unless they are very rare and another is frequent. Where the words find
 * something, the other spelling must find many times as much.
 */
export async function checkSpelling(scope: IndexScope, question: SpellingQuestion): Promise<SpellingHelp | null> {
  const words = wordsOf(question.words, question.query);
  if (words.length === 0 || words.length > WORDS_MAX) return null;
  // What was found has all the words: none of them is unknown.
  const known = question.found > 0 ? await weighWords(scope.db, words) : null;
  if (known !== null && ![...known.values()].some(isRare)) return null;
  return helpWithin(scope, HELP_MAX_MS, async (help) => {
    await help.limit();
    const weights = known ?? (await weighWords(help.transaction, words));
    return choose(help, question, await findDoubts(scope, help, question, { words, weights }));
  });
}

async function findDoubts(
  { hidden }: IndexScope,
  help: Help,
  { words: text, query, found }: SpellingQuestion,
  { words, weights }: { readonly words: readonly TypedWord[]; readonly weights: ReadonlyMap<string, number> },
): Promise<readonly Doubt[]> {
  // Where a library moves, a word of the index may be of titles alone that nobody is shown.
  const isKnown = ({ folded }: TypedWord): boolean => hidden.length === 0 && weights.has(folded);
  const absent = words.filter((word) => found === 0 && word.folded.length >= LETTERS_MIN && !isKnown(word));
  const known = await help.find(
    null,
    absent.map((word) => wordingOf(word, query)),
  );
  const unknown = absent.filter((_, at) => known[at] === false);
  const rare = words.filter((word) => isRare(weights.get(word.folded)) && !unknown.includes(word));
  await help.limit();
  const candidates = await findCandidates(help.transaction, unknown, rare);
  const doubts: Doubt[] = [
    ...unknown.map((word) => doubtOf('unknown', word, candidates.get(word) ?? [])),
    ...rare.map((word) => doubtOf('rare', word, farMoreFrequent(candidates.get(word) ?? [], weights.get(word.folded)))),
  ];
  return found > 0 ? doubts : [...doubts, ...(await findPartedWords(help, text, words))];
}

async function findPartedWords(help: Help, text: string, words: readonly TypedWord[]): Promise<readonly Doubt[]> {
  const pairs = neighboursOf(text, words);
  const joined = await findJoined(help.transaction, pairs);
  return pairs.flatMap(([first, second]) => {
    const folded = first.folded + second.folded;
    const candidate = joined.get(folded);
    if (candidate === undefined) return [];
    return [{ kind: 'apart' as const, start: first.start, end: second.end, folded, candidates: [candidate] }];
  });
}

function doubtOf(kind: 'unknown' | 'rare', word: TypedWord, candidates: readonly Candidate[]): Doubt {
  const { start, end, folded } = word;
  return { kind, start, end, folded, candidates };
}

/** How the search asks for the word, so that a form of it that editions have is a word they have. */
function wordingOf({ typed }: TypedWord, query: ParsedQuery): string | null {
  const asked = query.groups.flat().find((term) => isPlain(term) && term.words.some((word) => word.startsWith(typed)));
  return asked === undefined ? null : toTsquery(withoutSynonyms([[asked]]));
}

function isPlain({ quoted, without }: Term): boolean {
  return !quoted && !without;
}

function isRare(weight: number | undefined): boolean {
  return weight !== undefined && weight > 0 && weight <= RARE_MAX;
}

function farMoreFrequent(candidates: readonly Candidate[], weight = 0): readonly Candidate[] {
  return candidates.filter(
    (candidate) => candidate.slips === 1 && candidate.weight >= FREQUENT_TIMES * weight && candidate.text.length > 4,
  );
}

/** The first reading that finds something: with all words, without those that no edition has, or by what was put right. */
async function choose(help: Help, question: SpellingQuestion, doubts: readonly Doubt[]): Promise<SpellingHelp | null> {
  const readings = respellingsOf(doubts);
  if (readings.length === 0) return null;
  const hopeless = doubts.filter(({ kind, candidates }) => kind === 'unknown' && candidates.length === 0);
  const lost = new Set(hopeless.map(({ start, end }) => question.words.slice(start, end)));
  const levels: readonly Level[] = [
    { together: true, keeps: () => true },
    ...(lost.size === 0 ? [] : [{ together: false, keeps: (term: Term) => !lost.has(term.typed) }]),
    { together: false, keeps: isCorrected },
  ];
  for (const { together, keeps } of question.found > 0 ? levels.slice(0, 1) : levels) {
    const found = await findReadings(help, question, readings, keeps);
    const [best] = found;
    if (best === undefined) continue;
    const times = await timesAsMuch(help, question, best.wording);
    if (times < OFFERED_TIMES) return null;
    const { corrections } = best.reading;
    const isClear = times >= FREQUENT_TIMES && isCertain(found.map(({ reading }) => reading));
    return { text: correctText(question.words, corrections), corrections, together, certain: isClear };
  }
  return null;
}

/** How many times as much a wording finds as was found. */
async function timesAsMuch(help: Help, { filter, found }: SpellingQuestion, wording: string): Promise<number> {
  return found === 0 ? Infinity : (await help.count(filter, wording, FREQUENT_TIMES * found)) / found;
}

interface Level {
  readonly together: boolean;
  readonly keeps: (term: Term, corrected: ReadonlySet<string>) => boolean;
}

function isCorrected({ words }: Term, corrected: ReadonlySet<string>): boolean {
  return corrected.has(words.join(' '));
}

async function findReadings(
  help: Help,
  { words, filter }: { readonly words: string; readonly filter: SearchFilter },
  readings: readonly Respelling[],
  keeps: Level['keeps'],
): Promise<readonly { readonly reading: Respelling; readonly wording: string }[]> {
  const asked = readings.map(({ corrections }) => groupsOf(words, corrections, keeps));
  await help.limit();
  const named = await addSynonyms(help.transaction, { groups: asked.flat() });
  const wordings: (string | null)[] = [];
  let at = 0;
  for (const groups of asked) {
    wordings.push(toTsquery(named.groups.slice(at, at + groups.length)));
    at += groups.length;
  }
  const found = await help.find(filter, wordings);
  return readings.flatMap((reading, place) => {
    const wording = wordings[place] ?? null;
    return found[place] === true && wording !== null ? [{ reading, wording }] : [];
  });
}

/** Of a corrected text the alternatives with a correction, as far as their terms are kept. Words run together must follow each other. */
function groupsOf(text: string, corrections: readonly Correction[], keeps: Level['keeps']): readonly QueryGroup[] {
  const corrected = new Set(corrections.map((correction) => correction.text));
  const asked = corrections.map((one) => (one.text.includes(' ') ? { ...one, text: `"${one.text}"` } : one));
  return parseQuery(correctText(text, asked))
    .groups.filter((group) => group.some((term) => isCorrected(term, corrected)))
    .map((group) => group.filter((term) => term.without || keeps(term, corrected)));
}
