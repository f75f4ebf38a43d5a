/** Rules in production elsewhere, restated from their descriptions: whether two records match, yes or no. */
import type { RecordDescription } from '#union-index/description.ts';
import { withinDistance } from '#union-index/match/edit-distance.ts';
import { foldText, foldTitle } from '#union-index/normalise/text.ts';

const TITLE_COMPARED = 255;
const PAGES_APART_MAX = 10;

/** One ISBN in common, whatever the rest says. */
export function shareIsbn(a: RecordDescription, b: RecordDescription): boolean {
  return a.identifiers.isbns.some((isbn) => b.identifiers.isbns.includes(isbn));
}

/**
 * What RecordManager asks where no number is shared: one format, years equal and pages within ten where both are known,
 * one number within the series, titles that differ in less than a tenth, authors in a fifth at most.
 */
export function matchTitles(a: RecordDescription, b: RecordDescription): boolean {
  if (a.format !== b.format) return false;
  if (a.publishedYear !== null && b.publishedYear !== null && a.publishedYear !== b.publishedYear) return false;
  if (a.pages !== null && b.pages !== null && Math.abs(a.pages - b.pages) > PAGES_APART_MAX) return false;
  if (a.volume !== null && b.volume !== null && foldText(a.volume) !== foldText(b.volume)) return false;
  if (a.partNumber !== b.partNumber) return false;
  const [title, other] = [titleOf(a), titleOf(b)];
  if (title === '' || other === '' || !isWithin(title, other, 0.1)) return false;
  const [author, another] = [foldText(a.creators[0] ?? ''), foldText(b.creators[0] ?? '')];
  if (author === '' || another === '') return author === another;
  return isWithin(author, another, 0.2);
}

function titleOf({ titleProper, titleRemainder }: RecordDescription): string {
  return foldTitle([titleProper, titleRemainder].filter((part) => part !== null).join(' ')).slice(0, TITLE_COMPARED);
}

function isWithin(a: string, b: string, share: number): boolean {
  return a === b || withinDistance(a, b, Math.floor(share * Math.max(a.length, b.length)));
}
