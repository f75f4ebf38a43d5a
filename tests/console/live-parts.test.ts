/** A title whose systems answer one after the other: shown as they come, with and without script, and nothing moves. */
import { startConsole, type ConsoleServer } from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from './support/text-of.ts';
import { startToldGraph, type ToldGraph } from './support/told-graph.ts';
import { availability, edition, holding, library, region, system } from './support/told-region.ts';

const PATH = '/titles/told%3A1';
const now = (): number => Date.parse('2026-11-27T10:00:00Z');

let graph: ToldGraph;
/** What was logged. */
let failures: { readonly route: string; readonly message: string }[];
let pages: ConsoleServer;
/** Lets a system answer. */
let release: Readonly<Record<'one' | 'two', (answer: object | null) => void>>;

beforeAll(async () => {
  graph = await startToldGraph();
  const ready = async () => ({ ready: true });
  const logger = createLogger('error', 'test', {
    write(line: string) {
      const { route, msg: message } = JSON.parse(line) as { readonly route: string; readonly msg: string };
      failures.push({ route, message });
    },
  });
  pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: graph.url, ready, logger, now });
});
afterAll(async () => {
  await pages.close();
  await graph.close();
});
beforeEach(() => {
  failures = [];
  const [one, two] = [Promise.withResolvers<object | null>(), Promise.withResolvers<object | null>()];
  release = { one: one.resolve, two: two.resolve };
  const bay = holding(library('Bay', { system: system('one') }), one.promise);
  const hill = holding(library('Hill', { system: system('two') }), two.promise);
  const moor = holding(library('Moor', { system: system('two') }), two.promise);
  graph.tell({ region: region(), edition: edition('told:1', [bay, hill, moor]) });
});

describe('what is sent', () => {
  it('is what the index knows at once, then each system as it answers, then the sum', async () => {
    const response = await fetch(`${pages.url}${PATH}`);
    const reading = readParts(response);

    const first = await reading.until('Checking 3 libraries…');
    // Packed, and still sent part by part.
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(textOf(first)).toContain('A told title');
    expect(textOf(first)).not.toContain('available now');

    release.two(availability({ availableCount: 1 }));
    const second = await reading.until('id="library-Moor"', 2);
    expect(textOf(second)).toContain('Hill Library WB 115 1 available now');
    expect(textOf(second)).not.toContain('Bay Library');

    release.one(availability());
    const whole = await reading.until('</html>');
    expect(textOf(whole)).toContain('Bay Library WB 115 2 available now');
    expect(textOf(whole)).toContain(
      '4 available now. Available now at Bay Library (2), Hill Library (1), Moor Library (1).',
    );
  });

  it('is whole but for one library if that one cannot be told, and the sum says so', async () => {
    // No such day: the words of a page cannot be made of it.
    release.one(availability({ availableCount: 0, earliestDue: { on: '0000-00-00', at: null } }));
    release.two(availability());

    const whole = await readParts(await fetch(`${pages.url}${PATH}`)).until('</html>');

    const bay = whole.slice(whole.lastIndexOf('slot="library-Bay"'));
    expect(textOf(bay.slice(0, bay.indexOf('</div>')))).toContain('This part cannot be shown now');
    expect(textOf(whole)).toContain('Hill Library WB 115 2 available now');
    expect(textOf(whole)).toContain('4 copies available now; 1 library could not be checked.');
    expect(failures).toEqual([{ route: '/titles/:id', message: 'A part of a page failed' }]);
  });

  it('is not waited for by somebody who has left', async () => {
    const before = graph.abandoned();
    // Systems that were quick are asked together.
    const asked = () => graph.asked.filter((name) => name === 'Copies').length;
    const gone = new AbortController();
    const response = await fetch(`${pages.url}${PATH}`, { signal: gone.signal });
    await readParts(response).until('Checking 3 libraries…');

    await expect.poll(asked).toBeGreaterThan(0);

    gone.abort();

    await expect.poll(() => graph.abandoned() - before).toBe(asked());
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

  /** What was seen while the page filled. */
  const WATCH = `(() => {
    globalThis.seen = { moved: [], said: [] };
    new PerformanceObserver((list) => {
      for (const { sources, startTime } of list.getEntries()) for (const { node, previousRect: was, currentRect: is } of sources)
        globalThis.seen.moved.push([node?.nodeName, node?.className, Math.round(startTime) + ' ms', was.x, was.y, was.height, 'to', is.x, is.y, is.height].join(' '));
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target.id === 'announcement' && addedNodes.length > 0) globalThis.seen.said.push(target.textContent);
    }).observe(document, { childList: true, subtree: true });
  })()`;

  async function open(javaScriptEnabled: boolean, width = 1280): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } });
    const page = await context.newPage();
    if (javaScriptEnabled) await page.addInitScript(WATCH);
    await page.goto(`${pages.url}${PATH}`, { waitUntil: 'commit' });
    await page.getByText('Checking 3 libraries…').waitFor();
    return page;
  }

  const heard = (page: Page): Promise<string> => page.locator('main').ariaSnapshot();
  const checking = (page: Page): Promise<number> =>
    page.getByText('Checking…', { exact: true }).filter({ visible: true }).count();

  it.each([true, false])('shows each library when its system answers (script: %s)', async (script) => {
    const page = await open(script);
    expect(await checking(page)).toBe(3);

    release.two(availability());
    await expect.poll(() => checking(page)).toBe(1);
    expect(await heard(page)).toContain('Checking 3 libraries…');

    release.one(availability());
    await expect.poll(() => checking(page)).toBe(0);
    await expect.poll(() => heard(page)).toContain('6 available now.');
    await page.context().close();
  });

  it('says the same in the same order with script and without', async () => {
    release.one(availability({ state: 'UNKNOWN', asOf: null, itemCount: null, availableCount: null, items: null }));
    release.two(availability({ unknownCount: 1 }));
    const texts: string[] = [];
    for (const script of [true, false]) {
      const shown = await openWhole(script);
      await shown.waitForLoadState('load');
      // What was announced goes after a while.
      await expect.poll(() => shown.locator('#announcement').textContent()).toBe('');
      texts.push(await heard(shown));
      await shown.context().close();
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toMatch(
      /At least 4 copies available now; 1 library could not be checked\.[\s\S]*Bay Library[\s\S]*Hill Library[\s\S]*Moor Library/,
    );
  });

  async function openWhole(javaScriptEnabled: boolean): Promise<Page> {
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
    await page.goto(`${pages.url}${PATH}`);
    return page;
  }

  it.each([1280, 390])('moves nothing, keeps the focus and speaks once, %i pixels wide', async (width) => {
    const page = await open(true, width);
    await page.getByRole('link', { name: 'Help' }).first().focus();

    const reason = { code: 'UNREACHABLE', message: 'Silent.', system: 'two' };
    release.two(
      availability({
        state: 'LAST_KNOWN',
        asOf: '2026-11-26T14:05:00Z',
        reason,
        availableCount: 0,
        holdQueueAtLeast: 1,
        earliestDue: { on: '2026-12-05', at: null },
      }),
    );
    await expect.poll(() => checking(page)).toBe(1);
    release.one(availability());
    await page.waitForLoadState('load');
    await expect.poll(() => page.evaluate<readonly string[]>('seen.said')).toHaveLength(1);

    expect(await page.evaluate<readonly string[]>('seen.said')).toEqual([
      'At least 2 copies available now; 2 libraries had none when last checked.',
    ]);
    expect(await page.evaluate<readonly string[]>('seen.moved')).toEqual([]);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('Help');
    await page.context().close();
  });
});

/** Reads an answer while it comes. */
function readParts(response: Response): { until(text: string, times?: number): Promise<string> } {
  if (response.body === null) throw new Error('the answer has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  return {
    async until(text, times = 1) {
      while (read.split(text).length <= times) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`it ended without ${text}`);
        read += value;
      }
      return read;
    },
  };
}
