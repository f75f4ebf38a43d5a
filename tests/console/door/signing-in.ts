/** Signing in and out: who gets in, as whom, and where they are led. */
import { describe, expect, it } from 'vitest';
import { openDemoConsole } from '../support/console.ts';
import { HOUR_MS, atTheOther, clock, forms, graph, issuer, options, pages } from './world.ts';

export function describeSigningIn(): void {
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

    it('leads back to the page at which somebody chose to sign in, with what they searched for, and nobody else there', async () => {
      const visitor = pages.visitor();
      const { html } = await visitor.get('/find?q=heart%20failure');
      const [, link = ''] = /href="(\/sign-in\?[^"]*)"/.exec(html) ?? [];
      const asked = await visitor.get(link);
      const shown = await visitor.signIn('reader');

      expect(link).toBe('/sign-in?from=%2Ffind%3Fq%3Dheart%2520failure');
      expect(asked.text).not.toContain('The page that you asked for');
      expect(shown.html).toMatch(/<title>[^<]*heart failure/);
      expect(shown.html).toContain('You are signed in');

      const next = pages.visitor();
      await next.get(link);
      const [, anew = ''] = /href="(\/sign-in\?[^"]*)"/.exec((await next.get('/')).html) ?? [];
      await next.get(anew);
      expect(anew).toBe('/sign-in?from=%2F');
      expect((await next.signIn('reader')).html).not.toContain('heart failure');
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
        expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('was not begun in this browser')]);
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

      expect(status).toBe(403);
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
        publicUrl: 'https://pages.example',
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

    it('is at home below a path, whether a proxy takes it off or not', async () => {
      const below = await openDemoConsole(graph, {
        trustedProxies: '127.0.0.1',
        publicUrl: 'https://example.org/mercia',
        addresses: { graph: null, feeds: 'https://example.org/mercia/feeds/' },
      });
      const get = (path: string): Promise<Response> =>
        fetch(`${below.url}${path}`, { redirect: 'manual', headers: { 'x-forwarded-proto': 'https' } });
      const begun = await Promise.all(['/sign-in/start', '/mercia/sign-in/start'].map(get));
      const [account, help, discover] = await Promise.all([get('/account'), get('/mercia/help'), get('/discover')]);
      await below.close();

      for (const { headers } of begun) {
        expect(headers.getSetCookie()).toEqual([
          expect.stringMatching(/^__Secure-mercia=[\w-]{32}; Path=\/mercia; HttpOnly; Secure; SameSite=Lax$/),
        ]);
        expect(new URL(headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
          'https://example.org/mercia/sign-in/back',
        );
      }
      expect(account.headers.get('location')).toBe('/mercia/sign-in');
      expect(await help.text()).toContain('href="/mercia/accessibility"');
      expect(await discover.text()).toContain('href="https://example.org/mercia/feeds/oai"');
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

  describe('signing out', () => {
    it('ends the session everywhere, and the sign-in at the issuer', async () => {
      const visitor = await pages.signedIn('operator');
      const old = atTheOther(visitor);
      expect((await old.get('/form')).status).toBe(200);
      await visitor.get('/help');
      const out = await visitor.post('/sign-out', {});

      expect([out.status, out.location]).toEqual([303, '/sign-out/issuer']);
      expect([...visitor.cookies.keys()]).toEqual(['mercia-ended']);
      expect((await old.get('/form')).location).toBe('/sign-in');
      const on = await visitor.get('/sign-out/issuer');
      const url = new URL(on.headers.get('refresh')?.replace('0; url=', '') ?? '');
      expect(on.html).toContain('Sign out of the sign-in service too');
      expect([url.origin, url.pathname]).toEqual([issuer.issuer, '/end-session']);
      expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(`${pages.url}/signed-out`);
      expect((await visitor.get('/signed-out')).text).toContain('You are signed out of these pages.');
    });

    it('is told to nobody who is signed in: they are told that they still are, and can sign out there', async () => {
      const visitor = await pages.signedIn('librarian');
      const on = await visitor.get('/sign-out/issuer');
      const still = await visitor.get('/signed-out');

      expect([on.status, on.location, on.headers.get('refresh')]).toEqual([302, '/signed-out', null]);
      expect(still.text).toContain(
        'You are still signed in Staff of Severnhythe Hospitals Library and Knowledge Service.',
      );
      expect(still.text).not.toContain('You are signed out');
      expect(still.html).toMatch(/<main[^]*action="\/sign-out"[^]*<\/main>/);
      expect((await visitor.post('/sign-out', {}, still.mark)).location).toBe('/sign-out/issuer');
      expect((await visitor.get('/signed-out')).text).toContain('You are signed out of these pages.');
    });

    it('is offered to who is signed in while their token cannot be renewed', async () => {
      const limits = { idleMs: 8 * HOUR_MS, longestMs: 8 * HOUR_MS };
      const lasting = await openDemoConsole(graph, { ...options(), signIn: { limits } });
      const visitor = await lasting.signedIn('reader');
      issuer.setDown(true);
      clock.later = HOUR_MS + 1_000;
      const { text, mark } = await visitor.get('/signed-out');
      const out = await visitor.post('/sign-out', {}, mark);
      issuer.setDown(false);
      await lasting.close();

      expect(text).toContain('You are still signed in');
      expect(text).not.toContain('You are signed out');
      expect([out.status, out.location]).toEqual([303, '/sign-out/issuer']);
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
}
