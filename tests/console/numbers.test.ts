/**
 * Every number of a comparison that is a link is its rows: so many stand on the pages behind it, so many lines has the file, and so
 * many are counted by plain statements that know nothing of the product's own.
 */
import { createRandom } from '#simulators/random.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { readPlainly, type PlainSnapshot } from '#tests/comparison/support/plain-snapshot.ts';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

beforeAll(async () => {
  region = await startComparedRegion();
  await region.takeSnapshot('first');
  plain = await readPlainly(region.graph.database.db, 1);
  pages = await openDemoConsole(region.graph);
  visitor = await pages.signedIn('migration');
  librarian = await pages.signedIn('librarian');
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

/** The first page, overlap, and every question of the first page; for one library where a question wants one. */
async function crawl(who: Visitor): Promise<ReadonlyMap<string, readonly Found[]>> {
  const first = await who.get('/compare/first');
  const questions = linksOf(first)
    .map(({ href }) => href)
    .filter((href) => href.startsWith('/compare/first/') && !href.includes('/rows?'));
  const wanted = ['/compare/first', `/compare/first/overlap?library=${LIBRARY}`, ...new Set(questions)];
  const found: (Found & { readonly href: string })[] = [];
  for (const page of wanted) {
    const asked = await who.get(page);
    const shown = asked.status === 400 ? await who.get(`${page}?library=${LIBRARY}`) : asked;
    expect([page, shown.status]).toEqual([page, 200]);
    for (const { href, text } of linksOf(shown)) {
      if (!href.startsWith('/compare/first/rows?') || !/^[\d,]+$/.test(text)) continue;
      found.push({ href, page, number: Number(text.replaceAll(',', '')) });
    }
  }
  return Map.groupBy(found, ({ href }) => href);
}

/** How many rows stand on the pages behind a number, followed to the last. */
async function pageThrough(who: Visitor, href: string): Promise<{ readonly said: number; readonly rows: number }> {
  let rows = 0;
  let said: number | null = null;
  let next: string | null = href;
  while (next !== null) {
    const shown: Visited = await who.get(next);
    expect([next, shown.status]).toEqual([next, 200]);
    said ??= Number(/<h1[^>]*>([\d,]+) /.exec(shown.html)?.[1]?.replaceAll(',', '') ?? NaN);
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

/** Some of them, the same each time, and always the largest and those of fewest rows. */
function draw(count: number): readonly (readonly [string, number])[] {
  const all = [...numbers].map(([href, [one]]) => [href, one?.number ?? NaN] as const);
  const bySize = all.toSorted(([, a], [, b]) => b - a);
  const drawn = createRandom(20).some(
    bySize.filter(([, number]) => number <= 400),
    count,
  );
  return [...new Map([...bySize.slice(0, 1), ...bySize.slice(-2), ...drawn])];
}

describe('every number that is a link', () => {
  it('is the same wherever it stands', () => {
    expect(numbers.size).toBeGreaterThan(200);
    for (const [href, found] of numbers)
      expect([href, new Set(found.map(({ number }) => number)).size]).toEqual([href, 1]);
  });

  it('is what plain statements count', async () => {
    const unknown = new Set<string>();
    for (const [href, [found]] of numbers) {
      const count = await countPlainly(region.graph.database.db, plain, href);
      if (count === null) unknown.add(/where=(CONFLICT|DATED):/.exec(href)?.[1] ?? href);
      else expect([href, count]).toEqual([href, found?.number]);
    }
    // A plain statement would say the product's own again, in the same words.
    expect([...unknown].toSorted()).toEqual(['CONFLICT', 'DATED']);
  });

  it('is its rows, page by page, and the lines of its file', async () => {
    for (const [href, number] of draw(40)) {
      const { said, rows } = await pageThrough(visitor, href);
      const lines = await linesOfFile(visitor, href);
      expect([href, said, rows, lines]).toEqual([href, number, number, number]);
    }
  }, 240_000);
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
    expect((await librarian.get('/compare/first/rows?of=ITEMS&where=LIBRARY:temestead')).text).toContain('0 copies');
    expect((await librarian.get('/compare/first/overlap?library=temestead')).status).toBe(404);
  });
});
