import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '#domain/region.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { createCatalogueSubgraph } from '#subgraphs/catalogue/index.ts';
import { region as catalogued } from '#tests/catalogue/catalogue-world.ts';
import { PERSONAL_FIELDS } from '#tests/support/personal-fields.ts';
import { createIndexScope } from '#union-index/index.ts';
import { SECRET, startGraph } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const region: Region = {
  ...catalogued,
  feeds: {
    namespace: 'library.example.org',
    adminEmail: 'feeds@library.example.org',
    marcFrom: [],
    merge: [],
    withheld: [],
    holdPercent: 5,
    keepDays: 90,
    deliveries: [],
  },
};

/** Every root field, and whether it lives from the index. */
const ROOT_FIELDS: readonly (readonly [string, string, 'index' | 'region file'])[] = [
  [
    'editions',
    'editions(by: [{ isbn: "9780702075551" }]) { editions { holdings { availability { state } } } }',
    'index',
  ],
  ['edition', 'edition(id: "mids:edition:1") { title }', 'index'],
  ['search', 'search(query: "title") { totalCount edges { node { title } } }', 'index'],
  ['items', 'items(barcode: "B1.1") { item { state } }', 'index'],
  ['record', 'record(id: "north:record:1") { title }', 'index'],
  ['match', 'match(a: "north:record:1", b: "south:record:1") { a { id } }', 'index'],
  ['rulings', 'rulings { nodes { decision } }', 'index'],
  ['changes', 'changes { edges { node { kind } } }', 'index'],
  ['suggest', 'suggest(text: "ti") { text count }', 'index'],
  ['browse', 'browse(list: AUTHOR, at: "a") { entries { term count } }', 'index'],
  ['vocabularies', 'vocabularies { name }', 'index'],
  ['nearest', 'nearest(to: { latitude: 52, longitude: -2 }) { library { name } }', 'region file'],
  ['region', 'region { name systems { id name } }', 'region file'],
  ['library', 'library(id: "wing") { name }', 'region file'],
  ['system', 'system(id: "north") { name }', 'region file'],
];

function openAt(port: number): Kysely<Database> {
  return openDatabase({
    target: { url: `postgres://nobody@127.0.0.1:${port}/none` },
    applicationName: 'test',
    poolSize: 2,
    statementTimeoutMs: 1_000,
  });
}

function catalogueOver(database: Kysely<Database>): Subgraph {
  return createCatalogueSubgraph({
    index: createIndexScope(database, region),
    tokenView: null,
    region,
    capabilities: new Map(),
    verify: createContextVerifier(SECRET),
    noteReading: () => undefined,
    takeBack: () => Promise.reject(new Error('nothing is taken back here')),
    clock: Date.now,
    logger: pino({ level: 'silent' }),
  });
}

/** A database of which nothing is heard any more. */
const silent = createServer((socket) => {
  socket.on('error', () => undefined);
});

const DATABASES = {
  'without its database': async () => 1,
  'while its database hangs': async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    return (silent.address() as AddressInfo).port;
  },
};

describe.each(Object.entries(DATABASES))('%s', (_where, listen) => {
  let database: Kysely<Database>;
  let graph: TestGraph;
  beforeAll(async () => {
    database = openAt(await listen());
    const catalogue = catalogueOver(database);
    graph = await startGraph({
      budgetMs: () => 500,
      around: (name, execute) => (name === 'catalogue' ? (request) => catalogue.execute(request) : execute),
    });
  });
  afterAll(async () => {
    await graph.close();
    await database.destroy();
    silent.close();
  });

  it.each(ROOT_FIELDS)('%s costs its neighbours nothing, and data is never null', async (name, field, source) => {
    const { data, errors, text } = await graph.ask(`{ ${field} neighbour: library(id: "qe") { name } }`);

    expect(data).toMatchObject({ neighbour: { name: 'Queen Edith Library' } });
    const value = (data as Readonly<Record<string, unknown>>)[name];
    if (source === 'index') {
      expect(Array.isArray(value) ? value : [value]).toEqual([null]);
      expect(errors).not.toEqual([]);
      for (const error of errors) {
        expect(error.path?.[0]).toBe(name);
        expect(error.extensions).toMatchObject({ code: 'STORE_UNAVAILABLE', subgraph: 'catalogue' });
      }
    } else {
      expect(value).not.toBeNull();
      expect(errors).toEqual([]);
    }
    expect(text).not.toMatch(/ECONNREFUSED|nobody@|SELECT/i);
  });

  it('every root field of the public graph is tried above', async () => {
    const { data } = await graph.ask('{ __schema { queryType { fields { name } } } }');

    const { fields } = (data as { __schema: { queryType: { fields: { name: string }[] } } }).__schema.queryType;
    expect(fields.map(({ name }) => name).sort()).toEqual(
      // Lists that stand in the code need no database.
      ['comparisonReports', 'findingKinds', ...PERSONAL_FIELDS, ...ROOT_FIELDS.map(([name]) => name)].sort(),
    );
  });
});
