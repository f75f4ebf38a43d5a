import type { Browser, Page } from 'playwright-core';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postQuery, startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';
import { browserPath, hasBrowser, launchBrowser } from './support/browser.ts';

const query = '{ region { name } }';
const LISTED = 'https://search.example';
const STRANGER = 'https://search.example.evil';

let graph: TestGraph;
let closed: TestGraph;
let page: Server;
let pageOrigin: string;
beforeAll(async () => {
  page = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  pageOrigin = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  graph = await startGraph({ corsOrigins: [LISTED, pageOrigin] });
  closed = await startGraph();
});
afterAll(async () => {
  await graph.close();
  await closed.close();
  page.closeAllConnections();
  page.close();
});

const ask = (url: string, origin: string) => postQuery(url, { query }, { origin });
const preflight = (url: string, origin: string) =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,authorization,prefer',
    },
  });
const corsHeaders = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('pages of other origins', () => {
  it('read nothing where no origin is listed', async () => {
    expect(corsHeaders((await ask(closed.url, LISTED)).headers)).toEqual([]);
    expect(corsHeaders((await preflight(closed.url, LISTED)).headers)).toEqual([]);
  });

  it('that are listed may ask, sign in and read what stands in headers', async () => {
    const { headers, status } = await ask(graph.url, LISTED);

    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['x-correlation-id', 'preference-applied', 'retry-after', 'www-authenticate']),
    );
  });

  it('that are listed are told so beforehand, for a while', async () => {
    const { headers, status } = await preflight(graph.url, LISTED);

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(headers.get('access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['content-type', 'authorization', 'x-api-key', 'prefer', 'mercia-budget-ms']),
    );
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
  });

  it.each([STRANGER, 'http://search.example', 'https://search.example:8443', 'null', '*'])(
    'that are not listed exactly are told nothing: %s',
    async (origin) => {
      expect(corsHeaders((await ask(graph.url, origin)).headers)).toEqual([]);
      expect(corsHeaders((await preflight(graph.url, origin)).headers)).toEqual([]);
    },
  );

  it('get answers that no cache gives to another origin, and never a star', async () => {
    const answers = [
      (await ask(graph.url, LISTED)).headers,
      (await ask(graph.url, STRANGER)).headers,
      (await postQuery(graph.url, { query: '{ nothing }' }, { origin: LISTED })).headers,
      (await postQuery(graph.url, { query: '#'.repeat(70_000) }, { origin: LISTED })).headers,
      (await fetch(new URL('/ready', graph.url), { headers: { origin: LISTED } })).headers,
    ];

    for (const headers of answers) {
      expect(headers.get('vary')).toMatch(/\bOrigin\b/i);
      expect(headers.get('access-control-allow-origin')).not.toBe('*');
    }
    expect(answers[0]?.get('vary')).toMatch(/\bPrefer\b.*\bAuthorization\b/);
  });

  it('that are listed read also why they were refused', async () => {
    const { headers, status } = await postQuery(graph.url, { query: '#'.repeat(70_000) }, { origin: LISTED });

    expect(status).toBe(413);
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
  });
});

describe.skipIf(!hasBrowser)(`a page of another origin in a browser (skipped where ${browserPath} is absent)`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  const headers = { 'content-type': 'application/json', 'mercia-budget-ms': '2000', 'x-correlation-id': 'of-a-widget' };

  async function readFrom(tab: Page, url: string, text: string): Promise<unknown> {
    return tab.evaluate(
      ([address, sent, body]) =>
        fetch(address, { method: 'POST', headers: JSON.parse(sent) as Record<string, string>, body }).then(
          async (answer) => ({
            status: answer.status,
            answer: await answer.json(),
            budget: answer.headers.get('preference-applied'),
            correlation: answer.headers.get('x-correlation-id'),
          }),
          (error: unknown) => String(error),
        ),
      [url, JSON.stringify(headers), JSON.stringify({ query: text })] as const,
    );
  }

  it('reads the graph that lists it with the headers of a widget, and no other', async () => {
    const tab = await browser.newPage();
    await tab.goto(pageOrigin);

    expect(await readFrom(tab, graph.url, query)).toEqual({
      status: 200,
      answer: { data: { region: { name: 'Test region' } } },
      budget: 'mercia-budget-ms=2000',
      correlation: 'of-a-widget',
    });
    expect(await readFrom(tab, closed.url, query)).toMatch(/Failed to fetch/);
    await tab.close();
  });

  it('reads why its query was refused', async () => {
    const tab = await browser.newPage();
    await tab.goto(pageOrigin);

    expect(await readFrom(tab, graph.url, '{ nothing }')).toMatchObject({
      status: 400,
      answer: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(await readFrom(tab, graph.url, '#'.repeat(70_000))).toMatchObject({
      status: 413,
      answer: { errors: [{ extensions: { code: 'QUERY_TEXT_TOO_LONG' } }] },
    });
    await tab.close();
  });

  it('reads nothing as a file that is opened from a disk: its origin is null', async () => {
    const tab = await browser.newPage();
    await tab.goto('data:text/html,<!doctype html>');

    expect(await readFrom(tab, graph.url, query)).toMatch(/Failed to fetch/);
    await tab.close();
  });
});
