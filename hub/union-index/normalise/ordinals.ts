import { spelledOrdinal } from './number-words.ts';

/** `2`, `2nd`, `2d`, `2e`, `2eme`, `2a`, `2da`: a number with the ending that its language gives an ordinal. */
const COUNTED = /^(\d{1,4})(?:st|nd|rd|th|d|e|de|ste|eme|ieme|re|er|ere|nde|ed|a|o|ra|ro|da|do|ta|to|na|va|mo|ma)?$/;

/** The number that a folded word spells or counts; null for a word that is none. */
export function ordinalOf(word: string): number | null {
  const spelt = spelledOrdinal(word);
  if (spelt !== null) return spelt;
  const counted = COUNTED.exec(word)?.[1];
  return counted === undefined ? null : Number(counted);
}
