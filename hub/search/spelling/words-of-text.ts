/** The words of a text that may be mistyped, and corrections of them. Pure. */
import { withinDistance } from '#union-index/match/edit-distance.ts';
import { foldText } from '#union-index/normalise/text.ts';
import type { ParsedQuery } from '../query/parse-query.ts';

export interface TypedWord {
  readonly typed: string;
  readonly start: number;
  readonly end: number;
  /** As the words of editions are kept. */
  readonly folded: string;
}

/** What is put in the place of a part of the text. */
export interface Correction {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Shorter words have too many neighbours; longer ones are none. */
export const LETTERS_MIN = 4;
const LETTERS_MAX = 40;
/** Slips in one word. */
export const DISTANCE_MAX = 2;

/** In quotation marks, closed or not; or what stands between blanks. */
const PIECE = /-*["\u201c-\u201f«»][^"\u201c-\u201f«»]*["\u201c-\u201f«»]?|[^\s"\u201c-\u201f«»]+/gu;
/** An address or an identifier, which nobody mistypes by a letter. */
const IDENTIFIER = /^(?:10\.\d|https?:|www\.)|@|\d/iu;
/** The words of a piece; the `s` of a genitive is not corrected. */
const WORD = /[\p{L}\p{M}]+/gu;

/**
 * The plain words that may be corrected: no phrase in quotation marks, no `-word`, nothing with a digit, no short form in
 * capitals among small letters. Those that the query does not look for as words are left out.
 */
export function wordsOf(text: string, query: ParsedQuery): readonly TypedWord[] {
  const plain = new Set(query.groups.flat().flatMap((term) => (term.quoted || term.without ? [] : term.words)));
  const shouted = text === text.toUpperCase();
  const words: TypedWord[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (/^-|["\u201c-\u201f«»]/u.test(piece) || IDENTIFIER.test(piece)) continue;
    for (const { 0: typed, index: at } of piece.matchAll(WORD)) {
      const rest = /^['’]s(?![\p{L}\p{N}])/u.exec(piece.slice(at + typed.length))?.[0] ?? '';
      const isShort = !shouted && typed === typed.toUpperCase();
      if (isShort || !plain.has(`${typed}${rest}`)) continue;
      const folded = foldText(typed);
      if (folded.length < 2 || folded.length > LETTERS_MAX || folded.includes(' ')) continue;
      words.push({ typed, folded, start: index + at, end: index + at + typed.length });
    }
  }
  return words;
}

/** Words that follow each other with nothing but a blank or a hyphen between, and may be one: `micro biology`. */
export function neighboursOf(text: string, words: readonly TypedWord[]): readonly (readonly [TypedWord, TypedWord])[] {
  return words.slice(1).flatMap((word, at) => {
    const before = words[at];
    return before !== undefined && /^(?:\s+|\s*[-\u2010-\u2015]\s*)$/u.test(text.slice(before.end, word.start))
      ? [[before, word] as const]
      : [];
  });
}

export function correctText(text: string, corrections: readonly Correction[]): string {
  let corrected = '';
  let at = 0;
  for (const { start, end, text: better } of [...corrections].sort((a, b) => a.start - b.start)) {
    corrected += text.slice(at, start) + better;
    at = end;
  }
  return corrected + text.slice(at);
}

/** Whether these could be corrections of the text: whole words of it, a few slips away. */
export function areCorrections(text: string, corrections: readonly Correction[], query: ParsedQuery): boolean {
  if (corrections.length === 0) return true;
  const words = wordsOf(text, query);
  const spans = new Set(words.map(({ start, end }) => `${start} ${end}`));
  for (const [first, second] of neighboursOf(text, words)) spans.add(`${first.start} ${second.end}`);
  const sorted = [...corrections].sort((a, b) => a.start - b.start);
  return sorted.every(({ start, end, text: better }, at) => {
    const joined = foldText(text.slice(start, end)).replaceAll(' ', '');
    const fits = /^\p{L}+(?: \p{L}+)?$/u.test(better);
    const apart = (sorted[at - 1]?.end ?? 0) <= start;
    return (
      apart && fits && spans.has(`${start} ${end}`) && withinDistance(joined, better.replace(' ', ''), DISTANCE_MAX)
    );
  });
}

const ALPHABET = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));

/** Every text that one slip makes of the word: a letter left out, put in or changed, or two neighbours swapped. */
export function editsOf(word: string): readonly string[] {
  const edits = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    for (const letter of ALPHABET) {
      edits.add(`${head}${letter}${tail}`);
      if (tail !== '') edits.add(`${head}${letter}${tail.slice(1)}`);
    }
    if (tail !== '') edits.add(head + tail.slice(1));
    if (tail.length > 1) edits.add(`${head}${tail.charAt(1)}${tail.charAt(0)}${tail.slice(2)}`);
  }
  edits.delete(word);
  return [...edits];
}

/** How many slips are between two words; null if they are more than two. */
export function slipsBetween(a: string, b: string): number | null {
  for (let slips = 0; slips <= DISTANCE_MAX; slips += 1) if (withinDistance(a, b, slips)) return slips;
  return null;
}

/** The shortest word that is read as one of two run together. */
const PART_MIN = 3;

/** The ways to part a word in two: `heartfailure`. */
export function splitsOf(word: string): readonly (readonly [string, string])[] {
  const splits: (readonly [string, string])[] = [];
  for (let at = PART_MIN; at <= word.length - PART_MIN; at += 1) splits.push([word.slice(0, at), word.slice(at)]);
  return splits;
}
