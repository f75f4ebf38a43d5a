/** Where somebody chooses the library that comes first, and forgets it. */
import type { FastifyInstance } from 'fastify';
import { formOf } from './forms.ts';
import { OWN_COOKIE, OWN_LIBRARY_PATH, parseOwnPlace } from './own-place.ts';
import type { PageContext } from './page-context.ts';
import { ownPath } from './sign-in/own-path.ts';

/** A year, in seconds. */
const KEPT_FOR_S = 31_536_000;

/**
 * The form needs no session, and begins none. Another site could only choose a library for somebody, and browsers say where a form
 * comes from.
 */
export function registerOwnLibrary(
  app: FastifyInstance,
  { answers }: Pick<PageContext, 'answers'>,
  publicUrl: string | null,
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
    const secure = (publicUrl ?? `${request.protocol}:`).startsWith('https:') ? '; Secure' : '';
    const age = String(place === null ? 0 : KEPT_FOR_S);
    return reply
      .header('set-cookie', `${OWN_COOKIE}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`)
      .redirect(ownPath(form.get('from') ?? '') ?? '/libraries', 303);
  });
}
