/** What a provider answers to clients: tokens for a code, tokens for a refresh token, and the end of both. */
import type { FastifyInstance } from 'fastify';
import { isLoopback } from './authorize.ts';
import { VALID_FOR_SECONDS } from './claims.ts';
import type { Codes } from './codes.ts';
import type { Person } from './persons.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

/** Whom tokens are for. */
interface Grant {
  readonly person: Person;
  readonly nonce: string | null;
  readonly refresh: string;
}

export interface TokenOptions {
  readonly clientId: string;
  readonly codes: Codes;
  readonly refreshTokens: RefreshTokens;
}

export function registerToken(
  app: FastifyInstance,
  { clientId, codes, refreshTokens }: TokenOptions,
  toTokens: (grant: Grant) => Promise<{ readonly access: string; readonly id: string }>,
): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  function grantFor(form: URLSearchParams): Grant | null {
    const field = (name: string): string => form.get(name) ?? '';
    if (field('client_id') !== clientId) return null;
    if (field('grant_type') === 'refresh_token') {
      const renewed = refreshTokens.renew(field('refresh_token'));
      return renewed === null ? null : { person: renewed.person, nonce: null, refresh: renewed.next };
    }
    if (field('grant_type') !== 'authorization_code') return null;
    const sign = codes.take(field('code'), field('redirect_uri'), field('code_verifier'));
    return sign === null ? null : { ...sign, refresh: refreshTokens.begin(sign.person) };
  }
  app.post('/token', async ({ body, headers: { origin } }, reply) => {
    // A page of this machine may read the answer, no other.
    if (origin !== undefined && isLoopback(origin)) reply.header('access-control-allow-origin', origin);
    reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
    const grant = body instanceof URLSearchParams ? grantFor(body) : null;
    if (grant === null) return reply.code(400).send({ error: 'invalid_grant' });
    const { access, id } = await toTokens(grant);
    return {
      access_token: access,
      id_token: id,
      refresh_token: grant.refresh,
      token_type: 'Bearer',
      expires_in: VALID_FOR_SECONDS,
    };
  });
}

/** RFC 7009: the answer is the same for a token that nobody has given. */
export function registerRevocation(app: FastifyInstance, refreshTokens: RefreshTokens): void {
  app.post('/revoke', ({ body }, reply) => {
    if (body instanceof URLSearchParams) refreshTokens.end(body.get('token') ?? '');
    return reply.code(200).send();
  });
}

/** OpenID Connect RP-Initiated Logout 1.0. Nobody is signed in at this provider for longer than a choice takes. */
export function registerEndSession(app: FastifyInstance, clientId: string): void {
  app.get('/end-session', (request, reply) => {
    const query = new URL(request.url, 'http://issuer').searchParams;
    const backTo = query.get('post_logout_redirect_uri') ?? '';
    if (query.get('client_id') !== clientId || !isLoopback(backTo))
      return reply.code(400).send({ error: 'invalid_request' });
    const back = new URL(backTo);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    return reply.header('cache-control', 'no-store').redirect(back.href);
  });
}
