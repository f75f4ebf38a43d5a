import type { Browser } from 'playwright-core';
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

  it('reads the graph that lists it, and no other', async () => {
    const tab = await browser.newPage();
    await tab.goto(pageOrigin);
    const read = (url: string) =>
      tab.evaluate(`fetch(${JSON.stringify(url)}, {
        method: 'POST',
        headers: { 'content-type': 'application/json', prefer: 'wait=2' },
        body: ${JSON.stringify(JSON.stringify({ query }))},
      }).then(
        async (answer) => [await answer.json(), answer.headers.get('preference-applied')],
        (error) => String(error),
      )`);

    expect(await read(graph.url)).toEqual([{ data: { region: { name: 'Test region' } } }, 'wait=2']);
    expect(await read(closed.url)).toMatch(/Failed to fetch/);
    await tab.close();
  });
});
