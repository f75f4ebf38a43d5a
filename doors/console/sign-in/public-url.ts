/** Where browsers reach the pages, as the issuer must be told. */
import { isLoopbackHost } from '#platform/loopback.ts';
import type { FastifyRequest } from 'fastify';

/**
 * Without a trailing slash. Null if these pages were reached at an address that is not set as theirs: what a request says of
 * its host is believed of this machine alone.
 */
export function publicUrlOf(
  { publicUrl }: { readonly publicUrl: string | null },
  { host, protocol }: Pick<FastifyRequest, 'host' | 'protocol'>,
): string | null {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, '');
  const address = `${protocol}://${host}`;
  if (!URL.canParse(address)) return null;
  // As a browser will read it: "127.0.0.1:80@elsewhere.example" begins like this machine and is another.
  const { hostname, origin, href } = new URL(address);
  return isLoopbackHost(hostname) && href === `${origin}/` ? origin : null;
}
