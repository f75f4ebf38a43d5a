import { queryObjects } from 'node:v8';
import { parse } from 'graphql';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { MerciaError } from './errors.ts';
import { serveSubgraph, type ServedSubgraph } from './serve-subgraph.ts';
import { createContextSigner, createContextVerifier, type InternalContext } from './signed-context.ts';
import { createSubgraph } from './subgraph-server.ts';
import type { Subgraph } from './subgraph.ts';

const SECRET = 'a secret for tests, 32 bytes long';
const NOW = Date.parse('2026-03-02T09:00:00Z');
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
  scalar DateTime
  type Query { when: [DateTime] who: String ours: String fault: String never: String! books: [Book] near(to: Point): Boolean }
  input Point { latitude: Float }
  type Book @key(fields: "id") { id: ID! title: String like: Book }
`);

interface TestContext {
  readonly caller: InternalContext;
}

const resolvers = {
  Query: {
    who: (_parent: unknown, _args: unknown, context: TestContext) => context.caller.role,
    ours: () => {
      throw new MerciaError('LMS_TIMEOUT', '[koha] koha.internal:8080 gave no answer in 2 s', { system: 'arden' });
    },
    fault: () => {
      throw new TypeError('secret detail at /srv/mercia/file.ts');
    },
    never: () => null,
    near: () => true,
    when: () => [new Date(NOW), '2026-03-02', null],
    books: () => [{ id: '1', title: 'One' }, new MerciaError('BAD_USER_INPUT', 'no such key'), { id: '3' }],
  },
  Book: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, title: `Title ${id}` }) },
};

async function start(): Promise<{ subgraph: Subgraph; context: string; logged: string[] }> {
  const logged: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  const verify = createContextVerifier(SECRET, () => NOW);
  const createContext = (caller: InternalContext): TestContext => ({ caller });
  const subgraph = createSubgraph({ name: 'books', typeDefs, resolvers, createContext, verify, logger });
  const caller = {
    role: 'public',
    subject: null,
    correlationId: 'c-1',
    receivedAt: NOW,
    deadline: NOW + 2000,
  } as const;
  return { subgraph, context: await createContextSigner(SECRET)(caller), logged };
}

/** What every answer reports beside its data. */
const counted = {
  extensions: { size: { values: expect.any(Number) as number, characters: expect.any(Number) as number } },
};

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('createSubgraph', () => {
  it('tells a moment as RFC 3339, also one that is handed out as a Date', async () => {
    const { subgraph, context } = await start();

    expect((await subgraph.execute({ query: '{ when }', variables: {}, context })).data).toEqual({
      when: ['2026-03-02T09:00:00.000Z', '2026-03-02', null],
    });
  });

  it('answers entities by reference, in order', async () => {
    const { subgraph, context } = await start();
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Book { id title } } }';
    const r = ['2', '1'].map((id) => ({ __typename: 'Book', id }));

    const result = await subgraph.execute({ query, variables: { r }, context });

    expect(plain(result)).toEqual({
      ...counted,
      data: {
        _entities: [
          { id: '2', title: 'Title 2' },
          { id: '1', title: 'Title 1' },
        ],
      },
    });
  });

  it('answers the operation that is named, of one text with several', async () => {
    const { subgraph, context } = await start();
    const query = 'query Who { who } query Books { books { title } }';

    const who = await subgraph.execute({ query, operationName: 'Who', variables: {}, context });
    const books = await subgraph.execute({ query, operationName: 'Books', variables: {}, context });

    expect([plain(who.data), Object.keys(books.data ?? {})]).toEqual([{ who: 'public' }, ['books']]);
  });

  it('keeps little of many operations whose fragments write out a thousand fields each', async () => {
    const { subgraph, context } = await start();
    const ask = async (alias: string) => {
      const inner = (at: number) =>
        at === 8 ? 'id' : `${alias}0: like { ...F${at + 1} } ${alias}1: like { ...F${at + 1} }`;
      const fragments = Array.from({ length: 9 }, (_, at) => `fragment F${at} on Book { ${inner(at)} }`);
      const query = `{ books { ...F0 } } ${fragments.join(' ')}`;
      const { data } = await subgraph.execute({ query, variables: {}, context });
      expect(plain(data)).toMatchObject({ books: [{ [`${alias}0`]: null }, null, {}] });
    };
    const usedMegabytes = (): number => {
      // Collects what V8 would otherwise keep of compiled code until memory is short.
      queryObjects(URL, { format: 'count' });
      return process.memoryUsage().heapUsed / 1e6;
    };
    await ask('first');
    const before = usedMegabytes();

    for (let at = 0; at < 25; at += 1) await ask(`v${at}x`);

    // All 25 would be 38.
    expect(usedMegabytes() - before).toBeLessThan(25);
  });

  it('refuses a number that is not finite, which `graphql` reads from a text, and names its argument', async () => {
    const { subgraph, context } = await start();
    const near = (latitude: string) =>
      subgraph.execute({ query: `{ near(to: { latitude: ${latitude} }) }`, variables: {}, context });

    expect(plain((await near('-1e300')).data)).toEqual({ near: true });
    expect(plain((await near('1e400')).errors)).toMatchObject([
      { path: ['near'], message: 'to.latitude: the number is too large.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('refuses a request whose context is missing or forged, introspection included', async () => {
    const { subgraph, context } = await start();
    const forged = `${context.slice(0, -4)}AAAA`;

    for (const bad of ['', forged]) {
      const result = await subgraph.execute({ query: '{ _service { sdl } }', variables: {}, context: bad });

      expect(result).not.toHaveProperty('data');
      expect(plain(result.errors)).toMatchObject([{ extensions: { code: 'FORBIDDEN', subgraph: 'books' } }]);
    }
  });

  it('codes an error of ours, keeps its neighbours, and tells an address to the log alone', async () => {
    const { subgraph, context, logged } = await start();

    const result = await subgraph.execute({ query: '{ who ours books { id } }', variables: {}, context });

    expect(plain(result)).toEqual({
      ...counted,
      data: { who: 'public', ours: null, books: [{ id: '1' }, null, { id: '3' }] },
      errors: [
        {
          message: 'A library system did not answer in time.',
          path: ['ours'],
          extensions: { code: 'LMS_TIMEOUT', system: 'arden', subgraph: 'books', correlationId: 'c-1' },
        },
        {
          message: 'no such key',
          path: ['books', 1],
          extensions: { code: 'BAD_USER_INPUT', subgraph: 'books', correlationId: 'c-1' },
        },
      ],
    });
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        correlationId: 'c-1',
        path: ['ours'],
        err: { message: expect.stringContaining('koha.internal:8080') as string },
      },
    ]);
  });

  it('writes one line for what many fields failed of alike, and says how many', async () => {
    const { subgraph, context, logged } = await start();
    const aliases = Array.from({ length: 48 }, (_, n) => `a${n}: ours`).join(' ');

    const { errors } = await subgraph.execute({ query: `{ ${aliases} fault }`, variables: {}, context });

    expect(errors).toHaveLength(49);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { path: ['a0'], times: 48 },
      { path: ['fault'] },
    ]);
  });

  it('masks and logs what is not ours, a null in the wrong place included', async () => {
    const { subgraph, context, logged } = await start();

    const fault = await subgraph.execute({ query: '{ fault }', variables: {}, context });
    const never = await subgraph.execute({ query: '{ never }', variables: {}, context });

    for (const result of [fault, never]) {
      expect(plain(result.errors)).toMatchObject([{ extensions: { code: 'INTERNAL', correlationId: 'c-1' } }]);
      expect(JSON.stringify(result)).not.toMatch(/secret|\.ts|stack/);
    }
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { correlationId: 'c-1', err: { message: 'secret detail at /srv/mercia/file.ts' } },
      { correlationId: 'c-1', path: ['never'] },
    ]);
  });

  it('says what is wrong with a query that cannot be read, each time it comes', async () => {
    const { subgraph, context } = await start();

    for (const query of [
      '{ who',
      '{ whom }',
      '{ whom }',
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    ]) {
      const result = await subgraph.execute({ query, variables: {}, context });

      expect(plain(result.errors)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('takes a document that the caller has parsed', async () => {
    const { subgraph, context } = await start();
    const document = parse('{ who }');

    const result = await subgraph.execute({ query: '{ who }', document, variables: {}, context });

    expect(plain(result)).toEqual({ ...counted, data: { who: 'public' } });
  });
});

describe('serveSubgraph', () => {
  let served: ServedSubgraph | undefined;

  afterEach(async () => {
    await served?.close();
    served = undefined;
  });

  async function serve(): Promise<{ url: string; context: string }> {
    const { subgraph, context } = await start();
    served = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0 });
    return { url: served.url, context };
  }

  function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    return fetch(url, { ...init, body: JSON.stringify(body) });
  }

  it('reads the context of a reader with hundreds of loans that go on at another system', async () => {
    const { url } = await serve();
    const grants = ['a grant', 'x'.repeat(500_000)];
    const reader = { role: 'patron', subject: 'reader', accounts: ['a', 'b'], grants } as const;
    const time = { correlationId: 'c-1', receivedAt: NOW, deadline: NOW + 2000 };
    const context = await createContextSigner(SECRET)({ ...reader, ...time });

    const answered = await post(url, { query: '{ who }' }, { 'mercia-context': context });

    expect(await answered.json()).toMatchObject({ data: { who: 'patron' } });
  });

  it('answers over HTTP with the context in its header, and refuses without it', async () => {
    const { url, context } = await serve();

    const answered = await post(url, { query: '{ who }' }, { 'mercia-context': context });
    const refused = await post(url, { query: '{ who }' });

    expect(await answered.json()).toEqual({ ...counted, data: { who: 'public' } });
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('answers a body that is no request with 400, and a health check without a context', async () => {
    const { url } = await serve();

    const bad = await post(url, { question: 'who' });
    const health = await fetch(new URL('/health', url));

    expect(bad.status).toBe(400);
    expect(await health.json()).toEqual({ status: 'ok', subgraph: 'books' });
  });

  it('says so where the port is taken', async () => {
    const { url } = await serve();
    const { subgraph } = await start();

    await expect(serveSubgraph(subgraph, { host: '127.0.0.1', port: Number(new URL(url).port) })).rejects.toMatchObject(
      {
        code: 'CONFIG_INVALID',
      },
    );
  });
});
