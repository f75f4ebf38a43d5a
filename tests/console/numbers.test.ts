/**
 * Every number of a comparison that is a link is its rows: so many stand on the pages behind it, so many lines has the file, and so
 * many are counted by plain statements that know nothing of the product's own.
 */
import { createRandom } from '#simulators/random.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { readPlainly, type PlainSnapshot } from '#tests/comparison/support/plain-snapshot.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';
import { openDemoConsole, type DemoConsole } from './support/console.ts';
import { countPlainly } from './support/plain-numbers.ts';
import type { Visited, Visitor } from './support/visitor.ts';

const LIBRARY = 'severnhythe';
let region: ComparedRegion;
let pages: DemoConsole;
let plain: PlainSnapshot;
let visitor: Visitor;
let librarian: Visitor;
/** Each address of rows with the numbers that lead there, and the pages where they stand. */
let numbers: ReadonlyMap<string, readonly Found[]>;

interface Found {
  readonly page: string;
  readonly number: number;
}

/** How the page of snapshots looks while the first is taken through its form. */
interface Taking {
  readonly none: Visited;
  readonly asked: Visited;
  readonly waiting: Visited;
  readonly whole: Visited;
}
let taking: Taking;

beforeAll(async () => {
  region = await startComparedRegion();
  pages = await openDemoConsole(region.graph);
  visitor = await pages.signedIn('migration');
  librarian = await pages.signedIn('librarian');
  const none = await visitor.get('/compare');
  const asked = await visitor.post('/compare', { do: 'take', name: 'first', note: 'Before <cleaning>' });
  const waiting = await visitor.get('/compare');
  await region.doJobs();
  taking = { none, asked, waiting, whole: await visitor.get('/compare') };
  plain = await readPlainly(region.graph.database.db, 1);
  numbers = await crawl(visitor);
}, 240_000);
afterAll(async () => {
  await pages.close();
  await region.close();
});

const decode = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

function linksOf({ html }: Visited): readonly { readonly href: string; readonly text: string }[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href = '', inside = '']) => ({
    href: decode(href),
    text: inside.replaceAll(/<span[\s\S]*?<\/span>/g, '').trim(),
  }));
}

function numbersOf(shown: Visited): readonly { readonly href: string; readonly number: number }[] {
  return linksOf(shown).flatMap(({ href, text }) =>
    href.startsWith('/compare/first/rows?') && /^[\d,]+$/.test(text)
      ? [{ href, number: Number(text.replaceAll(',', '')) }]
      : [],
  );
}

/** Questions that are about one library. */
const OF_ONE_LIBRARY = /(ours-alone|day-one)$/;

/** The first page, its themes, overlap, and every question of them; for one library where a question wants one. */
async function crawl(who: Visitor): Promise<ReadonlyMap<string, readonly Found[]>> {
  const placesOn = async (page: string): Promise<readonly string[]> =>
    linksOf(await who.get(page))
      .map(({ href }) => href)
      .filter((href) => href.startsWith('/compare/first/') && !href.includes('/rows?'));
  const first = await placesOn('/compare/first');
  const themes = [...new Set(first.filter((href) => href.includes('/about/')))];
  const questions = [...first, ...(await Promise.all(themes.map(placesOn))).flat()];
  expect([themes.length, questions.length > 40]).toEqual([5, true]);
  const wanted = ['/compare/first', `/compare/first/overlap?library=${LIBRARY}`, ...new Set(questions)];
  const found: (Found & { readonly href: string })[] = [];
  for (const page of wanted) {
    const shown = await who.get(OF_ONE_LIBRARY.test(page) ? `${page}?library=${LIBRARY}` : page);
    expect([page, shown.status]).toEqual([page, 200]);
    found.push(...numbersOf(shown).map((one) => ({ ...one, page })));
  }
  return Map.groupBy(found, ({ href }) => href);
}

/** The total above the rows. */
async function saidBy(who: Visitor, href: string): Promise<number> {
  return totalOf(await who.get(href));
}

function totalOf({ html }: Visited): number {
  return Number(/<h1[^>]*>([\d,]+) /.exec(html)?.[1]?.replaceAll(',', '') ?? NaN);
}

/** How many rows stand on the pages behind a number, followed to the last. */
async function pageThrough(who: Visitor, href: string): Promise<{ readonly said: number; readonly rows: number }> {
  let rows = 0;
  let said: number | null = null;
  let next: string | null = href;
  while (next !== null) {
    const shown: Visited = await who.get(next);
    expect([next, shown.status]).toEqual([next, 200]);
    said ??= totalOf(shown);
    rows += shown.html.split('<tbody')[1]?.match(/<tr /g)?.length ?? 0;
    next = linksOf(shown).find(({ text }) => text === 'Next rows')?.href ?? null;
  }
  return { said: said ?? NaN, rows };
}

async function linesOfFile(who: Visitor, href: string): Promise<number> {
  const { html, status, headers } = await who.get(href.replace('/rows?', '/rows.csv?'));
  expect([href, status, headers.get('content-type')]).toEqual([href, 200, 'text/csv; charset=utf-8']);
  return parse(html, { bom: true }).length - 1;
}

/** More rows than these are paged through before a release, and only for the largest number: 50 stand on a page. */
const MOST_PAGED = BEFORE_RELEASE ? 400 : 120;
/** Of numbers of one kind, one of so many is drawn. */
const OF_A_KIND = 20;
/** Before a release each kind is followed, in the gate one of so many. */
const KINDS_OF = BEFORE_RELEASE ? 1 : 4;

interface Drawn {
  readonly href: string;
  readonly number: number;
  readonly paged: boolean;
}

/**
 * What is followed, the same each time. To follow all 640 would take longer than all other tests of comparing. How rows are chosen
 * differs with what is counted, by which dimensions, and with the page whose statement made the number: of each such kind at least one
 * is drawn, if there is one with more than one page of rows, and the largest of all. Each number is compared with plain statements above.
 */
function draw(): readonly Drawn[] {
  const all = [...numbers].map(([href, found]) => ({ href, found, number: found[0]?.number ?? NaN }));
  const random = createRandom(20);
  const kinds = Map.groupBy(all, ({ href, found }) => {
    const query = new URLSearchParams(href.slice(href.indexOf('?')));
    const dimensions = query.getAll('where').map((condition) => condition.split(':')[0]);
    return [query.get('of'), ...dimensions.toSorted(), ...new Set(found.map(({ page }) => page))].join(' ');
  });
  const followed = [...kinds.values()].filter((_, place) => place % KINDS_OF === 0);
  const drawn = followed.flatMap((kind) => {
    const pages = kind.filter(({ number }) => number > 50 && number <= MOST_PAGED);
    return random.some(pages.length > 0 ? pages : kind, Math.ceil(kind.length / OF_A_KIND));
  });
  const largest = Math.max(...all.map(({ number }) => number));
  return [...drawn, ...all.filter(({ number }) => number === largest)].map(({ href, number }) => ({
    href,
    number,
    paged: number <= MOST_PAGED || (BEFORE_RELEASE && number === largest),
  }));
}

describe('the page of snapshots', () => {
  it('says that there is none yet, and how to take one', () => {
    expect(taking.none.text).toContain('There is no snapshot yet. Take the first one below');
  });

  it('takes one by its form, says how far that is, and does not reload by itself', () => {
    const { asked, waiting } = taking;

    expect([asked.status, asked.location]).toEqual([303, '/compare']);
    expect(waiting.text).toContain('The snapshot “first” was asked for');
    expect(waiting.text).toContain('nobody has begun');
    expect(waiting.html).toContain('<a href="/compare">Look again</a>');
    expect(waiting.html).not.toContain('http-equiv="refresh"');
    expect(waiting.html).not.toContain('href="/compare/first"');
  });

  it('shows it with its gaps when it is whole', () => {
    const { text, html } = taking.whole;

    expect(html).toContain('<a href="/compare/first">first</a>');
    expect(html).toContain('Before &lt;cleaning&gt;');
    expect(text).toContain(
      'do not tell which years of journals there are, loans, holds, readers and charges: such numbers are unknown, not 0.',
    );
    expect(text).not.toContain('Look again');
  });

  it('tells who may not see it what it is', async () => {
    const everybody = await pages.visitor().get('/compare');
    const reader = await (await pages.signedIn('reader')).get('/compare');

    expect([everybody.status, reader.status]).toEqual([200, 403]);
    for (const { text, html } of [everybody, reader]) {
      expect(text).toContain('Library staff see the rows of their own libraries.');
      expect(html).not.toMatch(/compare\/first|cleaning/);
    }
    expect((await pages.visitor().get('/compare/first')).location).toMatch(/^\/sign-in/);
    expect((await librarian.get('/compare')).text).not.toContain('Take a snapshot');
    expect((await librarian.get('/compare/first/drop')).status).toBe(403);
  });

  it('refuses a name that is taken, or none, and keeps what was written', async () => {
    const taken = await visitor.post('/compare', { do: 'take', name: 'first', note: 'kept' });

    expect(taken.status).toBe(400);
    expect(taken.text).toContain('There is a snapshot "first" already; choose another name.'.replaceAll('"', '&quot;'));
    expect(taken.html).toContain('value="kept"');
    expect((await visitor.post('/compare', { do: 'take', name: ' ' })).text).toContain('Enter a name for the snapshot');
  });

  it('fills in again what was typed when the session had ended, and takes nothing before it is sent', async () => {
    const other = await pages.signedIn('migration');
    await other.get('/compare');
    await other.post('/sign-out', {});
    await other.post('/compare', { do: 'take', name: 'fourth', note: 'Before <moving>' });
    const { html, status } = await other.signIn('migration');

    expect(status).toBe(200);
    expect(html).toContain('Your form was not sent yet, so nothing was done.');
    expect(html).toMatch(/value="fourth"[\s\S]*value="Before &lt;moving&gt;"/);
    expect((await visitor.get('/compare')).text).not.toContain('fourth');
  });

  it('stops one, says what to do, and drops it when that is confirmed', async () => {
    await visitor.post('/compare', { do: 'take', name: 'second' });
    const [, job = ''] = /name="job" value="([^"]+)"/.exec((await visitor.get('/compare')).html) ?? [];
    await visitor.post('/compare', { do: 'stop', job });
    const stopped = await visitor.get('/compare');
    const question = await visitor.get('/compare/second/drop');
    const { location } = await visitor.post('/compare/second/drop', {});
    const dropped = await visitor.get('/compare');

    expect(stopped.text).toContain('It could not be taken, and cannot be asked. Drop it and take another.');
    expect((await visitor.get('/compare/second')).status).toBe(404);
    expect(question.text).toContain('Its numbers and lists are gone then, for everybody.');
    expect(location).toBe('/compare');
    expect(dropped.text).toContain('The snapshot “second” was dropped');
    expect(dropped.html).not.toContain('href="/compare/second');
  });
});

describe('every number that is a link', () => {
  it('is the same wherever it stands', () => {
    expect(numbers.size).toBeGreaterThan(200);
    for (const [href, found] of numbers)
      expect([href, new Set(found.map(({ number }) => number)).size]).toEqual([href, 1]);
  });

  it('is what plain statements count', async () => {
    for (const [href, [found]] of numbers)
      expect([href, await countPlainly(region.graph.database.db, plain, href)]).toEqual([href, found?.number]);
  }, 240_000);

  it('is its rows, page by page, and the lines of its file', async () => {
    const drawn = draw();
    expect(drawn.length).toBeGreaterThan(100 / KINDS_OF);
    for (const { href, number, paged } of drawn) {
      const { said, rows } = paged
        ? await pageThrough(visitor, href)
        : { said: await saidBy(visitor, href), rows: number };
      const lines = await linesOfFile(visitor, href);
      expect([href, said, rows, lines]).toEqual([href, number, number, number]);
    }
  }, 480_000);
});

describe('staff', () => {
  it('are shown their own library’s numbers and rows, and no others', async () => {
    const own = await librarian.get(`/compare/first/overlap?library=${LIBRARY}`);
    const square = own.html.slice(own.html.indexOf('app-matrix'));
    const [, rows = ''] = square.split('<tbody');
    expect(rows.split('</tbody>')[0]?.match(/<tr /g)).toHaveLength(1);
    const href = `/compare/first/rows?of=RECORDS&where=TITLE_OF:${LIBRARY}&where=HOLDER:${LIBRARY}`;
    const number = numbers.get(href)?.[0]?.number;

    expect(own.text).toContain('You see the rows of your own library only');
    expect(await pageThrough(librarian, href)).toEqual({ said: number, rows: number });
    const all = new Map(numbersOf(own).map((one) => [one.href, one.number]));
    expect(all.size).toBeGreaterThan(12);
    for (const [address, shown] of all) expect([address, await saidBy(librarian, address)]).toEqual([address, shown]);
    expect((await librarian.get('/compare/first/rows?of=ITEMS&where=LIBRARY:temestead')).text).toContain('0 copies');
    expect((await librarian.get('/compare/first/overlap?library=temestead')).status).toBe(404);
  });
});

describe('the start page', () => {
  it('leads the migration team in one click to what one library alone has, and to the two systems that overlap most', async () => {
    const links = linksOf(await visitor.get('/'));
    const ends = ['Titles that only one library has', 'Overlap between systems'].map(
      (wanted) => links.find(({ text }) => text === wanted)?.href.split('#') ?? [],
    );
    const [[page = '', alone], [same, systems]] = ends as [string[], string[]];
    const { html, text } = await visitor.get(page);
    const ids = region.graph.hub.region.systems.map(({ id, name }) => ({ id, name }));
    const both = ids.flatMap((a, place) =>
      ids
        .slice(place + 1)
        .map((b) => plain.titles.filter((title) => title.systems.has(a.id) && title.systems.has(b.id)).length),
    );

    expect(same).toBe(page);
    for (const id of [alone, systems]) expect(html).toContain(`id="${id ?? ''}"`);
    const inOne = plain.titles.filter(({ libraries }) => libraries.size === 1).length;
    expect(text).toContain(`${inOne.toLocaleString('en-GB')} titles are in one library only`);
    expect(text).toContain(` overlap most of all systems: ${Math.max(...both).toLocaleString('en-GB')} titles.`);
    expect((await librarian.get('/')).text).not.toContain('Overlap between systems');
  });
});

describe('rows', () => {
  it.each([
    ['/compare/first/rows?of=BOOKS', 400, 'of: write one of RECORDS, ITEMS, STATEMENTS.'],
    ['/compare/first/rows?of=ITEMS&where=colour:red', 400, 'write what rows are chosen by'],
    ['/compare/first/rows?of=RECORDS&where=ITEM_TYPE:STL', 400, 'RECORDS have no such dimension'],
    ['/compare/first/rows?of=ITEMS&after=nowhere', 400, 'after: this is no place of this list'],
    ['/compare/nothing/rows?of=ITEMS', 404, 'There is no such snapshot'],
    ['/compare/first/rows.csv?of=BOOKS', 400, 'of: write one of'],
    ['/compare/nothing/rows.csv?of=ITEMS', 400, 'snapshot: there is none of this name.'],
    ['/compare/first/overlap.csv?table=x', 400, 'table: write one of spread, alone, systems, matrix.'],
    ['/compare/first/overlap?library=nowhere', 404, 'There is no such library'],
    ['/compare/first/decisions?library=nowhere', 404, 'There is no such library'],
  ])('%s is answered with what is wrong', async (path, status, words) => {
    const shown = await visitor.get(path);

    expect([shown.status, shown.text.includes(words)]).toEqual([status, true]);
  });

  it.each(['rows.csv?of=ITEMS&where=LIBRARY:severnhythe', 'overlap.csv?table=alone', 'overlap.csv?table=matrix'])(
    'are saved with the names of libraries and systems: %s',
    async (end) => {
      const { html } = await visitor.get(`/compare/first/${end}`);
      const cells = new Set((parse(html, { bom: true }) as readonly (readonly string[])[]).flat());
      const { libraries, systems } = region.graph.hub.region;

      expect(cells.has('Severnhythe Hospitals Library and Knowledge Service')).toBe(true);
      for (const { id } of [...libraries, ...systems]) expect([id, cells.has(id)]).toEqual([id, false]);
    },
  );

  it.each([
    'rows.csv?of=ITEMS&where=LAST_COPY:YES',
    'overlap.csv?table=alone',
    'questions/last-copies?table=by%20library&save=csv',
  ])('are not saved, nor written down, if another site led there, or only the head is asked for: %s', async (end) => {
    const countSaved = async () =>
      (await region.graph.database.db.selectFrom('export_audit').select('id').execute()).length;
    const path = `/compare/first/${end}`;
    const before = await countSaved();
    const sites = ['cross-site', 'same-site'];
    const led = await Promise.all(sites.map((site) => visitor.get(path, { 'sec-fetch-site': site })));
    const cookie = Array.from(visitor.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const head = await fetch(new URL(path, pages.url), { method: 'HEAD', headers: { cookie } });

    expect(head.status).toBe(403);
    for (const { status, text, html } of led) {
      expect([status, text.includes('Nothing was saved yet')]).toEqual([403, true]);
      expect(decode(html)).toContain(`<a href="${path}">Save the file</a>`);
    }
    expect(await countSaved()).toBe(before);
    const typed = await visitor.get(path, { 'sec-fetch-site': 'none' });
    expect(typed.headers.get('content-type')).toContain('text/csv');
    expect(await countSaved()).toBe(before + 1);
  });

  it('are saved whole, and who saved them is written down', async () => {
    const path = '/compare/first/rows.csv?of=ITEMS&where=LAST_COPY:YES';
    const { html } = await visitor.get(path);
    const [, ...rows] = parse(html, { bom: true });
    const { data } = await region.graph.ask<{ exports: { nodes: readonly object[] } }>(
      '{ exports(first: 1) { nodes { role of format rowCount filter } } }',
      { token: await region.graph.tokenOf('operator') },
    );

    expect(data.exports.nodes).toEqual([
      expect.objectContaining({ role: 'migration', of: 'ITEMS', format: 'CSV', rowCount: rows.length }),
    ]);
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('fills in how far the work is, without losing what somebody is about to write', async () => {
    const page = await pages.signedInPage(browser, 'migration');
    await page.goto(`${pages.url}/compare`);
    await page.getByLabel('Name').fill('third');
    await page.getByRole('button', { name: 'Take a snapshot' }).click();
    const underWay = page.getByText('The snapshot “third” was asked for');
    await underWay.waitFor();
    await page.getByLabel('Name').fill('fourth');
    const status = page.locator('[role=status][data-refill=sentence]');
    expect(await status.textContent()).toBe('1 piece of work under way.');
    await region.doJobs();
    await page.getByRole('link', { name: 'third', exact: true }).waitFor({ timeout: 20_000 });
    await status.filter({ hasText: 'Nothing is being done at the moment.' }).waitFor({ timeout: 20_000 });
    await page.getByText('Done: The snapshot “third” is taken.').waitFor();

    expect(await underWay.count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Open it' }).getAttribute('href')).toBe('/compare/third');

    expect(await page.getByLabel('Name').inputValue()).toBe('fourth');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('name');
    await page.context().close();
  });

  it('shows a ranked list instead of the square on a narrow screen', async () => {
    const page = await pages.signedInPage(browser, 'migration', 390);
    await page.goto(`${pages.url}/compare/first/overlap`);
    const squares = page.locator('.app-matrix');
    expect([await squares.count(), await squares.filter({ visible: true }).count()]).toEqual([2, 0]);
    await page.getByLabel('Choose a library').selectOption(LIBRARY);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/library=severnhythe/);

    expect(await page.getByRole('heading', { name: /Severnhythe .* has \d+ titles/ }).isVisible()).toBe(true);
    await page.context().close();
  });
});
