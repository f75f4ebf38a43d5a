import { withinDistance } from './edit-distance.ts';

/** Shorter words are articles and prepositions. */
const WORD_MIN = 3;

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
