/** From a query to the text that `to_tsquery` reads. Pure. */
import { FIELD_WEIGHTS, weighWording } from './query-fields.ts';
import { isPlain, type QueryGroup, type Term } from './terms.ts';
import { writingsOf, spellingsOf } from './spellings.ts';
import { joinSynonyms } from './synonyms.ts';
import { acronym, ACRONYM_MAX, ACRONYM_MIN, isAcronym } from '#union-index/cluster/title-words.ts';
import { formsOf, isNumberInWords } from './word-forms.ts';

/** Behind so many words nobody types others that are spelt in two ways; the statement stays short. */
const EXPANDED_TERMS_MAX = 40;

/** Null if there is nothing to look for. */
export function toTsquery(groups: readonly QueryGroup[]): string | null {
  const parts = groups.map(groupText).filter((text) => text !== '');
  return parts.length === 0 ? null : parts.join(' | ');
}

function groupText(group: QueryGroup): string {
  return joinNumbers(joinSynonyms(group))
    .map((term, at) => `${term.without ? '!' : ''}${inField(term, termText(term, at < EXPANDED_TERMS_MAX))}`)
    .join(' & ');
}

function inField({ field }: Term, text: string): string {
  return field === undefined ? text : weighWording(text, FIELD_WEIGHTS[field]);
}

/** `twenty first` is one thing to look for. */
function joinNumbers(group: QueryGroup): QueryGroup {
  const joined: Term[] = [];
  for (const term of group) {
    const before = joined.at(-1);
    const [first, second] = [before?.words[0] ?? '', term.words[0] ?? ''];
    if (before !== undefined && isPlain(before) && isPlain(term) && isNumberInWords(first, second)) {
      joined[joined.length - 1] = { ...before, typed: `${before.typed} ${term.typed}`, words: [first, second] };
    } else joined.push(term);
  }
  return joined;
}

function termText({ kind, words, alternatives, quoted, joined }: Term, expanded: boolean): string {
  if (joined !== undefined) {
    const named = joined.phrases.map((phrase) => sequence(phrase.map((word) => wordText(word, false))));
    return anyOf([`(${groupText(joined.parts)})`, ...named]);
  }
  if (kind === 'beginning') return beginningText(words[0] ?? '');
  // In a name it is an initial of somebody.
  if (kind === 'initial') return `${quote((words[0] ?? '').slice(0, 1).toLowerCase())}:AC`;
  if (alternatives.length > 0) return anyOf(alternatives.map(phraseText));
  if (!expanded) return phraseText(words);
  const forms = words.length > 1 ? formsOf(words).map(phraseText) : [];
  const texts = words.map((word) => (word.toLowerCase() === 'and' ? AND : wordText(word, quoted)));
  return anyOf([quoted ? phraseWith(texts) : sequence(texts), ...forms]);
}

function phraseText(words: readonly string[]): string {
  return sequence(words.map(quote));
}

/** The word in all its spellings and forms. */
function wordText(typed: string, quoted: boolean): string {
  const word = quoted ? typed : withoutPossessive(typed);
  const spelt = spellingsOf(word).map(quote);
  const forms = [...formsOf([word]), ...writingsOf(word)].map(phraseText);
  const body = isAcronym(word) ? [quote(acronym(word))] : [];
  return anyOf([...spelt, ...forms, ...body, ...withMore(word)]);
}

/** Words that begin so, and bodies whose first letters these are. */
function beginningText(typed: string): string {
  const word = withoutPossessive(typed).replace(/\.$/, '');
  const body = word.length >= ACRONYM_MIN && word.length <= ACRONYM_MAX ? [quote(acronym(word))] : [];
  return anyOf([...spellingsOf(word).map((spelling) => `${quote(spelling)}:*`), ...body]);
}

/** `Crohn's disease` and `Crohn disease`, which is the heading, find the same. */
function withoutPossessive(word: string): string {
  return word.replace(/(?<=\p{L}{2})['’‘`´](?:s)?$/iu, '');
}

/** A class of Dewey's has all that are finer: `616.12` finds `616.1207`. */
function withMore(word: string): readonly string[] {
  return /^\d{3}\.\d{1,8}$/.test(word) ? [`${quote(word)}:*`] : [];
}

function sequence(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' <-> ')})`;
}

/** Titles have `and`, or a sign in its place, which is no word: a phrase meets both. */
function phraseWith(parts: readonly string[]): string {
  const [first = '', ...rest] = parts;
  let text = first;
  for (const [at, part] of rest.entries()) {
    const isJoined = part === AND && at < rest.length - 1;
    text = isJoined ? `(${text} <-> ${part} | ${text})` : `${text} <-> ${part}`;
  }
  return rest.length === 0 ? text : `(${text})`;
}

const AND = quote('and');

function anyOf(parts: readonly string[]): string {
  const distinct = [...new Set(parts)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `(${distinct.join(' | ')})`;
}

/** A text in quotation marks is taken for words, whatever signs of a query stand in it. */
export function quote(word: string): string {
  return `'${word.replaceAll('\\', ' ').replaceAll("'", "''")}'`;
}
