/** A part of a list of terms, in its order, with what each counts at this moment. */
import { CLASS_SCHEMES, type ClassScheme } from '#domain/catalogue.ts';
import { badUserInput, isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, toCursor } from '#union-index/read/cursor.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { isStorable } from '#union-index/read/storable.ts';
import { countTerms, type Term, type TermList } from './count-terms.ts';

export interface Browse {
  readonly list: keyof typeof KINDS;
  /** Of class marks; null for the other lists. */
  readonly scheme: ClassScheme | null;
  readonly at: string;
  readonly before: number;
  readonly first: number;
  /** Of another page; takes the place of `at`. */
  readonly cursor: string | null;
}

export interface BrowsePage {
  readonly entries: readonly { readonly term: string; readonly scheme: ClassScheme | null; readonly count: number }[];
  /** The place of the first entry that is not before what was asked for. */
  readonly position: number;
  readonly before: string | null;
  readonly after: string | null;
}

const KINDS = { AUTHOR: 'CREATOR', SUBJECT: 'SUBJECT', CLASSMARK: 'CLASSMARK' } as const;

/** A place in a list: that of a term, or between two. */
type Place = Term;

interface CountedTerm extends Term {
  readonly count: number;
}

type Direction = 'before' | 'after';

const cursorShape = z.tuple([
  z.enum(['before', 'after']),
  z.enum(['AUTHOR', 'SUBJECT', 'CLASSMARK']),
  z.enum(CLASS_SCHEMES).nullable(),
  z.string().refine(isStorable),
  z.string().refine(isStorable),
]);

/** Throws BAD_USER_INPUT for what cannot be read. */
export async function browse(scope: IndexScope, asked: Browse): Promise<BrowsePage> {
  if (asked.cursor !== null) return browseOn(scope, asked, asked.cursor);
  const from = { key: await toKey(scope, asked), term: '' };
  const [earlier, later] = await Promise.all([
    findTerms(scope, asked, { from, direction: 'before', limit: asked.before }),
    findTerms(scope, asked, { from, direction: 'after', limit: asked.first }),
  ]);
  return toPage(asked, { earlier, later });
}

async function browseOn(scope: IndexScope, asked: Browse, cursor: string): Promise<BrowsePage> {
  const read = fromCursor(cursor, cursorShape);
  if (isMerciaError(read) || read[1] !== asked.list || read[2] !== asked.scheme) {
    const message =
      'cursor: this is no cursor of this list; pass "before" or "after" of a page of the same list and scheme.';
    throw badUserInput(message);
  }
  const [direction, , , key, term] = read;
  const found = await findTerms(scope, asked, { from: { key, term }, direction, limit: asked.first });
  // Where the other page was, there is at least the term of the cursor: it is next to the first that was found.
  const other: Found = { terms: [], next: found.terms[0] ?? { key, term } };
  return toPage(asked, direction === 'after' ? { earlier: other, later: found } : { earlier: found, later: other });
}

interface Found {
  /** The nearest first. */
  readonly terms: readonly CountedTerm[];
  /** Where others are that were not looked at; null if there are none. */
  readonly next: Place | null;
}

function toPage(
  { list, scheme }: Browse,
  { earlier, later }: Readonly<Record<'earlier' | 'later', Found>>,
): BrowsePage {
  const cursorAt = (direction: Direction, place: Place | null): string | null =>
    place === null
      ? null
      : toCursor([direction, list, scheme, place.key, place.term] satisfies z.output<typeof cursorShape>);
  return {
    entries: [...earlier.terms.toReversed(), ...later.terms].map(({ term, count }) => ({ term, scheme, count })),
    position: earlier.terms.length,
    before: cursorAt('before', earlier.next),
    after: cursorAt('after', later.next),
  };
}

/** Folded as the keys of the list are. */
async function toKey({ db }: IndexScope, { scheme, at }: Browse): Promise<string> {
  const key = scheme === null ? sql`mercia_key(${at})` : sql`mercia_class_key(${scheme}, ${at})`;
  const { rows } = await sql<{ key: string }>`SELECT ${key} AS key`.execute(db);
  return rows[0]?.key ?? '';
}

interface Stretch {
  /** Not among them, if they come after it. */
  readonly from: Place;
  readonly direction: Direction;
  readonly limit: number;
}

/** Looked at in one page: terms that no edition has any more are few, because a count of all editions ends them. */
const LOOKED_AT_MAX = 2_000;

/** The terms that some edition has, in the direction asked for. */
async function findTerms(
  scope: IndexScope,
  { list, scheme }: Browse,
  { from, direction, limit }: Stretch,
): Promise<Found> {
  const of: TermList = { kind: KINDS[list], scheme: scheme ?? '' };
  const terms: CountedTerm[] = [];
  let next: Place | null = from;
  let lookedAt = 0;
  do {
    const left = limit - terms.length;
    // One more than is wanted says whether there are others.
    const candidates: readonly Place[] = await findCandidates(scope, of, { from: next, direction, limit: left + 1 });
    const wanted = candidates.slice(0, left);
    const counts = await countTerms(scope, of, wanted);
    terms.push(...wanted.map((place, at) => ({ ...place, count: counts[at] ?? 0 })).filter(({ count }) => count > 0));
    lookedAt += wanted.length;
    next = candidates.length > left ? (wanted.at(-1) ?? next) : null;
  } while (next !== null && terms.length < limit && lookedAt < LOOKED_AT_MAX);
  return { terms, next };
}

async function findCandidates(
  { db }: IndexScope,
  { kind, scheme }: TermList,
  { from, direction, limit }: Stretch,
): Promise<readonly Place[]> {
  const place = sql`(${from.key}::text, ${from.term}::text)`;
  const [behind, order] =
    direction === 'after'
      ? [sql`(key, term) > ${place}`, sql`key, term`]
      : [sql`(key, term) < ${place}`, sql`key DESC, term DESC`];
  const { rows } = await sql<Place>`
    SELECT key, term FROM search_term WHERE kind = ${kind} AND scheme = ${scheme} AND ${behind}
    ORDER BY ${order} LIMIT ${limit}`.execute(db);
  return rows;
}
