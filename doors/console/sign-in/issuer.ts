/** The issuer at which people sign in: OpenID Connect by authorization code with PKCE, as `openid-client` does it. */
import * as oidc from 'openid-client';
import { isLoopbackHost } from '#platform/loopback.ts';
import type { PendingSignIn, Tokens } from '../sessions/content.ts';

export interface IssuerOptions {
  /** `https://login.example.org`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a client without a secret. */
  readonly clientSecret?: string | undefined;
  /** `openid`, and what else the issuer wants to be asked for. */
  readonly scope: string;
  /** Which of the issuer's tokens the graph is asked with. */
  readonly graphToken: 'access' | 'id';
}

/** Why nobody can be signed in, or a token not be renewed. */
export type IssuerFault =
  /** The issuer does not answer, or not as an issuer. */
  | 'UNAVAILABLE'
  /** It says no: the sign-in was broken off, or the token is no longer good. */
  | 'REFUSED'
  /** The answer does not belong to a sign-in that was begun here. */
  | 'NOT_BEGUN_HERE';

export class IssuerError extends Error {
  override readonly name = 'IssuerError';
  readonly fault: IssuerFault;

  constructor(fault: IssuerFault, cause?: unknown) {
    super(`issuer: ${fault}`, { cause });
    this.fault = fault;
  }
}

export type Issuer = ReturnType<typeof createIssuer>;

const TIMEOUT_SECONDS = 8;
/** Of an issuer that does not say how long its token is good for. */
const UNKNOWN_LIFE_SECONDS = 300;

/**
 * Nothing is asked before somebody signs in; all but `begin`'s address is between this server and the issuer. Everything throws
 * IssuerError. `now` gives milliseconds since the epoch.
 */
export function createIssuer(options: IssuerOptions, now: () => number) {
  const discover = createDiscovery(options);

  function toTokens(
    answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    before: Pick<Tokens, 'refresh' | 'subject'>,
  ): Tokens {
    const { access_token: access, id_token: id, refresh_token: refresh = before.refresh } = answer;
    const graph = options.graphToken === 'access' ? access : id;
    if (graph === undefined) throw new IssuerError('REFUSED', new Error('the issuer gave no ID token'));
    const seconds =
      options.graphToken === 'id'
        ? (answer.claims()?.exp ?? 0) - now() / 1000
        : (answer.expiresIn() ?? UNKNOWN_LIFE_SECONDS);
    return { graph, endsAt: now() + seconds * 1000, refresh, subject: answer.claims()?.sub ?? before.subject };
  }

  return {
    /** `redirectUri` is where the browser comes back to. */
    async begin(redirectUri: string) {
      const config = await discover();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        redirectUri,
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: options.scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url, pending };
    },
    /** `query` is what the browser came back with. Checks state, nonce, PKCE and the ID token. */
    async finish(query: string, { state, nonce, verifier, redirectUri }: PendingSignIn): Promise<Tokens> {
      const config = await discover();
      const back = new URL(redirectUri);
      back.search = query;
      if (back.searchParams.get('state') !== state) throw new IssuerError('NOT_BEGUN_HERE');
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const before = { refresh: null, subject: null };
      return withIssuerErrors(async () => toTokens(await oidc.authorizationCodeGrant(config, back, checks), before));
    },
    /** Needs a refresh token. */
    async renew(tokens: Tokens): Promise<Tokens> {
      const { refresh } = tokens;
      if (refresh === null) throw new IssuerError('REFUSED', new Error('there is no refresh token'));
      const config = await discover();
      return withIssuerErrors(async () => toTokens(await oidc.refreshTokenGrant(config, refresh), tokens));
    },
    /** The refresh token is good no longer; nothing happens if the issuer has no place for that. */
    async revoke(refresh: string): Promise<void> {
      const config = await discover();
      if (config.serverMetadata().revocation_endpoint === undefined) return;
      await withIssuerErrors(() => oidc.tokenRevocation(config, refresh));
    },
    /** Where to sign out of the issuer too; null if it has no such place. No token is in the address. */
    async signOutUrl(backTo: string): Promise<URL | null> {
      const config = await discover();
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(config, { client_id: options.clientId, post_logout_redirect_uri: backTo });
    },
  };
}

/** Asks the issuer once what it is; after a failure, again with the next question. */
function createDiscovery({ issuer, clientId, clientSecret }: IssuerOptions): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | null = null;
  const url = new URL(issuer);
  const auth = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  const discover = async (): Promise<oidc.Configuration> => {
    try {
      return await oidc.discovery(url, clientId, undefined, auth, {
        timeout: TIMEOUT_SECONDS,
        // Without TLS only for an issuer of this machine: the demonstration's. That is marked so that nobody else uses it.
        // oxlint-disable-next-line typescript/no-deprecated
        execute: isOfThisMachine(url) ? [oidc.allowInsecureRequests] : [],
      });
    } catch (cause) {
      known = null;
      throw new IssuerError('UNAVAILABLE', cause);
    }
  };
  return () => (known ??= discover());
}

function isOfThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && isLoopbackHost(hostname);
}

async function withIssuerErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof IssuerError) throw cause;
    throw new IssuerError(isRefusal(cause) ? 'REFUSED' : 'UNAVAILABLE', cause);
  }
}

/** An answer that says no, or that fails a check; all else may pass if it is tried again. */
function isRefusal(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.status < 500 && error.status !== TOO_MANY;
  if (error instanceof oidc.AuthorizationResponseError) return true;
  return error instanceof oidc.ClientError && FAILED_CHECKS.test(error.code ?? '');
}

const TOO_MANY = 429;
const FAILED_CHECKS = /^OAUTH_(?:JWT_|JSON_ATTRIBUTE|INVALID_RESPONSE|KEY_SELECTION)/;
