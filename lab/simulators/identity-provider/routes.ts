/** What a provider answers to browsers: its discovery document and its page. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readAuthorizationRequest, toRedirect } from './authorize.ts';
import { DEVELOPMENT_MARK } from './claims.ts';
import type { Codes } from './codes.ts';
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
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/end-session`,
      grant_types_supported: ['authorization_code', 'refresh_token'],
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
