import { parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ANSWER_LIMITS } from './answer-size.ts';
import { MerciaError } from './errors.ts';
import { createContextSigner, createContextVerifier } from './signed-context.ts';
import type { SubgraphRequest } from './subgraph.ts';
import { createSubgraph } from './subgraph-server.ts';

const SECRET = 'a secret for tests, 32 bytes long';
const NOW = Date.parse('2026-01-05T09:00:00Z');
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
  type Query { shelf: Shelf slow: Shelf word: String }
  type Mutation { write: Shelf }
  type Shelf @key(fields: "id") { id: ID! books: [Book!]! numbers: [Int!]! lost: String kept: [Kept!]! }
  type Kept { name: String! text: String! notes: [String!]! }
  type Book @key(fields: "id") { id: ID! shelf: Shelf }
`);

/** One shelf of a hundred books, each of which leads back to it. */
const SHELF = {
  id: 's',
  kept: Array.from({ length: 100 }, (_, n) => ({
    name: `kept ${n}`,
    text: 'x'.repeat(500),
    notes: Array.from({ length: 10 }, () => 'note'),
  })),
};
const GONE = new Error('the index has gone');
const BOOKS = Array.from({ length: 100 }, (_, n) => ({ id: `b${n}` }));

async function start() {
  let calls = 0;
  const written: string[] = [];
  const slow = Promise.withResolvers<typeof SHELF>();
  const resolvers = {
    Query: { shelf: () => SHELF, slow: () => slow.promise, word: () => 'a word' },
    Mutation: {
      write: () => {
        written.push('written');
        return SHELF;
      },
    },
    Shelf: {
      __resolveReference: () => Promise.resolve(SHELF),
      books: () => {
        calls += 1;
        return BOOKS;
      },
      lost: () => Promise.reject(GONE),
      numbers: () => Array.from({ length: 1_000 }, (_, n) => n),
    },
    Book: { shelf: () => Promise.resolve(SHELF) },
  };
  const subgraph = createSubgraph({
    name: 'shelves',
    typeDefs,
    resolvers,
    createContext: () => ({}),
    verify: createContextVerifier(SECRET, () => NOW),
    logger: pino({ level: 'silent' }),
  });
  const sign = createContextSigner(SECRET);
  const contextOf = (correlationId: string): Promise<string> =>
    sign({ role: 'public', subject: null, correlationId, receivedAt: NOW, deadline: NOW + 2_000 });
  return {
    subgraph,
    contextOf,
    written,
    slow,
    calls: () => calls,
    ask: async (query: string, { variables = {}, correlationId = 'one', signal, charge }: AskOptions = {}) =>
      subgraph.execute({ query, variables, context: await contextOf(correlationId), signal, charge }),
  };
}

interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly correlationId?: string;
  readonly signal?: AbortSignal;
  readonly charge?: SubgraphRequest['charge'];
}

const round = (times: number, inner: string): string =>
  `${'books { shelf { '.repeat(times)}${inner}${' } }'.repeat(times)}`;
const sizeOf = (extensions: unknown) => (extensions as { size: { values: number; characters: number } }).size;
const aliases = (count: number, field: string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');

describe('an answer that is counted', () => {
  it('is refused by one error, without data, as soon as too much of what is kept is handed out', async () => {
    const { ask, calls } = await start();

    const { data, errors } = await ask(`{ shelf { ${round(5, 'id')} } }`);

    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions['code']).toBe('QUERY_TOO_COSTLY');
    expect(errors?.[0]?.message).toMatch(
      /more than the 500,000 values .*, and was stopped at (Shelf\.books|Book\.shelf)/,
    );
    // A hundred millions of shelves were asked for.
    expect(calls()).toBeLessThan(ANSWER_LIMITS.values / 50);
  });

  it('is told of while it is made, and is given up as soon as somebody says so', async () => {
    const { ask, calls } = await start();
    let values = 0;
    const charge = (more: number) => {
      values += more;
      return values > 20_000 ? new MerciaError('RATE_LIMITED', 'Enough.') : null;
    };

    const { data, errors } = await ask(`{ shelf { ${round(5, 'id')} } }`, { charge });

    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['RATE_LIMITED']);
    expect(calls()).toBeLessThan(20_000 / 50);
  });

  it('reports its size: fields for each place and each alias, lists within objects, and its letters', async () => {
    const { ask } = await start();
    const valuesOf = async (query: string): Promise<number> => sizeOf((await ask(query)).extensions).values;

    expect(await valuesOf('{ shelf { id } }')).toBe(2);
    expect(await valuesOf(`{ shelf { ${aliases(7, 'id')} } }`)).toBe(8);
    expect(await valuesOf('{ shelf { numbers } }')).toBe(9 + 1_000);
    expect(await valuesOf('{ shelf { kept { name } } }')).toBe(2 + 100 * 2);
    expect(await valuesOf('{ shelf { ...S } } fragment S on Shelf { kept { notes } }')).toBe(2 + 100 * (2 + 10));
    expect(await valuesOf('{ shelf { books { id } } }')).toBe(9 + 100 * 2);
    expect(await valuesOf('{ shelf { books { shelf { id } } } }')).toBe(9 + 100 * (9 + 2));
    const { data, extensions } = await ask(`{ shelf { kept { text ${aliases(210, 'name')} } } }`);
    expect(sizeOf(extensions).characters).toBeGreaterThan(0.8 * JSON.stringify(data).length);
    expect(sizeOf(extensions).characters).toBeLessThan(1.2 * JSON.stringify(data).length);
  });

  it('counts entities that are looked up one by one', async () => {
    const { ask } = await start();
    const r = Array.from({ length: 20 }, () => ({ __typename: 'Shelf', id: 's' }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Shelf { id } } }';

    expect(sizeOf((await ask(query, { variables: { r } })).extensions).values).toBe(20 * 2);
  });

  it('has the less, the more the same operation was given before; others have all', async () => {
    const { ask } = await start();
    const most = `{ shelf { ${aliases(50, round(1, aliases(20, 'id')))} } }`;
    const { values } = sizeOf((await ask(most, { correlationId: 'other' })).extensions);
    const times = Math.floor(ANSWER_LIMITS.values / values);
    for (let time = 0; time < times; time += 1) expect((await ask(most)).errors).toBeUndefined();

    expect((await ask(most)).errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_COSTLY']);
    expect((await ask(most, { correlationId: 'third' })).errors).toBeUndefined();
  });

  it('is refused where its texts are too long together', async () => {
    const { ask } = await start();

    expect((await ask(`{ shelf { kept { ${aliases(250, 'text')} } } }`)).errors).toBeUndefined();
    const { data, errors } = await ask(`{ shelf { kept { ${aliases(350, 'text')} } } }`, { correlationId: 'two' });
    expect(data).toBeUndefined();
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('16,000,000 characters')]);
  });

  it('is told as far as it came where something was written, and everything is written', async () => {
    const { ask, written } = await start();

    const { data, errors } = await ask(
      `mutation { a: write { id } b: write { ${round(2, aliases(110, 'id'))} } c: write { id } }`,
    );

    expect(written).toHaveLength(3);
    expect(data).toMatchObject({ a: { id: 's' }, c: { id: 's' } });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('may find nothing of what nobody waits for any more', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const { ask } = await start();

    const { errors } = await ask(`{ shelf { ${round(2, aliases(8, 'lost'))} } }`);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);

    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_COSTLY']);
    expect(unhandled).toEqual([]);
  });

  it('ends when nobody waits for it: what is found later is handed on to nobody', async () => {
    const { ask, slow, calls } = await start();
    const controller = new AbortController();
    const answer = ask('{ slow { books { id } } }', { signal: controller.signal });
    controller.abort();

    expect((await answer).data).toBeUndefined();
    slow.resolve(SHELF);
    await ask('{ word }');
    expect(calls()).toBe(0);
  });
});
