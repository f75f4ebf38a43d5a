/** What YAZ's `zoomsh` writes about one search. Pure. */
import { parseXmlTree } from '#xml/xml-tree.ts';
import type { FoundRecords } from '../protocols/sru/search-answer.ts';

/** A condition in the place of an answer, with its list: `ZOOM:10000`, `Bib-1:109`. */
export interface RefusedSearch {
  readonly refused: string;
}

/**
 * A line before each record, and a line in the place of one that the server cannot write:
 *
 *     0 database=Default syntax=OPAC schema=unknown
 *     1 Default: System error in presenting records (Bib-1:14) none
 */
const RECORD = /^\d+ (?:database=.*|[^:\n]*: .* \([\w-]+:\d+\) .*)$/m;
const HITS = /^.*: (\d+) hits$/m;
const ERROR = /^.* error: .*\((ZOOM|Bib-1):(\d+)\)/m;

/**
 * A text with the reason where it cannot be read. A record that is no XML, or has a diagnostic in its place, is left out: fewer come
 * than were counted. Conditions are told before the first record; what stands in a record is its own.
 */
export function readZoomsh(said: string): FoundRecords | RefusedSearch | string {
  const [head = '', ...shown] = said.split(RECORD);
  const [, list, code] = ERROR.exec(head) ?? [];
  if (list !== undefined && code !== undefined) return { refused: `${list}:${code}` };
  const hits = HITS.exec(head)?.[1];
  if (hits === undefined) return 'the search has no result that can be read';
  const records = shown.map((text) => parseXmlTree(text.trim())).filter((record) => typeof record !== 'string');
  return { count: Number(hits), records };
}

/** The records as one document, for whoever listens to the wire. */
export function recordsIn(said: string): string {
  const [, ...shown] = said.split(RECORD);
  return `<records>${shown.join('')}</records>`;
}
