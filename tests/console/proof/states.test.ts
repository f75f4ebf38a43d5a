/** Every page in every state: readable for everybody, and true to its state. */
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { signInPage } from '#tests/console/support/console.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBeyondAxe, findByAxe, findByTabbing, type Seen } from './checks/look.ts';
import { describeOtherPages } from './drill-others.ts';
import { STATES, type State } from './states.ts';
import { describeSystems } from './systems.ts';
import { describeTasks } from './tasks.ts';
import { openWorlds, WORLDS, type WorldName, type Worlds } from './worlds.ts';

/** For each world; these end only what hangs. */
const TIMEOUT_MS = 600_000;

interface Visited {
  readonly faults: readonly string[];
  readonly seen: Seen;
}

describe.skipIf(!hasBrowser)('every page in every state', () => {
  let worlds: Worlds;
  let browser: Browser;
  let consoleUrl: string;
  const seenOf = new Map<string, Seen>();
  /** By console and person: a browser of their own, signed in where they are somebody. */
  const contexts = new Map<string, Promise<BrowserContext>>();

  beforeAll(async () => {
    [worlds, browser] = await Promise.all([openWorlds(), launchBrowser()]);
    consoleUrl = (await worlds.worlds[0]?.begin()) ?? '';
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser.close();
    await worlds.close();
  });

  async function contextOf(url: string, who: State['who']): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    if (who !== undefined) {
      const page = await context.newPage();
      await signInPage(page, url, who);
      // What it says of signing in is shown once.
      await page.goto(url);
      await page.close();
    }
    return context;
  }

  async function pageOf(url: string, who: State['who']): Promise<Page> {
    const key = `${url} ${who ?? ''}`;
    const context = contexts.get(key) ?? contextOf(url, who);
    contexts.set(key, context);
    return (await context).newPage();
  }

  async function visit(page: Page, url: string, { path, status = 200, says, never, tabbed }: State): Promise<Visited> {
    const complaints: string[] = [];
    page.on('console', (message) => {
      // A page that is not there is no fault of the policy.
      if (message.type() === 'error' && !message.text().includes(`status of ${status}`))
        complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(`asks ${request.url()}`);
    });
    const response = await page.goto(url + (typeof path === 'string' ? path : path(worlds.places)));
    const text = (await page.innerText('body')).replaceAll(/\s+/g, ' ');
    // What axe itself puts into a page for its work is not the page's.
    const own = [...complaints];
    const axe = await findByAxe(page);
    const beyond = await findBeyondAxe(page);
    const faults = [
      ...(response?.status() === status ? [] : [`answers ${String(response?.status())}`]),
      ...(says.test(text) ? [] : [`does not say ${String(says)}: ${text}`]),
      ...(never?.test(text) === true ? [`says ${String(never.exec(text)?.[0])}`] : []),
      ...axe,
      ...beyond.faults,
      ...(tabbed === true ? await findByTabbing(page) : []),
      ...own,
    ];
    return { faults, seen: beyond.seen };
  }

  const walkThrough = async (name: WorldName): Promise<void> => {
    const found: string[] = [];
    const world = worlds.worlds.find((one) => one.name === name);
    const states = STATES.filter((state) => state.world === name);
    const url = (await world?.begin()) ?? '';
    for (const state of states) {
      const page = await pageOf(url, state.who);
      const { faults, seen } = await visit(page, url, state);
      seenOf.set(`${name}: ${state.name}`, seen);
      found.push(...faults.map((fault) => `${state.name}: ${fault}`));
      await page.close();
    }
    await world?.end();

    expect(found).toEqual([]);
    expect(states.length).toBeGreaterThan(0);
  };
  const NAME =
    'in the world “%s”: without a fault of WCAG 2.2 AA, told in words, reached and seen with the keyboard, and says its state';

  it.each(WORLDS.slice(0, 2))(NAME, walkThrough, TIMEOUT_MS);
  describe('somebody who begins at the start page', () => {
    beforeAll(() => worlds.prepare(), TIMEOUT_MS);
    describeTasks(() => ({ graph: worlds.graph, browser, url: consoleUrl }));
  });
  describe('what is read out of the pages on systems', () => {
    describeSystems(() => ({ graph: worlds.graph, browser, url: consoleUrl }));
  });
  describe('what is read out of the pages on accounts, comparing and operating', () => {
    beforeAll(() => worlds.prepare(), TIMEOUT_MS);
    describeOtherPages(() => ({ graph: worlds.graph, browser }));
  });
  it.each(WORLDS.slice(2))(NAME, walkThrough, TIMEOUT_MS);

  it('has help and the way around in the same place, in the same order', () => {
    // Who is signed in, and as what, adds entries of their own.
    const isForAll = (link: string): boolean => !/ \/(sign-in(\?from=.*)?|operate)$/.test(link);
    const ways = [...seenOf.values()].map(({ headerLinks, footerLinks }) =>
      [headerLinks.filter(isForAll), footerLinks].join(' | '),
    );

    expect([...new Set(ways)]).toEqual([expect.stringMatching(/Help \/help.*Help \/help/)]);
  });

  it('keeps what was typed, so that nobody types it twice', () => {
    const { fields = [] } = seenOf.get('all well: search, results') ?? {};

    expect(fields.map(({ value }) => value)).toContain('nursing');
  });
});
