/** The place of an edition in the order of a search, as a cursor has it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badUserInput, isMerciaError } from '#platform/errors.ts';
import { areCorrections } from '../spelling/index.ts';
import { parseQuery } from '../query/parse-query.ts';
import { READINGS } from './asked-search.ts';
import { fromCursor } from '#union-index/read/cursor.ts';
import { isStorable } from '#union-index/read/storable.ts';
import { isRankable, WORDS_MAX, type SearchQuery } from '../condition/search-query.ts';
import { RANKINGS } from './ranked-page.ts';
import type { SearchSort } from './search-order.ts';

export interface Search extends SearchQuery {
  readonly sort: SearchSort;
}

const correctionsShape = z
  .array(
    z.object({
      start: z.int().min(0).max(WORDS_MAX),
      end: z.int().min(0).max(WORDS_MAX),
      text: z.string().max(WORDS_MAX),
    }),
  )
  .max(100);

/**
 * Place of an edition in the order: which search it is a place of, first or not, key, number; without which words it was
 * asked, what they were taken for, what in them was put right, and how it is ranked; of older cursors the last is not known.
 */
const placeShape = z.tuple([
  z.string(),
  z.int().min(0).max(1),
  z.union([z.number().min(-10_000).max(10_000), z.string().refine(isStorable)]),
  z.int(),
  z.array(z.int().min(0).max(1_000)).max(100),
  z.enum(READINGS),
  correctionsShape,
  z.enum(RANKINGS).optional(),
]);
export type Place = z.output<typeof placeShape>;

/** Without words nothing is more relevant than another: by title then. */
export function toKey(search: Search): SearchSort['by'] {
  return search.sort.by === 'RELEVANCE' && !isRankable(search) ? 'TITLE' : search.sort.by;
}

function isKeyOf(key: string | number, by: SearchSort['by']): boolean {
  switch (by) {
    case 'RELEVANCE':
      return typeof key === 'number';
    case 'NEWEST':
      return Number.isInteger(key);
    case 'TITLE':
      return typeof key === 'string';
  }
}

/** A cursor is a place in one search only: in another its key would mean something else, silently. */
export function fingerprintOf({ words, filter, sort }: Search): string {
  const { by, libraries, networks, sites } = sort;
  const entries = Object.entries({ ...filter, words, by, first: [libraries ?? [], networks ?? [], sites ?? []] });
  const given = entries
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url').slice(0, 12);
}

export function readPlace(cursor: string, search: Search): Place {
  const place = fromCursor(cursor, placeShape);
  if (isMerciaError(place)) throw place;
  const fits = place[0] === fingerprintOf(search) && isKeyOf(place[2], toKey(search));
  if (fits && areCorrections(search.words, place[6], parseQuery(search.words))) return place;
  throw badUserInput('after: this cursor belongs to another search; continue with the same words, filter and sort.');
}
