/**
 * Words of the index that nobody types: a whole title as one word, the first letters of its words, those of a body's name,
 * and the number of an edition or a part in one form. They stand among an edition's other words, so that the one index of
 * words answers for them. Both ends of a search make them here. Pure.
 */
import { foldText } from '../normalise/text.ts';

/** Words that join others and say nothing of what is looked for. */
const FILLERS = new Set('the of a an in for and to on with by at from into its'.split(' '));

/** Whether a folded word is one; `it` and `who` are not: in a health library they are search terms. */
export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

/** Longer titles are found by their words alone; nobody types one whole. */
const TITLE_KEY_MAX = 60;
const SERIAL_INITIALS = [2, 10] as const;
const BOOK_INITIALS = [3, 6] as const;
/** A body has a name of three words or more; two words are a person or say too little. */
const BODY_WORDS_MIN = 3;

export const ACRONYM_MIN = 3;
export const ACRONYM_MAX = 8;

/** Words that count, folded; the plural's and the possessive's `s` does not: `Gray's`, `Grays` and `Gray` are one. */
function keyWords(title: string): readonly string[] {
  const words = foldText(title).split(' ');
  const counted = words.filter((word) => !isFiller(word));
  return (counted.length === 0 ? words : counted).map(withoutPlural);
}

function withoutPlural(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** A title as one word: `title0oxfordhandbookclinicalmedicine`; null if it is empty or long. */
export function titleWord(title: string): string | null {
  return title.length > 2 * TITLE_KEY_MAX ? null : toTitleWord(keyWords(title));
}

function toTitleWord(words: readonly string[]): string | null {
  const key = words.join('');
  return key === '' || key.length > TITLE_KEY_MAX ? null : `title0${key}`;
}

/** A title as one word, and its first letters: `initials0nejm`, of a book only where they are some and not many. */
export function wordsOfTitle(title: string, serial: boolean): readonly string[] {
  if (title.length > 2 * TITLE_KEY_MAX) return [];
  const words = keyWords(title);
  const whole = toTitleWord(words);
  const [least, most] = serial ? SERIAL_INITIALS : BOOK_INITIALS;
  const letters = words.length < least || words.length > most ? [] : [initials(firstLetters(words))];
  return whole === null ? letters : [whole, ...letters];
}

/** The first letters of a body's name: `acronym0who`; null for what looks like a person, whose name has a comma. */
export function acronymWord(name: string): string | null {
  const [body = ''] = name.split(/[.(]/, 1);
  if (body.includes(',') || body.length > 2 * TITLE_KEY_MAX || !body.includes(' ')) return null;
  const words = keyWords(body);
  return words.length < BODY_WORDS_MIN || words.length > ACRONYM_MAX ? null : acronym(firstLetters(words));
}

function firstLetters(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1)).join('');
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
