import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import { overlapFile } from './page.ts';

it('says in the name of a file that its numbers are not reconciled', async () => {
  const nameWith = async (text: string) => {
    const report = { title: '', notReconciled: [{ text }], summary: [], matrix: [], alone: [], systems: [] };
    const answers = [
      { startExport: { export: { id: 'noted' } } },
      {
        region: null,
        snapshot: { name: 'first', takenAt: '2026-11-26T10:00:00Z', state: 'WHOLE', systems: [], report },
      },
    ];
    const graph = { ask: () => Promise.resolve({ data: answers.shift(), errors: [] }) } as unknown as Graph;
    const query = new URLSearchParams({ table: 'spread' });
    const visit = { graph, query, viewer: null, own: null, memory: null, now: 0 };
    return overlapFile.show({ ...visit, params: { snapshot: 'first' } });
  };

  expect(await nameWith('NOT RECONCILED: a has 3 more.')).toMatchObject({
    fileName: 'first-overlap-spread.NOT-RECONCILED.csv',
  });
  expect(await nameWith('Not yet compared.')).toMatchObject({ fileName: 'first-overlap-spread.csv' });
});

it('saves every row of a table, of which the page has only the first', async () => {
  const row = (other: string) => ({ cells: ['a', other, '3', '2', '1'] });
  const table = { columns: [], totalRows: 3, rows: { nodes: [row('b')] } };
  const report = { title: '', notReconciled: [], summary: [], matrix: [], alone: [], systems: [table] };
  const answers = [
    { startExport: { export: { id: 'noted' } } },
    { region: null, snapshot: { name: 'first', takenAt: '2026-11-26T10:00:00Z', state: 'WHOLE', systems: [], report } },
  ];
  const pages = [[row('b'), row('c')], [row('d')]];
  const asked: unknown[] = [];
  const graph = {
    ask: () => Promise.resolve({ data: answers.shift(), errors: [] }),
    async *pages(_document: unknown, variables: unknown) {
      asked.push(variables);
      for (const nodes of pages) yield await Promise.resolve({ page: { nodes } });
    },
  } as unknown as Graph;
  const query = new URLSearchParams({ table: 'systems' });
  const visit = { graph, params: { snapshot: 'first' }, query, viewer: null, own: null, memory: null, now: 0 };

  const saved = await overlapFile.show(visit);

  if (!('body' in saved)) throw new Error('no file is saved');
  const lines = (await text(saved.body)).trim().split('\r\n');
  expect(lines.slice(1)).toEqual(['a,b,3,2,1', 'a,c,3,2,1', 'a,d,3,2,1']);
  expect(asked).toEqual([expect.objectContaining({ table: 'systems', export: 'noted', first: 2_000 })]);
});
