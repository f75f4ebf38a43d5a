/** The widget of `clients/examples/find-a-copy` in a real browser, on a page of another origin than the demonstration's graph. */
import { startKeepingTerms } from '#cli/graph/harvesting.ts';
import { marcOf } from '#tests/conformance/koha-system.ts';
import { browserPath, hasBrowser, launchBrowser, openPage } from '#tests/gateway/support/browser.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { addBiblio, addItem } from '#simulators/koha/world.ts';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const HTML = readProjectFile('clients/examples/find-a-copy/index.html');
const GRAPH_IN_PAGE = 'http://127.0.0.1:4000';
const HOSTILE = `Wound care <img src=x onerror="document.title='broken'"> in hospitals`;
const UNHEARD_OF = 'A very quiet book';
/** A busy machine is no fault. */
const PATIENCE = { timeout: 20_000 };
const PATHOLOGY = '978-0-7020-7555-1';

interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly foreign: readonly string[];
  /** Budgets and bodies that were sent to the graph. */
  readonly sent: readonly string[];
}

function inlineOf(name: 'script' | 'style'): string {
  return new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`).exec(HTML)?.[1] ?? '';
}

describe('clients/examples/find-a-copy/index.html', () => {
  it.each(['script', 'style'] as const)('has the hash of its %s in its policy', (name) => {
    const hash = createHash('sha256').update(inlineOf(name)).digest('base64');

    expect(HTML).toContain(`${name}-src 'sha256-${hash}'`);
  });

  it('writes text only, keeps nothing, and names the graph in two places', () => {
    expect(HTML).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|cookie/,
    );
    expect(HTML).not.toMatch(/not available/i);
    expect(HTML.match(/https?:\/\/[^\s'";]+/g)).toEqual([GRAPH_IN_PAGE, `${GRAPH_IN_PAGE}/graphql`]);
  });
});

interface Copy {
  readonly state: string | null;
  readonly asOf?: string;
  readonly status?: string;
  readonly limitations?: readonly string[];
  readonly use?: string;
  readonly due?: { readonly on: string; readonly at: string | null };
}

describe('its words', () => {
  const zone = 'Europe/London';
  const live = { state: 'LIVE', asOf: '2026-11-27T14:05:10Z' };
  const before = { state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:10Z' };
  const due = { on: '2026-12-03', at: null };
  const late = { on: '2026-11-26', at: null };

  async function tell(copy: Copy): Promise<string> {
    const code = HTML.slice(HTML.indexOf('// ---- Words'), HTML.indexOf('// ---- Places and'));
    const words = (await import(`data:text/javascript,${encodeURIComponent(`${code}\nexport { tellCopy };`)}`)) as {
      tellCopy(copy: unknown, zone: string): { words: string };
    };
    const unknown = { asOf: null, status: null, limitations: null, use: null, due: null };
    return words.tellCopy({ ...unknown, ...copy }, zone).words;
  }

  beforeAll(() => vi.useFakeTimers({ now: new Date('2026-11-27T15:00:00Z'), toFake: ['Date'] }));
  afterAll(() => vi.useRealTimers());

  it.each<[Copy, string]>([
    [{ ...live, status: 'AVAILABLE', limitations: [] }, 'On the shelf, checked 14:05'],
    [
      { ...live, status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'] },
      'On the shelf, as far as its system can tell, checked 14:05',
    ],
    [
      { ...live, status: 'AVAILABLE', use: 'REFERENCE', limitations: [] },
      'On the shelf, to read in the library, checked 14:05',
    ],
    [{ ...live, status: 'ON_LOAN', due }, 'On loan, due 3 Dec'],
    [{ ...live, status: 'ON_LOAN', due: late }, 'On loan, overdue since 26 Nov'],
    [
      { ...live, status: 'ON_LOAN', due: { on: '2026-11-28', at: '2026-11-28T17:00:00Z' } },
      'On loan, due tomorrow 17:00',
    ],
    [{ ...live, status: 'ON_LOAN' }, 'On loan'],
    [{ ...before, status: 'AVAILABLE', limitations: [] }, 'On the shelf yesterday 14:05; the system is not answering'],
    [
      { ...before, asOf: '2026-11-27T09:00:00Z', status: 'ON_LOAN', due: late },
      'On loan, due 26 Nov, as of today 09:00; the system is not answering',
    ],
    [{ state: 'UNKNOWN' }, 'We could not check. It may be on the shelf.'],
    [{ ...live, status: 'UNKNOWN' }, 'We could not check. It may be on the shelf.'],
    [{ ...live, status: 'A_LATER_ONE' }, 'We could not check. It may be on the shelf.'],
    [{ state: 'A_LATER_ONE', status: 'AVAILABLE' }, 'We could not check. It may be on the shelf.'],
    [{ state: null }, 'We could not check. It may be on the shelf.'],
    [{ state: 'NOT_SUPPORTED' }, 'This system cannot tell us; ask the library.'],
  ])('of %j', async (copy, words) => {
    expect(await tell(copy)).toBe(words);
  });
});

describe.skipIf(!hasBrowser)(`the widget in a browser (skipped where ${browserPath} is absent)`, () => {
  let host: Server;
  let origin: string;
  let graph: DemoGraph;
  let browser: Browser;
  /** The record of {@link UNHEARD_OF}. */
  let unheardOf: number;
  const jobs = new AbortController();
  let working: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    host = createServer(({ url }, response) => {
      // Nobody listens there.
      const at = url === '/nobody' ? 'http://127.0.0.1:9' : new URL(graph.url).origin;
      const page = HTML.replaceAll(GRAPH_IN_PAGE, at);
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    graph = await startDemoGraph({ corsOrigins: [origin] });
    const { world } = graph.simulator('koha-b');
    const [branch = ''] = world.libraries.keys();
    const [itemType = ''] = world.itemTypes.keys();
    for (const title of [HOSTILE, UNHEARD_OF]) {
      const { biblio_id } = addBiblio(world, { marc: marcOf(title) });
      addItem(world, { biblio_id, home_library_id: branch, item_type_id: itemType });
      unheardOf = biblio_id;
    }
    await graph.harvest(['koha-b']);
    working = startKeepingTerms(graph.hub, jobs.signal);
    const suggested = `{ suggest(text: "${UNHEARD_OF}", first: 1) { text } }`;
    await vi.waitFor(
      async () => {
        expect((await graph.ask(suggested)).data).toMatchObject({ suggest: [{}] });
      },
      { timeout: 120_000, interval: 500 },
    );
    browser = await launchBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    jobs.abort();
    await working;
    await graph.close();
    host.closeAllConnections();
    host.close();
  });

  async function open({ width = 1280, located = true } = {}): Promise<Opened> {
    const { page, complaints, foreign } = await openPage(browser, [origin, new URL(graph.url).origin]);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST')
        sent.push(`${request.headers()['mercia-budget-ms'] ?? ''} ${request.postData() ?? ''}`);
    });
    await page.setViewportSize({ width, height: 900 });
    if (located) {
      await page.context().grantPermissions(['geolocation'], { origin });
      await page.context().setGeolocation({ latitude: 52.1912345, longitude: -2.2112345 });
    }
    await page.goto(origin);
    await page.waitForSelector('#near option:nth-child(6)', { state: 'attached' });
    return { page, complaints, foreign, sent };
  }

  /** What the page says at last of copies. */
  /** What is said then. A sentence is said a moment after what it is about is shown: `said` tells it from the one before. */
  async function untilCopies(page: Page, said = /Copies at|No library|read online|catalogue/): Promise<string> {
    await page.waitForSelector('#copies[aria-busy="false"]', { state: 'attached' });
    await vi.waitFor(async () => {
      expect(await page.textContent('#status')).toMatch(said);
    }, PATIENCE);
    return (await page.textContent('#status')) ?? '';
  }

  const copiesOf = (page: Page): Promise<readonly string[]> => page.locator('.copies strong').allTextContents();

  async function findByTitle(page: Page, title: string): Promise<void> {
    await page.fill('#words', title);
    await page.click('#suggestions li');
    await untilCopies(page);
  }

  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('suggests, shows the nearest copies live, and sends and keeps nothing else', async () => {
    const { page, complaints, foreign, sent } = await open();

    await page.locator('#words').pressSequentially(PATHOLOGY);
    await page.click('#suggestions li');
    await untilCopies(page);
    await page.click('#locate');
    await page.waitForSelector('.place >> text=in a straight line');
    const said = await untilCopies(page, /nearest/);
    const copies = await copiesOf(page);

    expect(said).toMatch(/^Copies at the nearest 10 places, on the shelf at \d+/);
    expect(await page.locator('.place').first().textContent()).toMatch(/Severnhythe.*About .* away.*(Open|Closed) now/);
    expect(copies.filter((words) => /^(\d+ copies: )?On the shelf.*, checked \d\d:\d\d$/.test(words))).not.toEqual([]);
    expect(copies.filter((words) => /^(\d+ copies: )?On loan, (due|overdue since) \d+ \w{3}/.test(words))).not.toEqual(
      [],
    );
    expect(sent.filter((each) => !each.startsWith('2000 {"query":'))).toEqual([]);
    expect(sent.join('\n')).toContain('{"latitude":52.191,"longitude":-2.211}');
    expect(await page.evaluate('({ ...localStorage, ...sessionStorage, cookies: document.cookie })')).toEqual({
      cookies: '',
    });
    expect([...complaints, ...foreign]).toEqual([]);
    await page.close();
  });

  it('works by keyboard alone, from a library of the list', async () => {
    const { page, complaints } = await open();
    const focused = page.locator(':focus');

    await page.keyboard.press('Tab');
    await page.keyboard.type('publication manual of the');
    await page.waitForSelector('#suggestions li');
    await vi.waitFor(async () => {
      expect(await page.textContent('#status')).toMatch(/^\d+ suggestions?\. Use the arrow keys/);
    }, PATIENCE);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    const active = await focused.getAttribute('aria-activedescendant');
    expect(await page.getAttribute('[role=option][aria-selected=true]', 'id')).toBe(active);
    await page.keyboard.press('Enter');
    await untilCopies(page);
    expect(await focused.textContent()).toMatch(/^Publication manual/i);
    await page.keyboard.press('Tab');
    expect(await focused.textContent()).toBe('Use where I am');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Near Sev');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.place >> text=/away|Here/');

    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lets one choose among the editions of a suggested title', async () => {
    const { page, complaints } = await open();

    await page.fill('#words', 'nursing in con');
    await page.click('#suggestions li >> text="2 editions"');
    await page.click('#editions button >> text="e-book"');
    await untilCopies(page);

    expect(await page.textContent('#about')).toMatch(/e-book/);
    expect(await page.textContent('#online')).toMatch(/^Read online: /);
    expect(await page.textContent('#status')).toBe('It can be read online.');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lists the editions of a search, by keyboard', async () => {
    const { page } = await open();

    await page.keyboard.press('Tab');
    await page.keyboard.type('nursing');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#editions button');
    await vi.waitFor(async () => {
      expect(await page.textContent('#status')).toMatch(/^\d+ editions to choose from\.$/);
    }, PATIENCE);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const chosen = (await page.locator('#editions button').first().textContent()) ?? '';
    await page.keyboard.press('Enter');
    await untilCopies(page);

    expect(chosen).toContain(await page.locator(':focus').textContent());
    expect(await page.locator('.place, #online li').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('says what was searched in the place of a mistyped word', async () => {
    const { page } = await open();

    await vi.waitFor(async () => {
      await page.fill('#words', 'psychiarty');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#editions button', { timeout: 2_000 });
    }, PATIENCE);

    expect(await page.textContent('body')).toContain('Hardly anything is spelt so. This is for: psychiatry.');
    await page.close();
  });

  it('shows a title with markup as the text that it is', async () => {
    const { page, complaints } = await open();

    await page.fill('#words', 'wound care');
    await page.waitForSelector(`#suggestions li >> text=${HOSTILE}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#editions button, .place');
    const shown = await page.locator('#editions, #title').allTextContents();

    expect(shown.join(' ')).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Find a copy');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says of a host that is down what was seen before or may be, and asks again', async () => {
    const { page } = await open();
    await findByTitle(page, PATHOLOGY);
    await graph.simulator('koha-b').faults.set({ down: true });
    try {
      // As if its system had never said anything of its copies: the harvest has kept what it saw of them.
      const forgotten = await graph.database.db
        .deleteFrom('last_known')
        .where('holding', 'like', `koha-b:holding:${unheardOf}@%`)
        .executeTakeFirst();
      expect(forgotten.numDeletedRows).toBe(1n);
      await findByTitle(page, UNHEARD_OF);
      expect(await copiesOf(page)).toEqual(['We could not check. It may be on the shelf.']);
      expect(await page.textContent('#status')).toMatch(/1 could not be checked now/);

      await findByTitle(page, PATHOLOGY);
      const copies = await copiesOf(page);
      expect(copies).toContainEqual(expect.stringMatching(/\d\d:\d\d; the system is not answering$/));
      expect(copies).toContainEqual(expect.stringMatching(/, checked \d\d:\d\d$/));
      expect(await page.textContent('main')).not.toMatch(/not available|unavailable/i);
    } finally {
      await graph.simulator('koha-b').faults.clear();
    }
    await vi.waitFor(
      async () => {
        await page.click('#again', { timeout: 1_000 });
        await untilCopies(page);
        expect((await copiesOf(page)).join()).not.toMatch(/not answering|could not check/);
      },
      { timeout: 60_000, interval: 1_000 },
    );
    await page.close();
  });

  it('does not wait for a host that hangs longer than its budget', async () => {
    const { page } = await open();
    await findByTitle(page, PATHOLOGY);
    await graph.simulator('koha-b').faults.set({ hang: true });
    try {
      const began = performance.now();
      await findByTitle(page, PATHOLOGY);
      const copies = await copiesOf(page);

      expect(performance.now() - began).toBeLessThan(10_000);
      expect(copies).toContainEqual(expect.stringMatching(/; the system is not answering$/));
      expect(copies).toContainEqual(expect.stringMatching(/, checked \d\d:\d\d$/));
    } finally {
      await graph.simulator('koha-b').faults.clear();
    }
    await page.close();
  });

  it('fits into 320 pixels', async () => {
    const { page } = await open({ width: 320 });

    expect(await overflow(page)).toBe(0);
    await page.fill('#words', 'nursing');
    await page.waitForSelector('#suggestions li');
    expect(await overflow(page)).toBe(0);
    await page.click('button.main');
    // An e-book is nowhere near.
    await page
      .locator('#editions button')
      .filter({ hasNotText: /e-book/i })
      .first()
      .click();
    await untilCopies(page);
    await page.click('#locate');
    await page.waitForSelector('.place >> text=in a straight line');
    expect(await overflow(page)).toBe(0);
    await page.close();
  });

  it('has a name for every control, and one place that speaks', async () => {
    const { page } = await open();
    await findByTitle(page, PATHOLOGY);

    const named = (role: 'combobox' | 'button' | 'heading', name: string) =>
      page.getByRole(role, { name, exact: true });
    await expect(named('combobox', 'Title or ISBN').count()).resolves.toBe(1);
    await expect(named('combobox', 'Or near a library').count()).resolves.toBe(1);
    await expect(named('button', 'Search').count()).resolves.toBe(1);
    await expect(named('button', 'Use where I am').count()).resolves.toBe(1);
    await expect(page.getByRole('combobox').count()).resolves.toBe(2);
    await expect(page.getByRole('region', { name: /Wheater/ }).count()).resolves.toBe(1);
    await expect(page.getByRole('link', { name: /^Telephone \d/ }).count()).resolves.toBeGreaterThan(5);
    expect(await page.locator('[aria-live], [role=status], [role=alert]').count()).toBe(1);
    await page.close();
  });

  it('puts into words what goes wrong', async () => {
    const { page } = await open({ located: false });
    const says = (words: RegExp): Promise<void> =>
      vi.waitFor(async () => {
        expect(await page.textContent('#status')).toMatch(words);
      }, PATIENCE);
    const search = async (text: string): Promise<void> => {
      await page.fill('#words', text);
      await page.keyboard.press('Enter');
    };

    await search('');
    await says(/^Type a title/);
    await search('9780702075552');
    await says(/^Please check what you typed: .*ISBN/i);
    await search('zzxqv');
    await says(/^Nothing was found\. Type whole words/);
    await findByTitle(page, PATHOLOGY);
    await page.click('#locate');
    await says(/Choose a library from the list/);
    for (const address of [`${origin}/nobody`, origin.replace('127.0.0.1', 'localhost')]) {
      await page.goto(address);
      await search('nursing');
      await says(/^The catalogue does not answer now/);
    }
    await page.close();
  });
});
