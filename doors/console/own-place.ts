/**
 * The library that somebody has chosen as their own, so that it comes first. Only their browser keeps it, in a cookie that says which
 * library and nothing of who they are; nobody has to be signed in. The form that sets it: `own-library.ts`.
 */
import type { FastifyRequest } from 'fastify';

/** Ids of the region file. */
export interface OwnPlace {
  readonly library: string;
  /** Where distances begin; null if the library has one place or any will do. */
  readonly site: string | null;
}

/** The page on which it is chosen and forgotten, and where its form goes. */
export const OWN_LIBRARY_PATH = '/your-library';

/** The name of the cookie. */
export const OWN_COOKIE = 'mercia-library';
const PLACE = /^([a-z0-9-]{1,40})(?:\.([a-z0-9-]{1,40}))?$/;

/** As a form and the cookie have it: `severnhythe` or `severnhythe.severnhythe-general`. Null if it is no such text. */
export function parseOwnPlace(text: string): OwnPlace | null {
  const [, library, site = null] = PLACE.exec(text) ?? [];
  return library === undefined ? null : { library, site };
}

/** Null if none is chosen. */
export function readOwnPlace({ headers }: Pick<FastifyRequest, 'headers'>): OwnPlace | null {
  const pair = headers.cookie?.split(/; */).find((one) => one.startsWith(`${OWN_COOKIE}=`));
  return pair === undefined ? null : parseOwnPlace(pair.slice(OWN_COOKIE.length + 1));
}
