/**
 * Words of the index that nobody types: a whole title as one word, the first letters of its words, those of a body's name,
 * and the number of an edition or a part in one form. They stand among an edition's other words, so that the one index of
 * words answers for them. Both ends of a search make them here. Pure.
 */
import { foldText } from '../normalise/text.ts';
import { isFiller } from './fillers.ts';

/** Longer titles are found by their words alone; nobody types one whole. */
const TITLE_KEY_MAX = 60;
const INITIALS_MIN = 2;
const INITIALS_MAX = 10;
/** A body has a name of three words or more; two words are a person or say too little. */
const BODY_WORDS_MIN = 3;

export const ACRONYM_MIN = 3;
export const ACRONYM_MAX = 8;

/** Words that count, folded; the plural's and the possessive's `s` does not: `Gray's`, `Grays` and `Gray` are one. */
function keyWords(title: string): readonly string[] {
  const words = foldText(title).split(' ');
  const counted = words.filter((word) => !isFiller(word));
  return (counted.length === 0 ? words : counted).map((word) => word.replace(/(?<=[^s]{3})s$/, ''));
}

/** A title as one word: `title0oxfordhandbookclinicalmedicine`; null if it is empty or long. */
export function titleWord(title: string): string | null {
  if (title.length > 2 * TITLE_KEY_MAX) return null;
  const key = keyWords(title).join('');
  return key === '' || key.length > TITLE_KEY_MAX ? null : `title0${key}`;
}

/** The first letters of a title's words: `initials0nejm`; null for a title of one word or very many. */
export function initialsWord(title: string): string | null {
  const letters = initialsOf(title);
  return letters.length < INITIALS_MIN || letters.length > INITIALS_MAX ? null : initials(letters);
}

/** The first letters of a body's name: `acronym0who`; null for what looks like a person, whose name has a comma. */
export function acronymWord(name: string): string | null {
  const [body = ''] = name.split(/[.(]/);
  if (body.includes(',')) return null;
  const letters = initialsOf(body);
  return letters.length < BODY_WORDS_MIN || letters.length > INITIALS_MAX ? null : acronym(letters);
}

function initialsOf(text: string): string {
  if (text.length > 200) return '';
  return keyWords(text)
    .map((word) => word.slice(0, 1))
    .join('');
}

export function initials(letters: string): string {
  return `initials0${letters.toLowerCase()}`;
}

/** Whether a word that somebody typed may be a body's first letters: capitals. */
export function isAcronym(word: string): boolean {
  return /^[A-Z]+$/.test(word) && word.length >= ACRONYM_MIN && word.length <= ACRONYM_MAX;
}

export function acronym(letters: string): string {
  return `acronym0${letters.toLowerCase()}`;
}

/** `edition10` of `Tenth edition`, `10. Aufl.` and `Ed. 10`. */
export function editionWord(number: number): string {
  return `edition${String(number)}`;
}

/** `volume2` of `Vol. II`, `Band 2` and `Part two`. */
export function partWord(number: string): string {
  return `volume${number}`;
}
