/** From a query to the text that `to_tsquery` reads. Pure. */
import type { QueryGroup, Term } from './terms.ts';
import { writingsOf } from './letters.ts';
import { spellingsOf } from './spellings.ts';
import { joinSynonyms } from './synonyms.ts';
import { acronym, ACRONYM_MAX, ACRONYM_MIN, isAcronym } from './title-words.ts';
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
    .map((term, at) => `${term.without ? '!' : ''}${termText(term, at < EXPANDED_TERMS_MAX)}`)
    .join(' & ');
}

/** `twenty first` is one thing to look for. */
function joinNumbers(group: QueryGroup): QueryGroup {
  const joined: Term[] = [];
  for (const term of group) {
    const before = joined.at(-1);
    const [first, second] = [before?.words[0] ?? '', term.words[0] ?? ''];
    const plain = before?.quoted === false && !term.quoted && !before.without && !term.without;
    if (before !== undefined && plain && before.words.length === 1 && isNumberInWords(first, second)) {
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
  if (alternatives.length > 0) return anyOf(alternatives.map(phraseText));
  if (!expanded) return phraseText(words);
  const forms = words.length > 1 ? formsOf(words).map(phraseText) : [];
  return anyOf([sequence(words.map((word) => wordText(word, quoted))), ...forms]);
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

function anyOf(parts: readonly string[]): string {
  const distinct = [...new Set(parts)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `(${distinct.join(' | ')})`;
}

/** A text in quotation marks is taken for words, whatever signs of a query stand in it. */
function quote(word: string): string {
  return `'${word.replaceAll('\\', ' ').replaceAll("'", "''")}'`;
}
