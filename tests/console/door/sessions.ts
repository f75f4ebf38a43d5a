/** Sessions and their tokens: how long they last, who shares them, and what gets out of them. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_FROM_ADDRESS } from '#console/sign-in/new-sessions.ts';
import { openDemoConsole, type DemoConsole } from '../support/console.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import {
  HOUR_MS,
  MINUTE_MS,
  atTheOther,
  clock,
  forms,
  graph,
  issuer,
  keyOf,
  options,
  others,
  pages,
  sessions,
} from './world.ts';

/** Every JWT begins so: `{"alg":`. */
const TOKEN_START = 'eyJhbGciOi';

export function describeSessions(): void {
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
      clock.later = NEARLY;
      const twin = createVisitor(lastingToo.url);
      for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
      const answers = await Promise.all([visitor, twin, visitor, twin].map((one) => one.get('/form')));

      expect(answers.map(({ text }) => /The graph says \w+/.exec(text)?.[0])).toEqual(
        Array.from({ length: 4 }, () => 'The graph says STAFF'),
      );
      expect(await sealedTokens(visitor)).not.toBe(before);
      clock.later += NEARLY;
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
      clock.later = NEARLY;
      const refused = await visitor.get('/form?q=here');
      const asked = await visitor.get('/sign-in');
      clock.later = 0;

      expect(refused.location).toBe('/sign-in');
      expect(asked.text).toContain('Your session has ended. Sign in again to go on.');
      expect((await visitor.signIn('librarian')).text).toContain('Query here.');
    });

    it('that are not renewed are told on a page for everybody, once', async () => {
      issuer.endSignIns();
      clock.later = NEARLY;

      expect((await visitor.get('/help')).text).toContain('Your session has ended You are not signed in any more.');
      expect((await visitor.get('/help')).text).not.toContain('Your session has ended');
    });

    it('that cannot be renewed for a while lose nobody their session', async () => {
      issuer.setDown(true);
      clock.later = NEARLY;
      expect((await visitor.get('/form')).text).toContain('The graph says STAFF');
      clock.later = HOUR_MS + 1_000;
      const closed = await visitor.get('/form');
      const open = await visitor.get('/help');
      const form = await visitor.post('/form', { note: 'a' });
      issuer.setDown(false);

      expect([closed.status, form.status, open.status]).toEqual([503, 503, 200]);
      for (const { text } of [closed, form, open]) expect(text).toContain('You are still signed in.');
      expect(forms.sent).toEqual([]);
      // It is not asked again at once.
      expect((await visitor.get('/form')).status).toBe(503);
      clock.later += 6_000;
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
      for (clock.later = 20 * MINUTE_MS; clock.later < 60 * MINUTE_MS; clock.later += 20 * MINUTE_MS) {
        expect((await busy.get('/form')).status).toBe(200);
      }
      const ended = await idle.get('/help');
      // The script's question does not keep a session alive.
      const asking = await busy.get('/session');
      clock.later += 29 * MINUTE_MS;

      expect(ended.text).toContain('Your session has ended');
      expect(asking.status).toBe(200);
      expect((await busy.get('/form')).location).toBe('/sign-in');
      expect((await pages.visitor().get('/session')).status).toBe(401);
    });

    it('are not used by a page that asks by itself how far work is, and it takes no notice from another', async () => {
      const visitor = await pages.signedIn('migration');
      const refill = () => visitor.get('/form', { 'x-refill': '1' });
      await visitor.get('/form');
      await visitor.post('/form', { note: 'a' });
      const asked = await refill();
      const loaded = await visitor.get('/form');
      for (clock.later = 20 * MINUTE_MS; clock.later < 60 * MINUTE_MS; clock.later += 20 * MINUTE_MS) await refill();

      expect(asked.text).not.toContain('The form arrived');
      expect(loaded.text).toContain('The form arrived');
      expect((await visitor.get('/form')).location).toBe('/sign-in');
    });

    it('are put off by whoever asks for it, up to the longest', async () => {
      const limits = { idleMs: 10 * MINUTE_MS, longestMs: 15 * MINUTE_MS };
      const short = await openDemoConsole(graph, { ...options(), signIn: { limits } });
      const visitor = await short.signedIn('reader');
      clock.later = 9 * MINUTE_MS;
      const put = JSON.parse((await visitor.post('/session', {})).html) as Record<string, unknown>;
      const { text } = await visitor.get('/form');
      clock.later = 15 * MINUTE_MS;
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

    it('go on after a page that failed, and are not noted as ended', async () => {
      const visitor = await pages.signedIn('reader');
      forms.meanwhile(async () => {
        throw new Error('failed by the test');
      });
      const failed = await visitor.get('/form');

      expect([failed.status, failed.headers.getSetCookie()]).toEqual([503, []]);
      expect((await visitor.get('/form')).text).toContain('The graph says PATRON');
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

    it('are swept when they have ended, all but their names, and those after three days', async () => {
      await pages.signedIn('reader');
      await pages.visitor().get('/sign-in/start');
      const left = async () =>
        (await sessions()).map(({ content, signed_in: signedIn, memory }) => [content, signedIn, memory]);
      clock.later = 24 * HOUR_MS;
      const fresh = await openDemoConsole(graph, options());
      await expect.poll(async () => new Set((await left()).flat()), { timeout: 10_000 }).toEqual(new Set(['', null]));
      await fresh.close();
      clock.later = 5 * 24 * HOUR_MS;
      const later = await openDemoConsole(graph, options());
      await expect.poll(left, { timeout: 10_000 }).toEqual([]);
      await later.close();
    });

    it('are begun so often from one address and no more', async () => {
      let later = Date.now();
      const fresh = await openDemoConsole(graph, { ...options(), now: () => later });
      const before = (await sessions()).length;
      for (let n = 0; n < MOST_FROM_ADDRESS + 5; n += 1) await fresh.visitor().get('/sign-in?from=/account');

      expect((await sessions()).length - before).toBe(MOST_FROM_ADDRESS);
      later += MINUTE_MS;
      await fresh.visitor().get('/sign-in?from=/account');
      expect((await sessions()).length - before).toBe(MOST_FROM_ADDRESS + 1);
      await fresh.close();
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
}
