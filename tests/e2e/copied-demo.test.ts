import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

let graphs: readonly DemoGraph[] = [];

beforeAll(async () => {
  // The second is a copy for certain, whatever ran before; its systems listen elsewhere.
  graphs = [await startDemoGraph(), await startDemoGraph()];
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
