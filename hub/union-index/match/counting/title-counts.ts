import type { RecordDescription } from '../../description.ts';
import { toPartKey } from '../../normalise/part-key.ts';
import { foldedTitle } from '../fold.ts';
import { readCounts, toText, type Counts } from './read-counts.ts';

const known = new WeakMap<RecordDescription, Counts>();

/** What counts in the title of a record; its features and its vetoes ask for the same. */
export function readTitle(description: RecordDescription): Counts {
  const found = known.get(description) ?? readCounts(titleParts(description), description.languages);
  known.set(description, found);
  return found;
}

/** Title proper, part, its name and the rest, as they stand. */
export function titleParts(description: RecordDescription): readonly string[] {
  const { titleProper, partName, titleRemainder } = description;
  return [titleProper, statedPart(description), partName, titleRemainder].filter((part) => part !== null);
}

/** The whole title, folded and without an article, with every number as digits: `step 2` of `Step two`. */
export function countedTitle(description: RecordDescription): string {
  return foldedTitle(readTitle(description).texts.join(' '));
}

/** A part that was read out of the title counts there already. */
function statedPart({ titleProper, titleRemainder, partNumber }: RecordDescription): string | null {
  if (partNumber === null) return null;
  const inTitle = titleProper?.includes(partNumber) === true || titleRemainder?.includes(partNumber) === true;
  return inTitle ? null : partNumber;
}

const SUPPLEMENT = /\b(?:suppl|erganzung|beiheft|index|register)/;

/**
 * One form of a part's number, whatever it counts: `2` of `Vol. II`, `second module`, `2. Lehrgang`; empty if nothing
 * is left.
 */
export function toCountKey(text: string, languages: readonly string[]): string {
  const { numbers, years, texts } = readCounts([text], languages);
  if (numbers.length + years.length === 0) return toPartKey(text);
  const counted = [...numbers, ...years].map(toText).join(' ');
  return SUPPLEMENT.test(texts[0] ?? '') ? `supplement ${counted}` : counted;
}
