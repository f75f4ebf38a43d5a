/** Cursors of lists whose places are numbers. */
import { badUserInput } from './errors.ts';

export function toCursor(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

/** Null for the beginning of the list. Throws BAD_USER_INPUT, saying what is `wrong`, for a text that is no cursor. */
export function fromCursor(cursor: string | null | undefined, wrong: string): number | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw badUserInput(`after: ${wrong}.`);
}
