import { runHere } from '#tests/support/run-here.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';

it.each([
  ['FAILED', 1],
  ['CANCELLED', 1],
  ['DONE', 0],
])('says whether what is worked out of a snapshot was: %s', async (state, exitCode) => {
  const job = { id: '1', kind: 'TAKE_SNAPSHOT', snapshot: 'first', step: null, done: 0, total: null, problem: null };
  const rest = { ...job, id: '2', kind: 'COMPARE_RECORDS', state: 'RUNNING' };
  const none = { rows: [] };
  const snapshot = { name: 'first', systems: [], losses: [], records: none, items: none, statements: none };
  const answerTo = (query: string): unknown => {
    if (query.includes('takeSnapshot')) return { takeSnapshot: { job: { ...job, state: 'DONE' } } };
    if (query.includes('comparisonJobs')) return { comparisonJobs: [rest] };
    return query.includes('comparisonJob(') ? { comparisonJob: { ...rest, state } } : { snapshot };
  };
  const graph = createServer((request, response) => {
    void text(request).then((query) => response.end(JSON.stringify({ data: answerTo(query) })));
  });
  graph.listen(0, '127.0.0.1');
  await once(graph, 'listening');
  onTestFinished(() => void graph.close());

  const url = `http://127.0.0.1:${String((graph.address() as AddressInfo).port)}/graphql`;
  const { code, stderr } = await runHere(['snapshot', 'take', 'first'], { MERCIA_URL: url });

  expect(code).toBe(exitCode);
  expect(stderr.includes('Not all could be worked out')).toBe(exitCode === 1);
});
