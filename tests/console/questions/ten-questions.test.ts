/**
 * Ten questions of people (`questions.ts`), answered by clicks alone from the first page in a real browser. What the answer has to be comes
 * from the graph, from the simulated systems or from plain loops over what was read, never from the page.
 */
import { ensureDemoVocabulary } from '#cli/demo/demo.ts';
import { createLogger } from '#platform/logger.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { editItem } from '#simulators/koha/world.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { readPlainly } from '#tests/comparison/support/plain-snapshot.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { harvestLoans } from '#union-index/loans/index.ts';
import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copiesWithoutBarcode } from '../proof/truth.ts';
import { openDemoConsole, type DemoConsole } from '../support/console.ts';
import { linkCards } from '../support/prepare-pages.ts';
import { QUESTIONS, type Question, type QuestionId, type Step } from './questions.ts';

const SEVERNHYTHE = 'Severnhythe Hospitals Library and Knowledge Service';
/** Lent at Severnhythe between the two readings of its counters. */
const LENT = 7;
const METRES_PER_MILE = 1_609.344;

let region: ComparedRegion;
let pages: DemoConsole;

/** Counters were read twice, a snapshot was taken, and a reader has linked cards. */
beforeAll(async () => {
  region = await startComparedRegion({ lists: true });
  const { hub, database, simulator } = region.graph;
  await ensureDemoVocabulary(database);
  const { world } = simulator('koha-a');
  const lent = [...world.items.values()].find(({ home_library_id: home, uri }) => home === 'MAIN' && uri === null);
  const adapter = [...hub.adapters.values()].find(({ system }) => system.id === 'koha-a');
  if (lent === undefined || adapter === undefined) throw new Error('the demonstration has no such copy');
  editItem(world, lent.item_id, { checkouts_count: (lent.checkouts_count ?? 0) + LENT });
  const { signal } = new AbortController();
  const logger = createLogger('silent');
  const asked = { db: database.db, clock: () => new Date(), logger, signal, region: hub.region, holder: hub.holder };
  await harvestLoans({ ...asked, adapter });
  await region.takeSnapshot('spring');
  pages = await openDemoConsole(region.graph);
  await linkCards(await pages.signedIn('reader'));
}, 240_000);
afterAll(async () => {
  await pages.close();
  await region.close();
});

/** Where the way has led. */
interface Arrived {
  readonly page: Page;
  /** All that was read on the way, page by page. */
  readonly read: readonly string[];
  readonly files: readonly Download[];
}

type Answer = (arrived: Arrived) => Promise<void>;

const ANSWERS: Readonly<Record<QuestionId, Answer>> = {
  async nearest({ page }) {
    const site = region.graph.hub.region.libraries
      .flatMap(({ sites }) => sites)
      .find(({ name }) => name === 'Hagmoor Community Hospital');
    const { data } = await region.graph.ask<OfIsbn<{ nearest: readonly Near[] }>>(
      `query ($isbn: String, $here: Coordinates!) { editions(by: [{ isbn: $isbn }]) { editions { nearest(to: $here, first: 20) {
        distanceMetres library { name } holdings { availability { availableCount } } } } } }`,
      { variables: { isbn: SHOWCASE.pathology, here: site?.coordinates } },
    );
    const isIn = ({ holdings }: Near): boolean =>
      holdings.some(({ availability }) => (availability.availableCount ?? 0) > 0);
    const nearest = data.editions[0]?.editions[0]?.nearest.find(isIn);
    const miles = Math.round((nearest?.distanceMetres ?? 0) / METRES_PER_MILE);

    expect(miles).toBeGreaterThan(0);
    const told = await page.getByRole('region', { name: nearest?.library.name ?? '' }).innerText();
    expect(told).toMatch(/\d+ available now/);
    expect(told).toContain(`About ${String(miles)} miles away`);
    for (const other of await page.getByRole('region').filter({ hasText: 'available now' }).all()) {
      const away = /About (\d+) miles away/.exec(await other.innerText())?.[1] ?? Infinity;
      expect(Number(away)).toBeGreaterThanOrEqual(miles);
    }
  },

  async hold({ page }) {
    const { world } = region.graph.simulator('koha-a');
    const card = DEMO_CARDS.find(({ person, library }) => person === 'reader' && library === 'severnhythe')?.card;
    const patron = [...world.patrons.values()].find(({ cardnumber }) => cardnumber === card)?.patron_id;
    const held = [...world.holds.values()].filter(
      ({ patron_id: whose, biblio_id: biblio }) =>
        whose === patron && JSON.stringify(world.biblios.get(biblio)?.marc).includes('Wheater'),
    );

    expect(held.map(({ pickup_library_id: place }) => place)).toEqual(['EDU']);
    expect(await page.getByRole('status').allInnerTexts()).toContainEqual(expect.stringMatching(/Requested/));
  },

  async midwifery({ page }) {
    const { data } = await region.graph.ask<{ search: { nodes: readonly Recent[] } }>(
      `{ search(query: "midwifery", first: 20, sort: { by: NEWEST }) { nodes { title publishedYear holdings {
        library { name } availability { state availableCount } } } } }`,
    );
    const newest = data.search.nodes.find(({ title }) => title.includes('midwifery practice'));
    const places = newest?.holdings.filter(({ availability }) => (availability.availableCount ?? 0) > 0) ?? [];

    expect(newest?.publishedYear).toBe(Math.max(...data.search.nodes.map(({ publishedYear }) => publishedYear ?? 0)));
    expect(await page.innerText('h1')).toBe(newest?.title);
    expect(places.length).toBeGreaterThan(0);
    for (const { library } of places)
      expect(await page.getByRole('region', { name: library.name }).innerText()).toMatch(/\d+ available now/);
  },

  async cite({ files: [file] }) {
    const { data } = await region.graph.ask<OfIsbn<Cited>>(
      `query ($isbn: String) { editions(by: [{ isbn: $isbn }]) { editions { title creators publisher publishedYear isbns } } }`,
      { variables: { isbn: SHOWCASE.pathology } },
    );
    const edition = data.editions[0]?.editions[0];
    const saved = await readFile((await file?.path()) ?? '', 'utf8');

    expect(file?.suggestedFilename()).toBe('citation.ris');
    expect(edition?.title).toMatch(/^Wheater/);
    for (const said of [edition?.title, ...(edition?.creators ?? []), edition?.publisher, ...(edition?.isbns ?? [])])
      expect(saved).toContain(`  - ${said ?? 'nothing'}\r\n`);
    expect(saved).toMatch(new RegExp(`^PY {2}- ${String(edition?.publishedYear)}`, 'm'));
  },

  async 'fix-list'({ page }) {
    const { copies } = copiesWithoutBarcode(region.graph, 'severnhythe');
    await page.emulateMedia({ media: 'print' });
    const rows = page.getByRole('region', { name: /^Copies without a barcode,/ }).locator('tbody tr');

    expect(copies.length).toBeGreaterThan(0);
    expect(await rows.count()).toBe(copies.length);
    for (const row of await rows.all()) expect(await row.isVisible()).toBe(true);
    expect(await page.locator('form:visible, nav:visible').count()).toBe(0);
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect([...paper.matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(1);
  },

  async 'two-books'({ page }) {
    const { data } = await region.graph.ask<{ rulingRequests: readonly unknown[] }>(
      '{ rulingRequests { decision reason libraries { name } a { title } b { title } answer } }',
      { token: await region.graph.tokenOf('migration') },
    );
    const title = expect.stringMatching(/^Wheater/) as string;

    expect(data.rulingRequests).toEqual([
      {
        decision: 'DIFFERENT',
        reason: 'The second is the printing of 2019',
        libraries: [{ name: SEVERNHYTHE }],
        a: { title },
        b: { title },
        answer: null,
      },
    ]);
    expect((await page.getByRole('status').allInnerTexts()).join(' ')).toContain('Your request was sent');
  },

  async alone({ page }) {
    const { titles } = await readPlainly(region.graph.database.db, 1);
    const alone = titles.filter(({ libraries }) => libraries.size === 1 && libraries.has('severnhythe')).length;

    expect(alone).toBeGreaterThan(0);
    expect(await page.innerText('h1')).toMatch(new RegExp(`\\b${String(alone)}\\b`));
    expect(await mainOf(page)).toContain(SEVERNHYTHE);
  },

  async 'never-out'({ page }) {
    const { data } = await region.ask<{ snapshot: Record<'never' | 'untold', { value: number }> }>(
      `{ snapshot(name: "spring") {
        never: count(of: ITEMS, where: [{ dimension: LAST_BORROWED_YEAR, in: ["(none)"] }]) { value }
        untold: count(of: ITEMS, where: [{ dimension: LAST_BORROWED_YEAR, in: ["(not told)"] }]) { value } } }`,
    );
    const { never, untold } = data.snapshot;
    const words = await mainOf(page);

    expect(never.value).toBeGreaterThan(100);
    expect(await page.innerText('h1')).toContain(never.value.toLocaleString('en-GB'));
    expect(words).toContain(`not known of ${untold.value.toLocaleString('en-GB')} others`);
  },

  async 'by-month'({ page }) {
    const month = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone: 'Europe/London' });
    const row = page.getByRole('row').filter({ hasText: SEVERNHYTHE }).first();

    expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      `${SEVERNHYTHE} ${month.format(new Date())} ${String(LENT)}`,
    );
  },

  async silent({ page, read }) {
    const { data } = await region.graph.ask<OfIsbn<{ holdings: readonly Told[] }>>(
      `query ($isbn: String) { editions(by: [{ isbn: $isbn }]) { editions {
        holdings { library { name system { id } } availability { state } } } } }`,
      { variables: { isbn: SHOWCASE.pathology } },
    );
    const silent =
      data.editions[0]?.editions[0]?.holdings.filter(({ library }) => library.system.id === 'koha-b') ?? [];

    expect(silent.map(({ availability }) => availability.state)).toEqual(silent.map(() => 'LAST_KNOWN'));
    expect(silent.length).toBeGreaterThan(1);
    expect(read.join('\n')).toMatch(/Since today \d\d:\d\d it does not say whether a copy is in/);
    for (const { library } of silent) {
      const told = await page.getByRole('region', { name: library.name }).innerText();
      expect(told).toContain('the system is not answering');
      expect(told).not.toMatch(/None available now|not available/);
    }
  },
};

interface OfIsbn<Edition> {
  readonly editions: readonly { readonly editions: readonly Edition[] }[];
}
interface Near {
  readonly distanceMetres: number;
  readonly library: { readonly name: string };
  readonly holdings: readonly { readonly availability: { readonly availableCount: number | null } }[];
}
interface Recent {
  readonly title: string;
  readonly publishedYear: number | null;
  readonly holdings: readonly {
    readonly library: { readonly name: string };
    readonly availability: { readonly availableCount: number | null };
  }[];
}
interface Cited {
  readonly title: string;
  readonly creators: readonly string[];
  readonly publisher: string | null;
  readonly publishedYear: number | null;
  readonly isbns: readonly string[];
}
interface Told {
  readonly library: { readonly name: string; readonly system: { readonly id: string } };
  readonly availability: { readonly state: string };
}

/** In the main part, as it is read. */
async function mainOf(page: Page): Promise<string> {
  return (await page.innerText('main')).replaceAll(/\s+/g, ' ');
}

describe.skipIf(!hasBrowser)('ten questions of people', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each<Question & { readonly id: QuestionId }>(QUESTIONS)(
    '$who asks: $asks',
    async ({ id, person, most, steps }) => {
      if (id === 'silent') await silenceSecond();
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
      try {
        await page.goto(pages.url);
        const way = createWay(page);
        if (person !== null) {
          await way.take({ press: 'link', name: 'Sign in' });
          await way.take({ press: 'button', name: 'Go to the sign-in service' });
          await page.locator(`a[href*="login_hint=${person}"]`).click();
          await page.waitForURL((address) => address.origin === new URL(pages.url).origin);
        }
        for (const step of steps) await way.take(step);
        await ANSWERS[id](way);
        expect(way.clicks()).toBeLessThanOrEqual(most);
      } finally {
        await page.context().close();
        await region.graph.simulator('koha-b').faults.clear();
      }
    },
    60_000,
  );
});

/** The second Koha stops after its copies were shown; a reader who asks for another title meets it first. */
async function silenceSecond(): Promise<void> {
  const ask = (isbn: string) =>
    region.graph.ask(`{ editions(by: [{ isbn: "${isbn}" }]) { editions { holdings { availability { state } } } } }`);
  await ask(SHOWCASE.pathology);
  await region.graph.simulator('koha-b').faults.set({ down: true });
  await ask(SHOWCASE.publicationManual);
}

/** By what things are called; a click that leads to another page waits for all of it. */
function createWay(page: Page) {
  let clicks = 0;
  const read: string[] = [];
  const files: Download[] = [];
  page.on('download', (file) => files.push(file));
  return {
    page,
    read,
    files,
    clicks: () => clicks,
    async take(step: Step): Promise<void> {
      if ('type' in step) {
        await page.getByLabel(step.into).fill(step.type);
        return;
      }
      clicks += 1;
      if ('choose' in step) {
        const list = page.getByLabel(step.choose);
        const option = list.locator('option').filter({ hasText: step.of });
        await list.selectOption({ label: await option.first().innerText() });
        return;
      }
      const wanted = page.getByRole(step.press, { name: step.name, exact: typeof step.name === 'string' }).first();
      if (step.press === 'radio') {
        await wanted.check();
        return;
      }
      const isFile = (await wanted.getAttribute('download')) !== null;
      const led = isFile ? page.waitForEvent('download') : page.waitForEvent('load');
      await wanted.click();
      await led;
      read.push(await mainOf(page).catch(() => ''));
    },
  };
}
