import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import { Instead } from '../page.ts';
import { overlapFile, overlapPage } from './page.ts';

it('does not deny a library of the region that is not among the rows of the page', async () => {
  const library = { id: 'zoo', name: 'Zoo Library', system: { id: 'a' } };
  const shownWith = async (totalRows: number, asked: string) => {
    const table = { columns: [{ header: 'Library' }], totalRows, rows: { nodes: [] } };
    const report = { title: '', notReconciled: [], summary: [], matrix: [table], alone: [], systems: [] };
    const data = {
      region: { name: 'R', libraries: [library], systems: [] },
      snapshot: { name: 'first', takenAt: '2026-11-26T10:00:00Z', state: 'WHOLE', systems: [], report },
    };
    const graph = { ask: () => Promise.resolve({ data, errors: [] }) } as unknown as Graph;
    const visit = {
      graph,
      query: new URLSearchParams({ library: asked }),
      viewer: null,
      own: null,
      quick: new Set<string>(),
      memory: null,
    };
    const failed: unknown = await overlapPage
      .show({ ...visit, params: { snapshot: 'first' }, now: 0 })
      .catch((thrown: unknown) => thrown);
    return failed instanceof Instead ? JSON.stringify(failed.shown) : '';
  };

  expect(await shownWith(201, 'zoo')).toContain('not among the rows that the page shows');
  expect(await shownWith(0, 'zoo')).toContain('has no row of it that you may see');
  expect(await shownWith(201, 'moon')).toContain('There is no such library');
});

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
    const visit = { graph, query, viewer: null, own: null, quick: new Set<string>(), memory: null, now: 0 };
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
  const visit = {
    graph,
    params: { snapshot: 'first' },
    query,
    viewer: null,
    own: null,
    quick: new Set<string>(),
    memory: null,
    now: 0,
  };

  const saved = await overlapFile.show(visit);

  if (!('body' in saved)) throw new Error('no file is saved');
  const lines = (await text(saved.body)).trim().split('\r\n');
  expect(lines.slice(1)).toEqual(['a,b,3,2,1', 'a,c,3,2,1', 'a,d,3,2,1']);
  expect(asked).toEqual([expect.objectContaining({ table: 'systems', export: 'noted', first: 2_000 })]);
});
