/** Signing in to the console, over the demonstration's graph and issuer: who gets in, and what of them gets out. */
import { PAGES } from '#console/pages/index.ts';
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import axe from 'axe-core';
import type { Kysely } from 'kysely';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole, type DemoConsoleOptions } from './support/console.ts';
import { createFormPages } from './support/form-page.ts';
import { createVisitor, type Visitor } from './support/visitor.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Every JWT begins so: `{"alg":`. */
const TOKEN_START = 'eyJhbGciOi';

const forms = createFormPages();
let graph: DemoGraph;
let issuer: IdentityProvider;
/** Two processes that show the same pages, over one database. */
let pages: DemoConsole;
let others: DemoConsole;
/** What both take the time to be, from the real one. */
let later = 0;

const options = (): DemoConsoleOptions => ({ pages: [...PAGES, ...forms.pages], now: () => Date.now() + later });
beforeAll(async () => {
  graph = await startDemoGraph();
  if (graph.demo.issuer === null) throw new Error('the demonstration has no issuer');
  ({ issuer } = graph.demo);
  pages = await openDemoConsole(graph, options());
  others = await openDemoConsole(graph, options());
});
afterAll(async () => {
  await pages.close();
  await others.close();
  await graph.close();
});
beforeEach(() => {
  later = 0;
  forms.sent.length = 0;
  issuer.setDown(false);
});

/** The same browser, before the other process. */
function atTheOther({ cookies }: Visitor): Visitor {
  const visitor = createVisitor(others.url);
  for (const [name, value] of cookies) visitor.cookies.set(name, value);
  return visitor;
}

const sessions = async () => graph.database.db.selectFrom('console_session').selectAll().execute();
const keyOf = (id: string): string => createHash('sha256').update(id).digest('hex');

describe('signing in', () => {
  it.each([
    ['reader', 'Reader'],
    ['librarian', 'Staff of Severnhythe Hospitals Library and Knowledge Service'],
    ['migration', 'Migration team'],
    ['operator', 'Operator'],
  ] as const)('knows %s as %s, and says so once', async (person, who) => {
    const visitor = pages.visitor();
    const { text, status } = await visitor.signIn(person);

    expect(status).toBe(200);
    expect(text).toContain(`You are signed in ${who}`);
    const next = await visitor.get('/help');
    expect(next.text).not.toContain('You are signed in');
    expect(next.text).toContain(`${who} Sign out`);
    expect(next.text).toMatch(/You stay signed in until \d\d:\d\d ?, or longer/);
  });

  it('asks the graph as whoever is signed in, and others as the public', async () => {
    const [reader, operator] = [await pages.signedIn('reader'), await pages.signedIn('operator')];

    expect((await reader.get('/form')).text).toContain('The graph says PATRON, the page PATRON.');
    expect((await operator.get('/form')).text).toContain('The graph says OPERATOR, the page OPERATOR.');
    expect((await pages.visitor().follow('/form')).text).toContain('You sign in with the account of your library');
  });

  it('leads back to the page that was asked for', async () => {
    const visitor = pages.visitor();
    const refused = await visitor.get('/form?q=heart%20failure');
    const asked = await visitor.get('/sign-in');
    const shown = await visitor.signIn('reader');

    expect([refused.status, refused.location]).toEqual([302, '/sign-in']);
    expect(asked.text).toContain('The page that you asked for is for people who are signed in.');
    expect(shown.text).toContain('Query heart failure.');
  });

  it('leads back to the page at which somebody chose to sign in, without what they searched for', async () => {
    const visitor = pages.visitor();
    const { html } = await visitor.get('/find?q=heart%20failure');
    const [, link = ''] = /href="(\/sign-in\?[^"]*)"/.exec(html) ?? [];
    const asked = await visitor.get(link);
    const shown = await visitor.signIn('reader');

    expect(link).toBe('/sign-in?from=%2Ffind');
    expect(asked.text).not.toContain('The page that you asked for');
    expect(shown.html).toMatch(/<title>\s*Find/);
    expect(shown.html).toContain('You are signed in');
    expect((await pages.visitor().get('/')).html).toContain('href="/sign-in"');
  });

  it.each(['//elsewhere.example/', 'https://elsewhere.example/', '/sign-out'])(
    'does not lead to %s',
    async (elsewhere) => {
      const visitor = pages.visitor();
      await visitor.get(`/sign-in?from=${encodeURIComponent(elsewhere)}`);
      const begun = await visitor.get('/sign-in/start');
      const question = new URL(begun.location ?? '');
      question.searchParams.set('login_hint', 'reader');
      const back = new URL((await fetch(question, { redirect: 'manual' })).headers.get('location') ?? '');

      expect((await visitor.get(`${back.pathname}${back.search}`)).location).toBe('/');
    },
  );

  it('gives the browser one cookie, which no script sees and no other site sends with a form', async () => {
    const { headers } = await pages.visitor().get('/sign-in/start');
    const [line = '', ...more] = headers.getSetCookie();

    expect(more).toEqual([]);
    expect(line).toMatch(/^mercia=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('sets no cookie for who only looks', async () => {
    for (const path of ['/', '/sign-in', '/help', '/nothing']) {
      const { headers } = await pages.visitor().get(path);
      expect([path, headers.getSetCookie()]).toEqual([path, []]);
    }
  });

  it('begins another session: an id that was there before opens nothing', async () => {
    const visitor = pages.visitor();
    await visitor.get('/sign-in/start');
    const before = visitor.cookies.get('mercia') ?? '';
    await visitor.signIn('operator');
    const planted = pages.visitor();
    planted.cookies.set('mercia', before);

    expect(visitor.cookies.get('mercia')).not.toBe(before);
    expect((await planted.get('/form')).location).toBe('/sign-in');
  });

  it('takes no id that a browser made up', async () => {
    const visitor = pages.visitor();
    visitor.cookies.set('mercia', 'a'.repeat(32));
    await visitor.signIn('reader');

    expect(visitor.cookies.get('mercia')).not.toBe('a'.repeat(32));
  });

  it('refuses an answer that was not asked for here, and does not end a session for it', async () => {
    const visitor = pages.visitor();
    const begun = new URL((await visitor.get('/sign-in/start')).location ?? '');
    begun.searchParams.set('login_hint', 'operator');
    const { headers } = await fetch(begun, { redirect: 'manual' });
    const back = new URL(headers.get('location') ?? '');
    const signedIn = await pages.signedIn('reader');

    for (const victim of [pages.visitor(), signedIn]) {
      const answer = await victim.get(`${back.pathname}${back.search}`);
      expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('was not begun in this browser')]);
    }
    back.searchParams.set('state', 'another');
    expect((await visitor.get(`${back.pathname}${back.search}`)).text).toContain('was not begun in this browser');
    expect((await signedIn.get('/form')).text).toContain('The graph says PATRON');
  });

  it('says so if the issuer refuses, and does not repeat what it said', async () => {
    const visitor = pages.visitor();
    const begun = new URL((await visitor.get('/sign-in/start')).location ?? '');
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: 'canary <b>',
      state: begun.searchParams.get('state') ?? '',
    });
    const { status, html } = await visitor.get(`/sign-in/back?${query.toString()}`);

    expect(status).toBe(503);
    expect(html).toContain('The sign-in service did not sign you in.');
    expect(html).not.toContain('canary');
  });

  it('says so if the issuer is silent', async () => {
    const fresh = await openDemoConsole(graph, options());
    issuer.setDown(true);
    const { status, text } = await fresh.visitor().get('/sign-in/start');
    issuer.setDown(false);
    const again = await fresh.visitor().get('/sign-in/start');
    await fresh.close();

    expect([status, again.status]).toEqual([503, 302]);
    expect(text).toContain('The sign-in service does not answer. Try again in a few minutes.');
  });
});

describe('behind https', () => {
  it('names its cookie so that nobody else can set it, and does not pretend where that cannot work', async () => {
    const secure = await openDemoConsole(graph, {
      trustedProxies: '127.0.0.1',
      signIn: { publicUrl: 'https://pages.example' },
    });
    const start = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${secure.url}/sign-in/start`, { redirect: 'manual', headers });
    const byProxy = await start({ 'x-forwarded-proto': 'https' });
    const plain = await start({});
    await secure.close();

    expect(byProxy.headers.getSetCookie()[0]).toMatch(
      /^__Host-mercia=[\w-]{32}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(new URL(byProxy.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      'https://pages.example/sign-in/back',
    );
    expect([plain.status, plain.headers.getSetCookie()]).toEqual([503, []]);
    expect(await plain.text()).toContain('set up for https');
  });

  it('believes no host that a request names, but those of this machine', async () => {
    const { status, text } = await pages.visitor().get('/sign-in/start', { 'x-forwarded-host': 'evil.example' });
    const answer = await pages.visitor().get('/sign-in/start');

    expect([status, text]).not.toContain('evil.example');
    expect(answer.location).not.toContain('evil.example');
  });
});

describe('roles', () => {
  it('tell who may see a page', async () => {
    const statuses = async (person: 'reader' | 'librarian' | 'operator'): Promise<readonly number[]> => {
      const visitor = await pages.signedIn(person);
      return [(await visitor.get('/staff')).status, (await visitor.get('/operators')).status];
    };

    expect(await statuses('reader')).toEqual([403, 403]);
    expect(await statuses('librarian')).toEqual([200, 403]);
    expect(await statuses('operator')).toEqual([200, 200]);
  });

  it('are named in words to whom they are missing', async () => {
    const { text } = await (await pages.signedIn('reader')).get('/operators');

    expect(text).toContain('This page is not for your role It is for operators.');
  });
});

describe('forms', () => {
  it('do what they are for once, and say what came of it once', async () => {
    const visitor = await pages.signedIn('reader');
    await visitor.get('/form');
    const sent = await visitor.post('/form', { note: 'a', choice: ['1', '2'] });
    const shown = await visitor.get('/form');

    expect([sent.status, sent.location]).toEqual([303, '/form']);
    expect(forms.sent).toEqual(['note=a&choice=1&choice=2']);
    expect(shown.text).toContain('The form arrived Once.');
    expect((await visitor.get('/form')).text).not.toContain('The form arrived');
  });

  it('do nothing without the mark of their session, or with that of another', async () => {
    const [one, other] = [await pages.signedIn('reader'), await pages.signedIn('operator')];
    const { mark } = await other.get('/form');

    for (const given of [null, '', mark, 'made-up']) {
      const { status, text } = await one.post('/form', { note: 'a' }, given);
      expect([status, text]).toEqual([403, expect.stringContaining('This form was not accepted')]);
    }
    expect((await one.post('/sign-out', {}, null)).status).toBe(403);
    expect((await one.post('/session', {}, mark)).status).toBe(403);
    expect(forms.sent).toEqual([]);
  });

  it('are not read if they are too long, or no form', async () => {
    const visitor = await pages.signedIn('reader');
    const long = await visitor.post('/form', { note: 'x'.repeat(300_000) });

    expect([long.status, long.text]).toEqual([400, expect.stringContaining('Nothing was done.')]);
    expect(forms.sent).toEqual([]);
  });
});

describe('a database that goes away', () => {
  it('in the middle of a page leaves a page that can be read', async () => {
    const db = graph.database.open();
    const failing = await openDemoConsole(graph, { ...options(), signIn: { db } });
    const visitor = await failing.signedIn('reader');
    await visitor.get('/form');
    await visitor.post('/form', { note: 'a' });
    forms.meanwhile(() => db.destroy());
    // What the form came to is shown once, so that the session must be written.
    const { status, text, headers } = await visitor.get('/form');
    await failing.close();

    expect([status, headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(text).toContain('Try again in a few minutes.');
  });

  it('in the middle of a form is no reason to say that nothing was done', async () => {
    const db = graph.database.open();
    const failing = await openDemoConsole(graph, { ...options(), signIn: { db } });
    const visitor = await failing.signedIn('reader');
    await visitor.get('/form');
    forms.meanwhile(() => db.destroy());
    const { status, text } = await visitor.post('/form', { note: 'a' });
    await failing.close();

    expect([status, forms.sent]).toEqual([503, ['note=a']]);
    expect(text).toContain('We cannot tell whether this was done');
    expect(text).not.toContain('Nothing was done');
  });
});

describe('a session that ended in the middle of a form', () => {
  async function endedSession(): Promise<Visitor> {
    const visitor = await pages.signedIn('reader');
    await graph.database.db.deleteFrom('console_session').execute();
    return visitor;
  }

  it('keeps what was typed, and sends it when its sender says so', async () => {
    const visitor = await endedSession();
    const sent = await visitor.post('/form', { noteToStaff: 'a long <note>', id: 'x1' });
    const asked = await visitor.get('/sign-in');
    const shown = await visitor.signIn('reader');

    expect([sent.status, sent.location]).toEqual([303, '/sign-in']);
    expect(asked.text).toContain('Your session has ended.');
    expect(asked.text).toContain('What you typed is kept for an hour.');
    expect(shown.text).toContain('Your form was not sent yet');
    expect(shown.text).toContain('Note to staff a long &lt;note&gt;');
    expect(forms.sent).toEqual([]);
    await visitor.post('/form', { noteToStaff: 'a long <note>', id: 'x1' });
    expect(forms.sent).toEqual(['noteToStaff=a+long+%3Cnote%3E&id=x1']);
    expect((await visitor.get('/sign-in/kept')).location).toBe('/');
  });

  it('gives it back to a page that fills its form with it, once', async () => {
    const visitor = await endedSession();
    await visitor.post('/refills', { note: 'kept' });

    expect((await visitor.signIn('reader')).text).toContain('Typed note=kept.');
    expect((await visitor.get('/refills')).text).toContain('Typed nothing.');
  });

  it('never keeps a PIN', async () => {
    const visitor = await endedSession();
    await visitor.post('/form', { card: '2100 1', pin: 'canary-pin' });
    const { html, text } = await visitor.signIn('reader');

    expect(html).not.toContain('canary-pin');
    expect(text).toContain('such as a PIN, was not kept');
    expect(text).not.toContain('Send it now');
  });

  it('keeps nothing that another site sent, and ends no session for it', async () => {
    const body = new URLSearchParams({ note: 'planted' });
    for (const site of ['cross-site', 'same-site', 'none', null]) {
      const headers: Record<string, string> = site === null ? {} : { 'sec-fetch-site': site };
      const answer = await fetch(`${pages.url}/form`, { method: 'POST', body, headers, redirect: 'manual' });
      expect([site, answer.status, answer.headers.getSetCookie()]).toEqual([site, 403, []]);
    }
  });

  it('keeps no form that is too long to be kept whole', async () => {
    const visitor = await endedSession();
    await visitor.post('/form', { note: 'x'.repeat(30_000) });

    expect((await visitor.get('/sign-in')).text).not.toContain('is kept');
  });
});

describe('signing out', () => {
  it('ends the session everywhere, and the sign-in at the issuer', async () => {
    const visitor = await pages.signedIn('operator');
    const old = atTheOther(visitor);
    expect((await old.get('/form')).status).toBe(200);
    await visitor.get('/help');
    const out = await visitor.post('/sign-out', {});

    expect([out.status, out.location]).toEqual([303, '/sign-out/issuer']);
    expect([...visitor.cookies]).toEqual([]);
    expect((await old.get('/form')).location).toBe('/sign-in');
    const on = await visitor.get('/sign-out/issuer');
    const url = new URL(on.headers.get('refresh')?.replace('0; url=', '') ?? '');
    expect(on.html).toContain('Sign out of the sign-in service too');
    expect([url.origin, url.pathname]).toEqual([issuer.issuer, '/end-session']);
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(`${pages.url}/signed-out`);
    expect((await visitor.get('/signed-out')).text).toContain('You are signed out of these pages.');
  });

  it('is done even if the issuer is silent', async () => {
    const visitor = await pages.signedIn('reader');
    const old = atTheOther(visitor);
    await visitor.get('/help');
    issuer.setDown(true);
    await visitor.post('/sign-out', {});
    issuer.setDown(false);

    expect((await old.get('/form')).location).toBe('/sign-in');
  });
});

describe('tokens', () => {
  /** Just before the hour that the issuer's tokens are good for is over. */
  const NEARLY = HOUR_MS - 30_000;
  let visitor: Visitor;
  let lasting: DemoConsole;
  let lastingToo: DemoConsole;
  beforeAll(async () => {
    const limits = { idleMs: 8 * HOUR_MS, longestMs: 8 * HOUR_MS };
    lasting = await openDemoConsole(graph, { ...options(), signIn: { limits } });
    lastingToo = await openDemoConsole(graph, { ...options(), signIn: { limits } });
  });
  afterAll(async () => {
    await lasting.close();
    await lastingToo.close();
  });
  beforeEach(async () => {
    visitor = await lasting.signedIn('librarian');
  });

  it('are renewed before they end, once for all requests and processes', async () => {
    const before = await sealedTokens(visitor);
    later = NEARLY;
    const twin = createVisitor(lastingToo.url);
    for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
    const answers = await Promise.all([visitor, twin, visitor, twin].map((one) => one.get('/form')));

    expect(answers.map(({ text }) => /The graph says \w+/.exec(text)?.[0])).toEqual(
      Array.from({ length: 4 }, () => 'The graph says STAFF'),
    );
    expect(await sealedTokens(visitor)).not.toBe(before);
    later += NEARLY;
    expect((await visitor.get('/form')).text).toContain('The graph says STAFF');
  });

  it('are renewed if the graph does not accept one, and the page is shown', async () => {
    const before = await sealedTokens(visitor);
    forms.refuseOnce();
    const { text } = await visitor.get('/form');

    expect(text).toContain('The graph says STAFF');
    expect(await sealedTokens(visitor)).not.toBe(before);
  });

  it('that are not renewed lead to signing in again, and back', async () => {
    issuer.endSignIns();
    later = NEARLY;
    const refused = await visitor.get('/form?q=here');
    const asked = await visitor.get('/sign-in');
    later = 0;

    expect(refused.location).toBe('/sign-in');
    expect(asked.text).toContain('Your session has ended. Sign in again to go on.');
    expect((await visitor.signIn('librarian')).text).toContain('Query here.');
  });

  it('that are not renewed are told on a page for everybody, once', async () => {
    issuer.endSignIns();
    later = NEARLY;

    expect((await visitor.get('/help')).text).toContain('Your session has ended You are not signed in any more.');
    expect((await visitor.get('/help')).text).not.toContain('Your session has ended');
  });

  it('that cannot be renewed for a while lose nobody their session', async () => {
    issuer.setDown(true);
    later = NEARLY;
    expect((await visitor.get('/form')).text).toContain('The graph says STAFF');
    later = HOUR_MS + 1_000;
    const closed = await visitor.get('/form');
    const open = await visitor.get('/help');
    const form = await visitor.post('/form', { note: 'a' });
    issuer.setDown(false);

    expect([closed.status, form.status, open.status]).toEqual([503, 503, 200]);
    for (const { text } of [closed, form, open]) expect(text).toContain('You are still signed in.');
    expect(forms.sent).toEqual([]);
    expect((await visitor.get('/form')).text).toContain('The graph says STAFF');
  });

  async function sealedTokens({ cookies }: Visitor): Promise<string | null | undefined> {
    const key = keyOf(cookies.get('mercia') ?? '');
    return (await sessions()).find((row) => row.key.toString('hex') === key)?.signed_in;
  }
});

describe('sessions', () => {
  it('end if they are not used, and in any case at last', async () => {
    const [idle, busy] = [await pages.signedIn('reader'), await pages.signedIn('reader')];
    for (later = 20 * MINUTE_MS; later < 60 * MINUTE_MS; later += 20 * MINUTE_MS) {
      expect((await busy.get('/form')).status).toBe(200);
    }
    const ended = await idle.get('/help');
    // The script's question does not keep a session alive.
    const asking = await busy.get('/session');
    later += 29 * MINUTE_MS;

    expect(ended.text).toContain('Your session has ended');
    expect(asking.status).toBe(200);
    expect((await busy.get('/form')).location).toBe('/sign-in');
    expect((await pages.visitor().get('/session')).status).toBe(401);
  });

  it('are put off by whoever asks for it, up to the longest', async () => {
    const limits = { idleMs: 10 * MINUTE_MS, longestMs: 15 * MINUTE_MS };
    const short = await openDemoConsole(graph, { ...options(), signIn: { limits } });
    const visitor = await short.signedIn('reader');
    later = 9 * MINUTE_MS;
    const put = JSON.parse((await visitor.post('/session', {})).html) as Record<string, unknown>;
    const { text } = await visitor.get('/form');
    later = 15 * MINUTE_MS;
    const over = await visitor.get('/form');
    await short.close();

    expect(put).toMatchObject({
      signedIn: true,
      mayGoOn: false,
      until: expect.stringMatching(/^\d\d:\d\d$/) as string,
    });
    expect(put['leftMs']).toBeGreaterThan(5 * MINUTE_MS);
    expect(text).toMatch(/You stay signed in until \d\d:\d\d ?\. /);
    expect(over.location).toBe('/sign-in');
  });

  it('are shared by processes', async () => {
    const visitor = await pages.signedIn('migration');
    const twin = atTheOther(visitor);
    const { mark } = await twin.get('/form');

    expect((await visitor.post('/form', { note: 'a' }, mark)).status).toBe(303);
    expect((await twin.get('/form')).text).toContain('The form arrived');
  });

  it('cannot be opened by who has their table', async () => {
    const visitor = await pages.signedIn('operator');
    const id = visitor.cookies.get('mercia') ?? '';
    const rows = await sessions();
    const own = rows.find(({ key }) => key.toString('hex') === keyOf(id));

    expect(own?.signed_in).not.toBeNull();
    for (const { key, content, signed_in } of rows) {
      const sealed = [content, signed_in ?? ''];
      const text = [...sealed, ...sealed.map((one) => Buffer.from(one, 'base64url').toString('latin1'))].join(' ');
      for (const clear of [TOKEN_START, 'OPERATOR', 'notices', 'verifier', id]) expect(text).not.toContain(clear);
      for (const name of [key.toString('hex'), key.toString('base64url'), content]) {
        const thief = pages.visitor();
        thief.cookies.set('mercia', name);
        expect((await thief.get('/form')).location).toBe('/sign-in');
      }
    }
    // Nor can somebody put what another has into a row of their own.
    const reader = await pages.signedIn('reader');
    const key = createHash('sha256')
      .update(reader.cookies.get('mercia') ?? '')
      .digest();
    await graph.database.db
      .updateTable('console_session')
      .set({ signed_in: own?.signed_in ?? null })
      .where('key', '=', key)
      .execute();
    expect((await reader.get('/form')).text).not.toContain('OPERATOR');
  });

  it('are swept when they have ended', async () => {
    await pages.signedIn('reader');
    later = 24 * HOUR_MS;
    const fresh = await openDemoConsole(graph, options());
    await expect.poll(async () => (await sessions()).length, { timeout: 10_000 }).toBe(0);
    await fresh.close();
  });
});

/** A database of which nothing is heard any more. */
const silent = createServer((socket) => {
  socket.on('error', () => undefined);
});

const DATABASES: Readonly<Record<string, () => Promise<number>>> = {
  'is not there': async () => 1,
  async 'says nothing'() {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    return (silent.address() as AddressInfo).port;
  },
};

describe.each(Object.entries(DATABASES))('while the database of the sessions %s', (_state, listen) => {
  let db: Kysely<Database>;
  let blind: DemoConsole;
  beforeAll(async () => {
    db = openDatabase({
      target: { url: `postgres://nobody@127.0.0.1:${String(await listen())}/none` },
      applicationName: 'test',
      poolSize: 4,
      statementTimeoutMs: 1_000,
    });
    blind = await openDemoConsole(graph, { ...options(), signIn: { db } });
  });
  afterAll(async () => {
    await blind.close();
    silent.close();
    await db.destroy();
  });

  it('no session is ended, and pages for everybody are shown', async () => {
    const visitor = await pages.signedIn('reader');
    const twin = createVisitor(blind.url);
    for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
    const stranger = blind.visitor();
    const [open, closed, form, out, home] = [
      await twin.get('/help'),
      await twin.get('/form'),
      await twin.post('/form', {}, 'x'),
      await twin.post('/sign-out', {}, 'x'),
      await stranger.get('/'),
    ];

    expect([open.status, closed.status, form.status, out.status, home.status]).toEqual([200, 503, 503, 503, 200]);
    expect(open.text).toContain('If you were signed in, you still are.');
    for (const { text } of [closed, form, out]) {
      expect(text).toContain('Nobody can sign in or out now');
      expect(text).toContain('Nothing was done. If you were signed in, you still are.');
    }
    expect([...twin.cookies]).toEqual([...visitor.cookies]);
    expect((await visitor.get('/form')).text).toContain('The graph says PATRON');
  });

  it('who wants to sign in is told that it is not possible now', async () => {
    for (const path of [
      '/sign-in',
      '/sign-in?from=%2Fhelp',
      '/sign-in/start',
      '/form',
      '/sign-in/back?code=1&state=2',
    ]) {
      const { status, text, html, headers } = await blind.visitor().get(path);

      expect([path, status, headers.getSetCookie()]).toEqual([path, 503, []]);
      expect(text).toMatch(/Nobody can sign in (or out )?now.* The database with the sessions does not answer\./);
      expect(html).not.toContain('href="/sign-in/start"');
    }
    const sent = await blind.visitor().post('/form', { note: 'a' });
    expect([sent.status, sent.text]).toEqual([503, expect.stringContaining('Nothing was done.')]);
  });
});

describe('if nobody can sign in', () => {
  it('says so, offers nothing, and shows what everybody may see', async () => {
    const closed = await openDemoConsole(graph, { ...options(), signIn: null });
    const visitor = closed.visitor();
    const [home, asked, page, form] = [
      await visitor.get('/'),
      await visitor.get('/sign-in'),
      await visitor.get('/form'),
      await visitor.post('/form', { note: 'a' }),
    ];
    await closed.close();

    expect(home.html).not.toContain('href="/sign-in"');
    expect([home.status, asked.status, page.status, form.status]).toEqual([200, 200, 403, 403]);
    for (const { text } of [asked, page, form]) expect(text).toContain('Nobody can sign in here');
    expect(forms.sent).toEqual([]);
  });
});

describe('what is told of somebody', () => {
  it('is no token, no code and no session id: in no log, page, address', async () => {
    const visitor = pages.visitor();
    const seen: string[] = [];
    for (const visited of [
      await visitor.get('/form'),
      await visitor.get('/sign-in'),
      await visitor.signIn('librarian'),
      await visitor.get('/form'),
      await visitor.get('/session'),
      await visitor.post('/form', { note: 'a' }),
      await visitor.get('/nothing'),
    ])
      seen.push(visited.html, visited.location ?? '');
    const id = visitor.cookies.get('mercia') ?? '';
    const everything = [...seen, pages.logged(), others.logged()].join('\n');

    expect(id).toMatch(/^[\w-]{32}$/);
    for (const secret of [TOKEN_START, id, 'code=', 'verifier', 'refresh_token', 'Bearer']) {
      expect(everything).not.toContain(secret);
    }
    // What a sign-in begins with is in the address of the issuer alone.
    expect(pages.logged()).toContain('/sign-in/back');
    expect(pages.logged()).not.toContain('state=');
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  const AXE = `axe
    .run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function faultsOf(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    return page.evaluate<readonly string[]>(AXE);
  }

  it('signs in by a button and a choice, and out by another, on pages without a fault that axe finds', async () => {
    const page = await pages.signedInPage(browser, 'librarian', 390);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    expect(await page.textContent('[role=status]')).toMatch(/You are signed in\s+Staff of/);
    for (const path of ['/', '/form', '/operators', '/sign-in', '/signed-out', '/nothing']) {
      await page.goto(`${pages.url}${path}`);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect([path, overflow, await faultsOf(page)]).toEqual([path, 0, []]);
    }
    await page.getByRole('button', { name: 'Sign out' }).click();
    // To the issuer and back, at once.
    await page.waitForURL(`${pages.url}/signed-out`);

    expect(await page.textContent('h1')).toBe('You are signed out');
    expect(await page.getByRole('link', { name: 'Sign in' }).isVisible()).toBe(true);
    expect(complaints.filter((text) => !/40[34]/.test(text))).toEqual([]);
    await page.context().close();
  });

  it('has every entry of the navigation in sight at 320 pixels', async () => {
    const page = await pages.signedInPage(browser, 'operator', 320);
    const entries = await page.evaluate<readonly [string, boolean][]>(`
      [...document.querySelectorAll('header a, header button')]
        .filter((one) => one.checkVisibility())
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect().right <= innerWidth])`);

    expect(entries.map(([text]) => text)).toEqual(
      expect.arrayContaining(['Sign out', 'Find', 'Systems', 'Compare', 'Account', 'Operate', 'Help']),
    );
    expect(entries.filter(([, inSight]) => !inSight)).toEqual([]);
    await page.context().close();
  });

  it('keeps what was typed when a session ends in the middle of a form', async () => {
    const page = await pages.signedInPage(browser, 'reader');
    await graph.database.db.deleteFrom('console_session').execute();
    await page.evaluate(`(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/form';
      form.innerHTML = '<input name="_csrf" value="old"><input name="note" value="what was typed">';
      document.body.append(form);
      form.submit();
    })()`);
    await page.waitForURL(`${pages.url}/sign-in`);
    await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
    await page.locator('a[href*="login_hint=reader"]').click();
    await page.waitForURL(`${pages.url}/sign-in/kept`);
    expect(await page.textContent('dl')).toContain('what was typed');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send it now' }).click();
    await page.waitForURL(`${pages.url}/form`);

    expect(forms.sent).toEqual(['note=what+was+typed']);
    await page.context().close();
  });

  it('warns before a session ends, and puts the end off for whoever wants it', async () => {
    const page = await pages.signedInPage(browser, 'reader');
    const dialog = page.getByRole('dialog');
    /** For the page and for the server. */
    const wait = async (ms: number): Promise<void> => {
      later += ms;
      await page.clock.fastForward(ms);
    };
    await page.clock.install();
    await page.goto(`${pages.url}/find`);
    await page.focus('#words');
    await page.keyboard.type('half a word');
    const until = await page.textContent('[data-session-until]');
    await wait(20 * MINUTE_MS);
    expect(await dialog.isVisible()).toBe(false);
    await wait(8.5 * MINUTE_MS);

    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/You will be signed out at \d\d:\d\d, because/);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Stay signed in');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.evaluate<string>('document.activeElement.id + document.activeElement.value')).toBe(
      'wordshalf a word',
    );
    expect(await page.textContent('[data-session-until]')).not.toBe(until);
    await wait(28.5 * MINUTE_MS);
    await dialog.waitFor();
    await wait(2 * MINUTE_MS);
    await dialog.getByText('Your session has ended.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Stay signed in' }).isVisible()).toBe(false);
    expect(await page.inputValue('#words')).toBe('half a word');
    await page.context().close();
  });
});
