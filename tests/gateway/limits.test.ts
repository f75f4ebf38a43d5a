import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#gateway/limits/limits.ts';
import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { isbnOf } from '../federation/support/small-catalogue.ts';
import { postQuery, startGraph, SYSTEMS } from '../federation/support/start-graph.ts';
import type { GraphAnswer, TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const refusal = ({ status, data, errors }: GraphAnswer) => ({ status, data, code: errors[0]?.extensions['code'] });
const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');
const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ isbn: isbnOf(index) }));

describe('a request over a limit', () => {
  it('is told how deep it is and how deep it may be', async () => {
    const around = LIMITS.depth / 2;
    const query = `{ edition(id: "x") { ${'holdings { edition { '.repeat(around)} id ${'} }'.repeat(around)} } }`;

    const answer = await graph.ask(query);

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'QUERY_TOO_DEEP' });
    expect(answer.errors[0]?.message).toMatch(/16 fields deep; this graph answers 14/);
  });

  it('is found too deep through fragments, and those that go in circles are refused', async () => {
    const nested = `{ edition(id: "x") { ...a } } ${repeat(8, (n) => `fragment f${n} on Holding { edition { holdings { ${n < 7 ? `...f${n + 1}` : 'id'} } } }`)} fragment a on Edition { holdings { ...f0 } }`;
    const circle = '{ edition(id: "x") { ...a } } fragment a on Edition { holdings { edition { ...a } } }';

    expect(refusal(await graph.ask(nested))).toMatchObject({ status: 400, code: 'QUERY_TOO_DEEP' });
    expect(refusal(await graph.ask(circle))).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  it('may have 50 aliases and no more', async () => {
    const query = (count: number) => `{ ${repeat(count, (n) => `a${n}: library(id: "lib-arden") { name }`)} }`;

    expect(refusal(await graph.ask(query(50)))).toMatchObject({ status: 200, code: undefined });
    expect(refusal(await graph.ask(query(51)))).toMatchObject({ status: 400, code: 'QUERY_TOO_MANY_ALIASES' });
  });

  it('may have so many tokens, and is told so before its schema is looked at', async () => {
    const answer = await graph.ask(`{ ${'nonsense '.repeat(LIMITS.tokens)} }`);

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'QUERY_TOO_LARGE' });
    expect(answer.errors[0]?.message).toMatch(/4000 tokens/);
  });

  it.each([
    'mutation { linkAccount(input: { library: "a", card: "21001004711", pin: "73910468" }) { refusal { code } } }',
    'mutation ($p: String!) { linkAccount(input: { library: "a", card: "21001004711", pin: $p }) { refusal { code } } }',
    '{ accountByCard(library: "a", card: "21001004711", purpose: DESK_ENQUIRY) { refusal { code } } }',
    'mutation ($p: String = "73910468", $c: String!) { linkAccount(input: { library: "a", card: $c, pin: $p }) { refusal { code } } }',
    'query ($c: String! = "21001004711") { ...A } fragment A on Query { accountByCard(library: "a", card: $c, purpose: DESK_ENQUIRY) { refusal { code } } }',
    'mutation ($p: String!) { linkAccount(input: { library: "a", card: ["21001004711"], pin: $p }) { refusal { code } } }',
    'mutation { linkAccount(input: { library: "a", card: 21001004711, pin: 73910468 }) { refusal { code } } }',
    'mutation ($i: LinkAccountInput! = { library: "a", card: "21001004711", pin: "73910468" }) { linkAccount(input: $i) { refusal { code } } }',
  ])('has no card and no PIN written in it, and is not repeated: %s', async (query) => {
    const answer = await graph.ask(query, { p: '73910468' });

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT' });
    expect(answer.text).toMatch(/as a variable/);
    expect(answer.text + JSON.stringify(graph.logged)).not.toMatch(/21001004711|73910468/);
  });

  it('is neither logged nor told with its variables where they do not fit', async () => {
    const query = 'mutation ($i: LinkAccountInput!) { linkAccount(input: $i) { refusal { code } } }';
    const answer = await graph.ask(query, { i: { library: 'a', card: '21001004711', pin: 73910468 } });

    expect(refusal(answer)).toMatchObject({ status: 400 });
    expect(answer.errors[0]?.message).toMatch(/^Variable "\$i" cannot be read at "i.pin"\./);
    expect(answer.text + JSON.stringify(graph.logged)).not.toMatch(/21001004711|73910468/);
  });

  it('takes no card in its address', async () => {
    const query =
      'query ($c: String!) { accountByCard(library: "a", card: $c, purpose: DESK_ENQUIRY) { refusal { code } } }';
    const address = new URL(graph.url);
    address.search = new URLSearchParams({ query, variables: '{"c":"21001004711"}' }).toString();

    const answer = await fetch(address, { headers: { 'apollo-require-preflight': 'true' } });
    const text = await answer.text();

    expect(answer.status).toBe(400);
    expect(text).toContain('would be part of the address: ask by POST');
    expect(text + JSON.stringify(graph.logged)).not.toContain('21001004711');
  });

  it('may have both in variables', async () => {
    const query = 'mutation ($i: LinkAccountInput!) { linkAccount(input: $i) { refusal { code } } }';
    const answer = await graph.ask(query, { i: { library: 'a', card: '21001004711', pin: '73910468' } });

    expect(refusal(answer)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  });

  it.each([
    ['to.latitude', '{ nearest(to: { latitude: 1e400, longitude: 0 }) { distanceMetres } }'],
    ['to.latitude', `{ nearest(to: { latitude: 1${'0'.repeat(309)}, longitude: 0 }) { distanceMetres } }`],
    ['to.longitude', '{ nearest(to: { latitude: 0, longitude: -1e400 }) { distanceMetres } }'],
    ['$x', 'query ($x: Float! = 1e400) { nearest(to: { latitude: $x, longitude: 0 }) { distanceMetres } }'],
    [
      '$to.latitude',
      'query ($to: Coordinates! = { latitude: 1e400, longitude: 0 }) { nearest(to: $to) { distanceMetres } }',
    ],
    [
      'to.latitude',
      '{ ...N } fragment N on Query { nearest(to: { latitude: 1e400, longitude: 0 }) { distanceMetres } }',
    ],
  ])('has no number written in it that is not finite: %s', async (place, query) => {
    const answer = await graph.ask(query);

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toBe(`${place}: the number is too large.`);
  });

  it('has no number in its variables that is not finite', async () => {
    const query = 'query ($x: Float!) { nearest(to: { latitude: $x, longitude: 0 }) { distanceMetres } }';
    const answer = await postQuery(graph.url, JSON.stringify({ query, variables: { x: 0 } }).replace(':0}', ':1e400}'));

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]?.message).toContain('"$x"');
  });

  it('may ask for 200 editions at once, by variables or literals', async () => {
    const query = 'query ($by: [EditionKey!]!) { editions(by: $by) { redirectedFrom } }';
    const literal = `{ editions(by: [${repeat(201, (n) => `{ isbn: "${n}" }`)}]) { redirectedFrom } }`;

    const most = await graph.ask(query, { by: keys(200) });
    const more = await graph.ask(query, { by: keys(201) });

    expect((most.data as { editions: unknown[] }).editions).toHaveLength(200);
    expect(refusal(more)).toEqual({ status: 400, data: undefined, code: 'LIST_TOO_LONG' });
    expect(more.errors[0]?.message).toBe('editions: "by" holds 201 values; this graph takes 200.');
    expect(refusal(await graph.ask(literal))).toMatchObject({ status: 400, code: 'LIST_TOO_LONG' });
  });

  it('is refused for what it could cost, and no system is asked', async () => {
    const query = `query ($by: [EditionKey!]!) { editions(by: $by) { editions { holdings { availability {
      items(first: 200) { edges { node { id } } } } } } } }`;

    const answer = await graph.ask(query, { by: keys(200) });

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'QUERY_TOO_COSTLY' });
    expect(answer.errors[0]?.message).toMatch(
      /could cost [\d,]+ points; this graph answers 1,000,000\. The dearest part is editions\..*items\.edges: .*Lower "by" of editions \(200 now\)/,
    );
    expect(SYSTEMS.flatMap((id) => graph.adapters[id].calls)).toEqual([]);
  });

  it('is refused quickly where fragments multiply', async () => {
    const doubling = repeat(60, (n) => `fragment f${n} on Edition { ...f${n + 1} ...f${n + 1} }`);
    const before = process.cpuUsage();

    const answer = await graph.ask(`{ edition(id: "x") { ...f0 } } ${doubling} fragment f60 on Edition { id }`);

    expect(refusal(answer)).toEqual({ status: 400, data: undefined, code: 'QUERY_TOO_COSTLY' });
    expect(cpuMsSince(before)).toBeLessThan(2_000);
  });

  it('may have so many bytes, and is answered in the shape of GraphQL', async () => {
    const answer = await postQuery(graph.url, {
      query: '{ region { name } }',
      variables: { x: 'x'.repeat(LIMITS.bodyBytes) },
    });

    expect(refusal(answer)).toEqual({ status: 413, data: undefined, code: 'REQUEST_TOO_LARGE' });
  });
});
