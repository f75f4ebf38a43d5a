import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const audits = serverAudits({ url: () => graph.url });

/**
 * GraphQL over HTTP. A warning is no error: a query that is refused has another status than 200, as docs/gateway.md says,
 * also for callers who accept application/json alone.
 */
it.each(audits.map(({ name, fn }) => [name, fn] as const))('the gateway %s', async (_name, audit) => {
  const result = await audit();

  expect({ ...result, response: undefined }).not.toMatchObject({ status: 'error' });
});
