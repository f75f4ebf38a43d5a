import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import { askReport } from './ask.ts';

/** How many rows of each table a page asks for. */
async function rowsAskedFor(name: string, table: string | null): Promise<unknown> {
  const asked: unknown[] = [];
  const graph: Pick<Graph, 'ask'> = {
    ask(_, variables) {
      asked.push(variables);
      return Promise.reject(new Error('this graph answers nothing'));
    },
  };
  const question = { snapshot: 'first', name, library: null, system: null, options: [], table, after: null };
  await expect(askReport(graph as Graph, question)).rejects.toThrow('answers nothing');
  return (asked[0] as { readonly first: number }).first;
}

it('asks for as many rows of each table as the page shows', async () => {
  expect(await rowsAskedFor('barcodes', null)).toBe(15);
  expect(await rowsAskedFor('barcodes', 'missing')).toBe(100);
  // Of its fifty tables the page shows three rows each.
  expect(await rowsAskedFor('day-one', null)).toBe(3);
  expect(await rowsAskedFor('day-one', 'totals records')).toBe(100);
});
