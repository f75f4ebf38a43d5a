/** The pages of the console in a real browser, over the demonstration's graph: readable for everybody, true on bad days. */
import { startConsole, type ConsoleServer } from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { createServer, get as getRaw, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findByAxe } from './proof/checks/look.ts';
import { textOf } from './support/text-of.ts';

const PATHOLOGY = '9780702075551';
const ready = async () => ({ ready: true });

/** Who holds a textbook, and how many copies are in now. */
const HELD = `query ($isbn: String) {
  editions(by: [{ isbn: $isbn }]) { editions { holdings { library { name } availability { availableCount } } } }
}`;
interface Held {
  readonly editions: readonly {
    readonly editions: readonly {
      readonly holdings: readonly {
        readonly library: { readonly name: string };
        readonly availability: { readonly availableCount: number | null };
      }[];
    }[];
  }[];
}

let graph: DemoGraph;
let pages: ConsoleServer;
let title: string;
const logged: string[] = [];

beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: 1_500 });
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const logger = pino(sink);
  pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: graph.url, ready, logger });
  const { data } = await graph.ask<{ editions: readonly { editions: readonly { id: string }[] }[] }>(
    `{ editions(by: [{ isbn: "${PATHOLOGY}" }]) { editions { id } } }`,
  );
  title = `/titles/${encodeURIComponent(data.editions[0]?.editions[0]?.id ?? '')}`;
});
afterAll(async () => {
  await pages.close();
  await graph.close();
});
afterEach(async () => {
  for (const { simulator } of graph.demo.systems) await simulator.faults.clear();
});

/** As it is sent to a browser, packed. */
function bytesOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    getRaw(`${pages.url}${path}`, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject).on('end', () => {
        resolve(bytes);
      });
    }).on('error', reject);
  });
}

async function get(path: string): Promise<{ status: number; html: string; headers: Headers }> {
  const response = await fetch(`${pages.url}${path}`, { redirect: 'manual' });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

describe('what is sent', () => {
  it.each([
    '/',
    '/find?q=pathology',
    '/systems',
    '/libraries/severnhythe',
    '/develop',
    '/discover',
    '/help',
    '/accessibility',
    '/privacy',
    '/cookies',
  ])('%s is small, of one moment, and lets nothing in from elsewhere', async (path) => {
    const { status, html, headers } = await get(path);

    expect(status).toBe(200);
    expect(Buffer.byteLength(html)).toBeLessThan(120_000);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html.match(/(?:src|href)="https?:\/\/[^"]*\.(?:js|css|woff2?|png|svg)"/g)).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('is at most 120 kB with everything that a first visit fetches, as sent', async () => {
    const assets = ['/assets/nhsuk.css', '/assets/console.css', '/assets/live.js', '/assets/icon.svg'];
    const sent = async (all: readonly string[]) =>
      (await Promise.all(all.map(bytesOf))).reduce((sum, one) => sum + one);

    for (const path of [
      '/',
      '/find?q=e',
      title,
      `${title}/lenders?for=ankerdale`,
      '/systems',
      '/libraries/severnhythe',
    ]) {
      const bytes = await sent([path, ...assets]);
      expect([path, bytes, bytes > 10_000 && bytes <= 120_000]).toEqual([path, bytes, true]);
    }
  });

  it('has what the design system brings without its foreign fonts', async () => {
    const { html } = await get('/assets/nhsuk.css');

    expect(html).not.toMatch(/@font-face|https?:\/\//);
  });

  it('says 404 for a page, a title and a library that are not there', async () => {
    for (const path of [
      '/nothing',
      '/titles/demo%3Aedition%3A99999999',
      '/titles/%3Cscript%3E',
      '/libraries/nowhere',
    ]) {
      const { status, html } = await get(path);

      expect([path, status]).toEqual([path, 404]);
      expect(html).not.toContain('<script>');
    }
  });

  it('writes what was searched for in no log, and nothing that was typed as markup', async () => {
    const { html } = await get(`/find?q=${encodeURIComponent('canary-words <img src=x onerror=alert(1)>')}`);

    expect(html).not.toContain('<img src=x');
    expect(logged.join('')).not.toContain('canary');
  });
});

describe('what is told', () => {
  it('begins with what the region holds', async () => {
    const { html } = await get('/');

    expect(textOf(html)).toMatch(/12 libraries on 6 systems hold \d+ titles\./);
    expect(textOf(html)).toContain('The catalogues of all systems are up to date.');
  });

  it('leads from a search to a title, and counts what is beside it', async () => {
    const { html } = await get('/find?q=wheater');

    expect(textOf(html)).toContain('1 title found.');
    expect(html).toContain(`href="${title}"`);
  });

  it('says in which language a title is, where it is not that of the pages', async () => {
    const { html } = await get('/find?q=atlas+biologie+cellulaire');
    const [, href = ''] = /href="(\/titles\/[^"]*)"><bdi lang="fr">Atlas de biologie cellulaire/.exec(html) ?? [];
    const page = await get(href);

    expect(page.html).toMatch(/<h1[^>]*><bdi lang="fr">Atlas de biologie cellulaire<\/bdi><\/h1>/);
    expect((await get(title)).html).not.toContain('<bdi');
  });

  it('gives a title to reference managers, as files and in the page', async () => {
    const [ris, page, none] = await Promise.all([get(`${title}/cite/ris`), get(title), get(`${title}/cite/doc`)]);

    expect(ris.headers.get('content-disposition')).toBe('attachment; filename="citation.ris"');
    expect(ris.html).toMatch(/^TY {2}- BOOK\r\nTI {2}- Wheater's Pathology[^]*SN {2}- 9780702075551\r\nER {2}- \r\n$/);
    expect(page.html).toContain(`<meta name="citation_isbn" content="${PATHOLOGY}">`);
    expect(page.html).toMatch(/itemtype="https:\/\/schema\.org\/Book"><meta itemprop="name" content="Wheater/);
    expect(none.status).toBe(404);
  });

  it('lists every library and puts on the map whose place is known, the nearest first to whoever chose one', async () => {
    const cookie = 'mercia-library=clentwood';
    const [named, near] = await Promise.all(
      [{}, { cookie }].map(async (headers) => (await fetch(`${pages.url}/libraries`, { headers })).text()),
    );

    expect(textOf(named ?? '')).toContain('12 libraries of this region, in the order of their names.');
    expect(textOf(named ?? '')).toContain('2 libraries are not on the map');
    expect(named?.match(/<circle [^>]*r="12"/g)).toHaveLength(15);
    expect(named).toContain('href="tel:01632960110"');
    expect(textOf(near ?? '')).toMatch(/1 Clentwood Infirmary Library your library 2 Stourmere .* about \d+ miles/);
    expect(textOf(near ?? '')).toContain('Fosseholm Hospice and Cancer Centre Library distance not known');
  });

  it('says when a copy was checked, and sums up', async () => {
    const text = textOf((await get(title)).html);

    expect(text).toMatch(/At least \d+ (copy|copies) available now; \d+ libraries may have one on the shelf\./);
    expect(text).toMatch(/Checked today \d\d:\d\d\./);
  });

  it('puts the library first that somebody chose, which only their browser keeps, and forgets it', async () => {
    const send = (place: string, site = 'same-origin') =>
      fetch(`${pages.url}/your-library`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
        body: new URLSearchParams({ place, from: title }),
      });
    const titleWith = async (cookie: string) => {
      const response = await fetch(`${pages.url}${title}`, { headers: { cookie } });
      const html = await response.text();
      return { text: textOf(html), first: /<slot name="library-([\w-]+)"/.exec(html)?.[1] };
    };

    const chosen = await send('temestead.onnyholt');
    const [cookie = ''] = chosen.headers.getSetCookie();
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, title]);
    expect(cookie).toBe('mercia-library=temestead.onnyholt; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax');
    const { text, first } = await titleWith(cookie.split(';', 1)[0] ?? '');
    expect(first).toBe('temestead');
    expect(text).toContain('In this order: Onnyholt Community Hospital Library, its network');
    expect(text).toMatch(/About \d+ miles away in a straight line\./);
    expect(text).toMatch(/It may not lend to you: \S/);

    expect((await send('')).headers.getSetCookie()).toEqual([expect.stringMatching(/^mercia-library=; .*Max-Age=0;/)]);
    const [elsewhere, nothing] = [await send('temestead', 'cross-site'), await titleWith('mercia-library=gone')];
    expect([elsewhere.status, elsewhere.headers.getSetCookie()]).toEqual([403, []]);
    expect(nothing.text).toContain('in the order of their names');
  });

  it('never says that nothing is there because a system is silent', async () => {
    await get(title);
    for (const { simulator } of graph.demo.systems) await simulator.faults.set({ down: true });

    const text = textOf((await get(title)).html);

    expect(text).not.toContain('None available now');
    expect(text).toContain('the system is not answering');
    expect(text).toMatch(/on the shelf today \d\d:\d\d/);
  });

  it('tells of an index that does not answer, on a page of its own', async () => {
    const gone: Server = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const graphUrl = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/graphql`;
    const alone = await startConsole({ host: '127.0.0.1', port: 0, graphUrl, ready, logger: createLogger('silent') });
    try {
      const response = await fetch(`${alone.url}/find?q=heart`);
      const text = textOf(await response.text());

      expect(response.status).toBe(503);
      expect(text).toContain('This says nothing of whether a copy is on its shelf: ask the library.');
    } finally {
      await alone.close();
      gone.close();
    }
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

  async function open(
    path: string,
  ): Promise<{ page: Page; complaints: readonly string[]; foreign: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(pages.url)) foreign.push(request.url());
    });
    await page.goto(`${pages.url}${path}`);
    return { page, complaints, foreign };
  }

  /** Of those that most people see; `proof/` looks at every page in every state before a release. */
  const paths = (): readonly string[] => [
    '/',
    '/find?q=nursing',
    title,
    `${title}/lenders?for=ankerdale`,
    '/libraries',
    '/libraries/severnhythe',
    '/nothing',
  ];

  it('has no fault of WCAG 2.2 AA that axe finds, keeps to its own policy, and fits 320 pixels', async () => {
    for (const path of paths()) {
      const { page, complaints, foreign } = await open(path);
      // Of the page itself: what axe brings is not in its policy, and a browser complains of each page that is not there.
      const own = path === '/nothing' ? [] : [...complaints];
      const faults = await findByAxe(page);
      await page.setViewportSize({ width: 320, height: 900 });
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      await page.close();

      expect({ path, own, faults, foreign, overflow }).toEqual({ path, own: [], faults: [], foreign: [], overflow: 0 });
    }
  }, 240_000);

  it('shows on paper what is behind a line on the screen', async () => {
    const { page } = await open(title);
    const copy = page.getByRole('cell', { name: 'Can be borrowed', includeHidden: true }).first();
    await page.waitForLoadState('load');
    expect(await copy.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });

    expect(await copy.isVisible()).toBe(true);
    await page.close();
  });

  it('answers from the start page which libraries have a textbook now', async () => {
    const { page } = await open('/');
    await page.getByLabel(/Find a title/).fill('wheater pathology');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: /^Wheater's Pathology/ }).click();
    await page.getByText(/^Available now at/).waitFor();

    const { data } = await graph.ask<Held>(HELD, { variables: { isbn: PATHOLOGY } });
    const now = data.editions[0]?.editions[0]?.holdings.filter(
      ({ availability }) => (availability.availableCount ?? 0) > 0,
    );
    const told = await page.getByText(/^Available now at/).innerText();
    expect(now?.length).toBeGreaterThan(0);
    for (const { library, availability } of now ?? [])
      expect(told).toContain(`${library.name} (${String(availability.availableCount)})`);
    await page.close();
  });

  it('is used with the keyboard alone: search, then the first result', async () => {
    const { page } = await open('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent.trim()')).toBe('Skip to main content');
    await page.focus('#words');
    await page.keyboard.type('wheater');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/find\?q=wheater/);
    // Results stand in a tree of their own: its host is what the document says.
    const focus = (): Promise<string> =>
      page.evaluate<string>(
        "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).getAttribute('href') ?? ''",
      );
    for (let step = 0; step < 40 && !(await focus()).startsWith('/titles/'); step += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/titles\//);

    expect(await page.textContent('h1')).toMatch(/^Wheater's Pathology/);
    await page.close();
  });
});
