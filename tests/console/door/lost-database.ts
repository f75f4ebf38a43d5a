/** What is shown while the database of the sessions does not answer, or goes away. */
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from '../support/console.ts';
import { createVisitor } from '../support/visitor.ts';
import { forms, graph, options, pages } from './world.ts';

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

export function describeLostDatabase(): void {
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
      expect([sent.status, sent.text]).toEqual([403, expect.stringContaining('Nothing was done.')]);
    });
  });
}
