/** What a slip of a typist makes of a word. Pure. */
import { withinDistance } from '#union-index/match/edit-distance.ts';
import { DISTANCE_MAX } from './words-of-text.ts';

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
