/** Where an issuer keeps its keys, as its discovery document says (OpenID Connect Discovery 1.0, section 4). */
import { z } from 'zod';
import { MerciaError } from '#platform/errors.ts';
import type { IdentityIssuer } from '#domain/region.ts';

const document = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Throws IDENTITY_UNAVAILABLE where there is no such document, where it is another issuer's, and where it names another
 * host: nothing is asked of hosts that the region file does not name.
 */
export async function discoverKeys(issuer: string, timeoutMs: number): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const read = document.safeParse(await response.json());
  if (!response.ok || !read.success) throw unusable(issuer, 'has no discovery document that can be read');
  if (read.data.issuer !== issuer) throw unusable(issuer, 'calls itself otherwise in its discovery document');
  if (new URL(read.data.jwks_uri).origin !== new URL(issuer).origin) {
    throw unusable(issuer, 'keeps its keys at another host; give their address as jwksUri in the region file');
  }
  return read.data.jwks_uri;
}

function unusable(issuer: string, why: string): MerciaError {
  return new MerciaError('IDENTITY_UNAVAILABLE', `The issuer ${issuer} ${why}.`);
}

const keySet = z.object({ keys: z.array(z.object({ kty: z.string() })) });

/** How many keys the issuer publishes. Throws what is wrong, in words for who wrote the region file. */
export async function countKeys(
  { issuer, jwksUri }: Pick<IdentityIssuer, 'issuer' | 'jwksUri'>,
  timeoutMs: number,
): Promise<number> {
  const address = jwksUri ?? (await discoverKeys(issuer, timeoutMs));
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const read = keySet.safeParse(response.ok ? await response.json() : null);
  if (!read.success) throw new Error(`at ${address} there are no keys that can be read (HTTP ${response.status})`);
  return read.data.keys.length;
}
