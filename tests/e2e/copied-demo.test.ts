import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

let graphs: readonly DemoGraph[] = [];
const limitsWhenFilled = new Set<number | undefined>();

beforeAll(async () => {
  // The second is a copy for certain, whatever ran before; its systems listen elsewhere, and are given up sooner.
  const filling = {
    name: 'noted_limits',
    fill: async ({ adapters, region }: DemoGraph['hub']): Promise<void> => {
      for (const id of adapters.keys())
        limitsWhenFilled.add(region.systems.find((system) => system.id === id)?.limits.callTimeoutMs);
    },
  };
  graphs = [await startDemoGraph(), await startDemoGraph({ callTimeoutMs: 1_500, filling })];
});
afterAll(async () => {
  for (const graph of graphs) await graph.close();
});

it('has everything in its index that the one had which it is copied from', async () => {
  const ask =
    '{ editions(by: [{ isbn: "9780702075551" }]) { editions { id } incomplete { system { id } why since } } }';
  const [first, copied] = await Promise.all(graphs.map((graph) => graph.ask(ask)));

  expect(copied?.data).toMatchObject({ editions: [{ editions: [{}], incomplete: [] }] });
  expect(copied?.data).toEqual(first?.data);
});

it('is filled within the usual time limit, whatever the file that asks first wants for its own calls', () => {
  expect([...limitsWhenFilled]).toEqual([30_000]);
});
