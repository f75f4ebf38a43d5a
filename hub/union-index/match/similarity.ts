import { memoise } from './memoise.ts';

/**
 * Likeness of texts, between 0 (nothing in common) and 1. Texts are folded and turned into sorted sets of codes once, so
 * that comparing two costs one walk along both.
 */
export type CodeSet = Uint32Array;

const BLANK = 0x20;

export const NO_CODES: CodeSet = new Uint32Array(0);

/** Every run of three characters of a folded text, its ends padded by a blank. */
export const trigramsOf: (folded: string) => CodeSet = memoise(findTrigrams);

/** Every word of a folded text. */
export const wordsOf: (folded: string) => CodeSet = memoise(findWords);

function findTrigrams(folded: string): CodeSet {
  if (folded === '') return NO_CODES;
  const codes = new Uint32Array(folded.length);
  let first = BLANK;
  let second = folded.charCodeAt(0);
  for (let at = 0; at < codes.length; at += 1) {
    const third = at + 1 < folded.length ? folded.charCodeAt(at + 1) : BLANK;
    codes[at] = mix(mix(first, second), third);
    first = second;
    second = third;
  }
  return sortedSet(codes);
}

function findWords(folded: string): CodeSet {
  if (folded === '') return NO_CODES;
  const codes: number[] = [];
  let code = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const character = folded.charCodeAt(at);
    if (character === BLANK) {
      codes.push(code);
      code = 0;
    } else code = mix(code, character);
  }
  codes.push(code);
  return sortedSet(Uint32Array.from(codes));
}

export function sharedCount(a: CodeSet, b: CodeSet): number {
  let shared = 0;
  let left = 0;
  let right = 0;
  const [end, otherEnd] = [a.length, b.length];
  while (left < end && right < otherEnd) {
    const first = a[left] ?? 0;
    const second = b[right] ?? 0;
    if (first === second) shared += 1;
    if (first <= second) left += 1;
    if (second <= first) right += 1;
  }
  return shared;
}

/** Twice what they share by the sum of what they have; not a number where one has nothing. */
export function dice(a: CodeSet, b: CodeSet, shared = sharedCount(a, b)): number {
  return a.length === 0 || b.length === 0 ? NaN : (2 * shared) / (a.length + b.length);
}

/** What they share by what the smaller has: 1 where one is within the other. Not a number where one has nothing. */
export function containment(a: CodeSet, b: CodeSet, shared = sharedCount(a, b)): number {
  const least = Math.min(a.length, b.length);
  return least === 0 ? NaN : shared / least;
}

/** The best of `compare` over all pairs; not a number where there is none to compare. */
export function bestOf<T>(all: readonly T[], others: readonly T[], compare: (a: T, b: T) => number): number {
  let best = NaN;
  for (const a of all) {
    for (const b of others) {
      const likeness = compare(a, b);
      if (!(best >= likeness)) best = likeness;
    }
  }
  return best;
}

function mix(code: number, next: number): number {
  return (Math.imul(code ^ next, 0x9e3779b1) >>> 0) ^ (code << 5);
}

function sortedSet(codes: Uint32Array): CodeSet {
  codes.sort();
  let length = 0;
  for (const code of codes) {
    if (length === 0 || codes[length - 1] !== code) codes[length++] = code;
  }
  return codes.slice(0, length);
}
