import type { RecordDescription } from '../description.ts';
import { foldTitle } from '../normalise/text.ts';

/** A short title that agrees is not enough: `Midwifery` is the name of many books. */
export const STATED_MIN = 2;
/** Letters of a title that hardly two books share. */
export const TELLING_TITLE = 20;

/**
 * Whether a record says too little to be judged: no number that matching goes by, fewer than two of who, when, how much
 * and published by whom, and a title that many bear. `isDoubtful` of `score-pair.ts` then holds whatever the other record
 * says, so that every pair with this one is DIFFERENT or UNSURE.
 */
export function isTooBrief(description: RecordDescription): boolean {
  const { creators, publishedYear, otherYears, pages, evidence, serial } = description;
  if (hasNumber(description)) return false;
  const stated = [
    creators.length > 0,
    publishedYear !== null || otherYears.length > 0,
    pages !== null && !serial,
    evidence.publishers.length > 0,
  ].filter(Boolean).length;
  return stated < STATED_MIN && fullTitle(description).length < TELLING_TITLE;
}

function hasNumber({ identifiers, serial }: RecordDescription): boolean {
  const { isbns, issns, lccns, oclcNumbers, nlmIds, dois } = identifiers;
  // A serial's ISBNs are its volumes'; a book's ISSN is its series'.
  return [serial ? issns : isbns, lccns, oclcNumbers, nlmIds, dois].some((numbers) => numbers.length > 0);
}

function fullTitle({ titleProper, titleRemainder, partNumber, partName }: RecordDescription): string {
  return foldTitle([titleProper, partNumber, partName, titleRemainder].filter((part) => part !== null).join(' '));
}
