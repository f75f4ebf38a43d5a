/** What a provider answers to browsers: its discovery document and its page. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readAuthorizationRequest, toRedirect } from './authorize.ts';
import { DEVELOPMENT_MARK } from './claims.ts';
import type { Codes } from './codes.ts';
import type { Person, PersonsCard } from './persons.ts';

export function registerDiscovery(
  app: FastifyInstance,
  now: () => { readonly issuer: string; readonly keysAt: string },
): void {
  app.get('/.well-known/openid-configuration', (_, reply) => {
    const { issuer, keysAt } = now();
    return reply.header('access-control-allow-origin', '*').send({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: keysAt,
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

/** `linkOf` gives the address that signs a person in. */
function renderPage(persons: readonly Person[], linkOf: (person: Person) => string): string {
  const items = persons.map(
    (person) => `
        <li>
          <a href="${escape(linkOf(person))}">${escape(person.name)}</a>
          <p>${escape(person.about)}</p>${renderCards(person.cards ?? [])}
        </li>`,
  );
  return `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sign in – Demonstration</title>
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <main>
      <h1>Sign in to the demonstration</h1>
      <p>Nobody here is real, and there is no password. Choose whom to be.</p>
      <ul>${items.join('')}
      </ul>
    </main>
  </body>
</html>
`;
}

/** The caption is what the table is for, so it stands before the numbers. */
function renderCards(cards: readonly PersonsCard[]): string {
  if (cards.length === 0) return '';
  const rows = cards.map(({ libraryName, card, pin }) => {
    const cells = [card, pin].map((text) => `<td><code>${escape(text)}</code></td>`);
    return `<tr><th scope="row">${escape(libraryName)}</th>${cells.join('')}</tr>`;
  });
  return `
          <table>
            <caption>Cards to link under “Your account” once signed in</caption>
            <thead><tr><th scope="col">Library</th><th scope="col">Card number</th><th scope="col">PIN</th></tr></thead>
            <tbody>${rows.join('')}</tbody>
          </table>`;
}

const STYLE = `body { margin: 2rem; font: 1.1875rem/1.5 Arial, sans-serif; color: #212b32; background: #f0f4f5; }
main { max-width: 40rem; margin: 0 auto; padding: 1rem 2rem; background: #fff; }
ul { padding: 0; list-style: none; }
li { padding: 0.5rem 0; border-top: 1px solid #d8dde0; }
li p { margin: 0; }
table { margin: 0.5rem 0; border-collapse: collapse; font-size: 1rem; }
caption { padding: 0.25rem 0; text-align: left; }
th, td { padding: 0.25rem 1.5rem 0.25rem 0; text-align: left; border-bottom: 1px solid #d8dde0; vertical-align: top; }
tbody th { font-weight: normal; }
code { font-size: 1rem; user-select: all; white-space: nowrap; }
a { display: inline-block; padding: 0.25rem 0; color: #005eb8; font-weight: bold; }
a:focus { outline: 4px solid #ffeb3b; color: #212b32; background: #ffeb3b; }
`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
