import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createContextSigner } from '#platform/signed-context.ts';
import { SECRET, startGraph, SYSTEMS } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const FRESH_MS = 2_000;
const query = `{
  edition(id: "region:edition:1") { holdings { availability { state asOf reason { code } availableCount } } }
  items(barcode: "B1.1") { item { state asOf status } }
}`;

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Holding { availability { state } } } }`;

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph({ freshForMs: FRESH_MS });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => graph.close());

const callCount = () => SYSTEMS.reduce((sum, id) => sum + graph.adapters[id].calls.length, 0);

const now = performance.now.bind(performance);

/** Later on the clock that never goes back; timers go on as they do. */
function wait(ms: number): void {
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

describe('an answer that is younger than the freshness of its system', () => {
  it('is told again, live and with the moment at which it was said, and the system is not asked', async () => {
    const first = await graph.ask(query);
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const second = await graph.ask(query);

    expect(second.data).toEqual(first.data);
    expect(callCount()).toBe(6);
  });

  it('is asked for anew when that time is over', async () => {
    graph.reset();
    wait(FRESH_MS + 1);
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { data } = await graph.ask(query);

    expect(callCount()).toBe(6);
    expect(data).toMatchObject({
      edition: { holdings: [{}, { availability: { state: 'UNKNOWN', availableCount: null } }, {}] },
    });
  });

  it('serves whoever came before it, however long they stood in line', async () => {
    graph.reset();
    const variables = { of: [{ __typename: 'Holding', id: 'severn:holding:1', liveKeys: [] }] };
    const askReceived = async (msAgo: number) => {
      const receivedAt = Date.now() - msAgo;
      const caller = { role: 'public', subject: null, correlationId: 'c' } as const;
      const context = await createContextSigner(SECRET)({ ...caller, receivedAt, deadline: Date.now() + 5_000 });
      await graph.circulation.execute({ query: ENTITIES, variables, context });
      return graph.adapters.severn.calls.length;
    };

    wait(20 * FRESH_MS);
    expect(await askReceived(0)).toBe(1);
    wait(24 * FRESH_MS);
    expect(await askReceived(5 * FRESH_MS)).toBe(1);
    expect(await askReceived(0)).toBe(2);
  });

  it('is no error: a system that failed is asked again at once', async () => {
    graph.reset();
    wait(2 * FRESH_MS + 2);
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    await graph.ask(query);
    graph.adapters.severn.behaviour = { kind: 'answers' };

    const { data } = await graph.ask(query);

    expect(data).toMatchObject({ edition: { holdings: [{}, { availability: { state: 'LIVE' } }, {}] } });
  });
});
