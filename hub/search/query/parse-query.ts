/** What somebody typed, taken apart. Pure; PostgreSQL sees it only after `to-tsquery.ts`. */
import { isAcronym, isFiller } from '#union-index/cluster/title-words.ts';
import { markNumbers, numberAt, type MarkedNumber } from './identifiers-in-text.ts';
import { joinCounted } from './counted-terms.ts';
import { readOperators, type Piece } from './read-operators.ts';
import { isNeighbour, isPlain, plainTerm, type ParsedQuery, type Term } from './terms.ts';

export type { ParsedQuery, QueryGroup, Term } from './terms.ts';

/**
 * Signs that part words, the same as in the function `mercia_words` of the database, which parts what is in the index. A
 * backslash would be read as a sign of PostgreSQL's own.
 */
const SIGNS = /[/_&;:,()[\]{}<>=+*#@|~^!?%$\\]/g;

const HYPHENS = /[-\u2010-\u2015]/g;
/** Titles have the sign or the word; a phrase finds both (`to-tsquery.ts`). */
const AMPERSAND = /(?<=\s)&(?=\s)/g;
/** Quotation marks, as word processors and other languages set them, too. */
export const QUOTATION_MARKS = /["\u201c-\u201f\u00ab\u00bb]/g;

/**
 * Reads a query as people type it: words, `"a phrase"`, `-without`, numbers of publications in any dress, and the operators,
 * brackets and fields of `read-operators.ts`.
 */
export function parseQuery(text: string): ParsedQuery {
  const { marked, numbers } = markNumbers(text.replaceAll(QUOTATION_MARKS, '"'));
  const { alternatives, strict, asWords } = readOperators(marked);
  const groups = alternatives.map((pieces) => pieces.flatMap((piece) => toTerms(piece, numbers)));
  return {
    groups: groups
      .map((group) => withoutRepeats(withInitials(joinCounted(withoutFillers(group)))))
      .filter((group) => group.length > 0),
    ...(strict ? { strict } : {}),
    ...(strict || asWords.length > 0 ? { asWords: [...asWords, ...tooManyYears(alternatives.flat())] } : {}),
  };
}

function toTerms(piece: Piece, numbers: readonly MarkedNumber[]): readonly Term[] {
  const { text, without, field } = piece;
  const inField = field === null ? {} : { field };
  const years = field === 'other' && !piece.phrase ? yearsOf(text) : [];
  if (years.length > 0) return [{ ...plainTerm(text, without), ...inField, alternatives: years.map((year) => [year]) }];
  const words = wordsOf(text);
  // Names stand in records the other way round. What is not wanted is not wanted as a whole.
  const isPhrase = piece.phrase ? field !== 'author' : without && words.length > 1;
  if (isPhrase) return toPhrase(piece, numbers).map((term) => ({ ...term, ...inField }));
  return words.map((word): Term => {
    const number = numberAt(word, numbers);
    if (number === undefined) return { ...plainTerm(word, without), ...inField };
    return { ...plainTerm(number.typed, without), kind: 'identifier', alternatives: number.alternatives };
  });
}

/** Each is one of the words of the statement. */
const YEARS_MAX = 60;
const YEARS = /^((?:1\d|20)\d\d)[-\u2010-\u2015]((?:1\d|20)\d\d)$/;

/** `2015-2019`, of which each year is one of the words of an edition; empty for what are no years, or too many. */
function yearsOf(text: string): readonly string[] {
  const { from, count } = yearRangeOf(text);
  return count <= YEARS_MAX ? Array.from({ length: count }, (_, at) => String(from + at)) : [];
}

/** Whichever of them is typed first. */
function yearRangeOf(text: string): { readonly from: number; readonly count: number } {
  const [, one, other] = YEARS.exec(text) ?? [];
  if (one === undefined) return { from: 0, count: 0 };
  const from = Math.min(Number(one), Number(other));
  return { from, count: Math.max(Number(one), Number(other)) - from + 1 };
}

function tooManyYears(pieces: readonly Piece[]): readonly string[] {
  const unread = pieces.filter(({ text, phrase, field }) => {
    return field === 'other' && !phrase && yearRangeOf(text).count > YEARS_MAX;
  });
  return [...new Set(unread.map(({ text }) => text))];
}

function toPhrase({ text, phrase, without }: Piece, numbers: readonly MarkedNumber[]): readonly Term[] {
  const words = wordsOf(phrase ? text.replaceAll(AMPERSAND, ' and ') : text);
  if (words.length === 0) return [];
  const [only = ''] = words;
  const number = words.length === 1 ? numberAt(only, numbers) : undefined;
  const plain = words.map((word) => numberAt(word, numbers)?.alternatives[0]?.[0] ?? word);
  const typed = number?.typed ?? (phrase ? `"${text.trim()}"` : text);
  const kind = number === undefined ? 'word' : 'identifier';
  const alternatives = number?.alternatives ?? [];
  return [{ ...plainTerm(typed, without), kind, words: plain, quoted: true, alternatives }];
}

/** What has neither letter nor digit is no word. */
function wordsOf(piece: string): readonly string[] {
  return piece
    .replaceAll(SIGNS, ' ')
    .replaceAll(HYPHENS, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}\ue000-\uf8ff]/u.test(word));
}

/** `the`, `of`, `and` count in quotation marks, and where there is nothing else. */
function withoutFillers(group: readonly Term[]): readonly Term[] {
  const kept = group.filter((term, at) => term.quoted || term.without || !isFillerAt(group, at));
  return kept.some(({ without }) => !without) ? kept : group;
}

/** `A` behind a word and in capitals, or as the last word, is a name and no article: `vitamin A deficiency`, `hepatitis a`. */
function isFillerAt(group: readonly Term[], at: number): boolean {
  const typed = group[at]?.typed ?? '';
  if (!isFiller(typed.toLowerCase())) return false;
  const isName = /^a$/i.test(typed) && at > 0 && (typed === 'A' || at === group.length - 1);
  return !isName;
}

/** A single letter is an initial where it has a word for a neighbour. */
function withInitials(group: readonly Term[]): readonly Term[] {
  if (!group.some(isNeighbour)) return group;
  return group.map((term) =>
    isPlain(term) && /^[a-z]\.?$/i.test(term.words[0] ?? '') ? { ...term, kind: 'initial' } : term,
  );
}

/** A text with more terms is no title that somebody typed: where its words stand says nothing, and each is looked for once. */
const AS_TYPED_MAX = 64;

function withoutRepeats(group: readonly Term[]): readonly Term[] {
  if (group.length <= AS_TYPED_MAX) return group;
  return [...new Map(group.map((term) => [JSON.stringify(term).toLowerCase(), term])).values()];
}

/** The words that are looked for, those of phrases included; a word stands in each alternative to which brackets were expanded. */
export function soughtWords({ groups }: ParsedQuery): readonly string[] {
  return groups.flat().flatMap(({ words }) => words);
}

/** Fewer letters begin too many words. */
const BEGINNING_MIN = 4;
/** In a short query three letters say enough: `hep b`, `vit c`. */
const SHORT_QUERY = { terms: 3, beginningMin: 3 };

/**
 * The query with its words taken for less: for beginnings of words (`hep b`), for a body's first letters however typed, and
 * two letters for initials, as references have them (`West JB`); null if it has no word of that kind.
 */
export function asCutShort({ groups, strict }: ParsedQuery): ParsedQuery | null {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0 || strict === true || !group.some(isNeighbour)) return null;
  const minimum = group.length <= SHORT_QUERY.terms ? SHORT_QUERY.beginningMin : BEGINNING_MIN;
  const cut = group.map((term, at): Term => {
    const [word = ''] = term.words;
    // `WHO` that is nobody's first letters is no `whole`.
    if (!isPlain(term) || !/^\p{L}+\.?$/u.test(word) || isAcronym(word)) return term;
    if (at > 0 && /^[a-z]{2}$/i.test(word)) return { ...term, kind: 'initial' };
    return word.length < minimum ? term : { ...term, kind: 'beginning' };
  });
  return cut.some((term, at) => term !== group[at]) ? { groups: [cut] } : null;
}
