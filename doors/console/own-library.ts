/**
 * The library that somebody has chosen as their own, so that it comes first. Only their browser keeps it, in a cookie that says which
 * library and nothing of who they are; nobody has to be signed in.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formOf } from './forms.ts';
import type { PageContext } from './page-context.ts';
import { ownPath } from './sign-in/own-path.ts';

/** Ids of the region file. */
export interface OwnPlace {
  readonly library: string;
  /** Where distances begin; null if the library has one place or any will do. */
  readonly site: string | null;
}

/** The page on which it is chosen and forgotten, and where its form goes. */
export const OWN_LIBRARY_PATH = '/your-library';

const COOKIE = 'mercia-library';
/** A year, in seconds. */
const KEPT_FOR_S = 31_536_000;
const PLACE = /^([a-z0-9-]{1,40})(?:\.([a-z0-9-]{1,40}))?$/;

/** As a form and the cookie have it: `severnhythe` or `severnhythe.severnhythe-general`. Null if it is no such text. */
export function parseOwnPlace(text: string): OwnPlace | null {
  const [, library, site = null] = PLACE.exec(text) ?? [];
  return library === undefined ? null : { library, site };
}

/** Null if none is chosen. */
export function readOwnPlace({ headers }: Pick<FastifyRequest, 'headers'>): OwnPlace | null {
  const pair = headers.cookie?.split(/; */).find((one) => one.startsWith(`${COOKIE}=`));
  return pair === undefined ? null : parseOwnPlace(pair.slice(COOKIE.length + 1));
}

/**
 * The form needs no session, and begins none. Another site could only choose a library for somebody, and browsers say where a form
 * comes from.
 */
export function registerOwnLibrary(
  app: FastifyInstance,
  { answers, sessions }: Pick<PageContext, 'answers' | 'sessions'>,
): void {
  app.post(OWN_LIBRARY_PATH, (request, reply) => {
    if ((request.headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin') {
      return answers.message({ request, reply, visitor: null }, 403, 'This form was not accepted', [
        'It came from another site. Nothing was done.',
      ]);
    }
    const form = formOf(request.body);
    const place = parseOwnPlace(form.get('place') ?? '');
    const value = place === null ? '' : `${place.library}${place.site === null ? '' : `.${place.site}`}`;
    const secure = (sessions?.secure ?? request.protocol === 'https') ? '; Secure' : '';
    const age = String(place === null ? 0 : KEPT_FOR_S);
    return reply
      .header('set-cookie', `${COOKIE}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`)
      .redirect(ownPath(form.get('from') ?? '') ?? '/libraries', 303);
  });
}
