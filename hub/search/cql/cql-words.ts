/** From the words of a CQL term to the text that `to_tsquery` reads. Pure. */
import type { SoughtWord, TextField } from './contract.ts';
import { parseQuery, QUOTATION_MARKS, type QueryGroup, type Term } from '../query/parse-query.ts';
import { quote, toTsquery } from '../query/to-tsquery.ts';

/** The weights of the index (`hub/union-index/cluster/search-words.ts`); numbers are among the rest. */
const WEIGHTS: Readonly<Record<TextField | 'NUMBER', string>> = {
  ANYWHERE: '',
  TITLE: 'A',
  CREATOR: 'B',
  SUBJECT: 'C',
  NUMBER: 'D',
};

export type WordMatch = 'ALL' | 'ANY' | 'PHRASE';

/** Null if there is nothing to look for: no word has a letter or digit. */
export function toWordQuery(field: TextField, match: WordMatch, words: readonly SoughtWord[]): string | null {
  const text = words.some(({ truncated }) => truncated) ? truncatedText(match, words) : wordText(match, words);
  return text === null ? null : weighted(text, WEIGHTS[field]);
}

/** A number, in each of the forms in which the index has it. */
export function toNumberQuery(forms: readonly (readonly string[])[]): string {
  const texts = forms.map((parts) => `(${parts.map(quote).join(' <-> ')})`);
  return weighted(texts.join(' | '), WEIGHTS.NUMBER);
}

function wordText(match: WordMatch, words: readonly SoughtWord[]): string | null {
  const phrase = toPhrase(words.map(({ text }) => text).join(' '));
  if (phrase === null) return null;
  if (match === 'PHRASE' || phrase.alternatives.length > 0) return toTsquery([[phrase]]);
  const terms = withoutAnd(toWords(phrase));
  return toTsquery(match === 'ALL' ? [terms] : terms.map((term) => [term]));
}

/** The words of a term whose words are all to be met, as a search box has them; empty for every other. */
export function plainWords(match: WordMatch, words: readonly SoughtWord[]): QueryGroup {
  if (match !== 'ALL' || words.some(({ truncated }) => truncated)) return [];
  const phrase = toPhrase(words.map(({ text }) => text).join(' '));
  return phrase === null || phrase.alternatives.length > 0 ? [] : withoutAnd(toWords(phrase));
}

/** Each word for itself: a word that is left open has no other spellings. */
function truncatedText(match: WordMatch, words: readonly SoughtWord[]): string | null {
  const parts = words.flatMap((word) => {
    const phrase = toPhrase(word.text);
    if (phrase === null) return [];
    return word.truncated ? [openText(phrase.words)] : [`(${toTsquery([[phrase]]) ?? ''})`];
  });
  const sign = { ALL: ' & ', ANY: ' | ', PHRASE: ' <-> ' }[match];
  return parts.length === 0 ? null : parts.join(sign);
}

/** `well-be*`: the last of its words is open. */
function openText(words: readonly string[]): string {
  const parts = words.map(quote);
  const last = parts.pop() ?? '';
  return `(${[...parts, `${last}:*`].join(' <-> ')})`;
}

/** The text as the search box reads a phrase, so that signs part words here as they do there. */
function toPhrase(text: string): Term | null {
  return parseQuery(`"${text.replaceAll(QUOTATION_MARKS, ' ')}"`).groups[0]?.[0] ?? null;
}

function toWords(phrase: Term): readonly Term[] {
  return phrase.words.map((word) => ({ ...phrase, typed: word, words: [word], quoted: false }));
}

/** `and` is often a sign in the title, `&`, which is no word. */
function withoutAnd(terms: readonly Term[]): readonly Term[] {
  const kept = terms.filter(({ typed }) => typed.toLowerCase() !== 'and');
  return kept.length === 0 ? terms : kept;
}

/** Every word of such a text is in quotation marks; its weights follow it. */
function weighted(text: string, weight: string): string {
  return weight === ''
    ? text
    : text.replaceAll(/('(?:[^']|'')*')(:\*)?/g, (_, word: string, open = ':') => `${word}${String(open)}${weight}`);
}
