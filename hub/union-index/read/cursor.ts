import { MerciaError } from '#platform/errors.ts';
import type { z } from 'zod';
import type { Slot } from './views.ts';

/** An opaque place in a list. */
export function toCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a place back; BAD_USER_INPUT where the text is no cursor of this list. */
export function fromCursor<Place>(cursor: string, shape: z.ZodType<Place>): Slot<Place> {
  const place = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (place.success) return place.data;
  return new MerciaError(
    'BAD_USER_INPUT',
    'after: this is not a cursor of this list; pass the endCursor of the previous page.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
