/** What a provider answers: its discovery document, its page, its tokens. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isLoopback, readAuthorizationRequest, toRedirect } from './authorize.ts';
import { DEVELOPMENT_MARK, VALID_FOR_SECONDS } from './claims.ts';
import type { Codes, Sign } from './codes.ts';
import { renderPage, STYLE } from './page.ts';
import type { Person } from './persons.ts';

export function registerDiscovery(app: FastifyInstance, issuerOf: () => string): void {
  app.get('/.well-known/openid-configuration', (_, reply) => {
    const issuer = issuerOf();
    return reply.header('access-control-allow-origin', '*').send({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      ...DEVELOPMENT_MARK,
    });
  });
}

export function registerAuthorize(
  app: FastifyInstance,
  persons: readonly Person[],
  clientId: string,
  codes: Codes,
): void {
  app.get('/style.css', (_, reply) => reply.type('text/css').send(STYLE));
  app.get('/authorize', (request, reply) => {
    const query = new URL(request.url, 'http://issuer').searchParams;
    const asked = readAuthorizationRequest(query, clientId);
    if (asked === null) return reply.code(400).send({ error: 'invalid_request' });
    const person = persons.find(({ id }) => id === asked.loginHint);
    if (person === undefined)
      return sendPage(
        reply,
        renderPage(persons, (each) => hintAt(query, each)),
      );
    return reply.header('cache-control', 'no-store').redirect(toRedirect(asked, codes.give({ ...asked, person })));
  });
}

function hintAt(query: URLSearchParams, { id }: Person): string {
  const hinted = new URLSearchParams(query);
  hinted.set('login_hint', id);
  return `/authorize?${hinted.toString()}`;
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(html);
}

export function registerToken(
  app: FastifyInstance,
  clientId: string,
  codes: Codes,
  toTokens: (sign: Sign) => Promise<{ readonly access: string; readonly id: string }>,
): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  app.post('/token', async ({ body, headers: { origin } }, reply) => {
    // A page of this machine may read the answer, no other.
    if (origin !== undefined && isLoopback(origin)) reply.header('access-control-allow-origin', origin);
    reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
    const form = body instanceof URLSearchParams ? body : new URLSearchParams();
    const field = (name: string): string => form.get(name) ?? '';
    const wellFormed = field('grant_type') === 'authorization_code' && field('client_id') === clientId;
    const sign = wellFormed ? codes.take(field('code'), field('redirect_uri'), field('code_verifier')) : null;
    if (sign === null) return reply.code(400).send({ error: 'invalid_grant' });
    const { access, id } = await toTokens(sign);
    return { access_token: access, id_token: id, token_type: 'Bearer', expires_in: VALID_FOR_SECONDS };
  });
}
