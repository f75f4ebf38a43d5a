/**
 * An OpenID provider for demonstrations and tests: discovery, keys, the authorization code flow with PKCE, refresh tokens, and signing out. Whoever
 * reaches it signs in as anybody, so it listens to this machine alone, and marks every token that it gives.
 */
import { isLoopbackHost } from '#platform/loopback.ts';
import { fastify } from 'fastify';
import { MerciaError } from '#platform/errors.ts';
import { toClaims } from './claims.ts';
import { createCodes } from './codes.ts';
import type { Person } from './persons.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { registerAuthorize, registerDiscovery } from './routes.ts';
import { registerEndSession, registerRevocation, registerToken } from './token-routes.ts';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload, type CryptoKey, type JWK } from 'jose';

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
  /** While it is down it answers everything with 503. */
  setDown(isDown: boolean): void;
  /** While it is replaced it answers everything with a page and 200, as a firewall or a notice of maintenance does. */
  setReplaced(isReplaced: boolean): void;
  /** From now on its keys are at `/<place>`, as its discovery document says, and no longer at `/jwks`. */
  moveKeys(place: string): void;
  /** No refresh token that it has given is good any more. */
  endSignIns(): void;
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
  let keysAt = 'jwks';
  let isDown = false;
  let isReplaced = false;
  app.addHook('onRequest', async (_, reply) => {
    if (isDown) return reply.code(503).send();
    return isReplaced ? reply.type('text/html').send('Back soon.') : undefined;
  });

  const claimsOf = (personId: string): JWTPayload => {
    const person = persons.find(({ id }) => id === personId);
    if (person === undefined) throw new MerciaError('BAD_USER_INPUT', `There is nobody called ${personId} here.`);
    return toClaims(person, { issuer, audience, now: now() });
  };
  registerDiscovery(app, () => ({ issuer, keysAt: `${issuer}/${keysAt}` }));
  app.get<{ Params: { place: string } }>('/:place', ({ params }, reply) => {
    if (params.place !== keysAt) return reply.code(404).send();
    keyRequests += 1;
    return reply.send(keys.published());
  });
  const codes = createCodes(now);
  registerAuthorize(app, persons, options.clientId, codes);
  const refreshTokens = createRefreshTokens();
  registerToken(app, { clientId: options.clientId, codes, refreshTokens }, async ({ person, nonce }) => {
    const claims = claimsOf(person.id);
    const { name } = person;
    const { clientId } = options;
    const ofClient = { aud: [clientId, audience], azp: clientId, name, ...(nonce === null ? {} : { nonce }) };
    return { access: await keys.sign(claims), id: await keys.sign({ ...claims, ...ofClient }) };
  });
  registerRevocation(app, refreshTokens);
  registerEndSession(app, options.clientId);
  try {
    issuer = await app.listen({ host, port });
  } catch (cause) {
    throw new MerciaError('CONFIG_INVALID', `The demonstration's issuer cannot listen on port ${port}.`, { cause });
  }
  return {
    issuer,
    claimsOf,
    keys,
    keyRequests: () => keyRequests,
    setDown(down) {
      isDown = down;
    },
    setReplaced(replaced) {
      isReplaced = replaced;
    },
    moveKeys(place) {
      keysAt = place;
    },
    endSignIns: () => {
      refreshTokens.endAll();
    },
    close: () => app.close(),
  };
}

/** Made at each start. */
interface SigningKeys {
  /** Signs with the newest key; `typ` is `JWT` where not said. */
  sign(claims: JWTPayload, typ?: string): Promise<string>;
  /** What is published at `jwks_uri`. */
  published(): { readonly keys: readonly JWK[] };
  /** From now on another key signs; the ones before are no longer published. */
  rotate(): Promise<void>;
}

const ALGORITHM = 'RS256';

async function createSigningKeys(): Promise<SigningKeys> {
  let serial = 0;
  const make = async (): Promise<{ privateKey: CryptoKey; jwk: JWK }> => {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
    serial += 1;
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${serial}`, use: 'sig', alg: ALGORITHM } };
  };
  let current = await make();
  return {
    sign(claims, typ = 'JWT') {
      const { kid = '' } = current.jwk;
      return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid, typ }).sign(current.privateKey);
    },
    published: () => ({ keys: [current.jwk] }),
    async rotate() {
      current = await make();
    },
  };
}
