/** Pages and explorer below a path of a host name, behind a proxy set up as docs/operations.md says: nothing leads out of that path. */
import { requestHref } from '#console/pages/hrefs.ts';
import { PAGES } from '#console/pages/index.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { startGraph, type TestGraph } from '#tests/federation/support/start-graph.ts';
import { browserPath, hasBrowser, launchBrowser, openPage } from '#tests/gateway/support/browser.ts';
import { startReverseProxy, type ReverseProxy } from '#tests/support/reverse-proxy.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from './support/console.ts';
import { pagesOfRegion, pagesOfSnapshot, type PlacesOfPages } from './support/every-page.ts';
import { findPlaces, linkCards, makeKey, noteTakeBack, PAGE_VISITORS, signInAll } from './support/prepare-pages.ts';
import { createVisitor, type Visited, type Visitor } from './support/visitor.ts';

const BELOW = '/mercia';
const LIBRARY = 'severnhythe';
/** Of addresses that differ in ids and questions alone, so many are asked for. */
const MOST_OF_A_KIND = 3;
/** For one step in a browser on a busy machine. */
const PATIENCE_MS = 180_000;

let region: ComparedRegion;
/** The same pages twice: below the path, and as they are without. */
let pages: DemoConsole;
let plain: DemoConsole;
let explorer: TestGraph;
let proxy: ReverseProxy;
let places: PlacesOfPages;
const visitors = new Map<string | null, Visitor>();

interface Found {
  readonly editions: readonly {
    readonly editions: readonly {
      readonly id: string;
      readonly records: { nodes: readonly { readonly id: string }[] };
    }[];
  }[];
}

beforeAll(async () => {
  region = await startComparedRegion({ lists: true });
  await region.takeSnapshot('first');
  await region.takeSnapshot('second');
  const { graph } = region;
  proxy = await startReverseProxy();
  plain = await openDemoConsole(graph);
  pages = await openDemoConsole(graph, { publicUrl: `${proxy.url}${BELOW}` });
  explorer = await startGraph({ explorer: { query: '{ region { name } }' } });
  const signedIn = await signInAll((person) => plain.signedIn(person));
  await linkCards(signedIn.reader);
  const { data } = await region.ask<Found>(
    `{ editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions { id records(first: 2) { nodes { id } } } } }`,
  );
  const edition = data.editions[0]?.editions[0];
  const [a, b] = edition?.records.nodes ?? [];
  if (edition === undefined || a === undefined || b === undefined) throw new Error('the showcase has no two records');
  places = await findPlaces({
    ask: async <Data>(query: string) => (await region.ask<Data>(query)).data,
    visitors: signedIn,
    snapshot: 'second',
    earlier: 'first',
    library: LIBRARY,
    system: 'koha-a',
    titles: [edition.id],
    pair: [a.id, b.id],
    key: await makeKey(graph.database.db),
    takeBack: await noteTakeBack(graph.database.db),
  });
  // Their sessions are in the database that both have.
  visitors.set(null, createVisitor(proxy.url));
  for (const person of PAGE_VISITORS) {
    const visitor = createVisitor(proxy.url);
    for (const [name, value] of signedIn[person].cookies) visitor.cookies.set(name, value);
    visitors.set(person, visitor);
  }
}, 900_000);
afterAll(async () => {
  await Promise.all([pages.close(), plain.close(), explorer.close(), proxy.close()]);
  await region.close();
});

function visitorOf(who: string | null): Visitor {
  const visitor = visitors.get(who);
  if (visitor === undefined) throw new Error(`nobody is ${String(who)}`);
  return visitor;
}

/** As nginx passes all below the path to the pages, and the graph's own addresses to the gateway. */
function lead(takesOff: boolean): void {
  const gateway = new URL(explorer.url).origin;
  proxy.ways = [
    { location: `${BELOW}/graphql`, proxyPass: `${gateway}/graphql` },
    { location: `${BELOW}/explorer/`, proxyPass: `${gateway}/explorer/` },
    { location: `${BELOW}/`, proxyPass: takesOff ? `${pages.url}/` : pages.url },
  ];
}

/** Every address of this host that an attribute of a page has; what a form carries is no address. */
function addressesIn({ html }: Visited): readonly string[] {
  return [...html.matchAll(/\s([\w:-]+)="(\/[^"]*)"/g)].flatMap(([, name, value = '']) =>
    name === 'value' ? [] : [value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')],
  );
}

const PATTERNS = PAGES.map(({ path }) => [path, new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)] as const);
function kindOf(address: string): string {
  const path = address.slice(BELOW.length).split('?', 1)[0] ?? '';
  return PATTERNS.find(([, pattern]) => pattern.test(path))?.[0] ?? path;
}

describe.each([
  ['takes the path off', true],
  ['passes the path on', false],
])('behind a proxy that %s', (_, takesOff) => {
  it('no page, and nothing that a page leads to, leaves the path', async () => {
    lead(takesOff);
    const seen = new Map<string, number>();
    const found: { readonly who: string | null; readonly on: string; readonly address: string }[] = [];
    const look = async (who: string | null, address: string): Promise<Visited> => {
      const visited = await visitorOf(who).get(address);
      const leads = [...addressesIn(visited), ...(visited.location?.startsWith('/') ? [visited.location] : [])];
      expect(
        leads.filter((one) => !one.startsWith(`${BELOW}/`)),
        address,
      ).toEqual([]);
      found.push(...leads.map((one) => ({ who, on: address, address: one.split('#', 1)[0] ?? '' })));
      return visited;
    };
    for (const { who, path, addresses } of [...pagesOfRegion(places), ...pagesOfSnapshot(places)]) {
      for (const address of addresses.slice(0, MOST_OF_A_KIND)) {
        const { status } = await look(who, `${BELOW}${address}`);
        expect([address, status]).toEqual([address, 200]);
      }
      seen.set(path, addresses.length);
    }
    const kinds = Map.groupBy(found, ({ who, address }) => `${String(who)} ${kindOf(address)}`);
    for (const links of kinds.values()) {
      const each = new Map(links.map((link) => [link.address, link]));
      for (const { who, on, address } of [...each.values()].slice(0, MOST_OF_A_KIND)) {
        // A form's address may be one that is not looked at; all others are there.
        const { status } = await look(who, address);
        expect([on, address, status < 404 || address.endsWith('/sign-out')]).toEqual([on, address, true]);
      }
    }

    expect(PAGES.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(100);
    expect(proxy.strays).toEqual([]);
  }, 900_000);

  it('style sheets name pictures below the path', async () => {
    lead(takesOff);
    for (const sheet of ['nhsuk.css', 'console.css']) {
      const { html: css } = await visitorOf(null).get(`${BELOW}/assets/${sheet}`);
      for (const [, address = ''] of css.matchAll(/url\(["']?(?!data:)([^)"']+)/g)) {
        const { pathname } = new URL(address, `${proxy.url}${BELOW}/assets/${sheet}`);
        expect(pathname.startsWith(`${BELOW}/`), address).toBe(true);
        expect((await visitorOf(null).get(pathname)).status, pathname).toBe(200);
      }
    }
  });

  it('the cookie of a chosen library is for the path alone', async () => {
    lead(takesOff);
    const { headers, location } = await visitorOf(null).post(`${BELOW}/your-library`, {
      place: LIBRARY,
      from: '/find',
    });

    expect([location, headers.getSetCookie()[0]]).toEqual([
      `${BELOW}/find`,
      expect.stringMatching(/^mercia-library=severnhythe; Path=\/mercia; Max-Age/),
    ]);
  });

  it.skipIf(!hasBrowser)(
    `a reader searches, opens a title, and signs in to request it (skipped where ${browserPath} is absent)`,
    async () => {
      lead(takesOff);
      const browser = await launchBrowser();
      try {
        const issuer = region.graph.demo.issuer?.issuer ?? '';
        const { page, foreign, complaints } = await openPage(browser, [proxy.url, issuer]);
        page.setDefaultTimeout(PATIENCE_MS);
        await page.goto(`${proxy.url}${BELOW}/`);
        await page.getByRole('searchbox').first().fill('pathology');
        await page.getByRole('button', { name: 'Search' }).first().click();
        await page.locator('main :is(h2, h3, h4) a[href*="/titles/"]:visible').first().click();
        await page.waitForURL(`${proxy.url}${BELOW}/titles/*`);
        const request = `${proxy.url}${BELOW}${requestHref(places.titles[0] ?? '', LIBRARY)}`;
        await page.goto(request);
        await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
        await page.locator('a[href*="login_hint=reader"]').click();
        await page.waitForURL(request);
        expect(await page.getByRole('status').first().textContent()).toContain('You are signed in');
        // The script that warns before the session ends asks the pages, too.
        const asked = 'fetch(document.querySelector("[data-session-dialog] form").action).then(({ status }) => status)';
        expect(await page.evaluate<number>(asked)).toBe(200);
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.waitForURL(`${proxy.url}${BELOW}/signed-out`);

        expect([foreign, complaints, proxy.strays]).toEqual([[], [], []]);
      } finally {
        await browser.close();
      }
    },
    900_000,
  );

  it.skipIf(!hasBrowser)('an account that a browser kept is fetched again at its own address', async () => {
    lead(takesOff);
    const browser = await launchBrowser();
    try {
      const { page, foreign, complaints } = await openPage(browser, [proxy.url]);
      const cookies = [...visitorOf('librarian').cookies].map(([name, value]) => ({ name, value }));
      await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: `${proxy.url}${BELOW}/` })));
      const desk = `${proxy.url}${BELOW}/desk`;
      await page.goto(desk);
      const again = page.waitForResponse(desk);
      await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

      expect((await again).status()).toBe(200);
      expect([foreign, complaints, proxy.strays]).toEqual([[], [], []]);
    } finally {
      await browser.close();
    }
  });

  it.skipIf(!hasBrowser)(
    'the explorer asks the graph',
    async () => {
      lead(takesOff);
      const browser = await launchBrowser();
      try {
        const { page, foreign, complaints } = await openPage(browser, [proxy.url]);
        page.setDefaultTimeout(PATIENCE_MS);
        await page.goto(`${proxy.url}${BELOW}/graphql`);
        await page.click('button.graphiql-execute-button');
        await page.locator('.result-window', { hasText: '"region"' }).waitFor();

        expect([foreign, complaints, proxy.strays]).toEqual([[], [], []]);
      } finally {
        await browser.close();
      }
    },
    900_000,
  );
});
