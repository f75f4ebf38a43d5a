import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { HoldingId, SystemId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { PERSONAL_FIELDS } from '#tests/support/personal-fields.ts';
import { AS_OF, createCopy } from './support/fake-adapter.ts';
import { startGraph, SYSTEMS } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const holdings = `{ edition(id: "region:edition:1") { title holdings { library { name } availability {
  state asOf reason { code message system } itemCount availableCount unknownCount holdQueue earliestDue { on }
  services { service } items { edges { node { id } } }
} } } }`;

/** Every root field of the public graph, each reaching live facts where it can. */
const live = 'holdings { availability { state reason { code } itemCount availableCount } }';
const ROOT_FIELDS: readonly (readonly [string, string])[] = [
  ['editions', `editions(by: [{ id: "region:edition:1" }]) { editions { title ${live} } }`],
  ['edition', `edition(id: "region:edition:1") { title ${live} }`],
  ['search', `search(query: "title", first: 2) { totalCount edges { node { title ${live} } } }`],
  ['items', 'items(barcode: "B1.1") { item { id state reason { code } status } }'],
  ['record', 'record(id: "arden:record:1") { title localId }'],
  ['region', 'region { name libraries { name } systems { id name } }'],
  ['library', 'library(id: "lib-arden") { name system { id } }'],
  ['system', 'system(id: "arden") { name capabilities }'],
];

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
beforeEach(() => {
  graph.reset();
});
afterAll(() => graph.close());

interface Answer {
  readonly edition: { readonly holdings: readonly { readonly availability: Readonly<Record<string, unknown>> }[] };
}

describe('a library system that fails', () => {
  it('has no count at all, says why, and costs its neighbours nothing', async () => {
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { data, errors } = await graph.ask(holdings);

    const [arden, severn, wyre] = (data as Answer).edition.holdings;
    expect(errors).toEqual([]);
    expect(severn?.availability).toEqual({
      state: 'UNKNOWN',
      asOf: null,
      reason: {
        code: 'UNREACHABLE',
        message: 'Severn Koha could not be reached; ask again later.',
        system: 'severn',
      },
      itemCount: null,
      availableCount: null,
      unknownCount: null,
      holdQueue: null,
      earliestDue: null,
      services: null,
      items: null,
    });
    for (const neighbour of [arden, wyre]) {
      expect(neighbour?.availability).toMatchObject({ state: 'LIVE', reason: null, availableCount: 2 });
    }
  });

  it.each<[ErrorCode, string]>([
    ['LMS_TIMEOUT', 'TIMEOUT'],
    ['LMS_UNAVAILABLE', 'UNREACHABLE'],
    ['LMS_AUTH_FAILED', 'REFUSED'],
    ['LMS_BAD_RESPONSE', 'BAD_ANSWER'],
    ['LMS_RATE_LIMITED', 'RATE_LIMITED'],
  ])('tells %s as %s, on holdings and on items, and keeps the wording of the log to itself', async (code, reason) => {
    for (const id of SYSTEMS) graph.adapters[id].behaviour = { kind: 'fails', code };

    const { data, text } = await graph.ask(`{
      edition(id: "region:edition:1") { ${live} }
      items(barcode: "B1.1") { item { id state reason { code system } barcode status } }
    }`);

    const unknown = { state: 'UNKNOWN', reason: { code: reason }, itemCount: null, availableCount: null };
    expect(data).toEqual({
      edition: { holdings: SYSTEMS.map(() => ({ availability: unknown })) },
      items: SYSTEMS.map((system) => ({
        item: {
          id: `${system}:item:1.1`,
          state: 'UNKNOWN',
          reason: { code: reason, system },
          barcode: null,
          status: 'UNKNOWN',
        },
      })),
    });
    expect(text).not.toMatch(/10\.0\.0\.7|srv|fake/);
  });

  it('is NOT_SUPPORTED where it has no means to tell of its copies', async () => {
    const other = await startGraph({ adapterOptions: { wyre: { live: false } } });
    onTestFinished(() => other.close());

    const { data } = await other.ask(`{ edition(id: "region:edition:1") { ${live} } }`);

    const [arden, , wyre] = (data as Answer).edition.holdings;
    expect(wyre?.availability).toMatchObject({
      state: 'NOT_SUPPORTED',
      reason: { code: 'NOT_SUPPORTED' },
      itemCount: null,
    });
    expect(arden?.availability).toMatchObject({ state: 'LIVE' });
  });

  it('is told as its harvest found it where it has no means to tell', async () => {
    const other = await startGraph({ adapterOptions: { wyre: { live: false } } });
    onTestFinished(() => other.close());
    const facts = { asOf: AS_OF, items: [createCopy('wyre' as SystemId, '1')], holdQueue: null, limitation: null };
    other.lastKnown.holdings.set('wyre:holding:1' as HoldingId, facts);

    const { data } = await other.ask(`{ edition(id: "region:edition:1") { ${live} } }`);

    expect((data as Answer).edition.holdings[2]?.availability).toMatchObject({
      state: 'LAST_KNOWN',
      reason: { code: 'NOT_SUPPORTED' },
      itemCount: 1,
      availableCount: 1,
    });
  });
});

describe.each(SYSTEMS)('with %s dead', (dead) => {
  it('no root field is null, and neither is data', async () => {
    graph.adapters[dead].behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    for (const [name, field] of ROOT_FIELDS) {
      const { data, errors } = await graph.ask(`{ ${field} }`);

      expect(errors, name).toEqual([]);
      expect((data as Readonly<Record<string, unknown>>)[name], name).not.toBeNull();
      expect(data, name).not.toBeNull();
    }
  });
});

describe('the list of root fields above', () => {
  it('names every root field of the public graph', async () => {
    const { data } = await graph.ask('{ __schema { queryType { fields { name } } } }');

    const { queryType } = (data as { __schema: { queryType: { fields: { name: string }[] } } }).__schema;
    // What asks the index alone is tried with the index (tests/federation/database-gone.test.ts).
    expect(queryType.fields.map(({ name }) => name).sort()).toEqual(
      [
        'match',
        'rulings',
        'suggest',
        'browse',
        'vocabularies',
        'nearest',
        'changes',
        'comparisonReports',
        'findingKinds',
        ...PERSONAL_FIELDS,
        ...ROOT_FIELDS.map(([name]) => name),
      ].sort(),
    );
  });
});
