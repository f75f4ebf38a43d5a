import { readFileSync } from 'node:fs';
import type { ItemFacts } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { TITLES_PER_ANSWER } from '#feeds/daia/register-daia.ts';
import { MOST_TITLES } from '#feeds/live/requests.ts';
import type { DaiaItem } from '#feeds/daia/item.ts';
import type { DaiaResponse } from '#feeds/daia/response.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { daiaFaults } from './support/daia-rules.ts';
import { NAMESPACE, startLiveServices, type LiveServices } from './support/live-services.ts';

const EDITIONS = 210;
const wyre = 'wyre' as SystemId;
const day = (on: string) => ({ on, at: null });
/** A copy of each kind, under title 7 at Wyre. */
const KINDS: readonly ItemFacts[] = [
  createCopy(wyre, '7.a', { use: 'REFERENCE' }),
  createCopy(wyre, '7.b', { use: 'SHORT_LOAN' }),
  createCopy(wyre, '7.c', { use: 'RESTRICTED' }),
  createCopy(wyre, '7.d', { use: 'ONLINE' }),
  createCopy(wyre, '7.e', { use: 'UNKNOWN' }),
  createCopy(wyre, '7.f', { status: 'ON_LOAN', due: day('2999-12-03') }),
  createCopy(wyre, '7.g', { status: 'ON_LOAN', due: day('2020-12-03') }),
  createCopy(wyre, '7.h', { status: 'LOST' }),
  createCopy(wyre, '7.i', { status: 'ON_ORDER' }),
  createCopy(wyre, '7.j', { limitations: ['HOLD_SHELF_NOT_TOLD'] }),
  createCopy(wyre, '7.k', { status: 'UNKNOWN' }),
  createCopy(wyre, '7.l', { status: 'ON_LOAN', use: 'HOURLY', due: { on: '2999-12-03', at: '2999-12-03T17:00:00Z' } }),
];

let live: LiveServices;
beforeAll(async () => {
  live = await startLiveServices({
    editions: EDITIONS,
    adapterOptions: { wyre: { copies: (local) => (local === '7' ? KINDS : [createCopy(wyre, `${local}.1`)]) } },
  });
});
afterAll(() => live.close());
beforeEach(() => {
  live.reset();
});

async function get(query: string, init: RequestInit = {}) {
  const response = await fetch(`${live.services}/daia?${query}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

async function documentsOf(query: string): Promise<DaiaResponse['document']> {
  const { text, body } = await get(query.includes('format=') ? query : `format=json&${query}`);
  expect(daiaFaults(text)).toEqual([]);
  return (body as DaiaResponse).document;
}

const itemsOf = async (query: string): Promise<readonly DaiaItem[]> =>
  (await documentsOf(query)).flatMap(({ item = [] }) => item);

const REFUSED = { error: expect.any(String) as string, code: expect.any(Number) as number };

describe('DAIA', () => {
  it('tells of one title under a URI, with a library in each department', async () => {
    const { status, headers, body } = await get('format=json&id=region-1');

    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-language': 'en',
      'x-daia-version': '1.0.0',
      'access-control-allow-origin': '*',
      'cache-control': 'private, no-store',
    });
    expect(body).toMatchObject({
      institution: { content: 'Test region' },
      timestamp: expect.stringMatching(/Z$/) as string,
      document: [{ id: `oai:${NAMESPACE}:region-1`, requested: 'region-1', about: 'Title 1' }],
    });
    expect((body as DaiaResponse).document[0]?.item?.[0]).toEqual({
      id: `tag:${NAMESPACE},2026:arden:item:1.1`,
      label: 'WQ 140',
      about: 'On the shelf',
      department: { id: `tag:${NAMESPACE},2026:library:lib-arden`, content: 'Arden Koha Library' },
      storage: { content: 'Main shelves' },
      available: [{ service: 'loan' }, { service: 'presentation' }],
    });
  });

  it('has each service of each kind of copy in the list that it belongs to', async () => {
    const items = await itemsOf('id=wyre.7');
    const short = { limitation: [{ id: 'http://purl.org/ontology/dso#ShortLoan', content: 'Short loan' }] };
    const ask = { limitation: [{ id: 'http://purl.org/ontology/dso#ApprovalRequired', content: 'Ask the library' }] };
    const away = (more: object = {}) => [
      { service: 'loan', ...more },
      { service: 'presentation', ...more },
    ];

    expect(items.map(({ id, available, unavailable }) => [id?.slice(-1), available, unavailable])).toEqual([
      ['a', [{ service: 'presentation' }], [{ service: 'loan' }]],
      ['b', [{ service: 'loan', ...short }, { service: 'presentation' }], undefined],
      ['c', away(ask), undefined],
      ['d', [{ service: 'remote', delay: 'PT0S' }], undefined],
      ['e', undefined, undefined],
      ['f', undefined, away({ expected: '2999-12-03' })],
      ['g', undefined, away({ expected: 'unknown' })],
      ['h', undefined, away()],
      ['i', undefined, away({ expected: 'unknown' })],
      ['j', undefined, undefined],
      ['k', undefined, undefined],
      [
        'l',
        undefined,
        [
          { service: 'loan', expected: '2999-12-03', ...short },
          { service: 'presentation', expected: '2999-12-03' },
        ],
      ],
    ]);
  });

  it('says of a service in neither list why', async () => {
    const items = await itemsOf('id=wyre.7');
    const silent = items.filter(({ available, unavailable }) => available === undefined && unavailable === undefined);

    expect(silent.map(({ about }) => about)).toEqual([
      'Ask whether it is lent, on the shelf',
      'Probably on the shelf; it may be kept for another reader',
      'This library does not tell us; it may be on the shelf',
    ]);
  });

  it.each([
    ['id=region-1%7Cwyre.2%7Cnonsense'],
    ['id=region-1|wyre.2|nonsense'],
    ['id=region-1&id=wyre.2&id=nonsense'],
    ['id=region-1|wyre.2&id=region-1&id=nonsense'],
  ])('takes several ids as %s', async (ids) => {
    const documents = await documentsOf(ids);

    expect(documents.map(({ requested, item }) => [requested, item?.length])).toEqual([
      ['region-1', 7],
      ['wyre.2', 1],
    ]);
  });

  it('gives no id twice, though a title has several names', async () => {
    const documents = await documentsOf(`id=region-7|wyre.7|region:edition:7|oai:${NAMESPACE}:region-7`);

    expect(documents.map(({ requested, item }) => [requested, item?.length])).toEqual([
      ['region-7', 6 + KINDS.length],
      ['wyre.7', KINDS.length],
    ]);
  });

  it.each([
    ['its 001', 'wyre.2'],
    ['the id that it gives', `oai:${NAMESPACE}:wyre.2`],
    ['the id that it gave in 0.1.0', `oai:${NAMESPACE}:wyre-2`],
    ['the id in the graph', 'wyre:record:2'],
  ])('calls a record of a library as OAI-PMH does, asked by %s', async (_, id) => {
    const [document, ...others] = await documentsOf(`id=${id}`);

    expect(others).toEqual([]);
    expect(document).toMatchObject({ id: `oai:${NAMESPACE}:wyre.2`, requested: id });
    expect(document?.item).toHaveLength(1);
  });

  it('leaves no title out for an id that cannot be, however that is written', async () => {
    const documents = await documentsOf(
      `id=region-1|oai:${NAMESPACE}:wyre.%252500|oai:${NAMESPACE}:wyre.%2500|wyre.%00`,
    );

    expect(documents.map(({ requested, item }) => [requested, item?.length])).toEqual([['region-1', 7]]);
  });

  it('gives so many titles at once, and an address for the rest that repeats no key', async () => {
    const key = live.addKey({ service: 'daia', budgetMs: 5_000 });
    const ids = Array.from({ length: EDITIONS }, (_, index) => `wyre.${index + 1}`);
    const first = await get(`format=json&library=lib-wyre&apikey=${key}&id=${ids.join('|')}`);
    const link = /^<\?(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const rest = await documentsOf(link);

    expect((first.body as DaiaResponse).document).toHaveLength(TITLES_PER_ANSWER);
    expect(rest).toHaveLength(EDITIONS - TITLES_PER_ANSWER);
    expect(first.headers.get('link')).not.toContain('mk_');
  });

  it('looks up so many titles of one caller at the same time, and those of others beside them', async () => {
    live.adapters.wyre.behaviour = { kind: 'hangs' };
    const of = (request: number) =>
      Array.from({ length: TITLES_PER_ANSWER - 1 }, (_, index) => `none.${String(request)}-${String(index)}`);
    const most = MOST_TITLES / TITLES_PER_ANSWER;
    const underWay = Array.from({ length: most }, (_, request) =>
      get(`format=json&id=wyre.${String(request + 1)}|${of(request).join('|')}`),
    );
    await expect.poll(() => live.adapters.wyre.calls.length).toBeGreaterThan(0);

    const more = await get('format=json&id=wyre.9');
    const key = live.addKey({ service: 'daia' });
    const other = await get(`format=json&id=region-1&library=lib-arden&apikey=${key}`);

    expect(more).toMatchObject({ status: 429, body: { error: 'service_unavailable', code: 429 } });
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(other.status).toBe(200);
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual(underWay.map(() => 200));
  });

  it('answers HEAD without a body, and a preflight of any origin', async () => {
    const head = await get('format=json&id=region-1', { method: 'HEAD' });
    const options = await get('', { method: 'OPTIONS', headers: { origin: 'https://search.example' } });

    expect([head.status, head.text, head.headers.get('x-daia-version')]).toEqual([200, '', '1.0.0']);
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(options.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  it.each([
    ['id=region-1', 422, 'invalid_request'],
    ['id=region-1&format=xml', 422, 'invalid_request'],
    ['format=json', 422, 'invalid_request'],
    ['format=json&id=|', 422, 'invalid_request'],
    ['format=json&id=region-1&callback=show', 422, 'invalid_request'],
    ['format=json&id=region-1&library=lib-wyer', 422, 'invalid_request'],
    ['format=json&id=region-1&library=lib-wyre&library=lib-arden', 422, 'invalid_request'],
    ['format=json&id=region-1&patron=4711', 501, 'not_implemented'],
    [
      `format=json&id=${Array.from({ length: 10_000 }, (_, index) => `region-${index}`).join('|')}`,
      422,
      'invalid_request',
    ],
    ['format=json&id=region-1&apikey=x', 401, 'invalid_grant'],
  ])('refuses %s in its own form', async (query, code, error) => {
    const { status, body, headers } = await get(query);

    expect(status).toBe(code);
    expect(body).toEqual({ error, code, error_description: expect.any(String) as string });
    expect(headers.get('x-daia-version')).toBe('1.0.0');
  });

  it('is asked with GET alone', async () => {
    const { status, body, headers } = await get('format=json&id=region-1', { method: 'POST' });

    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(body).toMatchObject({ error: 'invalid_request', code: 405 });
  });
});

describe('a library system that is in trouble', () => {
  const about = 'We could not check; it may be on the shelf';

  it('has no service in either list, and says so', async () => {
    live.adapters.arden.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    live.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_BAD_RESPONSE' };
    const items = await itemsOf('id=region-3');

    expect(items.map((item) => [item.department?.content, item.about, item.available, item.unavailable])).toEqual([
      ['Arden Koha Library', about, undefined, undefined],
      ['Severn Koha Library', about, undefined, undefined],
      ['Wyre Koha Library', 'On the shelf', [{ service: 'loan' }, { service: 'presentation' }], undefined],
    ]);
  });

  it('is left out for a client that would take it for unavailable', async () => {
    live.adapters.arden.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    live.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_BAD_RESPONSE' };
    const items = await itemsOf('id=region-3&untold=omit');
    expect(items.map(({ department }) => department?.content)).toEqual(['Wyre Koha Library']);

    live.adapters.wyre.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    const documents = await documentsOf('id=region-4&untold=omit');
    expect(documents).toHaveLength(1);
    expect(documents[0]).not.toHaveProperty('item');
  });

  it('is shown as it last was in words alone: what was on loan may be back', async () => {
    await itemsOf('id=arden.4');
    live.adapters.arden.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    const items = await itemsOf('id=arden.4');

    expect(items.map(({ about: words }) => words)).toEqual([
      'On the shelf 5 Jan 09:00',
      'On the shelf 5 Jan 09:00',
      'On loan, was due 1 Feb (as of 5 Jan 09:00)',
    ]);
    for (const item of items) expect([item.available, item.unavailable]).toEqual([undefined, undefined]);
  });
});

describe('a graph of which nothing can be said', () => {
  it('is a bad gateway', async () => {
    const other = await startLiveServices({ graphUrl: 'http://127.0.0.1:1/graphql' });
    const response = await fetch(`${other.services}/daia?format=json&id=region-1`);

    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ ...REFUSED, error: 'bad_gateway', code: 502 });
    await other.close();
  });
});

describe('the schema', () => {
  it.skipIf(!sharedAvailable).each([1, 2, 3, 4, 5, 6])('takes the example %i of the specification', (number) => {
    const example = readFileSync(sharedPath('recordings', 'daia', `response-${number}.json`), 'utf8');

    expect(daiaFaults(example)).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['a document without an id', { document: [{}] }],
    ['an id that is no URI', { document: [{ id: 'region 1' }] }],
    ['an entity without anything', { document: [], institution: {} }],
    ['an unknown service', { document: [{ id: 'a:b', item: [{ available: [{ service: 'lend' }] }] }] }],
    [
      'a word for a day',
      { document: [{ id: 'a:b', item: [{ unavailable: [{ service: 'loan', expected: 'soon' }] }] }] },
    ],
    ['an id twice', { document: [{ id: 'a:b' }, { id: 'a:b' }] }],
    [
      'a service in both lists',
      { document: [{ id: 'a:b', item: [{ available: [{ service: 'loan' }], unavailable: [{ service: 'loan' }] }] }] },
    ],
    [
      'a shelf that is its department',
      { document: [{ id: 'a:b', item: [{ department: { id: 'c:d' }, storage: { id: 'c:d' } }] }] },
    ],
  ])('and the rules refuse %s', (_, response) => {
    expect(daiaFaults(JSON.stringify(response))).not.toEqual([]);
  });
});
