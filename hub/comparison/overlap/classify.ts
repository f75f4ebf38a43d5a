/** How two lists of values differ. */
import { foldText } from '#union-index/normalise/text.ts';
import { COMPARED_FIELDS, toLetters, type ComparedField, type ConflictClass } from '../populations/conflict-classes.ts';
import type { FieldValues } from './fields.ts';

/** Null if neither has a value. Symmetric. */
export function classify(a: readonly string[], b: readonly string[]): ConflictClass | null {
  if (a.length === 0 && b.length === 0) return null;
  if (a.length === 0 || b.length === 0) return 'ONE_ONLY';
  const alike = (fold: (text: string) => string): boolean =>
    a.length === b.length && a.every((value, place) => fold(value) === fold(b[place] ?? ''));
  if (alike((text) => text)) return 'EQUAL';
  if (alike((text) => text.toLowerCase())) return 'CASE';
  if (alike(withoutMarks) || alike((text) => withoutMarks(text).toLowerCase())) return 'PUNCTUATION';
  if (alike(foldText)) return isAscii(a) && isAscii(b) ? 'PUNCTUATION' : 'ENCODING';
  return wordsOf(a) === wordsOf(b) ? 'ORDER' : 'SUBSTANCE';
}

export function classifyFields(a: FieldValues, b: FieldValues): string {
  const read = (values: FieldValues, field: ComparedField): readonly string[] =>
    field === 'EXTENT' ? values.EXTENT.map(inFull) : values[field];
  return toLetters(COMPARED_FIELDS.map((field) => classify(read(a, field), read(b, field))));
}

/** `1 v.` is `1 volume`, and `200 p.` is `200 pages`: older rules of cataloguing shorten these words. */
function inFull(extent: string): string {
  return extent
    .replaceAll(/\b1 (?:v\.|vol\.)/gi, '1 volume')
    .replaceAll(/\b(?:v|vols?)\./gi, 'volumes')
    .replaceAll(/\bp(?:p|g)?\./gi, 'pages');
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[\p{P}\p{S}\s]+/gu, ' ').trim();
}

function isAscii(values: readonly string[]): boolean {
  return values.every((text) => /^[\x20-\x7e]*$/.test(text));
}

/** The same for values, and words of values, in whatever order. */
function wordsOf(values: readonly string[]): string {
  return values
    .map((text) => foldText(text).split(' ').toSorted().join(' '))
    .toSorted()
    .join('|');
}
