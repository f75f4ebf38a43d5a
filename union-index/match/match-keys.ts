import { createHash } from 'node:crypto';
import type { RecordDescription } from '../description.ts';
import { foldText, foldTitle } from '../normalise/text.ts';

/** Longer keys are hashed, so that the index over them stays narrow. */
const KEY_MAX = 64;

/**
 * The keys under which records are looked for: two records that share none are never compared, two that share one are
 * compared and nothing more. `isbn:9780198526636`, `issn:0140-6736`, `lccn:…`, `oclc:…`, `nlm:…`, and `text:…` (a hash of
 * title, creator, publisher, year and edition) where a record states all five. Sorted, without repetitions.
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
  ];
  const text = textKey(description);
  if (text !== null) keys.push(text);
  return [...new Set(keys.map(shorten))].sort();
}

/**
 * Everything that tells one publication from another, in words: only where all of it is there. Null for serials, whose
 * titles repeat (`Annual report`).
 */
export function statedText(description: RecordDescription): string | null {
  const creator = foldText(description.creators[0] ?? '');
  const publisher = foldText(description.publisher ?? '');
  const title = foldTitle(description.title);
  const { editionNumber, publishedYear, serial, titleProper } = description;
  if (
    serial ||
    titleProper === null ||
    creator === '' ||
    publisher === '' ||
    editionNumber === null ||
    publishedYear === null
  ) {
    return null;
  }
  return [title, creator, publisher, String(publishedYear), String(editionNumber)].join('|');
}

function textKey(description: RecordDescription): string | null {
  const stated = statedText(description);
  return stated === null ? null : `text:${hash(stated)}`;
}

function shorten(key: string): string {
  return key.length <= KEY_MAX ? key : `${key.slice(0, key.indexOf(':') + 1)}${hash(key)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
