import { fold, foldedTitle } from './fold.ts';
import type { RecordDescription } from '../description.ts';
import { withinDistance } from './edit-distance.ts';

/** A title made ready to be compared. */
export interface TitleFacts {
  /** Title proper and remainder, folded. */
  readonly full: string;
  readonly proper: string;
  readonly remainder: string;
  /** Words that count: `2`, `iii`, `2004`. Two titles that differ in one are two titles. */
  readonly numbers: string;
}

export function toTitleFacts(description: RecordDescription): TitleFacts {
  const proper = foldedTitle(description.titleProper ?? '');
  const remainder = fold(description.titleRemainder ?? '');
  const full = `${proper} ${remainder}`.trim();
  return {
    full,
    proper,
    remainder,
    numbers: numbersOf(full),
  };
}

export type TitleLevel = 'EQUAL' | 'SHORTER' | 'NEAR' | 'UNLIKE';

/** Below this a title (`Asthma`) says too little to be told from a longer one, or mistyped. */
const TELLING_LENGTH = 8;

/**
 * How far two titles agree. SHORTER: one lacks the other's remainder, as brief records do. NEAR: typing errors, or the
 * same title proper with other words for the rest. UNLIKE: two titles; so are those that differ in a number.
 */
export function compareTitles(a: TitleFacts, b: TitleFacts): TitleLevel {
  if (a.proper === '' || b.proper === '') return 'UNLIKE';
  if (a.full === b.full || a.full.replaceAll(' ', '') === b.full.replaceAll(' ', '')) return 'EQUAL';
  const [short, long] = a.full.length <= b.full.length ? [a, b] : [b, a];
  if (short.proper === long.proper && short.remainder === '') return 'SHORTER';
  if (
    long.full.startsWith(`${short.full} `) &&
    short.full.length >= TELLING_LENGTH &&
    short.numbers === numbersOf(long.full)
  ) {
    return 'SHORTER';
  }
  if (a.numbers !== b.numbers) return 'UNLIKE';
  if (isNear(a.full, b.full)) return 'NEAR';
  if ((a.remainder === '' || b.remainder === '') && isNear(a.proper, b.proper)) return 'NEAR';
  if (a.proper === b.proper && wordsShared(a.remainder, b.remainder) >= 1 / 3) return 'NEAR';
  return wordsShared(a.full, b.full) >= 0.8 ? 'NEAR' : 'UNLIKE';
}

function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const length = Math.max(a.length, b.length);
  return length >= TELLING_LENGTH && withinDistance(a, b, Math.max(1, Math.floor(length / 12)));
}

function wordsShared(a: string, b: string): number {
  const first = new Set(a.split(' '));
  const second = new Set(b.split(' '));
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / (first.size + second.size - shared);
}

function numbersOf(folded: string): string {
  return folded
    .split(' ')
    .filter((word) => /^(?:\d+|[ivx]+)$/.test(word))
    .join(' ');
}
