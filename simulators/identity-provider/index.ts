/**
 * An OpenID provider for demonstrations and tests: discovery, keys, and the authorization code flow with PKCE. Whoever
 * reaches it signs in as anybody, so it listens to this machine alone, and marks every token that it gives.
 */
import { fastify } from 'fastify';
import type { JWTPayload } from 'jose';
import { MerciaError } from '#platform/errors.ts';
import { isLoopbackHost } from './authorize.ts';
import { toClaims } from './claims.ts';
import { createCodes } from './codes.ts';
import type { Person } from './persons.ts';
import { registerAuthorize, registerDiscovery, registerToken } from './routes.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { SigningKeys } from './signing-keys.ts';

export { isLoopbackHost } from './authorize.ts';
export type { Person, PersonsCard } from './persons.ts';

export interface IdentityProviderOptions {
  readonly persons: readonly Person[];
  /** What its tokens are meant for. */
  readonly audience: string;
  /** The one client that may send somebody here. */
  readonly clientId: string;
  /** 127.0.0.1 where not said; nothing but this machine is taken. */
  readonly host?: string;
  /** 0 or nothing takes a free one. */
  readonly port?: number;
  /** Milliseconds since the epoch; the machine's clock where not said. */
  readonly now?: () => number;
}

export interface IdentityProvider {
  /** `http://127.0.0.1:4105`, no trailing slash. */
  readonly issuer: string;
  /** The claims of the access token that a person gets. */
  claimsOf(personId: string): JWTPayload;
  readonly keys: SigningKeys;
  /** How often its keys were asked for. */
  keyRequests(): number;
  close(): Promise<void>;
}

/** Throws CONFIG_INVALID for an address that others than this machine reach, and where the port is taken. */
export async function createIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { persons, audience, host = '127.0.0.1', port = 0, now = Date.now } = options;
  if (!isLoopbackHost(host)) {
    throw new MerciaError('CONFIG_INVALID', `The demonstration's issuer listens on 127.0.0.1 alone, not on ${host}.`);
  }
  const keys = await createSigningKeys();
  const app = fastify({ forceCloseConnections: true });
  let issuer = '';
  let keyRequests = 0;

  const claimsOf = (personId: string): JWTPayload => {
    const person = persons.find(({ id }) => id === personId);
    if (person === undefined) throw new MerciaError('BAD_USER_INPUT', `There is nobody called ${personId} here.`);
    return toClaims(person, { issuer, audience, now: now() });
  };
  registerDiscovery(app, () => issuer);
  app.get('/jwks', (_, reply) => {
    keyRequests += 1;
    return reply.send(keys.published());
  });
  const codes = createCodes(now);
  registerAuthorize(app, persons, options.clientId, codes);
  registerToken(app, options.clientId, codes, async ({ person, nonce }) => {
    const claims = claimsOf(person.id);
    const idClaims = {
      ...claims,
      aud: [options.clientId, audience],
      azp: options.clientId,
      name: person.name,
      ...(nonce === null ? {} : { nonce }),
    };
    return { access: await keys.sign(claims), id: await keys.sign(idClaims) };
  });
  try {
    issuer = await app.listen({ host, port });
  } catch (cause) {
    throw new MerciaError('CONFIG_INVALID', `The demonstration's issuer cannot listen on port ${port}.`, { cause });
  }
  return { issuer, claimsOf, keys, keyRequests: () => keyRequests, close: () => app.close() };
}
