import type { RecordDescription } from '../description.ts';
import { countedTitle } from './counting/title-counts.ts';
import { sameStart, withinDistance } from './edit-distance.ts';
import { fold } from './fold.ts';
import { memoise } from './memoise.ts';

/** Shorter words are articles and prepositions. */
const WORD_MIN = 3;
/** Longer ones that say nothing of what a book is about. */
const SMALL_WORDS = new Set(
  (
    'the and for from with upon into its their his her der die das des dem den ein eine einer eines und mit fur zur zum vom ' +
    'les une aux pour par dans avec sur gli una uno dei del della delle degli nel nella con per los las unas unos para por como ' +
    'het een voor met van och med til fra dlia'
  ).split(' '),
);
/** Two of these at the start of a word make opposites of it: `hypertension` and `hypotension` are no slip of the pen. */
const PREFIX =
  /^(?:ante|anti|endo|exo|extra|hyper|hypo|infra|inter|intra|macro|micro|mono|neo|peri|poly|post|pre|pro|sub|supra)/;
/** From so many shared words on, two titles are so long that one other letter is rather a slip than another book. */
const LONG_TITLE = 8;
/** Letters of an ending: `nurse` and `nursing`, `Krankheit` and `Krankheiten`. */
const ENDING_MAX = 3;

/** The words of a title, folded, and those that the record has elsewhere: a word of the other title may stand there. */
export type Wording = ReturnType<typeof toWording>;

export function toWording(description: RecordDescription) {
  const { creators, seriesTitles, editionStatement, evidence } = description;
  const { uniformTitle, varyingTitles, responsibility, publishers } = evidence;
  const elsewhere = [
    ...creators,
    ...seriesTitles,
    ...varyingTitles,
    ...publishers,
    editionStatement,
    uniformTitle,
    responsibility,
  ];
  return { title: countedTitle(description).split(' '), elsewhere: fold(elsewhere.join(' ')).split(' ') };
}

/**
 * Whether each of two titles has a word that the other record has nowhere: `In the jungle` and `In the house`. False if only
 * one title says more. Other spellings, endings, abbreviations and slips of the pen are the same word. Symmetric.
 */
export function haveOtherWords(a: Wording, b: Wording): boolean {
  const long = [...new Set(a.title)].filter((word) => b.title.includes(word)).length >= LONG_TITLE;
  const words = wordsLacking(a, b, long);
  const others = words.length === 0 ? [] : wordsLacking(b, a, long);
  const [first, second] = [words[0], others[0]];
  if (first === undefined || second === undefined) return false;
  if (!long || words.length > 1 || others.length > 1) return true;
  return !isOneWord(first, second) || areOpposed(first, second);
}

function wordsLacking({ title }: Wording, other: Wording, long: boolean): readonly string[] {
  return title.filter((word, at) => {
    if (word.length < WORD_MIN || SMALL_WORDS.has(word) || /\d/.test(word)) return false;
    if (isWithin(word, other.title) || isWithin(word, other.elsewhere)) return false;
    // `Feb.`, `pub.`; of a short title, `ear` and `early` are two words.
    if (long && other.title.some((known) => areShortAndLong(word, known))) return false;
    // `Health care` and `healthcare`; marks that were letters: `Joʻmyo`.
    const joined = [word + (title[at + 1] ?? ' '), (title[at - 1] ?? ' ') + word];
    if (joined.some((both) => other.title.some((known) => isOneSpelling(both, known)))) return false;
    return !other.title.some((known, index) => isOneSpelling(known + (other.title[index + 1] ?? ''), word));
  });
}

function isWithin(word: string, words: readonly string[]): boolean {
  return words.includes(word) || words.some((known) => isSameWord(word, known));
}

function isSameWord(word: string, known: string): boolean {
  const [a, b] = [spell(word), spell(known)];
  if (isOneSpelling(word, known) || isOneSpelling(a, b)) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const alike = sameStart(short, long);
  const rest = long.length - alike;
  if (alike === short.length && (alike > WORD_MIN || (alike === WORD_MIN && rest <= ENDING_MAX))) return true;
  if (alike > WORD_MIN && rest <= ENDING_MAX) return true;
  if (short.length <= 4 || areOpposed(word, known)) return false;
  // A slip of the pen seldom spoils the first letter.
  return (alike > 0 || short.length >= 12) && withinDistance(a, b, short.length >= 10 ? 2 : 1);
}

function areShortAndLong(word: string, known: string): boolean {
  return known.length >= WORD_MIN && (word.startsWith(known) || known.startsWith(word));
}

function areOpposed(word: string, other: string): boolean {
  const [prefix, otherPrefix] = [PREFIX.exec(word)?.[0], PREFIX.exec(other)?.[0]];
  return prefix !== undefined && otherPrefix !== undefined && prefix !== otherPrefix;
}

/** The same letters, but for vowels: what is left of accents that were decoded wrongly stands among them (`kangbe`, `kaangbaeo`). */
function isOneSpelling(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < WORD_MIN) return false;
  let at = 0;
  for (const letter of long) {
    if (letter === short[at]) at += 1;
    else if (!'aeiou'.includes(letter)) return false;
  }
  return at === short.length;
}

/** One spelling of `paediatric` and `pediatric`, `tumour` and `tumor`, `Photometrie` and `Fotometrie`. */
const spell = memoise((word: string): string =>
  word
    .replaceAll(/[ao]e/g, 'e')
    .replaceAll('ph', 'f')
    .replaceAll(/ou(?=r)/g, 'o')
    .replaceAll('z', 's')
    .replaceAll(/(?<=[ae])y/g, 'i')
    .replaceAll(/(.)\1/g, '$1'),
);

/** Words of the one title that the other has in no form: neither inflected, nor abbreviated, nor mistyped. */
export function unlikeWords(title: string, other: string): readonly string[] {
  const others = other.split(' ');
  return title.split(' ').filter((word) => word.length >= WORD_MIN && !others.some((known) => isOneWord(word, known)));
}

/** Whether two words may be one, inflected, abbreviated or mistyped. */
export function isOneWord(word: string, known: string): boolean {
  const stem = Math.min(4, word.length, known.length);
  if (stem > 1 && word.slice(0, stem) === known.slice(0, stem)) return true;
  return withinDistance(word, known, Math.ceil(Math.max(word.length, known.length) / 3));
}
