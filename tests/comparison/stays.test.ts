/**
 * A snapshot says the same for ever, to the letter: while records change and go, while the matching is ruled on, and while
 * the region file becomes another. Its numbers are the rows behind them, whichever are drawn.
 */
import type { Graph } from '#cli/ask-graph.ts';
import { askRows } from '#cli/compare/ask-rows.ts';
import { startExport } from '#cli/compare/start-export.ts';
import { writeCsvFiles } from '#cli/compare/write-shown.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { REPORTS } from '#comparison/index.ts';
import { DIMENSIONS_OF } from '#comparison/populations/dimensions.ts';
import { POPULATIONS, type Dimension } from '#domain/comparison.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { deleteItem, deleteRecord, editItem, editRecord } from '#simulators/koha/mutations.ts';
import { keepRulings, type Ruling } from '#union-index/rulings/index.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { drawCells, drill, rowsOf, type Cell } from './support/random-cells.ts';

/** Each is listed page by page and written. */
const CELLS = 200;

let region: ComparedRegion;
let cells: readonly Cell[];
const folder = makeTemporaryFolder();

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
  cells = await drawCells(region, 'first', CELLS);
}, 120_000);
afterAll(async () => {
  await region.close();
  folder.remove();
});

const REPORT = `query ($name: String!, $library: ID, $system: ID) { snapshot(name: "first") {
  report(name: $name, library: $library, system: $system) {
    title summary { label value text notToldBy drill { of where { dimension in } } }
    tables { name title totalRows columns { header kind } rows(first: 200) { edges { node { cells } } pageInfo { endCursor } } }
} } }`;

/** Every table by one dimension, every report, and what lies behind some of the cells. */
async function everything(): Promise<Readonly<Record<string, unknown>>> {
  const said: Record<string, unknown> = {};
  for (const of of POPULATIONS) {
    for (const dimension of Object.keys(DIMENSIONS_OF[of]) as Dimension[]) {
      said[`${of} by ${dimension}`] = await rowsOf(region, { snapshot: 'first', of, by: [dimension] });
    }
  }
  for (const { name, scope } of REPORTS) {
    const library = scope === 'LIBRARY' ? 'severnhythe' : null;
    const answer = await region.ask(REPORT, { name, library, system: null });
    expect(answer.errors).toBeUndefined();
    said[`report ${name}`] = answer.data;
  }
  for (const cell of cells.filter(({ count }) => count <= 400).slice(0, 60)) {
    said[JSON.stringify(cell.where)] = await drill(region, 'first', cell);
  }
  return said;
}

/** Five of a hundred records get another title, and their copies another place; some records go. */
function changeRecords(): void {
  for (const id of ['koha-a', 'koha-b', 'koha-c'] as const) {
    const { world } = region.graph.simulator(id);
    for (const [place, { biblio_id: record, marc }] of [...world.biblios.values()].entries()) {
      const copies = world.itemsOfBiblio.get(record) ?? [];
      if (place % 20 === 0) {
        const fields = marc.fields.map((field) =>
          field.tag === '245' && 'subfields' in field
            ? { ...field, subfields: [{ code: 'a', value: `Renamed ${record}` }] }
            : field,
        );
        editRecord(world, record, { ...marc, fields });
        for (const copy of copies) editItem(world, copy, { location: 'MOVED', external_id: `changed-${copy}` });
      } else if (place % 20 === 1 && copies.every((copy) => world.items.get(copy)?.checked_out_date === null)) {
        for (const copy of copies) deleteItem(world, copy);
        deleteRecord(world, record);
      }
    }
  }
}

/** Ten pairs that the matching holds to be one edition are ruled to be two. */
async function ruleOnEditions(): Promise<number> {
  const { db } = region.graph.database;
  const rows = await db
    .selectFrom('member')
    .innerJoin('record', 'record.id', 'member.record')
    .innerJoin('system', 'system.id', 'record.system')
    .select(['member.edition', 'system.system_id', 'record.local_id'])
    .where('record.deleted', '=', false)
    .orderBy('member.edition')
    .orderBy('record.id')
    .execute();
  const groups = [...Map.groupBy(rows, ({ edition }) => edition).values()].filter(({ length }) => length > 1);
  const rulings = groups.slice(0, 10).map(([one, other]): Ruling => {
    const idOf = (row: (typeof rows)[number] | undefined) =>
      createId((row?.system_id ?? '') as SystemId, 'record', row?.local_id ?? '');
    return {
      a: idOf(one),
      b: idOf(other),
      decision: 'DIFFERENT',
      by: 'M. Bird',
      at: new Date('2026-01-01'),
      note: null,
    };
  });
  await keepRulings(db, rulings);
  return rulings.length;
}

/** How many lines an export of the same rows has. */
async function exportedRows(graph: Graph, { of, where }: Cell, path: string): Promise<number> {
  const shown = await askRows(graph, { snapshot: { name: 'first', takenAt: '' }, of, where, staffNotes: false });
  await writeCsvFiles(path, shown, () => startExport(graph, { snapshot: 'first', of, where }, 'CSV'));
  // Line breaks stand in cells too, in quotes.
  const text = (await readFile(path, 'utf8')).replaceAll(/"(?:[^"]|"")*"/g, 'cell');
  return text.split('\r\n').filter((line) => line !== '').length - 1;
}

describe('a snapshot', () => {
  it('has numbers, each of which is its rows, page by page, and the lines of its CSV', async () => {
    const signedIn = { url: region.graph.url, token: await region.graph.tokenOf('migration') };
    for (const cell of cells) {
      const { value, rows } = await drill(region, 'first', cell);
      const lines = await exportedRows(signedIn, cell, join(folder.path, 'rows.csv'));
      expect({ ...cell, value, rows: rows.length, lines }).toEqual({
        ...cell,
        value: cell.count,
        rows: cell.count,
        lines: cell.count,
      });
      const ids = new Set(rows.map((row) => JSON.stringify(row)));
      if (cell.of !== 'STATEMENTS') expect(ids.size).toBe(cell.count);
    }
  }, 120_000);

  it('stays to the letter, whatever becomes of its region', async () => {
    const before = await everything();
    const { graph } = region;
    changeRecords();
    expect(await ruleOnEditions()).toBe(10);
    const regionText = graph.demo.regionText
      .replace(
        'code: EDU, library: severnhythe, site: severnhythe-education',
        'code: EDU, library: clentwood, site: hagmoor',
      )
      .replaceAll('name: Open shelves', 'name: Shelves')
      .replace('GEN: Open shelves', 'GEN: Some shelves');
    graph.hub.replace(readDemoRegion({ regionText, secrets: graph.demo.env }));
    const harvested = await graph.harvest(undefined, 'full');
    expect(harvested.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    await region.takeSnapshot('second');

    const after = await everything();
    for (const [what, said] of Object.entries(before)) expect({ what, said: after[what] }).toEqual({ what, said });
    expect(await rowsOf(region, { snapshot: 'second', of: 'ITEMS', by: ['LOCATION'] })).not.toEqual(
      before['ITEMS by LOCATION'],
    );
  }, 180_000);
});
