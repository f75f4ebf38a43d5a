import { numberWord, ONES } from '../../normalise/number-words.ts';
import { fromRoman } from '../../normalise/part-key.ts';
import { fold } from '../fold.ts';
import { mayCount, splitWords, type TitleWord } from './title-words.ts';

/**
 * What counts in a title, whatever it counts: `Step 2`, `2nd step`, `Step II`, `Schritt zwei` and `BNF 2` all count 2. The
 * labels are not read, because no list of them has an end.
 */
export interface Counts {
  /** Numbers, and letters that stand alone (below nought), in the order of the title. */
  readonly numbers: readonly number[];
  /** Those of them that are surely meant to count: a lone letter may be a word of the sentence. */
  readonly sure: readonly number[];
  /** What counts only if the other title has a number in its place: `one`, `un`, the pronoun `I`, an `A` that begins a title. */
  readonly perhaps: readonly number[];
  readonly years: readonly number[];
  /** All of these but the years, in the order of the title. */
  readonly sequence: readonly number[];
  /** The words between them; empty if nothing counts. */
  readonly words: string;
  /** The parts folded, with every number as digits. */
  readonly texts: readonly string[];
}

interface Found {
  readonly numbers: number[];
  readonly sure: number[];
  readonly perhaps: number[];
  readonly years: number[];
  readonly sequence: number[];
  readonly words: string[];
  /** Words of the part that is being read. */
  readonly text: string[];
}

const NONE: readonly never[] = [];

/** What ends a phrase, so that a lone letter or numeral before it is a mark of its own: `Part I: …`, `Vitamin C`. */
const PHRASE_END = /^$|^\s*[.,:;)\]/=]|^\s+[-–—]\s/;
/** The same of the first word of a title, where a comma may belong to the sentence: `A : Pflege heute`, but `I, Claudius`. */
const TITLE_END = /^$|^\s*[:;)\]/=]|^\s+[-–—]\s/;
/** Before the first word of a phrase, which may be an article with a capital letter: `to which is added, A dictionary`. */
const PHRASE_START = /[.,:;(\[/=]\s*["'“‘]?$/;
const YEAR_MIN = 1100;
const YEAR_MAX = 2099;
/** `2nd`, `1er`, `3e`, `4º`, `90s`: what makes an ordinal or a decade of a number, and counts nothing itself. */
const ENDING = /^(?:st|nd|rd|th|er|re|ere|eme|ieme|ste|de|nde|ra|ro|da|do|ta|to|va|vo|mo|ma|na|no|s|e|o|d)$/;
/** `2a` is the second in these; elsewhere `2a` and `2b` are two. */
const ENDS_IN_A = new Set(['ita', 'spa', 'por', 'swe', 'lat', 'cat']);
/** Behind a hyphen or a colon: `90-e`, `2-ĭ`, `2:a`. */
const HYPHENED_ENDING =
  /^(?:i|e|a|ia|aia|ya|aya|oe|ye|go|ogo|oi|yi|ii|mu|ti|kh|й|и|е|я|ая|ое|ые|го|ого|ой|ый|ий|х|му)$/;
/** Read one after another: `twenty-one`, `vingt et un`, `treinta y uno`. */
const AND = /^(?:and|et|y|e|und|en|og|och)$/;
const ROMAN = /^(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const ROMAN_ORDINAL = /^([IVXLC]+)(?:e|er|re|eme|ème|ième|ieme|th|st|nd|rd|o)$/;
/** Words as well as numerals, in small letters: Greek, Scandinavian, Italian. */
const SMALL_ROMAN_WORDS = new Set(['vi', 'xi', 'ix', 'xx', 'xv']);
/** Articles, prepositions and conjunctions of one letter, which begin titles and stand in those that are all in capitals. */
const ARTICLE_LETTERS: Readonly<Record<string, string>> = {
  eng: 'ao',
  ger: '',
  fre: 'aoy',
  ita: 'aeio',
  spa: 'aeouy',
  por: 'aeo',
  dut: 'u',
  swe: 'aio',
  dan: 'aio',
  nor: 'aio',
  rus: 'aiouksvy',
};
const ALL_ARTICLE_LETTERS = 'aeiouy';

export function readCounts(parts: readonly string[], languages: readonly string[]): Counts {
  const found: Found = { numbers: [], sure: [], perhaps: [], years: [], sequence: [], words: [], text: [] };
  const texts = parts.map((part) => {
    const folded = fold(part);
    if (!mayCount(part, folded, languages)) {
      found.words.push(folded);
      return folded;
    }
    readPart(part, languages, found);
    return found.text.splice(0).join(' ');
  });
  const { numbers, sure, perhaps, years, sequence, words } = found;
  if (sequence.length + years.length === 0) {
    return { numbers: NONE, sure: NONE, perhaps: NONE, years: NONE, sequence: NONE, words: '', texts };
  }
  return { numbers, sure, perhaps, years, sequence, words: words.join(' '), texts };
}

function readPart(part: string, languages: readonly string[], found: Found): void {
  const words = splitWords(part);
  const capitals = part.length > 3 && part === part.toUpperCase();
  for (let at = 0; at < words.length;) {
    const word = words[at];
    if (word === undefined) return;
    const read =
      readDigits(words, at, languages, found) ||
      readLetter(words, at, languages, found) ||
      readRoman(word, capitals, found) ||
      readWords(words, at, languages, found);
    if (read === 0) {
      found.words.push(word.folded);
      found.text.push(word.folded);
    } else found.words.push('#');
    at += Math.max(1, read);
  }
}

function addYear(year: number, found: Found): void {
  found.years.push(year);
  found.text.push(String(year));
}

function add(value: number, sure: boolean, found: Found): void {
  found.numbers.push(value);
  if (sure) found.sure.push(value);
  addText(value, found);
}

function addPerhaps(value: number, found: Found): void {
  found.perhaps.push(value);
  addText(value, found);
}

function addText(value: number, found: Found): void {
  found.sequence.push(value);
  found.text.push(toText(value));
}

/** Letters are kept below nought. */
export function toText(number: number): string {
  return number < 0 ? String.fromCodePoint(-number) : String(number);
}

/** Each reader gives how many words it took; nought where the word is not of its kind. */
function readDigits(words: readonly TitleWord[], at: number, languages: readonly string[], found: Found): number {
  const word = words[at];
  if (word === undefined || !/\d/.test(word.folded)) return 0;
  // `l945`: a small L typed for a one.
  const runs = word.folded.replace(/^l(?=\d{3}(?!\d))/, '1').match(/\d+|[^\d]+/g) ?? [];
  for (const [index, run] of runs.entries()) {
    if (/^\d/.test(run)) addNumber(Number(run.slice(0, 12)), runs, words[at - 1], word, found);
    else if (isEnding(run, index, runs, word, languages)) continue;
    else if (run.length === 1) addLetter(run, false, found);
    else found.text.push(run);
  }
  const next = words[at + 1];
  const hyphened = next !== undefined && /^[-:’]$/.test(word.after) && HYPHENED_ENDING.test(next.folded);
  return hyphened && next.text === next.text.toLowerCase() ? 2 : 1;
}

function isEnding(
  run: string,
  index: number,
  runs: readonly string[],
  word: TitleWord,
  languages: readonly string[],
): boolean {
  if (index !== 1 || runs.length !== 2 || /\p{Lu}$/u.test(word.text)) return false;
  return ENDING.test(run) || (run === 'a' && languages.some((language) => ENDS_IN_A.has(language)));
}

function addNumber(
  value: number,
  runs: readonly string[],
  before: TitleWord | undefined,
  word: TitleWord,
  found: Found,
): void {
  if (runs[0]?.length === 4 && value >= YEAR_MIN && value <= YEAR_MAX) {
    addYear(value, found);
    return;
  }
  // `1914-18`, `1999/2000` written short.
  const year =
    /^ ?[-–/] ?$/.test(word.before) && before !== undefined && /^\d{4}$/.test(before.folded)
      ? found.years.at(-1)
      : undefined;
  if (year !== undefined && runs.length === 1 && word.folded.length === 2) {
    const last = year - (year % 100) + value;
    addYear(last < year ? last + 100 : last, found);
    return;
  }
  add(value, true, found);
}

function addLetter(letter: string, sure: boolean, found: Found): void {
  add(letterNumber(letter), sure, found);
}

function letterNumber(letter: string): number {
  return -(letter.codePointAt(0) ?? 0);
}

const SINGLE_ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function readLetter(words: readonly TitleWord[], at: number, languages: readonly string[], found: Found): number {
  const word = words[at];
  if (word?.folded.length !== 1 || word.text.length > 2 || isPartOfName(words, at)) return 0;
  const { folded, text, after } = word;
  const next = words[at + 1];
  const capital = text !== text.toLowerCase();
  const ends = (at > 0 ? PHRASE_END : TITLE_END).test(after);
  const numeral = SINGLE_ROMAN[folded];
  if (numeral !== undefined) {
    // The English pronoun, and prepositions in small letters.
    const pronoun = !capital || at === 0 || (folded === 'i' && languages.includes('eng'));
    if (ends || !pronoun) add(numeral, true, found);
    else addPerhaps(numeral, found);
    return 1;
  }
  // `Hepatitis A virus`: an article would be small there.
  const starts = at === 0 || PHRASE_START.test(word.before) || words[at - 1]?.folded === 'or';
  const counts = capital && (ends || (!starts && isSmall(next)));
  if (isArticle(folded, languages) && !counts) {
    // `A level biology` beside `O level biology`.
    if (!capital || at > 0) return 0;
    addPerhaps(letterNumber(folded), found);
    return 1;
  }
  addLetter(folded, ends || (capital && at > 0), found);
  return 1;
}

/** `e-book`, and initials: `J. B. Smith`, `U.S.`, `T N T`. */
function isPartOfName(words: readonly TitleWord[], at: number): boolean {
  const [after, next] = [words[at]?.after ?? '', words[at + 1]];
  if (isInitial(words[at - 1]) || isSpaced(words, at)) return true;
  if (next === undefined) return false;
  const hyphened = after === '-' && !/^\d/.test(next.text) && !ROMAN.test(next.text);
  return hyphened || /^\.[\s-]*$/.test(after);
}

/** Initials with blanks between them: `T N T`. */
function isSpaced(words: readonly TitleWord[], at: number): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  const beside = (first: TitleWord | undefined, second: TitleWord | undefined): boolean =>
    first !== undefined && second !== undefined && isCapital(first) && isCapital(second) && second.before === ' ';
  return beside(before, word) || beside(word, after);
}

function isCapital({ folded, text }: TitleWord): boolean {
  return folded.length === 1 && text !== text.toLowerCase();
}

function isArticle(letter: string, languages: readonly string[]): boolean {
  return (ARTICLE_LETTERS[languages[0] ?? ''] ?? ALL_ARTICLE_LETTERS).includes(letter);
}

function isInitial(word: TitleWord | undefined): boolean {
  return word?.folded.length === 1 && word.after.startsWith('.');
}

function isSmall(word: TitleWord | undefined): boolean {
  return word !== undefined && word.text === word.text.toLowerCase();
}

function readRoman({ text, folded, after }: TitleWord, capitals: boolean, found: Found): number {
  if (text.length < 2 || !/^[ivxlc]/i.test(text)) return 0;
  const numeral = ROMAN_ORDINAL.exec(text)?.[1] ?? text;
  const small = numeral !== numeral.toUpperCase();
  if (small ? !/^[ivx]{2,}$/.test(folded) : !ROMAN.test(numeral)) return 0;
  const value = Number(fromRoman(small ? folded : numeral.toLowerCase()) ?? NaN);
  if (Number.isNaN(value)) return 0;
  // `XL`, `CV`, `CC`: more often letters; in a title all of capitals, words.
  const doubtful = small
    ? SMALL_ROMAN_WORDS.has(folded) && !PHRASE_END.test(after)
    : /^[LC]|[LC]$/.test(numeral) || (capitals && SMALL_ROMAN_WORDS.has(folded));
  if (doubtful) addPerhaps(value, found);
  else add(value, true, found);
  return 1;
}

/** Number words, one after another: `two hundred and five`, `quatre-vingt-dix`. */
function readWords(words: readonly TitleWord[], at: number, languages: readonly string[], found: Found): number {
  const first = words[at];
  if (first === undefined) return 0;
  if (ONES.has(first.folded)) {
    // `One hundred cases` are a hundred.
    const hundreds = numberAt(words, at + 1, languages) ?? 0;
    if (hundreds >= 100 && words[at + 1]?.before === ' ') return 1 + readWords(words, at + 1, languages, found);
    if (PHRASE_END.test(first.after) && at > 0) add(1, true, found);
    else addPerhaps(1, found);
    return 1;
  }
  const start = numberAt(words, at, languages);
  if (start === null) return 0;
  let value = start;
  let taken = 1;
  for (;;) {
    const step = nextStep(words, at + taken, languages);
    const sum: number | null = step === null ? null : compose(value, step.value);
    if (step === null || sum === null) break;
    value = sum;
    taken += step.words;
  }
  if (value >= YEAR_MIN && value <= YEAR_MAX && taken > 1) addYear(value, found);
  else add(value, true, found);
  return taken;
}

function numberAt(words: readonly TitleWord[], at: number, languages: readonly string[]): number | null {
  const word = words[at];
  return word === undefined ? null : (numberWord(word.folded, languages)?.value ?? null);
}

/** The number that goes on from the one before, with an `and` between them or none; null behind any other mark. */
function nextStep(
  words: readonly TitleWord[],
  at: number,
  languages: readonly string[],
): { readonly value: number; readonly words: number } | null {
  const word = words[at];
  if (word === undefined || !/^[ -]$/.test(word.before)) return null;
  const and = AND.test(word.folded) ? 1 : 0;
  const number = words[at + and];
  if (number === undefined || !/^[ -]$/.test(number.before)) return null;
  const value = ONES.has(number.folded) ? 1 : numberAt(words, at + and, languages);
  return value === null ? null : { value, words: 1 + and };
}

/** One number of two words; null if they are two numbers. */
function compose(first: number, second: number): number | null {
  if (second === 100 || second === 1000) return first < second ? first * second : null;
  if (first >= 100 && first % 100 === 0) return second < 100 ? first + second : null;
  if (first >= 100 && first % 10 === 0 && first % 100 >= 20) return second < 10 ? first + second : null;
  if (first >= 20 && first < 100 && first % 10 === 0) {
    if (second < 10) return first + second;
    // `soixante-dix`, `quatre-vingt-dix`
    return (first === 60 || first === 80) && second < 20 ? first + second : null;
  }
  if (first === 4 && second === 20) return 80;
  // `nineteen eighty-four`
  if (first >= 13 && first <= 20 && second >= 20 && second < 100) return first * 100 + second;
  return null;
}
