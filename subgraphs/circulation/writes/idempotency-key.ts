import { MerciaError } from '#platform/errors.ts';

const LONGEST = 255;

/** Null if the caller gave none. Throws BAD_USER_INPUT for one that is empty or too long; the message does not repeat it. */
export function readIdempotencyKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.trim() !== '' && key.length <= LONGEST) return key;
  throw new MerciaError('BAD_USER_INPUT', `idempotencyKey: it must have 1 to ${LONGEST} characters.`);
}
