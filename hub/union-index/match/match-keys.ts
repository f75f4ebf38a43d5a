import { createHash } from 'node:crypto';
import type { RecordDescription } from '../description.ts';
import { fold, foldedTitle } from './fold.ts';

/** Keys that are no evidence. */
export type KeySet = Pick<ReadonlySet<string>, 'has'>;

/** Longer keys are hashed, so that the index over them stays narrow. */
const KEY_MAX = 64;

/** Title keys are of so many letters: enough to part `Introduction to …`, few enough to bear another subtitle. */
const TITLE_START = 24;

/**
 * The keys under which records are looked for: two records that share none are never compared, two that share one are
 * compared and nothing more, and a key that too many share is left out. Sorted, without repetitions.
 *
 *     isbn:9780198526636   issn:0140-6736   lccn:…   oclc:…   nlm:…   doi:…
 *     ty: ta: tp:  the start of the title with the year, the surname, the pages
 *     ts: te:      the start of a long title, and its end (a slip at one end leaves the other)
 *
 * A serial has no ISBN key, because those are its volumes'; a book no ISSN key, because that is its series'.
 */
export function matchKeys(description: RecordDescription): string[] {
  const { identifiers, serial } = description;
  const keys = [
    ...(serial ? [] : identifiers.isbns.map((isbn) => `isbn:${isbn}`)),
    ...(serial ? identifiers.issns.map((issn) => `issn:${issn}`) : []),
    ...identifiers.lccns.map((lccn) => `lccn:${lccn}`),
    ...identifiers.oclcNumbers.map((number) => `oclc:${number}`),
    ...identifiers.nlmIds.map((id) => `nlm:${id}`),
    ...identifiers.dois.map((doi) => `doi:${doi}`),
    ...titleKeys(description),
  ];
  return [...new Set(keys.map(shortenKey))].sort();
}

/** Serials have none: their titles repeat (`Annual report`). */
function titleKeys(description: RecordDescription): string[] {
  const { titleProper, titleRemainder, serial, creators, publishedYear, otherYears, pages } = description;
  const start = squash(titleProper ?? '').slice(0, TITLE_START);
  if (serial || start === '') return [];
  const years = publishedYear === null ? otherYears : [publishedYear, ...otherYears];
  const surname = fold((creators[0] ?? '').split(',')[0] ?? '').split(' ')[0] ?? '';
  const full = squash(`${titleProper ?? ''} ${titleRemainder ?? ''}`);
  return [
    ...years.slice(0, 3).map((year) => `ty:${start}|${String(year)}`),
    ...(surname === '' ? [] : [`ta:${start}|${surname}`]),
    ...(pages === null ? [] : [`tp:${start}|${String(pages)}`]),
    ...(full.length < TITLE_START ? [] : [`ts:${full.slice(0, TITLE_START)}`, `te:${full.slice(-TITLE_START)}`]),
  ];
}

function squash(title: string): string {
  return foldedTitle(title).replaceAll(' ', '');
}

/** A key as it is kept: `doi:…` of a long DOI is hashed. Whoever looks for a key asks for this one. */
export function shortenKey(key: string): string {
  return key.length <= KEY_MAX ? key : `${key.slice(0, key.indexOf(':') + 1)}${hash(key)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
