/**
 * `npm run docs:screens`: makes the pictures of docs/console.md over a demonstration that is started for it. Needs Chromium, at
 * /usr/bin/chromium or where MERCIA_CHROMIUM says.
 */
import { startDemo, type World } from '#tools/comparing/worlds.ts';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { printLine } from '#cli/output.ts';
import type { DemoPersonId } from '#demo/persons.ts';

type Who = DemoPersonId | 'nobody';

interface Screen {
  /** Of its file. */
  readonly name: string;
  readonly who: Who;
  /** All is well if not given. */
  readonly world?: 'one system down';
  readonly path: string;
  /** Links that are followed from there. */
  readonly steps?: readonly (string | RegExp)[];
}

const PATHOLOGY = '/find?q=9780702075551';

const SCREENS: readonly Screen[] = [
  { name: 'start', who: 'nobody', path: '/' },
  { name: 'find', who: 'nobody', path: '/find?q=nursing' },
  { name: 'title', who: 'nobody', path: PATHOLOGY, steps: [/^Wheater's Pathology/] },
  { name: 'library', who: 'nobody', path: '/libraries/severnhythe' },
  { name: 'account', who: 'reader', path: '/account' },
  { name: 'compare', who: 'migration', path: '/compare' },
  { name: 'snapshot', who: 'migration', path: '/compare/spring' },
  { name: 'overlap', who: 'migration', path: '/compare/spring/overlap?library=severnhythe' },
  { name: 'scarce', who: 'migration', path: '/compare/spring/scarce' },
  { name: 'two-records', who: 'migration', path: PATHOLOGY, steps: [/^Wheater's Pathology/, /^Why are these one/] },
  { name: 'fix-list', who: 'librarian', path: '/my-library/severnhythe' },
  { name: 'operate', who: 'operator', path: '/operate' },
  {
    name: 'title-system-down',
    who: 'nobody',
    world: 'one system down',
    path: PATHOLOGY,
    steps: [/^Wheater's Pathology/],
  },
  { name: 'systems-down', who: 'nobody', world: 'one system down', path: '/systems' },
];

const FOLDER = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const WIDTHS = [1280, 390] as const;
/** Of a page that is longer, the first part is shown. */
const MOST_HEIGHT = { 1280: 1_300, 390: 1_600 } as const;
/** From 0 to 100: words stay sharp, and all pictures together stay small. */
const QUALITY = 50;
/** Of one picture. */
const MOST_BYTES = 150_000;
/** The first of eight: below those that a system hands out by itself, of which the next may be in use. */
const DEMO_PORT = 24_030;
const SNAPSHOT = 'spring';

const port = await freePort();
const demo = await startDemo(['--console-port', String(port), '--demo-port', String(DEMO_PORT)]);
const browser = await chromium.launch({
  executablePath: process.env['MERCIA_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
});
try {
  const pictures = await takeAll(browser, demo, `http://127.0.0.1:${port}`);
  // Only now: what fails on the way leaves the pictures that there are.
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, bytes] of pictures) writeFileSync(FOLDER + name, bytes);
} finally {
  await browser.close();
  await demo.close();
}

/** By the names of their files. */
async function takeAll(of: Browser, world: World, url: string): Promise<ReadonlyMap<string, Buffer>> {
  const pictures = new Map<string, Buffer>();
  const pages = new Map<Who, Page>();
  for (const who of ['nobody', 'reader', 'librarian', 'migration', 'operator'] as const) {
    const page = await (await of.newContext()).newPage();
    await page.goto(url);
    if (who !== 'nobody') await signIn(page, url, who);
    pages.set(who, page);
  }
  const pageOf = (who: Who): Page => {
    const page = pages.get(who);
    if (page === undefined) throw new Error(`nobody is ${who}`);
    return page;
  };
  await prepare(pageOf('reader'), pageOf('migration'), url);
  for (const screen of SCREENS.filter(({ world: when }) => when !== 'one system down'))
    await take(pageOf(screen.who), url, screen, pictures);
  await stopSecond();
  await world.run('npx mercia harvest --system koha-b || true');
  for (const screen of SCREENS.filter(({ world: when }) => when === 'one system down'))
    await take(pageOf(screen.who), url, screen, pictures);
  return pictures;
}

/** Cards are linked and a snapshot is taken on the pages for it. */
async function prepare(reader: Page, migration: Page, url: string): Promise<void> {
  for (const [library, card, pin] of [
    ['severnhythe', '21001004711', '7391-sev'],
    ['tamehollow', '22002000815', '7391-tam'],
  ] as const) {
    await reader.goto(`${url}/account/link`);
    await reader.getByLabel('Library that gave you the card').selectOption(library);
    await reader.getByLabel('Number of the card').fill(card);
    await reader.getByLabel('PIN or password of the card').fill(pin);
    await reader.getByRole('button', { name: 'Link this card' }).click();
  }
  await migration.goto(`${url}/compare`);
  await migration.getByLabel('Name').fill(SNAPSHOT);
  await migration.getByRole('button', { name: 'Take a snapshot' }).click();
  for (let look = 0; look < 120; look += 1) {
    await migration.goto(`${url}/compare`);
    if (await migration.getByRole('link', { name: SNAPSHOT, exact: true }).isVisible()) return;
    await delay(1_000);
  }
  throw new Error('the snapshot was not taken');
}

/** The second of the demonstration's systems: it is down until all ends. */
async function stopSecond(): Promise<void> {
  const { ok } = await fetch(`http://127.0.0.1:${DEMO_PORT + 1}/_simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ down: true, downForMs: 600_000 }),
  });
  if (!ok) throw new Error('the system was not stopped');
}

async function signIn(page: Page, url: string, who: Who): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
  await page.locator(`a[href*="login_hint=${who}"]`).click();
  await page.waitForURL((address) => address.origin === url);
  // What is said of it is said once.
  await page.goto(url);
}

async function take(
  page: Page,
  url: string,
  { name, path, steps = [] }: Screen,
  pictures: Map<string, Buffer>,
): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(url + path);
    for (const step of steps) await page.getByRole('link', { name: step }).first().click();
    await page.waitForLoadState('load');
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: QUALITY,
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, MOST_HEIGHT[width]), scale: 1 },
    });
    await session.detach();
    const bytes = Buffer.from(data, 'base64');
    const file = `${name}-${width}.webp`;
    if (bytes.length > MOST_BYTES) throw new Error(`${file} has ${bytes.length} bytes`);
    pictures.set(file, bytes);
    printLine(`${file} ${Math.round(bytes.length / 1_000)} kB`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
