/**
 * Accounts over the demonstration: each outcome of a renewal while its system answers, dies before the form and after it; and nothing
 * of a reader in an address, a log, the database or another visitor's page.
 */
import { createSessionRows } from '#console/sessions/session-rows.ts';
import { placeHold, renew } from '#simulators/koha/world.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { createMarkFinder, type MarkFinder } from '#tests/privacy/support/marks.ts';
import { dumpTables } from '#tests/privacy/support/tables.ts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeDesk } from './desk.ts';
import { findByAxe } from './proof/checks/look.ts';
import { CARDS, mayRead, plantCanaries, type Planted } from './support/canaries.ts';
import { openDemoConsole, signInPage, type DemoConsole } from './support/console.ts';
import type { Visited, Visitor } from './support/visitor.ts';
import { referenceBehind, watch, type Taken, type WatchedVisitor } from './support/watched-visitor.ts';

/** Long enough for a busy machine; a system that is killed is gone at once. */
const CALL_TIMEOUT_MS = 4_000;
const SEVERNHYTHE = 'Severnhythe Hospitals Library';
const NOT_KNOWN = 'We cannot tell whether it was renewed';

let graph: DemoGraph;
let pages: DemoConsole;
let planted: Planted;
let find: MarkFinder;
let session: Visitor;
let reader: WatchedVisitor;
let other: WatchedVisitor;
const taken: Taken[] = [];

beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: CALL_TIMEOUT_MS });
  planted = plantCanaries(graph);
  find = createMarkFinder(planted.marks);
  pages = await openDemoConsole(graph);
  session = await pages.signedIn('reader');
  reader = watch('A', session, taken);
  other = watch('B', await pages.signedIn('other-reader'), taken);
}, 180_000);
afterAll(async () => {
  await pages.close();
  await graph.close();
});

const koha = () => graph.simulator('koha-a');
/** As if the time of the session that somebody used last were over. */
const endNewest = async (): Promise<void> => {
  const { db } = graph.database;
  const newest = db.selectFrom('console_session').select('key').where('signed_in', '<>', '').orderBy('used_at', 'desc');
  await db
    .updateTable('console_session')
    .set({ ends_at: new Date(0) })
    .where('key', '=', newest.limit(1))
    .execute();
};
const loanOfA = () => koha().world.checkouts.get(planted.loans.A.id);
const title = () => planted.loans.A.title;

async function link(visitor: WatchedVisitor, owner: 'A' | 'B', pin = CARDS[owner].pin): Promise<Visited> {
  await visitor.get('/account/link');
  return visitor.send('/account/link', { library: CARDS[owner].library, card: CARDS[owner].card, pin });
}

/** The account as soon as its system is asked again after it was dead. */
async function whenAnswered(): Promise<Visited> {
  let page = await reader.get('/account');
  await expect
    .poll(
      async () => {
        page = await reader.get('/account');
        return page.text;
      },
      { timeout: 20_000, interval: 300 },
    )
    .toContain(title());
  return page;
}

describe('a reader without a linked card', () => {
  it('is told how to link one', async () => {
    const { text } = await reader.get('/account');

    expect(text).toContain('No card is linked yet.');
    expect(text).not.toContain('nothing on loan');
  });

  it('is told what is missing, and that a card is not recognised, and never given the PIN back', async () => {
    const missing = await reader.send('/account/link', { library: '', card: '', pin: '' });
    const wrong = await link(reader, 'A', 'not the PIN');

    expect([missing.status, wrong.status]).toEqual([400, 400]);
    expect(missing.text).toContain('Enter the number of the card');
    expect(wrong.text).toContain('The library does not recognise this card with this PIN. Check both');
    expect(wrong.html).toContain(`value="${CARDS.A.card}"`);
    expect(wrong.html).not.toContain('not the PIN');
    expect(wrong.html).toMatch(/name="card"[^>]* autocomplete="username"/);
    expect(wrong.html).toMatch(/name="pin"[^>]* autocomplete="current-password"/);
  });

  it('links one, and sees what they have on loan', async () => {
    const { text, status } = await link(reader, 'A');

    expect(status).toBe(200);
    expect(text).toContain('Card linked');
    expect(text).toContain(title());
    expect((await link(reader, 'A')).text).toContain('This card is linked to you already.');
    expect((await link(other, 'B')).text).toContain(planted.loans.B.title);
  });
});

describe('a loan that is renewed', () => {
  it('is done, and says so once', async () => {
    const renewals = loanOfA()?.renewals_count ?? 0;

    const after = await reader.press(await reader.get('/account'), title());

    expect(after.text).toMatch(
      new RegExp(`Renewed “${title()}” \\(${SEVERNHYTHE}[^)]*\\) is now due \\d+ \\w+ \\d{4}`),
    );
    expect(loanOfA()?.renewals_count).toBe(renewals + 1);
    expect((await reader.get('/account')).text).not.toContain('is now due');
  });

  it('is done once, however often its form is sent', async () => {
    const renewals = loanOfA()?.renewals_count ?? 0;
    const page = await reader.get('/account');

    const [one, two] = await Promise.all([reader.press(page, title()), reader.press(page, title())]);
    await reader.press(page, title());

    expect(loanOfA()?.renewals_count).toBe(renewals + 1);
    expect(one.status + two.status).toBe(400);
  });

  it('is refused with the reason, where that came up after the page was shown', async () => {
    const loan = loanOfA();
    if (loan === undefined) throw new Error('the planted loan is gone');
    loan.renewals_count = 0;
    const page = await reader.get('/account');
    loan.renewals_count = 99;

    const after = await reader.press(page, title());
    loan.renewals_count = 0;

    expect(after.text).toContain(`“${title()}”`);
    expect(after.text).toContain('was not renewed. It has been renewed as often as the library allows.');
  });
});

describe('a system that dies', () => {
  it('between page and form: nothing was changed, and its loans are not said to be none', async () => {
    const page = await reader.get('/account');
    const renewals = loanOfA()?.renewals_count;
    await koha().kill();

    const after = await reader.press(page, title());
    await koha().restart();

    expect(after.text).toContain('was not renewed. It could not be done now, and nothing was changed.');
    expect(after.text).toContain(`We could not ask ${SEVERNHYTHE}`);
    expect(after.text).toContain('this does not mean that you have none');
    expect(after.text).not.toContain('nothing on loan');
    expect(loanOfA()?.renewals_count).toBe(renewals);
    await whenAnswered();
  });

  it('after it did it, without saying so: nobody can tell until it can be read', async () => {
    const page = await reader.get('/account');
    const renewals = loanOfA()?.renewals_count ?? 0;
    // It does it at once, and would take a minute for the answer.
    await koha().faults.set({ slowMsPerKilobyte: 60_000, only: ['write-renewal'] });
    const pressed = reader.press(page, title());
    await expect.poll(() => loanOfA()?.renewals_count, { timeout: 10_000 }).toBe(renewals + 1);
    await koha().kill();

    const after = await pressed;
    await koha().faults.clear();
    await koha().restart();

    expect(after.text).toContain(NOT_KNOWN);
    expect(after.text).toContain('Do not renew it again');
    expect(after.text).not.toContain('Renewed');
    expect((await whenAnswered()).text).toContain(`“${title()}” was renewed at ${SEVERNHYTHE}`);
    expect((await reader.get('/account')).text).not.toContain('We cannot tell');
    expect(loanOfA()?.renewals_count).toBe(renewals + 1);
  });

  it('before it did it: nobody can tell, and to ask again does nothing twice', async () => {
    const loan = loanOfA();
    if (loan !== undefined) loan.renewals_count = 0;
    const [page, older] = [await reader.get('/account'), await reader.get('/account')];
    await koha().faults.set({ hang: true, only: ['write-renewal'] });
    koha().calls.clear();
    const pressed = reader.press(page, title());
    await expect.poll(() => koha().calls.count('write-renewal'), { timeout: 10_000 }).toBe(1);
    await koha().kill();
    const after = await pressed;
    await koha().faults.clear();
    await koha().restart();

    expect(after.text).toContain(NOT_KNOWN);
    expect(after.text).toContain('Until you know, keep to the day that you knew before.');
    const known = await whenAnswered();
    expect(known.text).toContain(NOT_KNOWN);
    expect(known.text).toContain('We cannot tell yet whether it was renewed: see the top of this page.');
    // A page that was open before has another key.
    expect((await reader.press(older, title())).text).toContain('Nothing was sent now');
    const again = await reader.press(known, NOT_KNOWN);
    expect(again.text).toContain(NOT_KNOWN);
    expect(koha().calls.count('write-renewal')).toBe(1);
    expect(loanOfA()?.renewals_count).toBe(0);
    // Somebody renews it at the counter: the account shows it.
    renew(koha().world, planted.loans.A.id);
    expect((await reader.get('/account')).text).toContain(`“${title()}” was renewed at ${SEVERNHYTHE}`);
    expect((await reader.get('/account')).text).not.toContain('We cannot tell');
  });
});

describe('other forms', () => {
  it('renew all that can be, and say of each that was not why', async () => {
    const page = await reader.get('/account');
    const loan = loanOfA();
    if (loan !== undefined) loan.renewals_count = 99;

    const after = await reader.press(page, 'due soonest first');
    if (loan !== undefined) loan.renewals_count = 0;

    expect(after.text).toMatch(/\d+ of \d+ renewed/);
    expect(after.text).toMatch(/Renewed: “[^”]+” \([^)]+\) is now due/);
    expect(after.text).toMatch(new RegExp(`Not renewed: “${title()}” \\([^)]+\\)\\. It has been renewed as often`));
  });

  it('cancel a request', async () => {
    const asked = planted.marks.find(({ owner, what }) => owner === 'A' && what === 'title asked for')?.text ?? '';

    const after = await reader.press(await reader.get('/account'), asked);

    expect(after.text).toContain(`“${asked}” (${SEVERNHYTHE}`);
    expect(after.text).toContain('is no longer requested for you.');
    expect((await reader.get('/account')).text).not.toContain(asked);
    const patron = loanOfA()?.patron_id ?? 0;
    const wanted = [...koha().world.biblios.values()].at(-1)?.biblio_id ?? 0;
    placeHold(koha().world, { biblio_id: wanted, patron_id: patron, pickup_library_id: CARDS.A.branch });
  });

  it('do nothing in another session, and nothing of another person', async () => {
    const renewals = loanOfA()?.renewals_count;
    const reference = referenceBehind(await reader.get('/account'), title());
    await other.get('/account');

    const theirs = await other.send('/account', { reference });
    const again = watch('A', await pages.signedIn('reader'), taken);
    await again.get('/account');
    const own = await again.send('/account', { reference });

    for (const { text } of [theirs, own]) expect(text).toContain('Nothing was done');
    expect(loanOfA()?.renewals_count).toBe(renewals);
  });

  it('do nothing after the session has ended, and say so after signing in again', async () => {
    const renewals = loanOfA()?.renewals_count;
    const gone = pages.visitor();
    const leaving = watch('A', gone, taken);
    await gone.signIn('reader');
    const reference = referenceBehind(await leaving.get('/account'), title());
    await endNewest();

    const { location } = await leaving.post('/account', { reference, sent: 'yes' });

    expect(location).toBe('/sign-in');
    const back = await gone.signIn('reader');
    expect(back.text).toContain('Your sign-in had ended when you used a button here, so nothing was done.');
    expect(loanOfA()?.renewals_count).toBe(renewals);
    await endNewest();
    await leaving.post('/account/link', { library: CARDS.A.library, card: CARDS.A.card, pin: CARDS.A.pin });
    const form = await gone.signIn('reader');
    expect(form.text).toContain('Enter its number and PIN again: they were not kept.');
    expect(form.html).toContain(`value="${CARDS.A.library}" selected`);
    expect(find(form.html)).toEqual([]);
  });
});

describe('a title that is asked for', () => {
  const requestPage = async (): Promise<string> => {
    const { data } = await graph.ask<{ search: { nodes: { id: string }[] } }>(
      '{ search(query: "nursing", filter: { libraries: ["severnhythe"], formats: [BOOK] }, first: 1) { nodes { id } } }',
    );
    return `/titles/${encodeURIComponent(data.search.nodes[0]?.id ?? '')}/request/${CARDS.A.library}`;
  };
  const holdsOf = () => [...koha().world.holds.values()].filter(({ patron_id }) => patron_id === loanOfA()?.patron_id);

  it('is refused in words at its own page, and sent in no other session', async () => {
    const page = await reader.get(await requestPage());
    const [, reference = ''] = /name="reference" value="([^"]+)"/.exec(page.html) ?? [];

    expect((await other.send('/account', { reference, pickup: '' })).text).toContain('Nothing was done');
    const refused = await reader.send('/account', { reference, pickup: 'NOWHERE' });

    expect(refused.text).toContain('Not requested');
    expect(refused.text).toContain('no library of this region has that place');
  });

  it('is requested once at the chosen place, and then stands in the account', async () => {
    const path = await requestPage();
    const page = await reader.get(path);
    const before = holdsOf().length;
    const [, reference = ''] = /name="reference" value="([^"]+)"/.exec(page.html) ?? [];
    const form = { reference, pickup: 'EDU', item: '' };

    const after = await reader.send('/account', form);
    await reader.send('/account', form);
    const another = await reader.send('/account', { ...form, pickup: '' });

    expect(another.text).toMatch(/is requested for you at Severnhythe[^:]*: it is in your list below/);
    expect(another.text).not.toContain('Not requested');
    expect(page.text).toContain(`It is asked for with your card of ${SEVERNHYTHE}`);
    expect(after.text).toMatch(
      /Requested .* is requested for you at Severnhythe.* Collect it at Severnhythe Education Centre/,
    );
    expect(holdsOf().length).toBe(before + 1);
    expect(holdsOf().at(-1)?.pickup_library_id).toBe('EDU');
    expect((await reader.get(path)).text).toContain('You asked for it already');
  });

  it('is asked for in the library’s own way by whoever has no card', async () => {
    const path = await requestPage();
    const { html, text } = await pages.visitor().get(path);

    expect(text).toContain('If you have a card of');
    expect(html).toMatch(/href="https:\/\/library\.severnhythe\.example\/request\?title=[^"{}]+isbn=\d*"/);
    expect((await other.get(path)).text).toContain('Link the card of');
  });
});

describeDesk(() => ({ graph, pages, planted, find, endNewest }));

describe('those who have no account here', () => {
  it.each(['librarian', 'migration', 'operator'] as const)('are told so: %s', async (person) => {
    const visitor = watch(person, await pages.signedIn(person), taken);

    for (const path of ['/account', '/account/link']) {
      expect((await visitor.get(path)).text).toContain('This page is for readers');
    }
  });

  it('are asked to sign in', async () => {
    const visitor = watch('public', pages.visitor(), taken);

    expect((await visitor.get('/account')).location).toBe('/sign-in');
  });
});

describe('what is of one reader', () => {
  it('is in no page of another who looks at the same time', async () => {
    const shown = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const owner = index % 2 === 0 ? 'A' : 'B';
        const { html, text } = await (owner === 'A' ? reader : other).get('/account');
        return { told: find(html).map((mark) => mark.owner === owner), silent: text.includes('could not be asked') };
      }),
    );

    expect(shown.flatMap(({ told }) => told)).not.toContain(false);
    // Two workers answer for a system: it may be late for some.
    expect(shown.every(({ told, silent }) => told.length > 0 || silent)).toBe(true);
    expect(shown.some(({ told }) => told.length > 0)).toBe(true);
  });

  it('is in its session only until it is shown, and cannot be read in the database', async () => {
    const rows = createSessionRows(graph.database.db, { idleMs: 3_600_000, longestMs: 3_600_000 }, Date.now);
    const id = decodeURIComponent(session.cookies.get('mercia') ?? '');
    const kept = async () => find(JSON.stringify((await rows.find(id))?.content)).map(({ what }) => what);

    await reader.post('/account', { reference: referenceBehind(await reader.get('/account'), title()) });
    const waiting = await kept();
    const tables = await dumpTables(graph.database);
    await reader.get('/account');

    expect(waiting).toEqual(['title on loan']);
    expect(await kept()).toEqual([]);
    const inTables = tables.filter(({ text }) => find(text).length > 0).map(({ where }) => where);
    expect(inTables).toEqual([]);
    expect(tables.map(({ where }) => where)).toContain('console_session.content');
  });

  it('is in no address, in no log, and in no page but its own', async () => {
    const addresses = taken.flatMap(({ path, visited: { location, html } }) => [
      path,
      location ?? '',
      ...Array.from(html.matchAll(/(?:href|action|src)="([^"]*)"/g), ([, address = '']) => address),
    ]);
    const leaks = taken.flatMap(({ who, path, visited: { html, headers } }) => {
      const owner = who === 'A' || who === 'B' ? who : null;
      // Whoever types a card in is shown what they typed.
      const typed = (mark: { readonly what: string; readonly owner: string }): boolean =>
        path === '/account/link' && mark.what === 'card' && mark.owner === owner;
      return find(`${JSON.stringify([...headers])} ${html}`)
        .filter((mark) => !mayRead(mark, owner) && !typed(mark))
        .map((mark) => `${who} ${path}: ${mark.what} of ${mark.owner}`);
    });

    expect(addresses.length).toBeGreaterThan(500);
    expect(find(addresses.join('\n'))).toEqual([]);
    expect(addresses.filter((address) => /:(?:loan|account|hold):/.test(decodeURIComponent(address)))).toEqual([]);
    expect(leaks).toEqual([]);
    expect(find(taken.map(({ visited }) => visited.html).join('\n')).length).toBeGreaterThan(4);
    expect(pages.logged()).toContain('/account');
    expect(find(pages.logged())).toEqual([]);
    expect(pages.logged()).not.toMatch(/:(?:loan|account|hold):/);
  });

  it('may be kept by no cache, and tells no other page where its reader came from', () => {
    const headers = taken.map(({ visited }) => visited.headers);
    const accounts = taken.filter(({ path, visited }) => path.startsWith('/account') && visited.location === null);

    expect(new Set(accounts.map(({ visited }) => visited.headers.get('cache-control')))).toEqual(new Set(['no-store']));
    expect(headers.every((one) => !/public|max-age=[1-9]/.test(one.get('cache-control') ?? ''))).toBe(true);
    expect(new Set(headers.map((one) => one.get('referrer-policy')))).toEqual(new Set(['no-referrer']));
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  it('a loan is renewed from the start page alone, without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await signInPage(page, pages.url, 'reader');
    await page.goto(pages.url);
    await page.getByRole('link', { name: 'Account' }).first().click();
    const before = loanOfA()?.renewals_count ?? 0;
    await page.getByRole('button', { name: new RegExp(`^Renew ${title()}`) }).click();

    expect(await page.locator('.app-notices').innerText()).toMatch(new RegExp(`Renewed\\s+“${title()}”`));
    expect(loanOfA()?.renewals_count).toBe(before + 1);
    expect(page.url()).toBe(`${pages.url}/account`);
  });

  it('has no fault of WCAG 2.2 AA that axe finds, and no sideways scrolling at 320 pixels', async () => {
    const page = await pages.signedInPage(browser, 'reader', 390);
    for (const path of ['/account', '/account/link']) {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${pages.url}${path}`);

      expect([path, await findByAxe(page)]).toEqual([path, []]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    }
  });

  it('a PIN is pasted, and a request is cancelled or a card unlinked only after a second press', async () => {
    const page = await pages.signedInPage(browser, 'reader');
    await page.goto(`${pages.url}/account/link`);
    await page.focus('#pin');
    await page.evaluate(
      `const data = new DataTransfer(); data.setData('text/plain', 'x');
       window.pasteKept = document.querySelector('#pin').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))`,
    );
    expect(await page.evaluate('window.pasteKept')).toBe(true);
    await page.goto(`${pages.url}/account`);
    expect(await page.getByRole('button', { name: /^Yes, unlink it/ }).isVisible()).toBe(false);
    await page.getByText('Unlink this card').first().click();
    await page.getByRole('button', { name: /^Yes, unlink it/ }).click();

    expect(await page.locator('.app-notices').innerText()).toContain('Card unlinked');
    expect(await page.locator('main').innerText()).toContain('No card is linked yet.');
  });
});

describe('a card that is tried too often', () => {
  it('is locked, and says until when', async () => {
    let page = await link(other, 'A', 'wrong 1');
    for (let tries = 2; tries <= 6; tries += 1) page = await link(other, 'A', `wrong ${String(tries)}`);

    expect(page.text).toMatch(/There were too many tries that failed.*You can try again today \d\d:\d\d\./);
  });
});
