import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseXmlTree, childrenNamed, childText } from '#xml/xml-tree.ts';
import type { ItemFacts } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { TITLES_PER_QUESTION } from '#feeds/live/question.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NAMESPACE, startLiveServices, type LiveServices } from './support/live-services.ts';
import { faultsOf, HAS_XMLLINT } from './support/xmllint.ts';

const EDITIONS = 60;
const wyre = 'wyre' as SystemId;
/** Title 7 has one copy of each kind at Wyre, and a shelf whose name XML has to escape. */
const ODD: readonly ItemFacts[] = [
  createCopy(wyre, '7.1', {
    status: 'ON_ORDER',
    callNumber: 'WB "39" <b> & \u0007',
    enumeration: 'v. 3',
    chronology: '2024',
  }),
  createCopy(wyre, '7.2', { use: 'REFERENCE', copyNumber: 'c.2' }),
  createCopy(wyre, '7.3', { currentLocation: { code: 'DISPLAY', name: 'New books', siteCode: 'HQ' } }),
];

let live: LiveServices;
beforeAll(async () => {
  live = await startLiveServices({
    editions: EDITIONS,
    adapterOptions: { wyre: { copies: (local) => (local === '7' ? ODD : [createCopy(wyre, `${local}.1`)]) } },
  });
});
afterAll(() => live.close());
beforeEach(() => {
  live.reset();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${live.services}${path}`, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

/** Many requests in one packet, so that none comes late however busy the machine is; gives all answers as one text. */
async function pipeline(paths: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(live.services);
  const socket = connect({ host: hostname, port: Number(port) });
  const requests = paths.map((path, index) => {
    const connection = index === paths.length - 1 ? 'connection: close\r\n' : '';
    return `GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n${connection}\r\n`;
  });
  socket.write(requests.join(''));
  return text(socket);
}

function holdingsOf(xml: string): readonly Record<string, string>[] {
  const root = parseXmlTree(xml);
  if (typeof root === 'string') throw new Error(root);
  const lists = root.local === 'holdings' ? [root] : childrenNamed(root, 'holdings');
  return lists
    .flatMap((list) => childrenNamed(list, 'holding'))
    .map((one) => Object.fromEntries(one.children.map(({ local }) => [local, childText(one, local) ?? ''])));
}

const statusesOf = async (path: string) => holdingsOf((await get(path)).text).map(({ status }) => status);
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `region-${from + index}`);

describe('RTAC of one title', () => {
  it.each([
    ['/rtac/region-1'],
    ['/rtac/region%3Aedition%3A1'],
    ['/rtac/oai%3Alibrary.example.org%3Aregion-1'],
    ['/prod/rtac/folioRTAC?mms_id=region-1'],
  ])('%s has every copy of every library', async (path) => {
    const { status, type, text } = await get(path);
    const holdings = holdingsOf(text);

    expect([status, type]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(holdings).toHaveLength(3 + 3 + 1);
    expect(holdings[0]).toEqual({
      id: 'arden:item:1.1',
      callNumber: 'WQ 140',
      location: 'Arden Koha Library, Main shelves',
      status: 'On the shelf',
      dueDate: '',
      tempLocation: '',
    });
    expect(holdings[2]).toMatchObject({ status: 'On loan, was due 1 Feb', dueDate: '2026-02-01' });
  });

  it('that is a record of one library tells of that library alone', async () => {
    const holdings = holdingsOf((await get('/rtac/severn.2')).text);

    expect(holdings.map(({ id }) => id)).toEqual(['severn:item:2.1', 'severn:item:2.2', 'severn:item:2.3']);
  });

  it('tells of one library alone on request', async () => {
    expect(holdingsOf((await get('/rtac/region-2?library=lib-wyre')).text).map(({ id }) => id)).toEqual([
      'wyre:item:2.1',
    ]);
    expect(holdingsOf((await get('/rtac/region-2?library=')).text)).toHaveLength(3 + 3 + 1);
  });

  it('that nobody knows is an empty list', async () => {
    for (const path of ['/rtac/region-999', '/rtac/nonsense', '/rtac/other-1', '/prod/rtac/folioRTAC?mms_id=x']) {
      expect(await get(path)).toMatchObject({
        status: 200,
        text: expect.stringMatching(/<holdings><\/holdings>$/) as string,
      });
    }
  });

  it('has where a copy is today, and escapes what XML cannot hold', async () => {
    const { text } = await get('/rtac/wyre.7');

    expect(holdingsOf(text)).toMatchObject([
      { status: 'On order', callNumber: 'WB "39" <b> &' },
      { status: 'Reference only, on the shelf' },
      { location: 'Wyre Koha Library, Main shelves', tempLocation: 'New books' },
    ]);
  });

  it('is JSON if that is asked for', async () => {
    const { type, text } = await get('/rtac/wyre.7', { accept: 'application/json, text/plain, */*' });

    expect(type).toMatch(/^application\/json/);
    expect(JSON.parse(text)).toMatchObject({
      instanceId: 'wyre.7',
      holdings: [
        { volume: 'v. 3 2024' },
        { itemCopyNumber: 'c.2' },
        { library: { name: 'Wyre Koha Library', code: 'lib-wyre' } },
      ],
    });
  });
});

describe('RTAC of several titles', () => {
  it('has them in the order asked, and errors beside them', async () => {
    const { text } = await get('/rtac?instanceIds=region-2,%20nonsense,region-1,wyre.999', {
      accept: 'application/json',
    });
    const { holdings, errors } = JSON.parse(text) as { holdings: { instanceId: string }[]; errors: unknown };

    expect(holdings.map(({ instanceId }) => instanceId)).toEqual(['region-2', 'region-1']);
    expect(errors).toEqual([
      { message: 'There is no title nonsense', code: '404' },
      { message: 'There is no title wyre.999', code: '404' },
    ]);
  });

  it('has a name with a character that no name has as one that there is not, and the others beside it', async () => {
    const escaped = `oai:${NAMESPACE}:wyre.%2500`;
    const { text } = await get(`/rtac?instanceIds=region-2,wyre.1%00,wyre%3Arecord%3A%00,${escaped}`, {
      accept: 'application/json',
    });
    const { holdings, errors } = JSON.parse(text) as {
      holdings: { instanceId: string; holdings: { status: string }[] }[];
      errors: unknown[];
    };

    expect(holdings.map(({ instanceId }) => instanceId)).toEqual(['region-2']);
    expect(holdings[0]?.holdings.map(({ status }) => status)).toContain('On the shelf');
    expect(errors).toMatchObject([{ code: '404' }, { code: '404' }, { code: '404' }]);
  });

  it('takes the older parameter too', async () => {
    expect(holdingsOf((await get('/prod/rtac/folioRTAC?mms_ids=wyre.1,wyre.2')).text)).toHaveLength(2);
  });

  it.each([
    ['/rtac', 400],
    ['/rtac?instanceIds=', 400],
    ['/prod/rtac/folioRTAC', 400],
    ['/prod/rtac/folioRTAC?mms_id=a&mms_id=b', 400],
    ['/rtac/region-1?library=lib-wyer', 400],
    ['/rtac/region-1?library=LIB-WYRE', 400],
    ['/rtac?instanceIds=region-1&library=lib-wyre&library=lib-arden', 400],
    [`/rtac?instanceIds=${Array.from({ length: 10_000 }, (_, index) => `region-${index}`).join(',')}`, 400],
  ])('%s is refused in the form of edge-rtac', async (path, code) => {
    const { status, text } = await get(path);

    expect(status).toBe(code);
    expect(JSON.parse(text)).toEqual({ code, errorMessage: expect.any(String) as string });
  });

  it('has no other form than XML and JSON, and finds that out at once', async () => {
    const startedAt = performance.now();
    expect((await get('/rtac/region-1', { accept: 'text/'.repeat(40_000) })).status).toBe(406);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect((await get('/rtac/region-1', { accept: 'image/png' })).status).toBe(406);
  });
});

describe.skipIf(!HAS_XMLLINT)('the XML', () => {
  it.each([
    ['/rtac/region-1', 'rtac-holdings'],
    ['/rtac/wyre.7', 'rtac-holdings'],
    ['/rtac/nonsense', 'rtac-holdings'],
    ['/prod/rtac/folioRTAC?mms_id=region-1', 'rtac-holdings'],
    ['/rtac?instanceIds=region-1,wyre.7,nonsense', 'rtac-batch-holdings'],
    ['/rtac?instanceIds=nonsense', 'rtac-batch-holdings'],
    ['/prod/rtac/folioRTAC?mms_ids=region-1,region-2', 'rtac-batch-holdings'],
  ] as const)('of %s is valid', async (path, schema) => {
    for (const kind of ['answers', 'hangs', 'has nothing'] as const) {
      live.adapters.arden.behaviour = { kind };
      const { text } = await get(path, { 'mercia-budget-ms': '100' });
      expect(faultsOf(text, schema), `${kind}: ${text.slice(0, 300)}`).toBe('');
    }
  });

  it('with a field too few is not', () => {
    expect(faultsOf('<holdings><holding><id>1</id></holding></holdings>', 'rtac-holdings')).not.toBe('');
  });
});

describe('a library system that is in trouble', () => {
  const unknown = 'We could not check; it may be on the shelf';

  it('costs no other its answer, and is never worded as "not available"', async () => {
    live.adapters.arden.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    live.adapters.severn.behaviour = { kind: 'hangs' };

    expect(await statusesOf('/rtac/region-3')).toEqual([unknown, unknown, 'On the shelf']);
  });

  it('is shown as it last was, with its age', async () => {
    await get('/rtac/region-4');
    live.adapters.arden.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    const statuses = await statusesOf('/rtac/arden.4');

    expect(statuses).toEqual([
      expect.stringMatching(/^On the shelf 5 Jan 09:00$/),
      expect.stringMatching(/^On the shelf 5 Jan 09:00$/),
      expect.stringMatching(/^On loan, was due 1 Feb \(as of 5 Jan 09:00\)$/),
    ]);
    expect((await get('/rtac/arden.4')).text).not.toMatch(/<dueDate>[^<]/);
  });

  it('holds no request up beyond its budget', async () => {
    live.adapters.severn.behaviour = { kind: 'ignores the signal' };
    const startedAt = performance.now();

    const statuses = holdingsOf((await get('/rtac/severn.5', { 'mercia-budget-ms': '400' })).text);

    expect(statuses.map(({ status }) => status)).toEqual([unknown]);
    expect(performance.now() - startedAt).toBeLessThan(1_900);
  });
});

describe('a graph that is gone', () => {
  it('leaves every title unknown, never empty', async () => {
    const other = await startLiveServices({ graphUrl: 'http://127.0.0.1:1/graphql' });
    const response = await fetch(`${other.services}/rtac?instanceIds=region-1,region-2`);
    const single = await fetch(`${other.services}/rtac/region-1`);

    expect(holdingsOf(await response.text()).map(({ id, status }) => [id, status])).toEqual([
      ['region-1', 'We could not check; it may be on the shelf'],
      ['region-2', 'We could not check; it may be on the shelf'],
    ]);
    expect(holdingsOf(await single.text())).toHaveLength(1);
    await other.close();
  });
});

describe('requests at the same time', () => {
  const callsOf = () => Object.values(live.adapters).map(({ calls }) => calls.length);

  it('ask each system as often as one request for all of them', async () => {
    await get(`/rtac?instanceIds=${ids(1, TITLES_PER_QUESTION).join(',')}`);
    const together = callsOf();
    live.reset();
    const answers = await pipeline(ids(1, TITLES_PER_QUESTION).map((id) => `/rtac/${id}`));
    const apart = callsOf();

    expect(answers.match(/<status>On the shelf/g)).toHaveLength(TITLES_PER_QUESTION * 5);
    for (const [index, calls] of apart.entries()) expect(calls).toBeLessThanOrEqual(together[index] ?? 0);
  });

  it('share no question if their budgets differ', async () => {
    const key = (budgetMs: number) => live.addKey({ service: 'rtac', budgetMs });
    live.adapters.severn.behaviour = { kind: 'ignores the signal' };
    const startedAt = performance.now();
    const timed = async (apikey: string): Promise<number> => {
      await get(`/rtac/severn.6?apikey=${apikey}`);
      return performance.now() - startedAt;
    };

    const [short, long] = await Promise.all([timed(key(300)), timed(key(1_500))]);

    expect(short).toBeLessThan(1_400);
    expect(long).toBeGreaterThan(short + 200);
  });

  it('are answered though others hang up in the middle', async () => {
    live.adapters.severn.behaviour = { kind: 'hangs' };
    const impatient = ids(1, 20).map((id) =>
      fetch(`${live.services}/rtac/${id}`, { signal: AbortSignal.timeout(60) }).catch(() => null),
    );

    const [patient] = await Promise.all([statusesOf('/rtac/region-21'), ...impatient]);

    expect(patient).toEqual([
      ...['On the shelf', 'On the shelf', 'On loan, was due 1 Feb'],
      unknownWords,
      'On the shelf',
    ]);
    expect(live.serviceLog.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

const unknownWords = 'We could not check; it may be on the shelf';
