/** What OAI-PMH and SRU are asked: by an address, or by a form with the same arguments. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Forms are taken as text; no other kind of body is. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, body);
  });
}

/** Those of the address and those of the body: which names were given twice is seen then. */
export function readArguments({ raw, body }: FastifyRequest): URLSearchParams {
  const [, query = ''] = (raw.url ?? '').split(/\?(.*)/s);
  const given = new URLSearchParams(query);
  if (typeof body === 'string') for (const [name, value] of new URLSearchParams(body)) given.append(name, value);
  return given;
}

/** The name of the first argument whose escapes are not whole or give no UTF-8: what it asks for would be read as something else. Null if there is none. */
export function unreadableArgument({ raw, body }: FastifyRequest): string | null {
  const [, query = ''] = (raw.url ?? '').split(/\?(.*)/s);
  const pairs = [query, ...(typeof body === 'string' ? [body] : [])].flatMap((text) => text.split('&'));
  const broken = pairs.find((pair) => !isUtf8(pair));
  return broken === undefined ? null : (new URLSearchParams(broken).keys().next().value ?? '');
}

function isUtf8(escaped: string): boolean {
  try {
    decodeURIComponent(escaped);
    return true;
  } catch {
    return false;
  }
}

/** Where the public reaches this server: the address that is set, else the host that the request names. */
export function publicUrlOf(
  { protocol, host }: FastifyRequest,
  { publicUrl }: { readonly publicUrl?: string | undefined },
): string {
  return publicUrl?.replace(/\/+$/, '') ?? `${protocol}://${host}`;
}

/** What a caller sent is repeated, but no page of it. */
export function shorten(text: string): string {
  const most = 100;
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
