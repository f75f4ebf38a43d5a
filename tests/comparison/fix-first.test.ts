/** Faults planted at the simulators, mended there, and harvested again. */
import type { MarcRecord } from '#adapters/protocols/marc/marc-record.ts';
import { addBiblio, addItem, deleteItem, editItem, editRecord, type KohaWorld } from '#simulators/koha/world.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;
let world: KohaWorld;
const planted = new Map<string, number>();
let untitled: number;

const LEADER = '00000nam a2200000 a 4500';
const withTitle: MarcRecord = {
  leader: LEADER,
  fields: [{ tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: 'Ferret husbandry for ward staff' }] }],
};
const withoutTitle: MarcRecord = {
  leader: LEADER,
  fields: [{ tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Bound with another' }] }],
};

// Beside a copy of the demonstration, whose barcode one of them takes.
beforeAll(async () => {
  region = await startComparedRegion();
  ({ world } = region.graph.simulator('koha-a'));
  const home = [...world.items.values()].find(({ external_id: barcode }) => barcode !== null);
  if (home === undefined) throw new Error('the demonstration has no copies');
  const { home_library_id: branch, item_type_id: type } = home;
  const add = (biblio: number, barcode: string | null): number =>
    addItem(world, { biblio_id: biblio, home_library_id: branch, item_type_id: type, external_id: barcode }).item_id;
  const titled = addBiblio(world, { marc: withTitle }).biblio_id;
  planted.set('scientific', add(titled, '3.1E+13'));
  planted.set('blanks', add(titled, '3100 0000 1'));
  planted.set('twice', add(titled, home.external_id));
  untitled = addBiblio(world, { marc: withoutTitle }).biblio_id;
  planted.set('untitled', add(untitled, '990000000017'));
  await harvestAgain();
  await region.takeSnapshot('before');
});
afterAll(() => region.close());

async function harvestAgain(): Promise<void> {
  const results = await region.graph.harvest(['koha-a'], 'full');
  expect(results.map(({ problem }) => problem)).toEqual([null]);
}

interface Fixes {
  readonly snapshot: {
    readonly report: {
      readonly summary: readonly {
        readonly label: string;
        readonly value: number | null;
        readonly text: string | null;
      }[];
      readonly tables: readonly Table[];
    };
  };
}
interface Table {
  readonly name: string;
  readonly rows: {
    readonly edges: readonly { readonly node: { readonly cells: readonly (string | null)[] } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** All rows of a table, by the graph's pages. */
async function fixesOf(table: string, since: string | null): Promise<readonly (readonly (string | null)[])[]> {
  const rows: (readonly (string | null)[])[] = [];
  let after: string | null = null;
  do {
    const found: Table | undefined = (await ask(since, after)).tables.find(({ name }) => name === table);
    rows.push(...(found?.rows.edges.map(({ node }) => node.cells) ?? []));
    after = found?.rows.pageInfo.hasNextPage === true ? found.rows.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

async function ask(since: string | null, after: string | null = null): Promise<Fixes['snapshot']['report']> {
  const { data, errors } = await region.ask<Fixes>(
    `query ($options: [ReportOption!], $after: String) { snapshot { report(name: "fix-first", system: "koha-a", options: $options) {
      summary { label value text }
      tables { name rows(first: 150, after: $after) { edges { node { cells } } pageInfo { hasNextPage endCursor } } } } } }`,
    { options: since === null ? [] : [{ name: 'since', value: since }], after },
  );
  expect(errors).toBeUndefined();
  return data.snapshot.report;
}

const idOf = (name: string): string => String(planted.get(name));
const RECORD = 7;
const ITEM = 8;
const WHAT = 1;

describe('what to fix first', () => {
  it('names every planted fault with what to do, the dearest first', async () => {
    const rows = await fixesOf('to mend', null);
    const of = (item: string): readonly (string | null)[] =>
      rows.filter((row) => row[ITEM] === item).map((row) => row[WHAT] ?? null);

    expect(of(idOf('scientific'))).toContain('Copies whose barcode a spreadsheet made a number of');
    expect(of(idOf('blanks'))).toContain('Copies with blanks or signs in the barcode');
    expect(of(idOf('twice'))).toContain('Copies with the barcode of another copy of the system');
    expect(rows.filter((row) => row[RECORD] === String(untitled)).map((row) => row[WHAT])).toContain(
      'Records without a title',
    );
    const costs = rows.map(([cost]) => Number(cost));
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    for (const row of rows) expect(row[2]).toMatch(/\.$|\)\.$/);
  });

  it('shows as done what was mended, as left what was not, and as new what came', async () => {
    const all = (await ask(null)).summary[0]?.value ?? 0;
    editItem(world, Number(idOf('scientific')), { external_id: '310000000009' });
    deleteItem(world, Number(idOf('twice')));
    editRecord(world, untitled, withTitle);
    const fresh = Number(idOf('untitled'));
    editItem(world, fresh, { external_id: 'A/B' });
    await harvestAgain();
    await region.takeSnapshot('after');

    const done = await fixesOf('done', 'before');
    const now = await fixesOf('to mend', 'before');
    const doneItems = done.map((row) => row[ITEM]);
    expect(doneItems).toContain(idOf('scientific'));
    expect(doneItems).toContain(idOf('twice'));
    expect(done.filter((row) => row[RECORD] === String(untitled)).map((row) => row[WHAT])).toContain(
      'Records without a title',
    );
    const since = (item: string): readonly (string | null)[] =>
      now.filter((row) => row[ITEM] === item).map((row) => row[10] ?? null);
    expect(since(idOf('blanks'))).toEqual(['left']);
    expect(since(String(fresh))).toEqual(['new']);

    const { summary } = await ask('before');
    const [total, finished, left, added] = summary.map(({ value }) => value ?? 0);
    expect(total).toBe((left ?? 0) + (added ?? 0));
    expect(all).toBe((left ?? 0) + (finished ?? 0));
    expect(done.length).toBeGreaterThanOrEqual(finished ?? 0);
  });

  it('refuses a snapshot that is not an older one', async () => {
    const { errors } = await region.ask(
      '{ snapshot { report(name: "fix-first", options: [{name: "since", value: "after"}]) { title } } }',
    );
    expect(errors?.[0]?.message).toContain('since: name a whole snapshot that is older');
  });
});
