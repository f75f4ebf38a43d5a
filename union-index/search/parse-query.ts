/** What somebody typed, taken apart. Pure; PostgreSQL sees it only after `to-tsquery.ts`. */
import { isFiller } from './fillers.ts';
import { markNumbers, numberAt } from './identifiers-in-text.ts';
import type { MarkedNumber } from './identifiers-in-text.ts';
import { joinCounted } from './counted-terms.ts';
import { isNeighbour, isPlain, plainTerm } from './terms.ts';
import type { ParsedQuery, Term } from './terms.ts';

export type { ParsedQuery, QueryGroup, Term } from './terms.ts';

/**
 * Signs that part words, the same as in the function `mercia_words` of the database, which parts what is in the index. A
 * backslash would be read as a sign of PostgreSQL's own.
 */
const SIGNS = /[/_&;:,()[\]{}<>=+*#@|~^!?%$\\]/g;

/** A phrase in quotation marks, closed or not, or what stands between blanks. */
const PIECE = /(-*)"([^"]*)"?|[^\s"]+/g;

const HYPHENS = /[-\u2010-\u2015]/g;
/** Quotation marks as word processors set them. */
const CURLY_QUOTES = /[\u201c-\u201f\u00ab\u00bb]/g;

/** Reads a query as people type it: words, `"a phrase"`, `or`, `-without`, numbers of publications in any dress. */
export function parseQuery(text: string): ParsedQuery {
  const { marked, numbers } = markNumbers(text.replaceAll(CURLY_QUOTES, '"'));
  const groups: Term[][] = [[]];
  for (const [piece, minus = '', phrase] of marked.matchAll(PIECE)) {
    if (phrase === undefined && /^or$/i.test(piece)) {
      groups.push([]);
      continue;
    }
    const terms = phrase === undefined ? toTerms(piece, numbers) : toPhrase(phrase, minus !== '', numbers);
    groups.at(-1)?.push(...terms);
  }
  return {
    groups: groups.map((group) => withInitials(joinCounted(withoutFillers(group)))).filter((group) => group.length > 0),
  };
}

function toTerms(piece: string, numbers: readonly MarkedNumber[]): readonly Term[] {
  const without = /^-+./.test(piece);
  return wordsOf(piece).map((word): Term => {
    const number = numberAt(word, numbers);
    if (number === undefined) return plainTerm(word, without);
    return { ...plainTerm(number.typed, without), kind: 'identifier', alternatives: number.alternatives };
  });
}

function toPhrase(phrase: string, without: boolean, numbers: readonly MarkedNumber[]): readonly Term[] {
  const words = wordsOf(phrase);
  if (words.length === 0) return [];
  const [only = ''] = words;
  const number = words.length === 1 ? numberAt(only, numbers) : undefined;
  const plain = words.map((word) => numberAt(word, numbers)?.alternatives[0]?.[0] ?? word);
  return [
    {
      kind: number === undefined ? 'word' : 'identifier',
      typed: number?.typed ?? `"${phrase.trim()}"`,
      words: plain,
      quoted: true,
      without,
      alternatives: number?.alternatives ?? [],
    },
  ];
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
  return group.map((term) => (isLetter(term) ? { ...term, kind: 'initial' } : term));
}

/** Fewer letters begin too many words. */
const BEGINNING_MIN = 4;
/** In a short query three letters say enough: `hep b`, `vit c`. */
const SHORT_QUERY = { terms: 3, beginningMin: 3 };

/**
 * The query with its words taken for less: for beginnings of words (`hep b`), for a body's first letters however typed, and
 * two letters for initials, as references have them (`West JB`); null if it has no word of that kind.
 */
export function asCutShort({ groups }: ParsedQuery): ParsedQuery | null {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0 || !group.some(isNeighbour)) return null;
  const minimum = group.length <= SHORT_QUERY.terms ? SHORT_QUERY.beginningMin : BEGINNING_MIN;
  const cut = group.map((term, at): Term => {
    const [word = ''] = term.words;
    if (!isPlain(term) || !/^\p{L}+\.?$/u.test(word)) return term;
    if (at > 0 && /^[a-z]{2}$/i.test(word)) return { ...term, kind: 'initial' };
    return word.length < minimum ? term : { ...term, kind: 'beginning' };
  });
  return cut.some((term, at) => term !== group[at]) ? { groups: [cut] } : null;
}

function isLetter(term: Term): boolean {
  return isPlain(term) && /^[a-z]\.?$/i.test(term.words[0] ?? '');
}
