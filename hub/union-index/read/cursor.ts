import { badUserInput } from '#platform/errors.ts';
import { jsonOrNull } from '#platform/parse-json.ts';
import type { z } from 'zod';
import type { Page, Slot } from './views.ts';

/** An opaque place in a list. */
export function toCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a place back, or gives `start` for none; BAD_USER_INPUT where the text is no cursor of this list. */
export function fromCursor<Place, Start = never>(
  cursor: string | null,
  shape: z.ZodType<Place>,
  start?: Start,
): Slot<Place | Start> {
  if (cursor === null && start !== undefined) return start;
  const place = shape.safeParse(jsonOrNull(Buffer.from(cursor ?? '', 'base64url').toString()));
  if (place.success) return place.data;
  return badUserInput('after: this is not a cursor of this list; pass the endCursor of the previous page.');
}

export function pageOf<Row, Node>(
  rows: readonly Row[],
  first: number,
  read: (row: Row) => readonly [place: readonly unknown[], node: Node],
): Page<Node> {
  const edges = rows.slice(0, first).map((row) => {
    const [place, node] = read(row);
    return { cursor: toCursor(place), node };
  });
  return { edges, hasNextPage: rows.length > first };
}
