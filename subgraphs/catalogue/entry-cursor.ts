/** Places in lists whose entries have a number, the newest first. */
import { MerciaError } from '#platform/errors.ts';

export function toEntryCursor(id: number): string {
  return Buffer.from(String(id)).toString('base64url');
}

/** Null for the beginning of the list. Throws BAD_USER_INPUT if it is no place of such a list. */
export function fromEntryCursor(cursor: string | null): number | null {
  if (cursor === null) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new MerciaError('BAD_USER_INPUT', 'after: this is no cursor of this list; ask for its first page again.');
}
