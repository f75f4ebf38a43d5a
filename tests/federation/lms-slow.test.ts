import { afterEach, describe, expect, it } from 'vitest';
import type { Behaviour } from './support/fake-adapter.ts';
import { startGraph } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const query = `{ edition(id: "region:edition:1") { holdings { availability { state reason { code message } availableCount } } }
  items(barcode: "B1.1") { item { state reason { code } } } }`;
const LIVE = { state: 'LIVE', reason: null, availableCount: 2 };
const late = {
  state: 'UNKNOWN',
  reason: { code: 'TIMEOUT', message: 'Severn Koha did not answer in time; ask again, or allow more time.' },
  availableCount: null,
};

let graph: TestGraph;
afterEach(() => graph.close());

describe.each<Behaviour>([{ kind: 'hangs' }, { kind: 'ignores the signal' }])(
  'a library system that $kind',
  (behaviour) => {
    it('is UNKNOWN within the budget of the request, and its neighbours are live', async () => {
      graph = await startGraph({ callTimeoutMs: 60_000 });
      // Planned once already, so that the budget is for the systems.
      await graph.ask(query);
      graph.reset();
      graph.adapters.severn.behaviour = behaviour;

      const started = performance.now();
      const { data, errors, headers } = await graph.ask(query, {}, { prefer: 'mercia-budget-ms=1500' });

      expect(errors).toEqual([]);
      expect(data).toEqual({
        edition: { holdings: [{ availability: LIVE }, { availability: late }, { availability: LIVE }] },
        items: [
          { item: { state: 'LIVE', reason: null } },
          { item: { state: 'UNKNOWN', reason: { code: 'TIMEOUT' } } },
          { item: { state: 'LIVE', reason: null } },
        ],
      });
      expect(headers.get('preference-applied')).toBe('mercia-budget-ms=1500');
      expect(performance.now() - started).toBeLessThan(30_000);
    });

    it('is UNKNOWN at the limit of its own calls where that comes first', async () => {
      graph = await startGraph({ callTimeoutMs: 50, budgetMs: () => 30_000 });
      graph.adapters.severn.behaviour = behaviour;

      const { data } = await graph.ask(query);

      expect(data).toMatchObject({ edition: { holdings: [{ availability: LIVE }, { availability: late }, {}] } });
    });

    it('is not asked again for what it is being asked for already', async () => {
      graph = await startGraph({ callTimeoutMs: 60_000 });
      // Planned once already, so that the budget is for the systems.
      await graph.ask(query);
      graph.reset();
      graph.adapters.severn.behaviour = behaviour;

      // The second comes when the first has given up, while the call is young: it is joined for a second.
      for (let time = 0; time < 2; time += 1) await graph.ask(query, {}, { prefer: 'mercia-budget-ms=500' });

      expect(graph.adapters.severn.calls.map(({ kind }) => kind).sort()).toEqual(['findAvailability', 'findItems']);
      expect(graph.adapters.arden.calls).toHaveLength(4);
    });
  },
);
