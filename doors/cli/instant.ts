import { badUserInput } from '#platform/errors.ts';
import { z } from 'zod';

const INSTANT = z.iso.datetime({ offset: true });

/** Throws BAD_USER_INPUT, naming the flag, for all but a time with its zone (RFC 3339): `02/12/2026` is February to some. */
export function readInstant(flag: string, text: string): Date {
  if (INSTANT.safeParse(text).success) return new Date(text);
  throw badUserInput(`${flag}: "${text}" is no time with its zone, as 2026-11-30T02:00:00Z`);
}
