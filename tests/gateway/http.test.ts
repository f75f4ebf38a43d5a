import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGatewayServer } from '#gateway/index.ts';
import { postQuery, startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';

const query = '{ region { name } }';

let graph: TestGraph;
let ready = true;
beforeAll(async () => {
  graph = await startGraph({
    ready: async () => {
      if (!ready) throw new Error('the database is gone, at /srv/mercia');
      return {
        ready,
        systems: [{ id: 'arden', name: 'Arden Koha', ready: true, state: 'ready', detail: '700 records' }],
      };
    },
  });
});
afterAll(() => graph.close());

const at = (path: string) => new URL(path, graph.url);

describe('a bad query', () => {
  it.each<[string, unknown, number, string, RegExp]>([
    ['that is none', { query: '{ region {' }, 400, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    [
      'for an unknown field',
      { query: '{ regoin { name } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
      /Did you mean "region"/,
    ],
    [
      'for what is inaccessible',
      { query: '{ edition(id: "x") { holdings { liveKeys } } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
      /liveKeys/,
    ],
    ['without its variable', { query: 'query ($id: ID!) { edition(id: $id) { id } }' }, 400, 'BAD_USER_INPUT', /\$id/],
    [
      'with a variable of another type',
      { query: 'query ($n: Int) { search(query: "x", first: $n) { totalCount } }', variables: { n: 'x' } },
      400,
      'BAD_USER_INPUT',
      /\$n/,
    ],
    ['without the operation it names', { query, operationName: 'Other' }, 400, 'OPERATION_RESOLUTION_FAILURE', /Other/],
    ['in a batch', [{ query }], 400, 'BAD_REQUEST', /batching/],
    ['without a query', { variables: {} }, 400, 'BAD_REQUEST', /non-empty `query`/],
    ['in a body that is no JSON', '{"query": ', 400, 'BAD_REQUEST', /JSON/],
    [
      'by its hash',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
      /PersistedQuery/,
    ],
  ])('%s is told what is wrong', async (_, body, status, code, message) => {
    const answer = await postQuery(graph.url, body);

    expect(answer.status).toBe(status);
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]?.extensions['code']).toBe(code);
    expect(answer.errors[0]?.message).toMatch(message);
    expect(answer.text).not.toMatch(/node_modules|stacktrace|\.[jt]s:/);
  });

  it('of a kind that a foreign page could send is refused', async () => {
    const form = await fetch(graph.url, {
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: { 'content-type': 'text/plain' },
    });
    const link = await fetch(`${graph.url}?query=${encodeURIComponent(query)}`);
    const program = await fetch(`${graph.url}?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    const upload = await fetch(graph.url, {
      method: 'POST',
      body: '<x/>',
      headers: { 'content-type': 'application/xml' },
    });

    expect([form.status, link.status, program.status, upload.status]).toEqual([400, 400, 200, 415]);
    expect(await form.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(await upload.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('headers', () => {
  it('carry the correlation id of the caller, or a new one where that is not fit for a log', async () => {
    const given = await postQuery(graph.url, { query }, { 'x-correlation-id': 'trace-0123456789' });
    const made = await postQuery(graph.url, { query }, { 'x-correlation-id': '"; drop table' });
    const failed = await postQuery(graph.url, { query: '{ nothing }' }, { 'x-correlation-id': 'trace-9876543210' });

    expect(given.headers.get('x-correlation-id')).toBe('trace-0123456789');
    expect(made.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(failed.errors[0]?.extensions['correlationId']).toBe('trace-9876543210');
    expect(graph.logged).toContainEqual(
      expect.objectContaining({ msg: 'Request answered', status: 200, correlationId: 'trace-0123456789' }),
    );
  });

  it('say which preference was applied, and that the answer depends on it', async () => {
    const plain = await postQuery(graph.url, { query });
    const waiting = await postQuery(graph.url, { query }, { prefer: 'wait=1.5' });
    const budget = await postQuery(graph.url, { query }, { 'mercia-budget-ms': '800' });

    expect(plain.headers.get('preference-applied')).toBeNull();
    expect(waiting.headers.get('preference-applied')).toBe('wait=1.5');
    expect(budget.headers.get('preference-applied')).toBe('mercia-budget-ms=800');
    for (const { headers } of [plain, waiting, budget]) {
      expect(headers.get('vary')).toMatch(/prefer/i);
    }
  });

  it('of a refusal that comes before anything else say so as well, and let nobody keep it', async () => {
    const preflight = { 'apollo-require-preflight': '1' };
    const many = encodeURIComponent(`{ ${Array.from({ length: 60 }, (_, n) => `a${n}: __typename`).join(' ')} }`);
    const json = { 'content-type': 'application/json' };
    const ask = (url: string, init: RequestInit = {}) => fetch(url, init);
    const answers = [
      await ask(`${graph.url}?query=${many}`, { headers: preflight }),
      await ask(graph.url, { method: 'POST', body: '{', headers: json }),
      await ask(graph.url, { method: 'POST', body: JSON.stringify({ query: '#'.repeat(300_000) }), headers: json }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 413]);
    for (const { headers } of answers) {
      expect(headers.get('vary')).toMatch(/^Prefer, .*Authorization, X-Api-Key/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    const signsIn = await ask(graph.url, {
      method: 'POST',
      body: '{',
      headers: { ...json, authorization: 'Bearer x' },
    });
    expect(signsIn.headers.get('cache-control')).toBe('private, no-store');
    const answered = await postQuery(graph.url, { query });
    expect(answered.headers.get('vary')?.match(/X-Api-Key/g)).toHaveLength(1);
  });

  it('say that a long answer is packed, unless it is for somebody who signs in or for a part of Mercia', async () => {
    const long = { query: '{ __schema { types { name description fields { name description } } } }' };
    const encodingFor = async (headers: Readonly<Record<string, string>>): Promise<string | null> => {
      const answer = await postQuery(graph.url, long, { 'accept-encoding': 'gzip', ...headers });
      expect(answer.text.length).toBeGreaterThan(1024);
      return answer.headers.get('content-encoding');
    };

    expect(await encodingFor({})).toBe('gzip');
    expect(await encodingFor({ 'accept-encoding': 'identity' })).toBeNull();
    expect(await encodingFor({ 'mercia-asked-for': 'x' })).toBeNull();
    const { headers } = await postQuery(graph.url, long, { 'accept-encoding': 'gzip' });
    expect(headers.get('vary')).toMatch(/Prefer.*accept-encoding/);
    const refused = await postQuery(
      graph.url,
      { query: `{ ${'nothing '.repeat(200)} }` },
      { authorization: 'Bearer x' },
    );
    expect(refused.headers.get('content-encoding')).toBeNull();
  });

  it('tell browsers to be careful', async () => {
    const { headers } = await postQuery(graph.url, { query });

    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('health', () => {
  it('is alive whatever the systems do', async () => {
    const response = await fetch(at('/health'));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'alive' });
    // It is told of the next request only, which comes after it.
    await fetch(at('/nothing'));
    expect(graph.logged).not.toContainEqual(expect.objectContaining({ route: '/health' }));
  });

  it('is ready only where it is said to be, with the state of each system', async () => {
    const now = await fetch(at('/ready'));
    ready = false;
    const later = await fetch(at('/ready'));
    const never = await startGraph({ ready: () => Promise.reject(new Error('the database is gone, at /srv/mercia')) });
    const unready = await fetch(new URL('/ready', never.url));
    await never.close();
    ready = true;

    expect(now.status).toBe(200);
    expect(await now.json()).toEqual({
      ready: true,
      systems: [{ id: 'arden', name: 'Arden Koha', ready: true, state: 'ready', detail: '700 records' }],
    });
    const systems = [{ id: 'arden', name: 'Arden Koha', ready: true, state: 'ready', detail: '700 records' }];
    const problem = 'the state of the systems cannot be read';
    expect([later.status, await later.json()]).toEqual([200, { ready: true, systems, problem }]);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({
      ready: false,
      systems: [],
      problem: 'the state of the systems cannot be read',
    });
  });
});

describe('the server', () => {
  it('says so where its port is taken', async () => {
    const port = Number(at('/').port);

    await expect(startGraph({ port })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `The gateway cannot listen on 127.0.0.1:${port}: it is in use. Choose another with --port.`,
    });
  });

  it('does not start over a supergraph of which a part is not served', async () => {
    const { readFileSync } = await import('node:fs');
    const { pino } = await import('pino');
    const supergraphSdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');

    const start = createGatewayServer({
      supergraphSdl,
      subgraphs: new Map([['catalogue', graph.catalogue.execute]]),
      signer: () => Promise.resolve('x'),
      ready: async () => ({ ready: true, systems: [] }),
      host: '127.0.0.1',
      port: 0,
      logger: pino({ level: 'silent' }),
      budgetMs: () => 1_000,
      graphiql: false,
    });

    await expect(start).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: /"circulation" that is not served/ });
  });

  it('answers what it was asked before it closes', async () => {
    const other = await startGraph({ budgetMs: () => 1_500, callTimeoutMs: 30_000 });
    other.adapters.arden.behaviour = { kind: 'hangs' };
    const asked = other.ask('{ edition(id: "region:edition:1") { holdings { availability { state } } } }');
    await expect.poll(() => other.adapters.arden.calls.length).toBe(1);

    const [answer] = await Promise.all([asked, other.close()]);

    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(answer.errors).toEqual([]);
  });
});
