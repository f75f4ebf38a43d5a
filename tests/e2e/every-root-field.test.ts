/** Every root field of the public graph, with each system dead in turn: what it tells of everybody else stays whole. */
import { readFileSync } from 'node:fs';
import { DEMO_SYSTEMS } from '#demo/generate.ts';
import type { DemoSystemId } from '#demo/libraries.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { PERSONAL_FIELDS } from '#tests/support/personal-fields.ts';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const ITEM = '{ id state asOf status due { on at } reason { code } }';
const HOLDING = `{ id library { id } availability {
  state asOf reason { code } itemCount availableCount unknownCount holdQueue earliestDue { on }
  items { edges { node ${ITEM} } }
} }`;
const EDITION = `{ id title holdings ${HOLDING} }`;

/** One question for each root field that answers the public. */
const CASES: Readonly<Record<string, string>> = {
  editions: `editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions ${EDITION} }`,
  edition: `edition(id: $edition) ${EDITION}`,
  search: `search(query: "pathology", first: 10) { totalCount edges { node ${EDITION} } }`,
  suggest: 'suggest(text: "path") { kind text }',
  browse: 'browse(list: SUBJECT, at: "a", first: 5) { entries { term } }',
  changes: 'changes(first: 10) { edges { node { id kind edition { id title } } } pageInfo { endCursor } end complete }',
  items: `items(barcode: $barcode) { item ${ITEM} }`,
  record: 'record(id: $record) { title }',
  match: 'match(a: $record, b: $other) { together a { id title } b { id title } }',
  rulings: 'rulings { nodes { id decision a { id } b { id } } }',
  region: 'region { name systems { id name } }',
  nearest: `nearest(to: { latitude: 52.2, longitude: -2.2 }, holding: $edition) {
    distanceMetres library { id } site { id } holdings ${HOLDING} }`,
  comparisonReports: 'comparisonReports { name question }',
  findingKinds: 'findingKinds { name says }',
  library: 'library(id: "fosseholm") { name holdingsCount }',
  system: 'system(id: $system) { name harvest { records } }',
  vocabularies: 'vocabularies { name source headings terms }',
};
const QUERY = `query ($edition: ID!, $record: ID!, $other: ID!, $barcode: String!, $system: ID!) { ${Object.values(CASES).join('\n')} }`;

interface Found {
  readonly editions: readonly {
    readonly editions: readonly { readonly id: string; readonly holdings: readonly Held[] }[];
  }[];
}

interface Held {
  readonly id: string;
  readonly record: { readonly id: string };
  readonly availability: {
    readonly items: { readonly edges: readonly { readonly node: { readonly barcode: string } }[] };
  };
}

let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemoGraph();
}, 120_000);
afterAll(() => graph.close());

/** An edition that every system holds, a record and a barcode that one of them has for it, and another's record. */
async function variablesFor(id: DemoSystemId): Promise<Readonly<Record<string, string>>> {
  const { data } = await graph.ask<Found>(
    `{ editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions { id holdings {
      id record { id } availability { items { edges { node { barcode } } } } } } } }`,
  );
  const editions = data.editions[0]?.editions ?? [];
  const all = editions.flatMap(({ id: edition, holdings }) => holdings.map((holding) => ({ edition, holding })));
  const { edition = '', holding } = all.find((one) => one.holding.id.startsWith(`${id}:`)) ?? {};
  const other = all.find((one) => !one.holding.id.startsWith(`${id}:`))?.holding.record.id ?? '';
  const barcode = holding?.availability.items.edges[0]?.node.barcode ?? '';
  return { edition, record: holding?.record.id ?? '', other, barcode, system: id };
}

interface Fact {
  readonly id: string;
  readonly state: string;
}

/** The answer with the facts of one system taken out of it, and those facts. */
function split(answer: unknown, system: string): { readonly others: unknown; readonly own: readonly Fact[] } {
  const own: Fact[] = [];
  const others = JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (key === 'asOf') return value === null ? null : 'then';
    if (typeof value !== 'object' || value === null || !('id' in value)) return value;
    if (typeof value.id !== 'string' || !value.id.startsWith(`${system}:`)) return value;
    const fact = 'availability' in value ? value.availability : value;
    if (typeof fact !== 'object' || fact === null || !('state' in fact)) return value;
    own.push({ id: value.id, state: String(fact.state) });
    return value.id;
  }) as unknown;
  return { others, own };
}

it('has a question for every root field', () => {
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  const fields = Object.values(buildSchema(sdl, { assumeValidSDL: true }).getQueryType()?.getFields() ?? {})
    .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'inaccessible') !== true)
    .map(({ name }) => name);

  expect([...Object.keys(CASES), ...PERSONAL_FIELDS].toSorted()).toEqual(fields.toSorted());
});

describe.each(DEMO_SYSTEMS)('while %s is dead', (id) => {
  it('every root field has data, everybody else’s facts are whole, and its own are not told as live', async () => {
    const variables = await variablesFor(id);
    const before = await graph.ask<Readonly<Record<string, unknown>>>(QUERY, { variables });
    await graph.simulator(id).kill();

    const during = await graph.ask<Readonly<Record<string, unknown>>>(QUERY, { variables });
    await graph.simulator(id).restart();

    expect([before.errors, during.errors]).toEqual([undefined, undefined]);
    expect(Object.values(during.data)).not.toContain(null);
    const [then, now] = [split(before.data, id), split(during.data, id)];
    expect(now.others).toEqual(then.others);
    expect(then.own.length).toBeGreaterThan(3);
    expect(then.own.map(({ state }) => state)).toContain('LIVE');
    expect(now.own.map((fact) => fact.id)).toEqual(then.own.map((fact) => fact.id));
    for (const { state } of now.own) expect(state).toMatch(/^(LAST_KNOWN|UNKNOWN)$/);
  });
});
