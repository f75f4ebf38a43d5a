/** What a text may have meant as a whole, and whether one reading of it is beyond doubt. Pure. */
import { spellingsOf } from '../query/spellings.ts';
import { costOf, type Candidate } from './candidates.ts';
import type { Correction } from './words-of-text.ts';

/** A part of the text with what may have been meant by it. */
export interface Doubt {
  /**
   * Why it is doubted. `unknown`: no edition has the word. `apart`: two words that may be one. `rare`: so few editions have it
   * that it may be a slip of theirs, and its candidates are many times as frequent.
   */
  readonly kind: 'unknown' | 'apart' | 'rare';
  readonly start: number;
  readonly end: number;
  /** Without the blank between two words. */
  readonly folded: string;
  readonly candidates: readonly Candidate[];
}

/** The whole text in another spelling. */
export interface Respelling {
  readonly corrections: readonly Correction[];
  readonly chosen: readonly Choice[];
}

interface Choice {
  readonly doubt: Doubt;
  readonly candidate: Candidate;
}

/** Readings that are tried; the others are less likely. */
const RESPELLINGS_MAX = 12;
/** A rival that is so many times rarer is none: records have slips, too. */
const RARER_TIMES = 20;

/** The readings of a text, the likeliest first: of each doubt one candidate. Doubts about the same words exclude each other. */
export function respellingsOf(doubts: readonly Doubt[]): readonly Respelling[] {
  let readings: (readonly Choice[])[] = [[]];
  for (const doubt of doubts.filter(({ candidates }) => candidates.length > 0)) {
    const next = readings.flatMap((reading) => {
      const apart = reading.filter(({ doubt: other }) => other.end <= doubt.start || other.start >= doubt.end);
      const added = doubt.candidates.map((candidate) => [...apart, { doubt, candidate }]);
      return doubt.kind === 'unknown' && apart.length === reading.length ? added : [reading, ...added];
    });
    readings = next.sort(byLikelihood).slice(0, 4 * RESPELLINGS_MAX);
  }
  return readings
    .filter((reading) => reading.length > 0)
    .sort(byLikelihood)
    .slice(0, RESPELLINGS_MAX)
    .map((chosen) => ({
      chosen,
      corrections: chosen.map(({ doubt: { start, end }, candidate: { text } }) => ({ start, end, text })),
    }));
}

/** Whether the first of these, all of which find something, is what was meant beyond doubt. */
export function isCertain(found: readonly Respelling[]): boolean {
  const [best, ...others] = found;
  if (best?.chosen.every(isClear) !== true) return false;
  return others.every((other) => !isRival(other, best));
}

/** One slip in five letters or more, two in eight. */
function isClear({ doubt: { folded }, candidate }: Choice): boolean {
  return folded.length >= (candidate.slips === 1 ? 5 : 8);
}

function isRival(other: Respelling, best: Respelling): boolean {
  if (slipsOf(other.chosen) > slipsOf(best.chosen)) return false;
  if (weightOf(other.chosen) * RARER_TIMES < weightOf(best.chosen)) return false;
  return !areSame(other.chosen, best.chosen);
}

function byLikelihood(a: readonly Choice[], b: readonly Choice[]): number {
  return costOfAll(a) - costOfAll(b) || weightOf(b) - weightOf(a);
}

function costOfAll(chosen: readonly Choice[]): number {
  return chosen.reduce((sum, { doubt, candidate }) => sum + costOf(doubt.folded, candidate), 0);
}

function slipsOf(chosen: readonly Choice[]): number {
  return chosen.reduce((sum, { candidate }) => sum + candidate.slips, 0);
}

function weightOf(chosen: readonly Choice[]): number {
  return Math.min(...chosen.map(({ candidate }) => candidate.weight));
}

/** Endings, and British or American spelling, make no other word. */
function areSame(some: readonly Choice[], others: readonly Choice[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ doubt, candidate }) => {
      const other = others.find((choice) => choice.doubt === doubt)?.candidate;
      if (other === undefined) return false;
      return other.stem === candidate.stem || spellingsOf(candidate.text).includes(other.text);
    })
  );
}
