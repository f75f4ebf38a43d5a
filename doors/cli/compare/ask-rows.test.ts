import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = makeTemporaryFolder();
/** Names of the questions that the graph was asked. */
const asked: string[] = [];
const ANSWERS: Readonly<Record<string, unknown>> = {
  Chosen: { snapshot: { name: 'first', takenAt: '2026-06-01T00:00:00.000Z' } },
  Table: { snapshot: { table: { totalRows: 5_001, rows: [{ values: ['A 1'], count: 2 }] } } },
  Count: { snapshot: { count: { value: 7_000, notToldBy: [] } } },
};
const graph = createServer((request, response) => {
  void text(request).then((body) => {
    const [, name = ''] = /query (\w+)/.exec(body) ?? [];
    asked.push(name);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: ANSWERS[name] ?? null }));
  });
});

beforeAll(async () => {
  graph.listen(0, '127.0.0.1');
  await once(graph, 'listening');
});
afterAll(() => {
  graph.close();
  folder.remove();
});

it('writes no table of which it has only the beginning, and notes no export of it', async () => {
  const url = `http://127.0.0.1:${String((graph.address() as AddressInfo).port)}/graphql`;
  const table = ['compare', 'table', '--of', 'ITEMS', '--by', 'TITLE_OF'];
  const path = join(folder.path, 'numbers.csv');

  for (const flags of [['--csv', path], ['--xlsx', path], ['--json']]) {
    const { code, stdout, stderr } = await runHere([...table, ...flags], { MERCIA_URL: url });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('5,001 groups');
    expect(stderr).toContain('--where');
  }
  expect([existsSync(path), new Set(asked)]).toEqual([false, new Set(['Chosen', 'Table'])]);
  expect((await runHere(table, { MERCIA_URL: url })).stdout).toContain('5001 groups of items');
});
