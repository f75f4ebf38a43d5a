import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndCallers } from '#platform/end-callers.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { bearer, startProvider, startSigningIn, toIssuer } from './support/signing-in.ts';
import type { SigningInGraph } from './support/signing-in.ts';

let provider: IdentityProvider;
let graph: SigningInGraph;
beforeAll(async () => {
  provider = await startProvider();
  graph = await startSigningIn({ issuers: [toIssuer(provider)] });
});
afterAll(async () => {
  await graph.close();
  await provider.close();
});

const now = (): number => Math.floor(Date.now() / 1000);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function claims(more: JWTPayload = {}): JWTPayload {
  return { ...provider.claimsOf('reader'), ...more };
}

function without(name: string): JWTPayload {
  return Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
}

async function signBy(
  key: CryptoKey,
  payload: JWTPayload,
  kid = provider.keys.published().keys[0]?.kid ?? '',
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
}

describe('a token of an issuer that the region names', () => {
  it('makes a patron, under a pseudonym that is the same at each sign-in', async () => {
    const first = await graph.askAs(bearer(await provider.keys.sign(claims())));
    const second = await graph.askAs(bearer(await provider.keys.sign(claims())));

    expect(first.status).toBe(200);
    expect(first.told).toMatchObject({
      role: 'patron',
      subject: expect.stringMatching(/^[A-Za-z0-9_-]{24}$/) as string,
    });
    expect(first.told).not.toHaveProperty('libraries');
    expect(first.told?.subject).not.toContain(claims().sub);
    expect(second.told?.subject).toBe(first.told?.subject);
  });

  it('keeps the pseudonym of everybody when the issuer moves to another address', async () => {
    const moved = await startProvider();
    const issuers = [toIssuer(moved, { formerly: provider.issuer }), toIssuer(provider)];
    const after = await startSigningIn({ issuers });
    const unsaid = await startSigningIn({ issuers: [toIssuer(moved)] });
    const { sub = '' } = claims();
    const ofMoved = await moved.keys.sign({ ...moved.claimsOf('reader'), sub });
    const ofBefore = await provider.keys.sign(claims());

    const before = (await graph.askAs(bearer(ofBefore))).told?.subject;
    expect(before).toEqual(expect.any(String));
    expect((await after.askAs(bearer(ofMoved))).told?.subject).toBe(before);
    // Tokens that the old address gave out a moment ago are those of the same people.
    expect((await after.askAs(bearer(ofBefore))).told?.subject).toBe(before);
    expect((await unsaid.askAs(bearer(ofMoved))).told?.subject).not.toBe(before);
    await Promise.all([after.close(), unsaid.close(), moved.close()]);
  });

  it('makes staff of the libraries that the issuer names', async () => {
    const { told } = await graph.askAs(bearer(await provider.keys.sign(provider.claimsOf('librarian'))));

    expect(told).toMatchObject({ role: 'staff', libraries: ['wyre-library'] });
  });

  it('lets nobody keep the answer', async () => {
    const signedIn = await graph.askAs(bearer(await provider.keys.sign(claims())));
    const anybody = await graph.askAs({});

    expect(signedIn.headers.get('cache-control')).toBe('private, no-store');
    expect(anybody.headers.get('cache-control')).not.toContain('private');
    for (const { headers } of [signedIn, anybody]) expect(headers.get('vary')).toMatch(/authorization, x-api-key/i);
  });

  it('stands in no line of the log, nor does whom it is of', async () => {
    const token = await provider.keys.sign(claims());

    const { told } = await graph.askAs(bearer(token));
    await graph.askAs(bearer(`${token}x`));

    const logged = JSON.stringify(graph.logged);
    for (const secret of [token, token.slice(0, 40), claims().sub ?? '', told?.subject ?? '', 'Quillfeather']) {
      expect(secret).not.toBe('');
      expect(logged).not.toContain(secret);
    }
  });
});

describe('a token that is not accepted', () => {
  const hostile: readonly (readonly [string, () => Promise<string> | string, RegExp])[] = [
    [
      'is signed by another key',
      async () => signBy((await generateKeyPair('RS256')).privateKey, claims()),
      /not signed by/,
    ],
    ['is over', () => provider.keys.sign(claims({ exp: now() - 60 })), /time of the token is over/],
    ['has not begun', () => provider.keys.sign(claims({ nbf: now() + 600 })), /not begun/],
    ['never ends', () => provider.keys.sign(without('exp')), /until when/],
    ['says nobody', () => provider.keys.sign(without('sub')), /does not say/],
    ['is meant for another service', () => provider.keys.sign(claims({ aud: 'another' })), /another service/],
    ['is meant for nobody', () => provider.keys.sign(without('aud')), /another service/],
    [
      'is of an issuer that is not known',
      () => provider.keys.sign(claims({ iss: 'https://id.example.org' })),
      /issuer that this region/,
    ],
    ['is not signed at all', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`, /not signed by/],
    ['is signed with the public key as a shared one', signWithPublicKey, /not signed by/],
    [
      'names a key that there is not',
      async () => signBy((await generateKeyPair('RS256')).privateKey, claims(), 'key-99'),
      /not signed by/,
    ],
    ['was changed', async () => tamper(await provider.keys.sign(claims())), /not signed by/],
    ['is a notice of a sign-out', () => provider.keys.sign(claims(), 'logout+jwt'), /not one to sign in with/],
    ['is no token', () => 'abc', /cannot be read/],
  ];

  /** The confusion that RFC 8725, section 2.1 tells of: HS256 with the text of the public key as the secret. */
  async function signWithPublicKey(): Promise<string> {
    const [jwk = {}] = provider.keys.published().keys;
    const key = (await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey;
    const signed = `${encode({ alg: 'HS256', kid: jwk.kid })}.${encode(claims())}`;
    return `${signed}.${createHmac('sha256', await exportSPKI(key))
      .update(signed)
      .digest('base64url')}`;
  }

  function tamper(token: string): string {
    const [header, , signature] = token.split('.');
    return `${header ?? ''}.${encode(claims({ roles: ['desk'] }))}.${signature ?? ''}`;
  }

  it.each(hostile)('since it %s, is an error and asks nobody', async (_, make, message) => {
    const { status, headers, code, message: said, told, text } = await graph.askAs(bearer(await make()));

    expect({ status, code, told }).toEqual({ status: 401, code: 'UNAUTHENTICATED', told: null });
    expect(said).toMatch(message);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(JSON.parse(text)).not.toHaveProperty('data');
    expect(text).toContain('correlationId');
  });

  it.each([
    [{ authorization: 'Basic c2FtOnNlY3JldA==' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: 'Bearer a b' }],
    [{ authorization: `Bearer ${'a'.repeat(9_000)}` }],
    [{ authorization: 'Bearer a', 'x-api-key': 'b' }],
  ])('since its header cannot be read, is an error too: %j', async (headers) => {
    expect(await graph.askAs(headers)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', told: null });
  });
});

describe("an issuer's keys", () => {
  it('are asked for once for all, and once more for a key that is not among them', async () => {
    const own = await startProvider();
    const other = await startSigningIn({ issuers: [toIssuer(own)], times: { cooldownMs: 0 } });
    const { privateKey } = await generateKeyPair('RS256');

    await Promise.all(
      Array.from({ length: 5 }, async () => other.askAs(bearer(await own.keys.sign(own.claimsOf('reader'))))),
    );
    const atFirst = own.keyRequests();
    const unknown = await other.askAs(bearer(await signBy(privateKey, own.claimsOf('reader'), 'key-99')));

    expect([atFirst, own.keyRequests()]).toEqual([1, 2]);
    expect(unknown.status).toBe(401);
    await other.close();
    await own.close();
  });

  it('are not asked for again and again by tokens that name any key', async () => {
    const own = await startProvider();
    const other = await startSigningIn({ issuers: [toIssuer(own)] });
    const { privateKey } = await generateKeyPair('RS256');

    await other.askAs(bearer(await own.keys.sign(own.claimsOf('reader'))));
    for (let serial = 0; serial < 5; serial += 1) {
      await other.askAs(bearer(await signBy(privateKey, own.claimsOf('reader'), `key-9${serial}`)));
    }

    expect(own.keyRequests()).toBe(1);
    await other.close();
    await own.close();
  });

  it('may change while the graph runs: the new one is accepted, the old one no longer', async () => {
    const own = await startProvider();
    const other = await startSigningIn({ issuers: [toIssuer(own)], times: { cooldownMs: 0 } });
    const before = bearer(await own.keys.sign(own.claimsOf('reader')));
    expect((await other.askAs(before)).status).toBe(200);

    await own.keys.rotate();

    expect((await other.askAs(bearer(await own.keys.sign(own.claimsOf('reader'))))).status).toBe(200);
    expect((await other.askAs(before)).status).toBe(401);
    await other.close();
    await own.close();
  });

  it('are believed for a while when the issuer is gone, and then no longer', async () => {
    const own = await startProvider();
    let at = Date.now();
    const times = { maxAgeMs: 0, cooldownMs: 0, pauseMs: 1_000, staleMs: 60_000 };
    const other = await startSigningIn({ issuers: [toIssuer(own)], times, now: () => at });
    const token = bearer(await own.keys.sign({ ...own.claimsOf('reader'), exp: now() + 3_600 }));
    expect((await other.askAs(token)).status).toBe(200);
    await own.close();

    const soon = await other.askAs(token);
    await own.keys.rotate();
    const byNewKey = await other.askAs(bearer(await own.keys.sign(own.claimsOf('reader'))));
    at += 61_000;
    const late = await other.askAs(token);
    const anybody = await other.askAs({});

    expect([soon.status, byNewKey.status, late.status, anybody.status]).toEqual([200, 503, 503, 200]);
    expect(late).toMatchObject({ code: 'IDENTITY_UNAVAILABLE', told: null });
    await other.close();
  });

  it('are believed no longer where a page answers in their place, and again when they are back', async () => {
    const own = await startProvider();
    let at = Date.now();
    const times = { maxAgeMs: 0, cooldownMs: 0, pauseMs: 1_000, staleMs: 60_000 };
    const jwksUri = `${own.issuer}/jwks`;
    const other = await startSigningIn({ issuers: [toIssuer(own, { jwksUri })], times, now: () => at });
    const token = bearer(await own.keys.sign({ ...own.claimsOf('reader'), exp: now() + 3_600 }));
    const statuses = [(await other.askAs(token)).status];

    own.setReplaced(true);
    for (let minute = 0; minute < 3; minute += 1) {
      at += 25_000;
      statuses.push((await other.askAs(token)).status);
    }
    own.setReplaced(false);
    at += 25_000;
    statuses.push((await other.askAs(token)).status);
    await other.close();
    await own.close();

    expect(statuses).toEqual([200, 200, 200, 503, 200]);
  });

  it.each([
    ['once they are old', { maxAgeMs: 0 }, 200],
    ['after they could not be had where they were', {}, 503],
  ])('are looked for where they have moved %s', async (_, more, atFirst) => {
    const own = await startProvider();
    let at = Date.now();
    const times = { cooldownMs: 0, pauseMs: 1_000, ...more };
    const other = await startSigningIn({ issuers: [toIssuer(own)], times, now: () => at });
    const sign = async () => bearer(await own.keys.sign({ ...own.claimsOf('reader'), exp: now() + 7_200 }));
    expect((await other.askAs(await sign())).status).toBe(200);

    own.moveKeys('v2-keys');
    await own.keys.rotate();
    const first = await other.askAs(await sign());
    at += 1_001;
    const next = await other.askAs(await sign());

    expect([first.status, next.status]).toEqual([atFirst, 200]);
    await other.close();
    await own.close();
  });

  it('are not waited for beyond the time of the request', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const other = await startSigningIn({ issuers: [toIssuer({ issuer })] });
    const token = await provider.keys.sign(claims({ iss: issuer }));

    // The keys themselves are waited for for three seconds; a bare timer of this process is as late as the machine is.
    const longAfter = delay(2_500, 'waited for the keys', { ref: false });
    const asked = other.askAs({ ...bearer(token), 'mercia-budget-ms': '300' });

    expect(await Promise.race([asked, longAfter])).toMatchObject({
      status: 503,
      code: 'IDENTITY_UNAVAILABLE',
      told: null,
    });
    await other.close();
    silent.close();
  });

  it('are not looked for where a discovery document sends to another host', async () => {
    const other = await startSigningIn({
      issuers: [toIssuer({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') })],
    });
    const token = await provider.keys.sign(claims({ iss: provider.issuer.replace('127.0.0.1', 'localhost') }));

    expect(await other.askAs(bearer(token))).toMatchObject({ status: 503, code: 'IDENTITY_UNAVAILABLE' });
    await other.close();
  });
});

interface RefusedOptions {
  readonly patronSecret?: null;
  readonly issuers?: readonly { readonly development?: boolean }[];
}

describe('a graph', () => {
  it.each([
    ['without the secret for what is personal', { patronSecret: null }, /MERCIA_PATRON_SECRET is not set/],
    ['whose region names no issuer', { issuers: [] }, /names no issuer/],
    ['of a real region', { issuers: [{ development: false }] }, /for demonstrations/],
  ])('%s takes no token of the demonstration', async (_, options: RefusedOptions, message) => {
    const { patronSecret, issuers = [{}] } = options;
    const named = issuers.map((more) => toIssuer(provider, more));
    const other = await startSigningIn({ issuers: named, ...(patronSecret === null ? { patronSecret } : {}) });

    const asked = await other.askAs(bearer(await provider.keys.sign(claims())));

    expect(asked).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(message) as string,
    });
    await other.close();
  });

  it('holds up who sends one wrong token after another, and nobody whom it let in of late', async () => {
    let at = Date.now();
    const other = await startSigningIn({ issuers: [toIssuer(provider)], now: () => at });
    const known = bearer(await provider.keys.sign(claims()));
    await other.askAs(known);

    const wornOut = bearer(await provider.keys.sign(claims({ exp: now() - 60 })));
    for (let time = 0; time < 40; time += 1) await other.askAs(wornOut);
    const stillHeard = await other.askAs(bearer(await provider.keys.sign(claims())));
    for (let serial = 0; serial < 30; serial += 1) await other.askAs(bearer(`a.b.${serial}`));
    const heldUp = await other.askAs(bearer(await provider.keys.sign(claims())));
    const letIn = await other.askAs(known);
    const anybody = await other.askAs({});
    at += 61_000;
    const later = await other.askAs(bearer(await provider.keys.sign(claims())));

    expect([stillHeard.status, heldUp.status, letIn.status, anybody.status, later.status]).toEqual([
      200, 429, 200, 200, 200,
    ]);
    expect(heldUp.code).toBe('RATE_LIMITED');
    expect(Number(heldUp.headers.get('retry-after'))).toBeGreaterThan(0);
    await other.close();
  });

  it('lets nobody of the pages wait for wrong tokens of others, and believes the pages alone', async () => {
    const callerKey = Buffer.alloc(32, 5);
    const other = await startSigningIn({ issuers: [toIssuer(provider)], callerKey });
    const asFor = (key: Buffer, caller: string) => {
      const said = createEndCallers(key).passOn({ caller, limited: false, owes: false });
      return (token: string) => other.askAs({ ...bearer(token), 'mercia-asked-for': said });
    };
    const fresh = () => provider.keys.sign(claims({ jti: randomUUID() }));

    const [visitor, next] = [asFor(callerKey, 'visitor'), asFor(callerKey, 'next')];
    for (let serial = 0; serial < 30; serial += 1) await other.askAs(bearer(`a.b.${serial}`));
    const heldUp = await other.askAs(bearer(await fresh()));
    const pretended = await asFor(Buffer.alloc(32, 6), 'visitor')(await fresh());
    const letIn = await visitor(await fresh());
    for (let serial = 0; serial < 30; serial += 1) await visitor(`a.c.${serial}`);
    const heldUpToo = await visitor(await fresh());
    const letInToo = await next(await fresh());
    await other.close();

    expect([heldUp, pretended, letIn, heldUpToo, letInToo].map(({ status }) => status)).toEqual([
      429, 429, 200, 429, 200,
    ]);
  });

  it('tells callers behind a proxy apart where it was told to believe that proxy', async () => {
    const behind = await startSigningIn({ issuers: [toIssuer(provider)], trustedProxies: '127.0.0.1' });
    const direct = await startSigningIn({ issuers: [toIssuer(provider)] });
    const asksFrom = async (graph: SigningInGraph, address: string, token: string): Promise<number> =>
      (await graph.askAs({ ...bearer(token), 'x-forwarded-for': address })).status;

    const statuses = [];
    for (const graph of [behind, direct]) {
      for (let serial = 0; serial < 30; serial += 1) await asksFrom(graph, '192.0.2.1', `a.b.${serial}`);
      statuses.push(await asksFrom(graph, '192.0.2.2', await provider.keys.sign(claims())));
    }

    expect(statuses).toEqual([200, 429]);
    await behind.close();
    await direct.close();
  });
});
