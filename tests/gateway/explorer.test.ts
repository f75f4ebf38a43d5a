import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';
import { browserPath, hasBrowser, launchBrowser, openPage } from './support/browser.ts';
import type { WatchedPage } from './support/browser.ts';

const query = '{\n  edition(id: "region:edition:1") {\n    title # "quoted" <b>&amp;\n  }\n}\n';

let graph: TestGraph;
/** Of a region that gives the explorer nothing to open with. */
let plain: TestGraph;
beforeAll(async () => {
  const tabs = [
    { query: 'query Other($id: ID!) { edition(id: $id) { title } }', variables: { id: 'region:edition:2' } },
  ];
  graph = await startGraph({ explorer: { query, tabs } });
  plain = await startGraph();
});
afterAll(async () => {
  await graph.close();
  await plain.close();
});

const at = (path: string) => new URL(path, graph.url);

describe('the explorer, as it is served', () => {
  it('is a page for browsers, under a policy that lets nothing foreign in', async () => {
    const response = await fetch(graph.url, { headers: { accept: 'text/html' } });
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).toContain('title # \\&quot;quoted\\&quot; &lt;b>&amp;amp;');
  });

  it('has every file that its page names', async () => {
    const html = await (await fetch(graph.url, { headers: { accept: 'text/html' } })).text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');

    expect(files).toHaveLength(7);
    for (const file of files) {
      const response = await fetch(at(file));

      expect(response.status, file).toBe(200);
      expect((await response.arrayBuffer()).byteLength, file).toBeGreaterThan(100);
    }
  });

  it('has its files asked for by their content, so that none of an older release is used', async () => {
    const html = await (await fetch(graph.url, { headers: { accept: 'text/html' } })).text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');

    for (const file of files) {
      const { headers } = await fetch(at(file));
      const etag = headers.get('etag') ?? '';
      const again = await fetch(at(file), { headers: { 'if-none-match': etag } });

      expect([file, headers.get('cache-control')]).toEqual([file, 'public, no-cache']);
      // Every file of a package has one date, whatever its release.
      expect([file, headers.get('last-modified')]).toEqual([file, null]);
      expect([file, etag]).toEqual([file, expect.stringMatching(/^"[\w-]{43}"$/)]);
      expect([file, again.status, await again.text()]).toEqual([file, 304, '']);
      expect([file, again.headers.get('cache-control')]).toEqual([file, 'public, no-cache']);
    }
  });

  it('serves no other file, whatever is asked for', async () => {
    for (const path of ['/explorer/explorer.ts', '/explorer/explorer.html', '/explorer/..%2fserver.ts', '/explorer/']) {
      expect((await fetch(at(path))).status, path).toBe(404);
    }
  });

  it('is where the root leads, and gives way to a query', async () => {
    const root = await fetch(at('/'), { redirect: 'manual' });
    const asked = await fetch(`${graph.url}?query=%7Bregion%7Bname%7D%7D`, { headers: { accept: 'text/html' } });

    expect(root.headers.get('location')).toBe('graphql');
    expect(asked.headers.get('content-type')).toMatch(/json/);
  });
});

describe.skipIf(!hasBrowser)(`the explorer in a browser (skipped where ${browserPath} is absent)`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function open(): Promise<WatchedPage> {
    const watched = await openPage(browser, [at('/').origin]);
    await watched.page.goto(graph.url);
    await watched.page.waitForSelector('.graphiql-container');
    return watched;
  }

  it('loads without a foreign request or a complaint, and runs the query that it shows', async () => {
    const { page, foreign, complaints } = await open();

    await page.click('button.graphiql-execute-button');
    await page.waitForSelector('.result-window .cm-string');

    expect(await page.title()).toBe('Explorer – Mercia');
    expect(await page.textContent('.graphiql-query-editor .CodeMirror-code')).toContain('# "quoted" <b>&amp;');
    expect(await page.textContent('.result-window .CodeMirror-code')).toContain('"Title 1"');
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.close();
  });

  it('has what else there is to try in tabs, with its variables', async () => {
    const { page, complaints } = await open();

    await page.click('.graphiql-tab-button:has-text("Other")');
    // GraphiQL reads the name of the operation a moment after it shows it.
    await page.waitForSelector('.graphiql-query-editor .cm-def:text-is("Other")');
    await expect
      .poll(async () => {
        await page.click('button.graphiql-execute-button');
        return page.textContent('.result-window .CodeMirror-code');
      })
      .toContain('"Title 2"');

    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens with examples of what the region holds, each in a tab', async () => {
    const { page, foreign, complaints } = await openPage(browser, [new URL(plain.url).origin]);
    await page.goto(plain.url);
    await page.waitForSelector('.graphiql-tab-button:has-text("Region")');

    expect(await page.locator('.graphiql-tab-button').allTextContents()).toEqual([
      'WhoHolds',
      'Search',
      'Lenders',
      'Articles',
      'Region',
    ]);
    await page.waitForSelector('.graphiql-query-editor .cm-def:text-is("WhoHolds")');
    await expect
      .poll(async () => {
        await page.click('button.graphiql-execute-button');
        return page.textContent('.result-window .CodeMirror-code');
      })
      .toMatch(/"Title \d"/);

    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.close();
  });

  it('shows the documentation of the graph', async () => {
    const { page, complaints } = await open();

    await page.click('button[aria-label="Show Documentation Explorer"]');
    await page.click('.graphiql-doc-explorer a:text-is("Query")');
    await page.waitForSelector('.graphiql-doc-explorer a:text-is("editions")');

    expect(await page.textContent('.graphiql-doc-explorer')).toMatch(/The queries of the graph/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps nothing in the browser of what is typed, asked or told, and takes away what was kept before', async () => {
    const { page } = await open();
    await page.evaluate('localStorage.setItem(\'graphiql:variables\', \'{"pin": "7391"}\')');
    await page.clock.install();
    await page.reload();
    await page.waitForSelector('.graphiql-container');
    const type = async (editor: string, text: string): Promise<void> => {
      await page.click(`${editor} .CodeMirror`);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
    };

    await type('.graphiql-query-editor', 'query Mine($id: ID!) { edition(id: $id) { title } } # card 21001004711');
    await page.click('button[data-name="variables"]');
    await type('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "id": "region:edition:1", "pin": "7391" }');
    await page.click('button[data-name="headers"]');
    await type('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "x-api-key": "a-key-7391" }');
    await page.click('button[aria-label="Show History"]');
    await page.click('button[aria-label="Add tab"]');
    // Longer than what GraphiQL waits before it writes.
    await page.clock.fastForward('01:00');

    const kept = await page.evaluate(`(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
    }))()`);
    expect(kept).toEqual({ local: {}, session: {}, cookies: '', databases: [], caches: [] });
    await page.close();
  });
});
