import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#gateway/limits/limits.ts';
import { isbnOf } from '../federation/support/small-catalogue.ts';
import { postQuery, startGraph } from '../federation/support/start-graph.ts';
import type { GraphAnswer, TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
  await graph.ask('{ region { name } }');
});
afterAll(() => graph.close());

const write = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');
/** A GET as it is written: `fetch` would write the address anew. */
async function getRaw(url: string, search: string): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\napollo-require-preflight: 1\r\nconnection: close\r\n\r\n`;
  socket.end(head);
  return text(socket);
}
const refusal = ({ status, data, errors }: GraphAnswer) => ({ status, data, code: errors[0]?.extensions['code'] });
const declare = (count: number): string => write(count, (n) => `$v${n}: Boolean!`);
const truths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, true]));

/** Goes round by fields that are no lists, which cost next to nothing: `4 ** 6` times over, written out. */
const ROUND = `{ edition(id: "x") { ...F0 } } ${write(6, (n) => `fragment F${n} on Edition { ${n === 5 ? 'id' : write(4, (a) => `a${a}: work { latestHeld { ...F${n + 1} } }`)} }`)}`;

/** Each is refused without what grows faster than its text: validation, coercion, a plan. */
const QUICKLY_MS = 1_000;

describe('a document that would take long', () => {
  it.each<[string, string, string, string]>([
    ['repeats a field', `{ region { ${'name '.repeat(950)} } }`, 'QUERY_TOO_COMPLEX', '951 fields'],
    [
      'has a condition on every field',
      `query (${declare(190)}) { edition(id: "x") { ${write(190, (n) => `title @include(if: $v${n})`)} } }`,
      'QUERY_TOO_COMPLEX',
      '190 directives',
    ],
    [
      'has many conditions',
      `query (${declare(17)}) { edition(id: "x") { ${write(17, (n) => `title @include(if: $v${n})`)} } }`,
      'QUERY_TOO_COMPLEX',
      '17 variables in @skip and @include',
    ],
    [
      'hides its conditions in fragments within each other',
      `query (${declare(17)}) { region { ${write(17, (n) => `... @skip(if: $v${n}) {`)} name ${'}'.repeat(17)} } }`,
      'QUERY_TOO_COMPLEX',
      '17 variables in @skip and @include',
    ],
    ['declares many variables', `query (${declare(500)}) { region { name } }`, 'QUERY_TOO_COMPLEX', '500 variables'],
    [
      'holds many operations',
      write(101, (n) => `query Q${n} { region { name } }`),
      'QUERY_TOO_COMPLEX',
      '101 operations and fragments',
    ],
    [
      'holds many fragments',
      `{ region { ${write(100, (n) => `...f${n}`)} } } ${write(100, (n) => `fragment f${n} on Region { name }`)}`,
      'QUERY_TOO_COMPLEX',
      '101 operations and fragments',
    ],
    [
      'asks for the schema again and again',
      `{ ${write(5, (n) => `a${n}: __schema { types { name } }`)} }`,
      'QUERY_TOO_COMPLEX',
      '5 questions about the schema',
    ],
    [
      'nests fragments without names',
      `{ ${'... { '.repeat(1_300)} region { name } ${'}'.repeat(1_300)} }`,
      'QUERY_TOO_DEEP',
      'within each other',
    ],
    [
      'nests fragments with names',
      `{ region { ...f0 } } ${write(80, (n) => `fragment f${n} on Region { name ${n < 79 ? `...f${n + 1}` : ''} }`)}`,
      'QUERY_TOO_DEEP',
      'within each other',
    ],
    [
      'nests lists',
      `{ editions(by: ${'['.repeat(400)}${']'.repeat(400)}) { redirectedFrom } }`,
      'QUERY_TOO_DEEP',
      'within each other',
    ],
    [
      'nests types of lists',
      `query ($v: ${'['.repeat(100)}Int${']'.repeat(100)}) { region { name } }`,
      'QUERY_TOO_DEEP',
      'within each other',
    ],
    [
      'multiplies fields by fragments',
      `{ ${write(45, (n) => `a${n}: edition(id: "${n}") { ...E }`)} } fragment E on Edition { ${write(8, () => 'holdings { ...H }')} } fragment H on Holding { ${write(9, () => 'edition { ...I }')} } fragment I on Edition { ${write(9, () => 'id title')} }`,
      'QUERY_TOO_COSTLY',
      'multiply',
    ],
    ['goes round without a list', ROUND, 'QUERY_TOO_COSTLY', 'multiply'],
  ])('is refused for what it is: one that %s', async (_what, query, code, words) => {
    const started = performance.now();

    const answer = await graph.ask(query, truths(190));

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code });
    expect(answer.errors[0]?.message).toContain(words);
    expect(performance.now() - started).toBeLessThan(QUICKLY_MS);
  });

  it.each<[string, (query: string) => string]>([
    ['as it is', (query) => encodeURIComponent(query)],
    ['with an escape that is no UTF-8', (query) => `${encodeURIComponent(`${query} #`)}%FF`],
    ['in front of another behind a fragment', (query) => `${encodeURIComponent(query)}#&query=x`],
    ['with plus signs as blanks', (query) => encodeURIComponent(query).replaceAll('%20', '+')],
  ])('is refused in an address: %s', async (_what, inAddress) => {
    const answer = await getRaw(graph.url, `?query=${inAddress(ROUND)}`);

    expect(answer).toContain('HTTP/1.1 400');
    expect(answer).toContain('QUERY_TOO_COSTLY');
  });

  it('has its variables counted in an address, too', async () => {
    const variables = encodeURIComponent('{"q":[' + '1,'.repeat(5_000) + '1]}').replaceAll('%2C', ',');

    const answer = await getRaw(graph.url, `?query=%7Bregion%7Bname%7D%7D&variables=${variables}`);

    expect(answer).toContain('LIST_TOO_LONG');
  });

  it('is answered up to the limits', async () => {
    const { conditions, nesting } = LIMITS;
    const query = `query (${declare(conditions)}) { region { ${write(conditions, (n) => `name @include(if: $v${n})`)} } }`;
    const nested = `{ ${'... { '.repeat(nesting - 2)} region { name } ${'}'.repeat(nesting - 2)} }`;

    expect((await graph.ask(query, truths(conditions))).data).toEqual({ region: { name: 'Test region' } });
    expect((await graph.ask(nested)).data).toEqual({ region: { name: 'Test region' } });
  });
});

describe('variables that would take long', () => {
  const query = 'query ($by: [EditionKey!]!) { editions(by: $by) { redirectedFrom } }';

  it.each<[string, unknown]>([
    ['a hundred thousand wrong values', Array.from({ length: 100_000 }, () => 1)],
    [
      'twenty thousand fields that there are not',
      [Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`x${n}`, 1]))],
    ],
  ])('are not read one by one: %s', async (_what, by) => {
    const answer = await graph.ask(query, { by });

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'LIST_TOO_LONG' });
  });

  it('are not followed into each other without end', async () => {
    const body = JSON.stringify({ query, variables: { by: 0 } }).replace(
      ':0',
      `:${'['.repeat(120_000)}${']'.repeat(120_000)}`,
    );

    expect(refusal(await postQuery(graph.url, body))).toMatchObject({ status: 400, code: 'LIST_TOO_LONG' });
  });

  it('are told by their first faults, however many there are', async () => {
    const answer = await graph.ask(query, { by: Array.from({ length: 4_000 }, () => 7391) });

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT' });
    expect(answer.errors.length).toBeLessThan(20);
    expect(answer.errors.map(({ extensions }) => extensions['code'])).not.toContain('INTERNAL');
    expect(answer.text).not.toContain('7391');
  });

  it('hold no text of any length', async () => {
    const search = 'query ($q: String!) { search(query: $q) { totalCount } }';
    const most = await graph.ask(search, { q: 'x'.repeat(LIMITS.valueCharacters) });
    const more = await graph.ask(search, { q: 'x'.repeat(LIMITS.valueCharacters + 1) });

    expect(refusal(most)).toMatchObject({ status: 200, code: undefined });
    expect(refusal(more)).toEqual({ status: 413, data: undefined, code: 'REQUEST_TOO_LARGE' });
  });

  it('may hold a page of keys', async () => {
    const by = Array.from({ length: 200 }, (_, n) => ({ isbn: isbnOf(n) }));

    expect(refusal(await graph.ask(query, { by }))).toMatchObject({ status: 200, code: undefined });
  });
});

describe('the text of a query', () => {
  it('may have so many bytes, whatever they are, and is refused by a code of its own', async () => {
    const room = LIMITS.queryBytes - '{ region { name } } #'.length;
    const most = await graph.ask(`{ region { name } } #${'x'.repeat(room)}`);
    const more = await graph.ask(`{ region { name } } #${'x'.repeat(room + 1)}`);
    const accented = await graph.ask(`{ region { name } } #${'é'.repeat(room / 2 + 1)}`);

    expect(refusal(most)).toMatchObject({ status: 200, code: undefined });
    for (const answer of [more, accented]) {
      expect(refusal(answer)).toEqual({ status: 413, data: undefined, code: 'QUERY_TEXT_TOO_LONG' });
      expect(answer.errors[0]?.message).toMatch(/bytes long; this graph reads 65536/);
      expect(answer.errors[0]?.extensions['correlationId']).toBe(answer.headers.get('x-correlation-id'));
    }
  });

  it('is bounded by a setting, also where it comes in an address', async () => {
    const small = await startGraph({ limits: { queryBytes: 1_024 } });
    const address = new URL(small.url);
    address.search = new URLSearchParams({ query: `{ region { name } } #${'x'.repeat(1_024)}` }).toString();

    const answer = await fetch(address, { headers: { 'apollo-require-preflight': 'true' } });

    expect(answer.status).toBe(413);
    expect(refusal(await small.ask('{ region { name } }'))).toMatchObject({ status: 200 });
    await small.close();
  });

  it('is not kept, however many come with other comments around the same query', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const usedMegabytes = (): number => {
      collect();
      return process.memoryUsage().heapUsed / 1e6;
    };
    const padding = 'x'.repeat(60_000);
    const ask = (index: number) =>
      graph.ask(`query ANameThatIsASliceOfItsText${index} { region { anotherSuchName: name } } #${index} ${padding}`);
    await ask(0);
    const before = usedMegabytes();

    for (let index = 1; index <= 300; index += 1) await ask(index);

    // Eighteen megabytes of text went by.
    expect(usedMegabytes() - before).toBeLessThan(16);
  });
});
