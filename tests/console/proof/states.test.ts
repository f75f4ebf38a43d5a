/** Every page in every state: readable for everybody, and true to its state. */
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { signInPage } from '#tests/console/support/console.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeAccounts } from './accounts.ts';
import { WINDOW, type Seen } from './checks/look.ts';
import { visit } from './checks/visit.ts';
import { STATES } from './states.ts';
import type { State } from './states/state.ts';
import { describeSystems } from './systems.ts';
import { describeTasks } from './tasks.ts';
import { openWorlds } from './worlds.ts';
import { WORLDS, type WorldName } from './worlds/names.ts';
import type { Worlds } from './worlds/world.ts';

/** For each world; these end only what hangs. */
const TIMEOUT_MS = 600_000;
/** Pages at a time: while one is rendered, another is asked for. */
const AT_A_TIME = 3;

describe.skipIf(!hasBrowser)('every page in every state', () => {
  let worlds: Worlds;
  let browser: Browser;
  let consoleUrl: string;
  const seenOf = new Map<string, Seen>();
  /** By console and person: a browser of their own, signed in where they are somebody. */
  const contexts = new Map<string, Promise<BrowserContext>>();
  /** Pages that were visited, to be used again. */
  const pages = new Map<BrowserContext, Page[]>();

  beforeAll(async () => {
    [worlds, browser] = await Promise.all([openWorlds(), launchBrowser()]);
    consoleUrl = (await worlds.worlds[0]?.begin()) ?? '';
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser.close();
    await worlds.close();
  });

  async function openContext(url: string, who: State['who']): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: WINDOW });
    if (who !== undefined) {
      const page = await context.newPage();
      await signInPage(page, url, who);
      // What it says of signing in is shown once.
      await page.goto(url);
      await page.close();
    }
    return context;
  }

  async function visitIn(
    context: BrowserContext,
    world: WorldName,
    url: string,
    state: State,
  ): Promise<readonly string[]> {
    const page = pages.get(context)?.pop() ?? (await context.newPage());
    try {
      const { faults, seen } = await visit(page, url, state, worlds);
      pages.set(context, [...(pages.get(context) ?? []), page]);
      seenOf.set(`${world}: ${state.name}`, seen);
      return faults.map((fault) => `${state.name}: ${fault}`);
    } catch (error) {
      // Named, and the others are visited all the same.
      return [`${state.name}: cannot be visited: ${String(error)}`];
    }
  }

  async function look(world: WorldName, url: string, state: State): Promise<readonly string[]> {
    if (state.apart === true) {
      const context = await openContext(url, state.who);
      const faults = await visitIn(context, world, url, state);
      await context.close();
      return faults;
    }
    const key = `${url} ${state.who ?? ''}`;
    const context = contexts.get(key) ?? openContext(url, state.who);
    contexts.set(key, context);
    return visitIn(await context, world, url, state);
  }

  const walkThrough = async (name: WorldName): Promise<void> => {
    const found: string[] = [];
    const world = worlds.worlds.find((one) => one.name === name);
    const states = STATES.filter((state) => state.world === name);
    // Steps change the world, and the tab key wants the browser for itself.
    const isAlone = ({ steps, tabbed = false }: State): boolean => steps !== undefined || tabbed;
    const others = states.filter((state) => !isAlone(state));
    const url = (await world?.begin()) ?? '';
    const walk = async (): Promise<void> => {
      for (let state = others.shift(); state !== undefined; state = others.shift())
        found.push(...(await look(name, url, state)));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, walk));
    const alone = states
      .filter(isAlone)
      .toSorted((a, b) => Number(a.steps !== undefined) - Number(b.steps !== undefined));
    for (const state of alone) found.push(...(await look(name, url, state)));
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
  describe('what is read out of an account', () => {
    beforeAll(() => worlds.prepare(), TIMEOUT_MS);
    describeAccounts(() => ({ graph: worlds.graph, browser, url: consoleUrl }));
  });
  it.each(WORLDS.slice(2))(NAME, walkThrough, TIMEOUT_MS);

  it('has help and the way around in the same place, in the same order', () => {
    // Who is signed in, and as what, has entries of their own: staff have no account.
    const isForAll = (link: string): boolean => !/ \/(sign-in(\?from=.*)?|account|desk|operate)$/.test(link);
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
