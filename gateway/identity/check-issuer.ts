/** Whether the keys of an issuer can be fetched, for those who set one up. */
import { z } from 'zod';
import type { IdentityIssuer } from '#domain/region.ts';
import { discoverKeys } from './discovery.ts';

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
