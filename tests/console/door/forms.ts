/** Forms: what they do, and what becomes of one whose session has ended. */
import { describe, expect, it } from 'vitest';
import { type Visitor } from '../support/visitor.ts';
import { endSessions, forms, pages, sessions } from './world.ts';

export function describeForms(): void {
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

  describe('a session that ended in the middle of a form', () => {
    async function endedSession(): Promise<Visitor> {
      const visitor = await pages.signedIn('reader');
      await endSessions();
      return visitor;
    }

    it('keeps what was typed, and fills its page with it once, where its sender sends it', async () => {
      const visitor = await endedSession();
      const sent = await visitor.post('/form?q=of-it', { noteToStaff: 'a long <note>', id: 'x1' });
      const asked = await visitor.get('/sign-in');
      await visitor.get('/staff');
      const shown = await visitor.signIn('reader');

      expect([sent.status, sent.location]).toEqual([303, '/sign-in']);
      expect(asked.text).toContain('Your session has ended.');
      expect(asked.text).toContain('What you typed is kept for an hour.');
      expect(shown.text).toContain('Your form was not sent yet, so nothing was done.');
      expect(shown.text).toContain('Query of-it. Typed noteToStaff=a+long+%3Cnote%3E&amp;id=x1.');
      expect((await visitor.get('/form?q=of-it')).text).toContain('Typed nothing.');
      expect(forms.sent).toEqual([]);
    });

    it('shows it to nobody else who signs in in the same browser', async () => {
      const visitor = await endedSession();
      await visitor.post('/form', { note: 'of the reader alone' });
      const other = await visitor.signIn('operator');
      const seen = [other, await visitor.get('/form')];

      for (const { html } of seen) expect(html).not.toMatch(/of.the.reader.alone|not sent yet/);
    });

    it('never keeps a PIN', async () => {
      const visitor = await endedSession();
      await visitor.post('/form', { card: '2100 1', pin: 'canary-pin' });
      const { html, text } = await visitor.signIn('reader');

      expect(html).not.toContain('canary-pin');
      expect(text).toContain('Typed card=2100+1.');
    });

    it('keeps nothing that another site sent, and ends no session for it', async () => {
      const body = new URLSearchParams({ note: 'planted' });
      for (const site of ['cross-site', 'same-site', 'none', null]) {
        const headers: Record<string, string> = site === null ? {} : { 'sec-fetch-site': site };
        const answer = await fetch(`${pages.url}/form`, { method: 'POST', body, headers, redirect: 'manual' });
        expect([site, answer.status, answer.headers.getSetCookie()]).toEqual([site, 403, []]);
      }
    });

    it('keeps nothing of whoever had no session, and makes none', async () => {
      const before = (await sessions()).length;
      const body = new URLSearchParams({ note: 'x'.repeat(19_000), _csrf: 'made-up.made-up' });
      for (const cookie of [null, `mercia=${'a'.repeat(32)}`, `mercia-ended=${'b'.repeat(32)}`]) {
        const headers = { 'sec-fetch-site': 'same-origin', ...(cookie === null ? {} : { cookie }) };
        const answer = await fetch(`${pages.url}/form`, { method: 'POST', body, headers, redirect: 'manual' });
        expect([cookie, answer.status]).toEqual([cookie, 403]);
      }
      expect(await sessions()).toHaveLength(before);
    });

    it('is kept once for one session, however often it is sent with what the session left', async () => {
      const visitor = await pages.signedIn('reader');
      const { mark } = await visitor.get('/form');
      await endSessions();
      const cookie = `mercia=${visitor.cookies.get('mercia') ?? ''}`;
      const body = new URLSearchParams({ note: 'typed', _csrf: mark ?? '' });
      const headers = { 'sec-fetch-site': 'same-origin', cookie };
      const answers = [1, 2, 3].map(() =>
        fetch(`${pages.url}/form`, { method: 'POST', body, headers, redirect: 'manual' }),
      );
      const statuses = (await Promise.all(answers)).map(({ status }) => status);

      expect(statuses.toSorted()).toEqual([303, 403, 403]);
    });

    it('keeps what was typed though another tab was told first that the session has ended', async () => {
      const visitor = await endedSession();
      await visitor.get('/');
      await visitor.get('/');
      const sent = await visitor.post('/form', { noteToStaff: 'in the first tab' });

      expect([sent.status, sent.location]).toEqual([303, '/sign-in']);
    });

    it('is the same if it was ended in another tab, by signing out', async () => {
      const visitor = await pages.signedIn('reader');
      await visitor.get('/form');
      await visitor.post('/sign-out', {});
      const sent = await visitor.post('/form', { noteToStaff: 'in the first tab' });

      expect([sent.status, sent.location, forms.sent]).toEqual([303, '/sign-in', []]);
      expect((await visitor.signIn('reader')).text).toContain('Typed noteToStaff=in+the+first+tab.');
      expect(forms.sent).toEqual([]);
    });

    it('keeps no form that is too long to be kept whole', async () => {
      const visitor = await endedSession();
      await visitor.post('/form', { note: 'x'.repeat(30_000) });

      expect((await visitor.get('/sign-in')).text).not.toContain('is kept');
    });
  });
}
