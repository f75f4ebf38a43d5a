import { afterEach, describe, expect, it } from 'vitest';
import { isbnOf } from './support/small-catalogue.ts';
import { startGraph, SYSTEMS } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const page = `query ($by: [EditionKey!]!) {
  editions(by: $by) { editions { title holdings { library { name } availability {
    state asOf itemCount availableCount unknownCount earliestDue { on at } services { service available }
    items(first: 2) { edges { node { id state status currentLocation { name } } } pageInfo { hasNextPage } }
  } } } }
}`;

let graph: TestGraph;
afterEach(() => graph.close());

const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ isbn: isbnOf(index + 1) }));
const callsOf = (kind: string) =>
  SYSTEMS.map((id) =>
    graph.adapters[id].calls.filter((call) => call.kind === kind).map(({ keys: asked }) => asked.length),
  );

describe('one call per system and kind', () => {
  it('asks each of three systems once for a page of 25 editions', async () => {
    graph = await startGraph({ editions: 25, budgetMs: () => 20_000 });

    const { data, errors } = await graph.ask(page, { by: keys(25) });

    expect(errors).toEqual([]);
    const { editions } = data as { editions: { editions: { holdings: { availability: unknown }[] }[] }[] };
    const holdings = editions.flatMap((answer) => answer.editions.flatMap((edition) => edition.holdings));
    expect(holdings).toHaveLength(75);
    for (const { availability } of holdings) {
      expect(availability).toMatchObject({
        state: 'LIVE',
        itemCount: 3,
        availableCount: 2,
        unknownCount: 0,
        earliestDue: { on: '2026-02-01', at: null },
        services: [
          { service: 'LOAN', available: true },
          { service: 'REFERENCE_USE', available: true },
        ],
        items: { edges: [{ node: { status: 'AVAILABLE' } }, {}], pageInfo: { hasNextPage: true } },
      });
    }
    expect(callsOf('findAvailability')).toEqual([[25], [25], [25]]);
    expect(callsOf('findItems')).toEqual([[], [], []]);
  });

  it('gathers two aliased editions, a search and items by barcode into one call of each kind', async () => {
    graph = await startGraph({ editions: 3, budgetMs: () => 20_000 });

    const { data, errors } = await graph.ask(`{
      first: edition(id: "region:edition:1") { holdings { availability { itemCount } } }
      second: edition(id: "region:edition:2") { title holdings { availability { state availableCount } } }
      third: editions(by: [{ isbn: "${isbnOf(2)}" }, { isbn: "${isbnOf(3)}" }]) { editions { holdings { availability { asOf } } } }
      search(query: "title", first: 3) { edges { node { holdings { availability { state } } } } }
      items(barcode: "B3.2") { item { id state status } }
    }`);

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      first: { holdings: [{ availability: { itemCount: 3 } }, {}, {}] },
      items: SYSTEMS.map((id) => ({ item: { id: `${id}:item:3.2`, state: 'LIVE', status: 'AVAILABLE' } })),
    });
    // Edition 2 is wanted three times and asked for once.
    expect(callsOf('findAvailability')).toEqual([[3], [3], [3]]);
    expect(callsOf('findItems')).toEqual([[1], [1], [1]]);
  });

  it('asks for a hundred identical requests at once what it asks for one', async () => {
    graph = await startGraph({ editions: 3, budgetMs: () => 20_000, freshForMs: 60_000 });
    const query = `{
      editions(by: [{ isbn: "${isbnOf(1)}" }, { isbn: "${isbnOf(2)}" }]) { editions { holdings { availability { state availableCount } } } }
      items(barcode: "B3.2") { item { state status } }
    }`;

    const answers = await Promise.all(Array.from({ length: 100 }, () => graph.ask(query)));

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.data).toMatchObject({ items: SYSTEMS.map(() => ({ item: { state: 'LIVE' } })) });
    expect(callsOf('findAvailability')).toEqual([[2], [2], [2]]);
    expect(callsOf('findItems')).toEqual([[1], [1], [1]]);
  });
});
