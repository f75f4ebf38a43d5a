/** What one caller may take of the graph, and that nobody takes any of another's. */
import { createEndCallers } from '#platform/end-callers.ts';
import { startGraph, type TestGraph } from '#tests/federation/support/start-graph.ts';
import { decodeJwt } from 'jose';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const KEY = Buffer.alloc(32, 5);
const REQUESTS = 4;
const NEXT_KEY = Buffer.alloc(32, 6);
const query = '{ edition(id: "region:edition:1") { holdings { availability { state } } } }';
const callers = createEndCallers(KEY);
const from = (address: string) => ({ 'x-forwarded-for': address });
const askedFor = (address: string, limited = false, owes = false) => ({
  'mercia-asked-for': callers.passOn({ caller: callers.ofAddress(address), limited, owes }),
});

let graph: TestGraph;
const named: unknown[] = [];

beforeAll(async () => {
  graph = await startGraph({
    callerKey: KEY,
    acceptedCallerKeys: [NEXT_KEY],
    callerRequests: REQUESTS,
    trustedProxies: '127.0.0.1',
    identity: { readToken: async (token) => ({ role: 'patron', subject: token }) },
    around: (name, execute) => (request) => {
      if (name === 'circulation') named.push(decodeJwt(request.context)['caller']);
      return execute(request);
    },
  });
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.reset();
  named.length = 0;
});

describe('requests of one caller', () => {
  /** So many that are under way, as long as a system is silent. */
  function occupy(headers: Record<string, string>, count = REQUESTS): Promise<unknown> {
    graph.adapters.arden.behaviour = { kind: 'hangs' };
    return Promise.all(Array.from({ length: count }, () => graph.ask(query, {}, headers)));
  }
  const untilUnderWay = (count = REQUESTS) => expect.poll(() => named.length).toBe(count);

  it('beyond those that are answered at the same time are refused, and those of others are answered', async () => {
    const underWay = occupy(from('192.0.2.1'));
    await untilUnderWay();

    const more = await graph.ask(query, {}, from('192.0.2.1'));
    expect(more).toMatchObject({ status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(more.text).not.toContain('192.0.2.1');
    const others = [
      from('192.0.2.2'),
      askedFor('192.0.2.3'),
      { ...from('192.0.2.1'), authorization: 'Bearer somebody' },
      { ...from('192.0.2.1'), ...askedFor('192.0.2.1', true) },
    ];
    for (const headers of others) expect((await graph.ask('{ __typename }', {}, headers)).status).toBe(200);

    await underWay;
    expect((await graph.ask('{ __typename }', {}, from('192.0.2.1'))).status).toBe(200);
  });

  it('count for the visitor of the pages who asks, and for somebody signed in wherever they are', async () => {
    const ofVisitor = occupy(askedFor('192.0.2.7'), REQUESTS);
    await untilUnderWay();
    expect((await graph.ask('{ __typename }', {}, from('192.0.2.7'))).status).toBe(429);
    await ofVisitor;

    named.length = 0;
    const ofPerson = occupy({ authorization: 'Bearer person', ...from('192.0.2.8') });
    await untilUnderWay();
    const elsewhere = { authorization: 'Bearer person', ...from('192.0.2.9') };
    expect((await graph.ask('{ __typename }', {}, elsewhere)).status).toBe(429);
    await ofPerson;
  });
});

describe('a caller who is only known after a while', () => {
  let slow: TestGraph;
  /** What lets each question about holdings go on. */
  const held: (() => void)[] = [];
  beforeAll(async () => {
    slow = await startGraph({
      callerKey: KEY,
      callerRequests: REQUESTS,
      trustedProxies: '127.0.0.1',
      identity: {
        readToken: async (token) => {
          await delay(50);
          return { role: 'patron', subject: token };
        },
        readKey: async () => ({ role: 'public', subject: null }),
      },
      around: (_name, execute) => async (request) => {
        if (request.query.includes('holdings')) {
          await new Promise<void>((letGo) => held.push(letGo));
        }
        return execute(request);
      },
    });
  });
  afterAll(() => slow.close());

  it('keeps no place if they hung up meanwhile', async () => {
    const headers = { authorization: 'Bearer hasty', 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ __typename }' });
    const hasty = Array.from({ length: REQUESTS }, () =>
      fetch(slow.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20) }),
    );
    const outcomes = await Promise.allSettled(hasty);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(REQUESTS).fill('rejected'));
    await delay(200);

    expect((await slow.ask('{ __typename }', {}, { authorization: 'Bearer hasty' })).status).toBe(200);
  });

  it('is one caller, however a key of theirs is written', async () => {
    const underWay = Array.from({ length: REQUESTS }, () => slow.ask(query, {}, { authorization: 'Bearer mk_key' }));
    await expect.poll(() => held.length).toBe(REQUESTS);
    const others = await Promise.all(
      [{ authorization: 'Bearer  mk_key' }, { authorization: 'bEaReR mk_key ' }, { 'x-api-key': 'mk_key' }].map(
        (headers) => slow.ask('{ __typename }', {}, headers),
      ),
    );

    expect(others.map(({ status }) => status)).toEqual([429, 429, 429]);
    for (const letGo of held) letGo();
    await Promise.all(underWay);
  });
});

it('is believed of a part that has the other key, while keys are replaced', async () => {
  for (const key of [KEY, NEXT_KEY]) {
    const asking = createEndCallers(key);
    const caller = asking.ofAddress('192.0.2.11');
    await graph.ask(query, {}, { 'mercia-asked-for': asking.passOn({ caller, limited: false, owes: false }) });
    expect(named.at(-1)).toBe(caller);
  }
  const strange = createEndCallers(Buffer.alloc(32, 7));
  const caller = strange.ofAddress('192.0.2.11');
  await graph.ask(query, {}, { 'mercia-asked-for': strange.passOn({ caller, limited: false, owes: false }) });
  expect(named.at(-1)).not.toBe(caller);
});

describe('what one caller is given', () => {
  const PART = 300_000;
  const tiny = '{ region { name } }';
  let counting: TestGraph;
  beforeAll(async () => {
    counting = await startGraph({
      callerKey: KEY,
      // Nothing is paid off, however slow the machine is.
      callerValues: 1,
      trustedProxies: '127.0.0.1',
      identity: {
        readToken: async (token) => ({ role: token === 'analyst' ? 'migration' : 'patron', subject: token }),
      },
      around: (_name, execute) => async (request) => {
        const { extensions, ...result } = await execute(request);
        return { ...result, extensions: { ...extensions, size: { values: PART, characters: 0 } } };
      },
    });
  });
  afterAll(() => counting.close());
  const statusesOf = async (headers: Record<string, string>) => {
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await counting.ask(tiny, {}, headers)).status);
    return statuses;
  };

  it.each<[string, Record<string, string>]>([
    ['an address', from('192.0.2.20')],
    ['a visitor of the pages', askedFor('192.0.2.21')],
    ['whoever asks the feeds without a key', askedFor('192.0.2.23', true, true)],
    ['somebody signed in', { authorization: 'Bearer reader' }],
  ])('is refused to %s who had too much of late, with the time to wait', async (_who, headers) => {
    expect(await statusesOf(headers)).toEqual([200, 200, 429]);

    const { errors, headers: told } = await counting.ask(tiny, {}, headers);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['RATE_LIMITED']);
    expect(Number(told.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, string>]>([
    ['the feeds, which limit how much each caller asks', askedFor('192.0.2.22', true)],
    ['who compares the systems of the region', { authorization: 'Bearer analyst' }],
  ])('is not refused to %s', async (_who, headers) => {
    expect(await statusesOf(headers)).toEqual([200, 200, 200]);
  });
});

describe('the context of subgraphs', () => {
  it('names whoever asks in the end, without saying who it is', async () => {
    await graph.ask(query, {}, from('192.0.2.1'));
    await graph.ask(query, {}, askedFor('192.0.2.1'));
    await graph.ask(query, {}, { ...from('192.0.2.1'), authorization: 'Bearer person' });

    const visitor = callers.ofAddress('192.0.2.1');
    expect(named).toEqual([visitor, visitor, callers.ofCredential('person')]);
  });
});

describe('a budget', () => {
  const applied = async (headers: Record<string, string>) =>
    (await graph.ask('{ __typename }', {}, { 'mercia-budget-ms': '20000', ...headers })).headers.get(
      'preference-applied',
    );

  it('is at most that of everybody for who signs in with nothing', async () => {
    expect(await applied({})).toBe('mercia-budget-ms=2000');
    expect(await applied({ 'mercia-asked-for': 'pages' })).toBe('mercia-budget-ms=2000');
    const seconds = await graph.ask('{ __typename }', {}, { prefer: 'wait=30' });
    expect(seconds.headers.get('preference-applied')).toBe('wait=2');
  });

  it('is what is wished for by who signs in, and by the parts of Mercia', async () => {
    expect(await applied({ authorization: 'Bearer person' })).toBe('mercia-budget-ms=20000');
    expect(await applied(askedFor('192.0.2.1'))).toBe('mercia-budget-ms=20000');
  });
});
