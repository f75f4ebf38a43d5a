/** What somebody typed, taken apart. Pure; PostgreSQL sees it only after `to-tsquery.ts`. */
import { findIsbns, parseIssn, toIsbn10 } from '#domain/identifiers.ts';
import type { Synonym } from './synonyms.ts';

/** One thing that is looked for. */
export interface Term {
  /** As it was typed, to name it by. */
  readonly typed: string;
  /** More than one: they follow each other. */
  readonly words: readonly string[];
  /** In quotation marks: the order counts, and nothing of it is left out. */
  readonly quoted: boolean;
  /** `-word`: what has it is not wanted. */
  readonly without: boolean;
  /** Other ways to write the whole of it, each a phrase. Empty for plain words. */
  readonly alternatives: readonly (readonly string[])[];
  /** Other names of it, or of it and terms behind it; filled by the vocabularies (`../vocabulary/find-synonyms.ts`). */
  readonly synonyms?: readonly Synonym[];
  /** Terms that are met together, or by one of these phrases (`synonyms.ts`). */
  readonly joined?: { readonly parts: readonly Term[]; readonly phrases: readonly (readonly string[])[] };
}

/** Terms that are all met together; of several such groups, between `or`, one is enough. */
export type QueryGroup = readonly Term[];

export interface ParsedQuery {
  readonly groups: readonly QueryGroup[];
}

/**
 * Signs that part words, the same as in the function `mercia_words` of the database, which parts what is in the index. A
 * backslash would be read as a sign of PostgreSQL's own.
 */
const SIGNS = /[/_&;:,()[\]{}<>=+*#@|~^!?%$\\]/g;

/** A phrase in quotation marks, closed or not, or what stands between blanks. */
const PIECE = /(-*)"([^"]*)"?|[^\s"]+/g;

const HYPHENS = /[-\u2010-\u2015]/g;
const ISSN = /(?<![\dXx\u2010-\u2015-])\d{4}[-\u2010-\u2015]\d{3}[\dXx](?![\dXx\u2010-\u2015-])/g;
/** What people write before a number that is marked; it stands in no record. */
const LABEL = /(?<![\p{L}\p{N}])(?:[pe]-?)?is[bs]n(?:[- ]?1[03])?[\s.:]*(?=[\ue000-\uf8ff])/giu;

/** A number that was found in the text stands in it as one character of the private use area, so that nothing parts it. */
const PLACEHOLDER = 0xe000;
const PLACEHOLDERS_MAX = 100;

/** Reads a query as people type it: words, `"a phrase"`, `or`, `-without`, ISBN and ISSN in any spelling. */
export function parseQuery(text: string): ParsedQuery {
  const { marked, numbers } = markNumbers(text.replaceAll(/[\ue000-\uf8ff]/g, ' '));
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
    groups: groups.map((group) => withoutFillers(group)).filter((group) => group.length > 0),
  };
}

interface MarkedNumber {
  readonly typed: string;
  readonly alternatives: readonly (readonly string[])[];
}

/** The index has each ISBN as thirteen and as ten digits, each ISSN with and without its hyphen. */
function markNumbers(text: string): { readonly marked: string; readonly numbers: readonly MarkedNumber[] } {
  const numbers: MarkedNumber[] = [];
  const mark = (number: MarkedNumber): string => ` ${String.fromCharCode(PLACEHOLDER + numbers.push(number) - 1)} `;
  const isbns = findIsbns(text).filter(
    ({ start, end }) => text.slice(start, end).replaceAll(/[^0-9Xx]/g, '').length >= 10,
  );
  let marked = '';
  let at = 0;
  for (const { isbn, start, end } of isbns.slice(0, PLACEHOLDERS_MAX)) {
    const isbn10 = toIsbn10(isbn);
    const alternatives = isbn10 === null ? [[isbn]] : [[isbn], [isbn10]];
    marked += text.slice(at, start) + mark({ typed: text.slice(start, end), alternatives });
    at = end;
  }
  marked += text.slice(at);
  marked = marked.replaceAll(ISSN, (typed) => {
    const issn = numbers.length < PLACEHOLDERS_MAX ? parseIssn(typed) : null;
    if (issn === null) return typed;
    // Years from and to look like one where their check digit happens to fit.
    return mark({ typed, alternatives: [[issn.replace('-', '')], issn.split('-')] });
  });
  return { marked: marked.replaceAll(LABEL, ' '), numbers };
}

function numberAt(word: string, numbers: readonly MarkedNumber[]): MarkedNumber | undefined {
  return numbers[word.charCodeAt(0) - PLACEHOLDER];
}

function toTerms(piece: string, numbers: readonly MarkedNumber[]): readonly Term[] {
  const without = /^-+./.test(piece);
  return wordsOf(piece).map((word): Term => {
    const number = numberAt(word, numbers);
    if (number === undefined) return { typed: word, words: [word], quoted: false, without, alternatives: [] };
    return { typed: number.typed, words: [number.typed], quoted: false, without, alternatives: number.alternatives };
  });
}

function toPhrase(phrase: string, without: boolean, numbers: readonly MarkedNumber[]): readonly Term[] {
  const words = wordsOf(phrase);
  if (words.length === 0) return [];
  const [only = ''] = words;
  const number = words.length === 1 ? numberAt(only, numbers) : undefined;
  const plain = words.map((word) => numberAt(word, numbers)?.alternatives[0]?.[0] ?? word);
  const typed = number?.typed ?? `"${phrase.trim()}"`;
  return [{ typed, words: plain, quoted: true, without, alternatives: number?.alternatives ?? [] }];
}

/** What has neither letter nor digit is no word. */
function wordsOf(piece: string): readonly string[] {
  return piece
    .replaceAll(SIGNS, ' ')
    .replaceAll(HYPHENS, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}\ue000-\uf8ff]/u.test(word));
}

/** `and` is often a sign in the title, `&`, which is no word. */
function withoutFillers(group: readonly Term[]): readonly Term[] {
  const kept = group.filter(({ typed, quoted, without }) => quoted || without || !/^and$/i.test(typed));
  return kept.some(({ without }) => !without) ? kept : group;
}
