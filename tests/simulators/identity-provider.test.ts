import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAs } from '#cli/demo/sign-in.ts';
import { DEMO_CLIENT, startDemoIssuer } from '#demo/identity.ts';
import { DEMO_PERSONS } from '#demo/persons.ts';
import { createIdentityProvider, type IdentityProvider } from '#simulators/identity-provider/index.ts';

const REDIRECT = 'http://127.0.0.1:4000/graphql';
const VERIFIER = 'a verifier that is long enough to be one, 43 and more';

let now = Date.parse('2026-11-24T12:00:00Z');
let provider: IdentityProvider;
beforeAll(async () => {
  const persons = DEMO_PERSONS;
  provider = await createIdentityProvider({ persons, audience: 'a', clientId: 'client', now: () => now });
});
afterAll(() => provider.close());

async function authorize(more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'client',
    redirect_uri: REDIRECT,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'the state',
    nonce: 'the nonce',
    ...more,
  });
  return fetch(`${provider.issuer}/authorize?${query.toString()}`, { redirect: 'manual' });
}

async function codeOf(person: string): Promise<string> {
  const { headers } = await authorize({ login_hint: person });
  return new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
}

async function exchange(code: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const form = { grant_type: 'authorization_code', client_id: 'client', redirect_uri: REDIRECT, code, ...more };
  return fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1:4000' },
    body: new URLSearchParams({ code_verifier: VERIFIER, ...form }),
  });
}

async function refresh(token: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const form = { grant_type: 'refresh_token', client_id: 'client', refresh_token: token, ...more };
  return fetch(`${provider.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
}

describe('the issuer of the demonstration', () => {
  it('does not start where others than this machine reach it', async () => {
    const start = createIdentityProvider({ persons: [], audience: 'a', clientId: 'c', host: '0.0.0.0' });

    await expect(start).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: /127\.0\.0\.1 alone/ });
    expect(await startDemoIssuer('0.0.0.0', 0, Date.now)).toBeNull();
  });

  it('lets somebody choose whom to be, and sends them back with a code and their state', async () => {
    const page = await (await authorize()).text();
    const chosen = await authorize({ login_hint: 'reader' });

    for (const { name } of DEMO_PERSONS) expect(page).toContain(name);
    expect(chosen.status).toBe(302);
    expect(chosen.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:4000\/graphql\?code=.{32}&state=the\+state$/,
    );
  });

  it('gives tokens for a code once: the access token names nobody, the other one does', async () => {
    const code = await codeOf('reader');
    const answer = await exchange(code);
    const { access_token: access, id_token: id } = (await answer.json()) as Record<string, string>;

    expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4000');
    expect(decodeJwt(access ?? '')).toMatchObject({ iss: provider.issuer, aud: 'a', mercia_development: true });
    expect(decodeJwt(access ?? '')).not.toHaveProperty('name');
    expect(decodeJwt(id ?? '')).toMatchObject({ name: 'Dr Rowan Alderhithe', nonce: 'the nonce' });
    expect((await exchange(code)).status).toBe(400);
  });

  it.each([
    ['another verifier', { code_verifier: 'a guess' }],
    ['another address', { redirect_uri: 'http://127.0.0.1:9/' }],
    ['another client', { client_id: 'other' }],
  ])('gives none for %s', async (_, more) => {
    expect((await exchange(await codeOf('reader'), more)).status).toBe(400);
  });

  it('gives none for a code that is older than a minute', async () => {
    const code = await codeOf('reader');
    now += 60_000;

    expect((await exchange(code)).status).toBe(400);
  });

  it.each([
    ['another machine', { redirect_uri: 'https://elsewhere.example.org/' }],
    ['no challenge', { code_challenge: '' }],
    ['a challenge in clear', { code_challenge_method: 'plain' }],
    ['another client', { client_id: 'other' }],
  ])('sends nobody anywhere for a question with %s', async (_, more) => {
    expect((await authorize({ login_hint: 'reader', ...more })).status).toBe(400);
  });

  it('names the client and the service in the ID token', async () => {
    const { id_token: id } = (await (await exchange(await codeOf('reader'))).json()) as Record<string, string>;

    expect(decodeJwt(id ?? '')).toMatchObject({ aud: ['client', 'a'], azp: 'client' });
  });

  it('renews with a refresh token once, and ends the sign-in if one comes twice', async () => {
    const first = (await (await exchange(await codeOf('librarian'))).json()) as Record<string, string>;
    const answer = await refresh(first['refresh_token'] ?? '');
    const next = (await answer.json()) as Record<string, string>;

    expect(decodeJwt(next['access_token'] ?? '')).toMatchObject({ roles: ['library-desk'] });
    expect(next['refresh_token']).not.toBe(first['refresh_token']);
    expect((await refresh(first['refresh_token'] ?? '')).status).toBe(400);
    expect((await refresh(next['refresh_token'] ?? '')).status).toBe(400);
  });

  it('renews nothing that was revoked, that is made up, or of another client', async () => {
    const { refresh_token: token = '' } = (await (await exchange(await codeOf('reader'))).json()) as Record<
      string,
      string
    >;
    const other = await refresh(token, { client_id: 'other' });
    await fetch(`${provider.issuer}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });

    expect([other.status, (await refresh(token)).status, (await refresh('made up')).status]).toEqual([400, 400, 400]);
  });

  it('sends somebody who signs out back to where they came from, on this machine alone', async () => {
    const signOut = (backTo: string): Promise<Response> => {
      const query = new URLSearchParams({ client_id: 'client', post_logout_redirect_uri: backTo, state: 's' });
      return fetch(`${provider.issuer}/end-session?${query.toString()}`, { redirect: 'manual' });
    };

    expect((await signOut(REDIRECT)).headers.get('location')).toBe(`${REDIRECT}?state=s`);
    expect((await signOut('https://elsewhere.example.org/')).status).toBe(400);
  });

  it('calls one person otherwise at another service', async () => {
    const other = await createIdentityProvider({ persons: DEMO_PERSONS, audience: 'b', clientId: 'client' });

    expect(other.claimsOf('reader').sub).not.toBe(provider.claimsOf('reader').sub);
    await other.close();
  });
});

it('names the libraries of the cards as the pages do', async () => {
  const demo = await startDemoIssuer('127.0.0.1', 0, Date.now);
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: DEMO_CLIENT, redirect_uri: REDIRECT, state: 's', nonce: 'n' },
    ...{ code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'), code_challenge_method: 'S256' },
  });
  const html = await (await fetch(`${demo?.issuer ?? ''}/authorize?${query.toString()}`)).text();
  await demo?.close();

  expect(html).toContain(
    '<th scope="row">Tamehollow University Hospital Library</th><td><code>22002000815</code></td>',
  );
  expect(html).not.toMatch(/linkAccount|>temestead</);
});

describe('signing in from a script', () => {
  it("gives a person's token, and says who there is for a name that is nobody's", async () => {
    const issuer = await startDemoIssuer('127.0.0.1', 0, Date.now);
    const token = await signInAs(issuer?.issuer ?? '', 'librarian');

    expect(decodeJwt(token)).toMatchObject({ roles: ['library-desk'], aud: 'mercia-demo' });
    await expect(signInAs(issuer?.issuer ?? '', 'nobody')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/other-reader {2}A nurse/) as string,
    });
    await issuer?.close();
  });

  it('says so where no issuer answers', async () => {
    await expect(signInAs('http://127.0.0.1:1', 'reader')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });
});
