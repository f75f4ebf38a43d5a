/**
 * The public keys of one issuer, fetched when they are first needed and again when a token names one that is not among
 * them. While the issuer does not answer, keys that were there a moment ago are believed for a while longer.
 */
import { createLocalJWKSet, createRemoteJWKSet, errors, jwksCache } from 'jose';
import type { ExportedJWKSCache, JSONWebKeySet, JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { MerciaError } from '#platform/errors.ts';
import type { IdentityIssuer } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { z } from 'zod';

export const KEY_TIMES = {
  /** Milliseconds for which a fetch may last. */
  timeoutMs: 3_000,
  /** Milliseconds after which keys are fetched again, whoever asks, and the issuer is asked again where it has them. */
  maxAgeMs: 10 * 60_000,
  /** Milliseconds after a fetch in which a key that is not known makes no other: anybody can name any key. */
  cooldownMs: 10_000,
  /** Milliseconds after a fetch that failed in which nobody tries again. */
  pauseMs: 2_000,
  /** Milliseconds for which keys are believed that cannot be fetched again. */
  staleMs: 60 * 60_000,
};

export type KeyTimes = Readonly<typeof KEY_TIMES>;

export interface IssuerKeysOptions {
  readonly logger: Logger;
  /** Milliseconds, never set back, if not given. */
  readonly ticks?: (() => number) | undefined;
  readonly times?: KeyTimes | undefined;
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/** Throws IDENTITY_UNAVAILABLE where the keys cannot be had, and the errors of `jose` where there is no fitting one. */
export function createIssuerKeys(
  { issuer, jwksUri }: Pick<IdentityIssuer, 'issuer' | 'jwksUri'>,
  { logger, ticks = steadyNow, times = KEY_TIMES }: IssuerKeysOptions,
): JWTVerifyGetKey {
  /** Where keys are fetched from; null if that is to be found out, as before the first token and after a failure. */
  let remote: RemoteKeys | null = null;
  let foundAt = -Infinity;
  let finding: Promise<RemoteKeys> | null = null;
  /** `jose` writes into it each set of keys that it could read. */
  const fetched: Partial<ExportedJWKSCache> = {};
  let known: JSONWebKeySet | undefined;
  let knownAt = -Infinity;
  let failedAt = -Infinity;

  /** An answer that is no set of keys, such as a page of a firewall, makes those from before no younger. */
  function noteFetched(): void {
    if (fetched.jwks === known) return;
    known = fetched.jwks;
    knownAt = ticks();
  }

  async function findRemote(): Promise<RemoteKeys> {
    const address = jwksUri ?? (await discoverKeys(issuer, times.timeoutMs));
    foundAt = ticks();
    // It asks for one set at a time.
    return (remote = createRemoteJWKSet(new URL(address), {
      timeoutDuration: times.timeoutMs,
      cacheMaxAge: times.maxAgeMs,
      cooldownDuration: times.cooldownMs,
      [jwksCache]: fetched as JWKSCacheInput,
    }));
  }

  /** Those who come together wait for one answer. */
  async function getRemote(): Promise<RemoteKeys> {
    if (remote !== null && ticks() < foundAt + times.maxAgeMs) return remote;
    finding ??= findRemote().finally(() => (finding = null));
    return finding;
  }

  const isResting = (): boolean => ticks() < failedAt + times.pauseMs;

  function noteFailure(err: unknown): void {
    if (isResting()) return;
    failedAt = ticks();
    // They may have moved.
    remote = null;
    logger.warn({ issuer, err }, 'The keys of an issuer of tokens cannot be had');
  }

  async function fetchKey(...[header, token]: Parameters<JWTVerifyGetKey>): ReturnType<RemoteKeys> {
    if (isResting()) throw new Error('It did not answer a moment ago.');
    const fetchFrom = await getRemote();
    return fetchFrom(header, token).finally(noteFetched);
  }

  return async (header, token) => {
    try {
      return await fetchKey(header, token);
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause;
      noteFailure(cause);
      const believed = ticks() < knownAt + times.staleMs ? known : undefined;
      // A key that is not among the ones from before may be the newest: that cannot be said now.
      const key = believed === undefined ? null : await createLocalJWKSet(believed)(header, token).catch(() => null);
      if (key !== null) return key;
      throw new MerciaError('IDENTITY_UNAVAILABLE', `The keys of the issuer ${issuer} cannot be had.`, { cause });
    }
  };
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

const document = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Where an issuer keeps its keys, as its discovery document says (OpenID Connect Discovery 1.0, section 4).
 * Throws IDENTITY_UNAVAILABLE where there is no such document, where it is another issuer's, and where it names another
 * host: nothing is asked of hosts that the region file does not name.
 */
async function discoverKeys(issuer: string, timeoutMs: number): Promise<string> {
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
