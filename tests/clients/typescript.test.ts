import {
  createMerciaClient,
  FindCopiesDocument,
  GRAPH_ERROR_CODES,
  LendersDocument,
  LibrariesDocument,
  MyAccountsDocument,
  RenewLoanDocument,
  SearchDocument,
  TypedDocumentString,
} from '#clients/typescript/index.ts';
import { findCopies } from '#clients/typescript/examples/find-a-copy.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { ERROR_CODES } from '#platform/errors.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyFront, type FaultyFront } from './faulty-front.ts';

let graph: DemoGraph;
let front: FaultyFront;
beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: 5_000 });
  front = await startFaultyFront(graph.url);
}, 120_000);
afterEach(() => {
  front.faults.length = 0;
  front.seen.length = 0;
});
afterAll(async () => {
  await front.close();
  await graph.close();
});

const openClient = (options: Partial<Parameters<typeof createMerciaClient>[0]> = {}) =>
  createMerciaClient({ url: front.url, ...options });
const renewal = { input: { loan: 'nobody:loan:1' } };
const BUSY = '{"errors":[{"message":"Wait.","extensions":{"code":"STORE_UNAVAILABLE"}}]}';

async function collect<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe('an answer', () => {
  it('is data of the type of its operation', async () => {
    const { data, errors, notLive, correlationId } = await openClient().ask(FindCopiesDocument, {
      by: [{ isbn: SHOWCASE.pathology }],
    });

    const holdings = data.editions?.[0]?.editions[0]?.holdings ?? [];
    expect(holdings.length).toBeGreaterThan(3);
    expect(holdings.map(({ availability }) => availability?.state)).toContain('LIVE');
    expect(errors).toEqual([]);
    // It has an export and nothing else.
    expect(notLive).toMatchObject([{ system: 'export-e', code: 'NOT_SUPPORTED' }]);
    expect(correlationId).toBeNull();
  });

  it('has data and errors with code and path where a part of it failed', async () => {
    const { data, errors } = await openClient().ask(FindCopiesDocument, {
      by: [{ isbn: SHOWCASE.pathology }, { isbn: 'no isbn' }],
    });

    expect(data.editions?.map((answer) => answer !== null)).toEqual([true, false]);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['editions', 1] }]);
  });

  it('says which systems are not live, within the budget that was asked for', async () => {
    await graph.simulator('koha-b').faults.set({ hang: true });
    try {
      const before = Date.now();
      const { data, notLive } = await openClient({ budgetMs: 1_500 }).ask(FindCopiesDocument, {
        by: [{ isbn: SHOWCASE.pathology }],
      });

      expect(Date.now() - before).toBeLessThan(4_000);
      expect(front.seen[0]?.['mercia-budget-ms']).toBe('1500');
      expect(notLive).toContainEqual(expect.objectContaining({ system: 'koha-b', code: 'TIMEOUT' }));
      expect(data.editions?.[0]?.editions[0]?.holdings.map(({ availability }) => availability?.state)).toContain(
        'LIVE',
      );
    } finally {
      await graph.simulator('koha-b').faults.clear();
    }
  });

  it('is not there if the graph refuses the request: the code says why', async () => {
    const asked = openClient().ask(new TypedDocumentString<unknown, object>('{ nonsense }'), {});
    const badToken = openClient({ token: 'a.b.c' }).ask(MyAccountsDocument, {});
    const badKey = openClient({ key: 'mk_0_1' }).ask(LibrariesDocument, {});

    await expect(asked).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', status: 400 });
    await expect(badToken).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    await expect(badKey).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(front.seen).toHaveLength(3);
  });

  it('is of whoever is signed in', async () => {
    const mercia = openClient({ token: () => graph.tokenOf('reader') });

    const { data, errors } = await mercia.ask(MyAccountsDocument, {});

    expect(errors).toEqual([]);
    expect(data.me?.accounts).toEqual([]);
  });
});

describe('pages', () => {
  it.each([
    ['nursing', 2],
    ['', 50],
  ])('give the whole list of "%s", each entry once', async (words, first) => {
    const query = { query: words, first };
    const { data: whole } = await openClient().ask(SearchDocument, { ...query, first: 200 });

    const pages = openClient().pages(SearchDocument, query, { of: ({ search }) => search, most: 200 / first });
    const found = (await collect(pages)).flatMap(({ page }) => page.nodes.map(({ id }) => id));

    expect(found.length).toBeGreaterThan(2 * first);
    expect(found).toEqual(whole.search?.nodes.map(({ id }) => id));
  });

  it('are asked for only as they are read, and end where the reader ends or after the most', async () => {
    const mercia = openClient();
    const of = {
      of: (data: { search: { pageInfo: { hasNextPage: boolean; endCursor: string | null } } | null }) => data.search,
    };
    for await (const { page } of mercia.pages(SearchDocument, { query: 'nursing', first: 1 }, of)) {
      expect(page.pageInfo.hasNextPage).toBe(true);
      break;
    }
    expect(front.seen).toHaveLength(1);

    const two = await collect(mercia.pages(SearchDocument, { query: 'nursing', first: 1 }, { ...of, most: 2 }));
    expect(two).toHaveLength(2);
  });

  it('never end too early without saying so', async () => {
    const missing = openClient().pages(
      LendersDocument,
      { edition: 'region:edition:none', for: 'nobody' },
      { of: ({ edition }) => edition?.lenders },
    );
    const broken = openClient().pages(SearchDocument, { query: 'x', first: 201 }, { of: ({ search }) => search });
    // A query that forgets its cursor would be read for ever.
    const forgetful = new TypedDocumentString<
      { search: { pageInfo: { hasNextPage: boolean; endCursor: string } } },
      object
    >('{ search(query: "nursing", first: 1) { pageInfo { hasNextPage endCursor } } }');

    const noCursor = { search: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } } };
    front.faults.push({ status: 200, body: JSON.stringify({ data: noCursor }) });
    const cut = openClient().pages(SearchDocument, { query: 'nursing' }, { of: ({ search }) => search });
    await expect(collect(cut)).rejects.toMatchObject({ code: 'PAGE_MISSING' });

    await expect(missing.next()).rejects.toMatchObject({ code: 'PAGE_MISSING' });
    await expect(broken.next()).rejects.toMatchObject({ code: 'PAGE_MISSING', errors: [{ code: 'BAD_USER_INPUT' }] });
    await expect(collect(openClient().pages(forgetful, {}, { of: ({ search }) => search }))).rejects.toMatchObject({
      code: 'PAGE_MISSING',
    });
  });
});

describe('a failure that passes', () => {
  it.each([
    'DROPS',
    'CUTS',
    { status: 503, body: BUSY },
    { status: 502 },
    { status: 429, retryAfter: '0', body: BUSY },
  ] as const)('does not harm a query: %j', async (fault) => {
    front.faults.push(fault, fault);

    const { data } = await openClient().ask(LibrariesDocument, {});

    expect(data.region?.libraries.length).toBeGreaterThan(5);
    expect(front.seen).toHaveLength(3);
  });

  it.each(['DROPS', 'CUTS', { status: 503, body: BUSY }] as const)('never repeats a mutation: %j', async (fault) => {
    front.faults.push(fault);

    await expect(openClient().ask(RenewLoanDocument, renewal)).rejects.toMatchObject({ name: 'MerciaClientError' });

    expect(front.seen).toHaveLength(1);
  });

  it('is told at once where a question is to be asked once', async () => {
    front.faults.push('DROPS');

    await expect(openClient().ask(LibrariesDocument, {}, { retries: 0 })).rejects.toMatchObject({ code: 'NETWORK' });
    expect(front.seen).toHaveLength(1);
  });

  it('is one also where the address names no host, as in a browser', async () => {
    let sent = 0;
    const breaks: typeof fetch = () => {
      sent += 1;
      return Promise.reject(new TypeError('network error'));
    };
    const asked = createMerciaClient({ url: '/graphql', fetch: breaks, retries: 1 }).ask(LibrariesDocument, {});

    await expect(asked).rejects.toMatchObject({ code: 'NETWORK' });
    expect(sent).toBe(2);
  });

  it('is told if it does not pass', async () => {
    front.faults.push('DROPS', 'CUTS', { status: 503, body: BUSY });

    await expect(openClient().ask(LibrariesDocument, {})).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      status: 503,
    });
    expect(front.seen).toHaveLength(3);
  });

  it('is waited for as long as the graph says, and not if that is longer than there is time', async () => {
    front.faults.push({ status: 503, retryAfter: '1' });
    const before = Date.now();
    await openClient().ask(LibrariesDocument, {});
    expect(Date.now() - before).toBeGreaterThanOrEqual(990);

    front.faults.push({ status: 429, retryAfter: '3600', body: BUSY });
    await expect(openClient().ask(LibrariesDocument, {})).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 3_600_000,
    });
    const later = new Date(Date.now() + 600_000).toUTCString();
    front.faults.push({ status: 503, retryAfter: later, body: BUSY });
    await expect(openClient().ask(LibrariesDocument, {})).rejects.toMatchObject({ status: 503 });
  });

  it('is told of a host that is down, without what stands in the address', async () => {
    const gone = await startFaultyFront(graph.url);
    await gone.close();
    const url = gone.url.replace('http://', 'http://somebody:secret@');

    const failed = createMerciaClient({ url: gone.url, retries: 1 }).ask(LibrariesDocument, {});

    await expect(failed).rejects.toMatchObject({ code: 'NETWORK', status: null });
    await expect(createMerciaClient({ url, retries: 0 }).ask(LibrariesDocument, {})).rejects.not.toThrow(/secret/);
  });

  it('is told of what is no answer of a graph', async () => {
    front.faults.push({ status: 200, body: '<h1>Welcome</h1>' });

    await expect(openClient().ask(LibrariesDocument, {})).rejects.toMatchObject({ code: 'BAD_RESPONSE', status: 200 });
  });
});

describe('time', () => {
  it('ends an answer that never comes', async () => {
    front.faults.push('HANGS');
    const before = Date.now();

    await expect(openClient({ timeoutMs: 300 }).ask(LibrariesDocument, {})).rejects.toMatchObject({ code: 'TIMEOUT' });

    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('is the limit of all attempts together', async () => {
    front.faults.push('DROPS', 'HANGS');

    await expect(openClient({ timeoutMs: 600 }).ask(LibrariesDocument, {})).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it.each([Infinity, 2 ** 31])('may be longer than a timer can be: %d ms', async (timeoutMs) => {
    const { data } = await openClient({ timeoutMs }).ask(LibrariesDocument, {});

    expect(data.region?.libraries.length).toBeGreaterThan(5);
  });

  it('is the limit of what gives a token, too, and nothing is sent once it is over', async () => {
    const late = Promise.withResolvers<string>();
    const client = openClient({ timeoutMs: 100, token: () => late.promise });
    await expect(client.ask(LibrariesDocument, {})).rejects.toMatchObject({ code: 'TIMEOUT' });
    const left = client.ask(LibrariesDocument, {}, { timeoutMs: 60_000, signal: AbortSignal.timeout(50) });
    await expect(left).rejects.toMatchObject({ name: 'TimeoutError' });

    late.resolve('a.b.c');
    await openClient().ask(LibrariesDocument, {});
    expect(front.seen).toHaveLength(1);
  }, 5_000);

  it('is up when the caller says so, also between two attempts, with the reason of the caller', async () => {
    front.faults.push('HANGS');
    const reason = new Error('The page was left.');
    const aborted = new AbortController();
    const asked = openClient().ask(LibrariesDocument, {}, { signal: aborted.signal });
    setTimeout(() => {
      aborted.abort(reason);
    }, 50);
    await expect(asked).rejects.toBe(reason);

    front.faults.push({ status: 503, retryAfter: '2' });
    const waiting = openClient().ask(LibrariesDocument, {}, { signal: AbortSignal.timeout(200) });
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(openClient().ask(LibrariesDocument, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('the library', () => {
  it('knows every code of the graph', () => {
    const page = readFileSync(new URL('../../docs/gateway.md', import.meta.url), 'utf8');
    const ofGateway = [...page.matchAll(/^\| `([A-Z_]+)` +\| [a-z].* \| [\d, ]+ \|$/gm)].map(([, code]) => code);

    expect(ofGateway).toContain('GRAPHQL_PARSE_FAILED');
    expect(new Set(GRAPH_ERROR_CODES)).toEqual(new Set([...Object.keys(ERROR_CODES), ...ofGateway]));
  });

  it('has an example that runs', async () => {
    const lines = await findCopies(graph.url, SHOWCASE.pathology);

    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join('\n')).toMatch(/Library: \d available/);
  });

  it('has an example that tells what nobody has from what could not be looked for', async () => {
    const lines = async (incomplete: readonly object[]) => {
      front.faults.push({
        status: 200,
        body: JSON.stringify({ data: { editions: [{ editions: [], incomplete }] } }),
      });
      return findCopies(front.url, SHOWCASE.pathology);
    };

    expect(await lines([])).toEqual(['No library lists it.']);
    expect(await lines([{ system: { name: 'Koha of Hill' }, why: 'NEVER_HARVESTED' }])).toEqual([
      '? perhaps in Koha of Hill: none of its records has been read yet',
    ]);
  });
});
