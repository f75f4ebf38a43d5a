/**
 * An account at the desk: shown to staff of the reader's library alone, for a purpose, written down each time; and nothing of it in an
 * address, a log, the database, another's page, or a browser after it was put away.
 */
import { createSessionRows } from '#console/sessions/session-rows.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import type { MarkFinder } from '#tests/privacy/support/marks.ts';
import { dumpTables } from '#tests/privacy/support/tables.ts';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findByAxe } from './proof/checks/look.ts';
import { CARDS, mayRead, type Planted } from './support/canaries.ts';
import { signInPage, type DemoConsole } from './support/console.ts';
import type { Visited, Visitor } from './support/visitor.ts';
import { watch, type Taken, type WatchedVisitor } from './support/watched-visitor.ts';

export interface DeskWorld {
  readonly graph: DemoGraph;
  readonly pages: DemoConsole;
  readonly planted: Planted;
  readonly find: MarkFinder;
  /** As if the time of the session that somebody used last were over. */
  readonly endNewest: () => Promise<void>;
}

const DESK = '/desk';

/** Over the readers of the accounts, whose cards have marks in them. */
export function describeDesk(world: () => DeskWorld): void {
  describe('an account at the desk', () => {
    const taken: Taken[] = [];
    let session: Visitor;
    let librarian: WatchedVisitor;
    beforeAll(async () => {
      session = await world().pages.signedIn('librarian');
      librarian = watch('librarian', session, taken);
    });

    const formOn = ({ html }: Visited): string => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const asked = (over: Readonly<Record<string, string>> = {}) => ({
      library: CARDS.A.library,
      card: CARDS.A.card,
      purpose: 'DESK_ENQUIRY',
      note: '',
      ...over,
    });
    const look = async (over: Readonly<Record<string, string>> = {}): Promise<Visited> =>
      librarian.post(DESK, { ...asked(over), form: formOn(await librarian.get(DESK)) });

    it('is for staff alone, who are asked for a card and a purpose', async () => {
      const { pages } = world();
      for (const person of ['reader', 'migration', 'operator'] as const) {
        const other = await pages.signedIn(person);
        const page = await other.get(DESK);
        const sent = await other.post(DESK, asked(), (await other.get('/account')).mark);

        expect([person, page.status, sent.status]).toEqual([person, 403, 403]);
        expect(page.text).toContain('It is for staff at the desk of a library.');
      }
      expect((await pages.visitor().get(DESK)).location).toBe('/sign-in');
      const { html } = await librarian.get(DESK);
      expect(html).toMatch(/name="card"[^>]* autocomplete="off"/);
      expect(html.match(/name="purpose"/g)).toHaveLength(5);
      expect(html).not.toMatch(/name="purpose"[^>]* checked/);
      expect(html).toContain('<a href="/my-library">Records to put right</a>');
      expect((await librarian.get('/')).html).toContain(`href="${DESK}"`);
    });

    it('shows what its system says, of which system and when, once for each form', async () => {
      const { planted, find } = world();
      const fields = { ...asked(), form: formOn(await librarian.get(DESK)) };
      const { status, html, text, headers } = await librarian.post(DESK, fields);
      const again = await librarian.post(DESK, fields);

      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(text.match(/Read today \d\d:\d\d from Four Rivers [^.]+\./g)).toHaveLength(4);
      expect(text).toMatch(/A reader of Severnhythe [^.]+\. Why you look: the reader asked\./);
      const told = planted.marks.filter(({ owner, told: isTold }) => owner === 'A' && isTold);
      expect(find(html).map(({ what }) => what)).toEqual(told.map(({ what }) => what));
      expect([again.status, again.location]).toEqual([303, DESK]);
      expect((await librarian.get(DESK)).text).toContain('This form was used before, or is out of date.');
    });

    it('is refused with the reason, and never shown for another library’s reader', async () => {
      const { graph } = world();
      const card = (branch: string): string =>
        [...graph.simulator('koha-a').world.patrons.values()].find(
          ({ library_id, cardnumber }) => library_id === branch && cardnumber !== null,
        )?.cardnumber ?? '';
      const refusals: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
        [{ purpose: '' }, /Choose why you look/],
        [{ card: ' ' }, /Enter the number of the card/],
        [{ library: 'clentwood' }, /Choose the library that you serve/],
        [{ card: '99999999' }, /does not know this card/],
        [{ card: card('WRK') }, /This is another library’s reader/],
        [{ card: '21001009981', purpose: 'INCIDENT', note: 'Case 7' }, /does not name this purpose/],
        [{ purpose: 'SUBJECT_ACCESS' }, /Say in a note what this look is about/],
        [{ note: 'long '.repeat(101) }, /The note must be 500 characters or less/],
      ];
      for (const [over, words] of refusals) {
        const { status, text } = await look(over);

        expect([over, status]).toEqual([over, 400]);
        expect(text).toMatch(words);
        expect(text).not.toContain('On loan, due soonest first');
      }
      await graph.simulator('koha-a').faults.set({ down: true });
      const silent = await look();
      await graph.simulator('koha-a').faults.clear();
      expect(silent.text).toContain('does not answer; try again later.');
      expect(silent.text).not.toContain('Nothing is on loan');
    });

    it('is written down each time, for operators to read', async () => {
      const { pages, find } = world();
      const { text, html } = await (await pages.signedIn('operator')).get('/operate/audit?of=readers');

      expect(text).toMatch(/Looked at an account \S+ Severnhythe [^.]*The reader asked Granted/);
      expect(text).toContain('Refused: the reader belongs to another library');
      expect(text).toMatch(/The reader asked what is kept Refused: the purpose requires a note/);
      expect(find(html)).toEqual([]);
    });

    it('is put away: the browser is told to forget it, and the session keeps nothing', async () => {
      const { graph, find } = world();
      await look();
      const { status, headers, location } = await librarian.post(DESK, { done: 'yes' });
      const rows = createSessionRows(graph.database.db, { idleMs: 3_600_000, longestMs: 3_600_000 }, Date.now);
      const kept = await rows.find(decodeURIComponent(session.cookies.get('mercia') ?? ''));
      const tables = await dumpTables(graph.database);

      expect([status, location, headers.get('clear-site-data')]).toEqual([303, DESK, '"cache"']);
      expect((await librarian.get(DESK)).text).toContain('The account was put away');
      expect(kept).not.toBeNull();
      expect(find(JSON.stringify(kept?.content))).toEqual([]);
      expect(tables.filter(({ text }) => find(text).length > 0).map(({ where }) => where)).toEqual([]);
    });

    it('is forgotten by the browser after “Done” in a session that has ended, or with the mark of another', async () => {
      const { pages, endNewest } = world();
      const visitor = await pages.signedIn('librarian');
      const { mark, headers } = await visitor.get(DESK);
      await endNewest();
      const late = await visitor.post(DESK, { done: 'yes' }, mark);
      const again = await visitor.signIn('librarian');
      const old = await visitor.post(DESK, { done: 'yes' }, mark);
      const typed = await visitor.post(DESK, asked({ card: '' }), (await visitor.get(DESK)).mark);

      const said = [late, old, typed].map((one) => [one.status, one.headers.get('clear-site-data')]);
      expect(said).toEqual([
        [303, '"cache"'],
        [403, '"cache"'],
        [400, null],
      ]);
      expect(late.location).toBe('/sign-in');
      expect(again.text).not.toContain('nothing was looked up');
      expect(headers.get('clear-site-data')).toBeNull();
    });

    it('is in no address, in no log, in no cache, and in no page but that of the look', () => {
      const { pages, find } = world();
      const addresses = taken.flatMap(({ path, visited: { location, html } }) => [
        path,
        location ?? '',
        ...Array.from(html.matchAll(/(?:href|action|src)="([^"]*)"/g), ([, address = '']) => address),
      ]);
      const leaks = taken.flatMap(({ visited: { html, headers } }) =>
        find(`${JSON.stringify([...headers])} ${html}`)
          // Whoever types a card in is shown what they typed.
          .filter((mark) => !mayRead(mark, 'A') && !(mark.what === 'card' && mark.owner === 'A'))
          .map(({ what, owner }) => `${what} of ${owner}`),
      );

      expect(leaks).toEqual([]);
      expect(find(addresses.join('\n'))).toEqual([]);
      expect(taken.map(({ visited }) => visited.headers.get('cache-control') ?? 'no-store')).not.toContain('public');
      expect(pages.logged()).toContain(DESK);
      expect(find(pages.logged())).toEqual([]);
    });
  });

  describe.skipIf(!hasBrowser)('an account at the desk, in a browser that keeps pages to go back to', () => {
    const open = async (page: Page, title: string): Promise<void> => {
      await page.getByRole('link', { name: 'Desk' }).click();
      await page.getByLabel('Number of the reader’s card').fill(CARDS.A.card);
      await page.getByRole('radio', { name: 'The reader asked', exact: true }).check();
      await page.getByRole('button', { name: 'Show the account' }).click();
      await page.getByText(title).first().waitFor();
    };

    /** A browser that kept the page is led to an empty form: on its way there nothing is shown. */
    const contentOf = (page: Page): Promise<string> =>
      page
        .evaluate<string>(
          'document.documentElement.outerHTML + Array.from(document.querySelectorAll("input"), ({ value }) => value)',
        )
        .catch(() => '');
    const expectNothing = async (page: Page): Promise<void> => {
      const content = await contentOf(page);
      expect(content).not.toContain(world().planted.loans.A.title);
      expect(content).not.toContain(CARDS.A.card);
    };

    it.each([true, false])('is gone after “Done” and after leaving, script: %s', async (javaScriptEnabled) => {
      const { pages, planted, endNewest } = world();
      const { title } = planted.loans.A;
      // By itself Playwright switches off what browsers keep.
      const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
      try {
        const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 800 } });
        const page = await context.newPage();
        await signInPage(page, pages.url, 'librarian');
        await open(page, title);

        expect(page.url()).toBe(`${pages.url}${DESK}`);
        if (javaScriptEnabled) {
          expect(await findByAxe(page)).toEqual([]);
          expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0);
          expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
        }
        await page.getByRole('button', { name: 'Done: put the account away' }).first().click();
        await page.getByText('The account was put away').waitFor();
        for (let step = 0; step < 3; step += 1) {
          // A page that is kept nowhere is not shown again: there is nothing to go back to.
          await page.goBack({ waitUntil: 'commit' }).catch(() => null);
          await expectNothing(page);
        }
        if (javaScriptEnabled) {
          await page.goto(pages.url);
          await open(page, title);
          await page.getByRole('link', { name: 'Help' }).first().click();
          await page.waitForURL(/help$/);
          await page.goBack({ waitUntil: 'commit' }).catch(() => null);
          await expectNothing(page);
          // Within the page itself when its session ends.
          const late = await context.newPage();
          await late.goto(pages.url);
          await open(late, title);
          await endNewest();
          await late.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
          await late.locator('main h1', { hasText: 'The account was put away' }).waitFor({ state: 'attached' });
          await expectNothing(late);
        }
      } finally {
        await browser.close();
      }
    });
  });
}
