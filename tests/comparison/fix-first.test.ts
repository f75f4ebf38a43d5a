/** Faults planted at the simulators, mended there, and harvested again. */
import { countFixes } from '#comparison/fix-lists/count-fixes.ts';
import { listDone } from '#comparison/fix-lists/read-fixes.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { addBiblio, addItem, deleteItem, editItem, editRecord, type KohaWorld } from '#simulators/koha/world.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;
let world: KohaWorld;
const planted = new Map<string, number>();
let untitled: number;
let barcodeTwice: string | null;

const LEADER = '00000nam a2200000 a 4500';
const isHidden = { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] };
const isPart = { tag: '773', ind1: '0', ind2: ' ', subfields: [{ code: 't', value: 'Ferret husbandry' }] };
/** Of no copies. */
const titled = (title: string, ...more: MarcRecord['fields']): MarcRecord => ({
  leader: LEADER,
  fields: [{ tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] }, ...more],
});
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
  const ferrets = addBiblio(world, { marc: titled('Ferret husbandry for ward staff') }).biblio_id;
  planted.set('scientific', add(ferrets, '3.1E+13'));
  planted.set('blanks', add(ferrets, '3100 0000 1'));
  planted.set('twice', add(ferrets, home.external_id));
  for (const [name, marc] of Object.entries({
    bare: titled('Badgers in the linen room'),
    leftover: titled('Otters in the laundry', isHidden),
    part: titled('On feeding', isPart),
    'hidden part': titled('On grooming', isPart, isHidden),
  })) {
    planted.set(name, addBiblio(world, { marc }).biblio_id);
  }
  barcodeTwice = home.external_id;
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
  readonly title: string;
  readonly columns: readonly { readonly header: string }[];
  readonly rows: {
    readonly edges: readonly { readonly node: { readonly cells: readonly (string | null)[] } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** A row by its headers. */
type Fix = Readonly<Record<string, string | null>>;

/** All rows of a table, by the graph's pages. */
async function fixesOf(table: string, since: string | null = null): Promise<readonly Fix[]> {
  const rows: Fix[] = [];
  let after: string | null = null;
  do {
    const [found]: readonly Table[] = (await ask(since, { table, after })).tables;
    const headers = found?.columns.map(({ header }) => header) ?? [];
    for (const { node } of found?.rows.edges ?? [])
      rows.push(Object.fromEntries(headers.map((header, place) => [header, node.cells[place] ?? null])));
    after = found?.rows.pageInfo.hasNextPage === true ? found.rows.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

interface Place {
  readonly table?: string;
  readonly after?: string | null;
}

async function ask(since: string | null, { table, after = null }: Place = {}): Promise<Fixes['snapshot']['report']> {
  const { data, errors } = await region.ask<Fixes>(
    `query ($options: [ReportOption!], $table: String, $after: String) { snapshot { report(name: "fix-first", system: "koha-a", options: $options) {
      summary { label value text }
      tables(name: $table) { name title columns { header }
        rows(first: 150, after: $after) { edges { node { cells } } pageInfo { hasNextPage endCursor } } } } } }`,
    { options: since === null ? [] : [{ name: 'since', value: since }], table, after },
  );
  expect(errors).toBeUndefined();
  return data.snapshot.report;
}

const idOf = (name: string): string => String(planted.get(name));
const itemsOf = (rows: readonly Fix[]): readonly unknown[] => rows.map((row) => row['Item number']);
const recordsOf = (rows: readonly Fix[]): readonly unknown[] => rows.map((row) => row['Record number']);

describe('what to fix first', () => {
  it('asks for no copies of a part of another publication, which has them there', async () => {
    const toBorrow = recordsOf(await fixesOf('nothing to borrow'));
    const leftOver = recordsOf(await fixesOf('leftover'));

    expect([toBorrow.includes(idOf('bare')), toBorrow.includes(idOf('part'))]).toEqual([true, false]);
    expect([leftOver.includes(idOf('leftover')), leftOver.includes(idOf('hidden part'))]).toEqual([true, false]);
  });

  it('lists every planted fault under what is wrong and what to do, said once, the dearest first', async () => {
    expect(itemsOf(await fixesOf('barcode scientific'))).toEqual([idOf('scientific')]);
    expect(itemsOf(await fixesOf('barcode malformed'))).toContain(idOf('blanks'));
    expect(itemsOf(await fixesOf('barcode twice'))).toContain(idOf('twice'));
    expect(recordsOf(await fixesOf('title missing'))).toContain(String(untitled));

    const { tables } = await ask(null);
    expect(tables.find(({ name }) => name === 'title missing')?.title).toBe(
      'Records without a title. Enter the title (MARC 245), or delete the record if it has no copies.',
    );
    for (const { columns, name, rows } of tables) {
      const costs = rows.edges.map(({ node }) =>
        Number(node.cells[columns.findIndex(({ header }) => header === 'Cost')]),
      );
      expect([name, costs]).toEqual([name, costs.toSorted((a, b) => b - a)]);
      expect(
        rows.edges.flatMap(({ node }) => node.cells).filter((cell) => cell?.includes('delete the record')),
      ).toEqual([]);
    }
  });

  it('begins each row with what somebody finds the copy or the record by', async () => {
    const { tables } = await ask(null);
    const begins = (table: string): readonly string[] =>
      tables.find(({ name }) => name === table)?.columns.map(({ header }) => header) ?? [];

    expect(begins('barcode scientific').slice(0, 3)).toEqual(['Barcode', 'Call number', 'Record number']);
    expect(begins('title missing')[0]).toBe('Record number');
  });

  it('names both of two records or copies that are one too many', async () => {
    const twins = await fixesOf('title twice');
    expect(twins.length).toBeGreaterThan(10);
    const byNumber = new Map(twins.map((row) => [row['Record number'], row]));
    // A record of another library is not to be deleted without its leave. A record that nobody owns is held by none.
    const ownersOf = (record: string): readonly unknown[] =>
      twins.flatMap((row) => (row['Record number'] === record && row['Library'] !== '(none)' ? [row['Library']] : []));
    for (const row of twins.filter(({ 'Other record number': other }) => other?.includes(',') === false)) {
      const owners = ownersOf(row['Other record number'] ?? '').toSorted();
      expect([row['Other record'], row['Other record held by']]).toEqual([row['Other record'], owners.join(', ')]);
    }
    for (const row of twins) {
      const others = row['Other record number']?.split(', ') ?? [];
      // The other says the same of this one.
      expect(others.map((other) => byNumber.get(other)?.['Other record number'])).toContainEqual(
        expect.stringContaining(row['Record number'] ?? 'no number'),
      );
      expect([row['Record'], row['Other record']]).toEqual([
        `koha-a:record:${row['Record number']}`,
        `koha-a:record:${others[0]}`,
      ]);
    }

    const copies = (await fixesOf('barcode twice')).filter((row) => row['Barcode'] === barcodeTwice);
    expect(copies.map((row) => row['Other record number'])).toEqual(recordsOf(copies).toReversed());
  });

  it('shows as done what was mended, as left what was not, and as new what came', async () => {
    const all = (await ask(null)).summary[0]?.value ?? 0;
    editItem(world, Number(idOf('scientific')), { external_id: '310000000009' });
    deleteItem(world, Number(idOf('twice')));
    editRecord(world, untitled, titled('Ferret husbandry for ward staff'));
    const fresh = Number(idOf('untitled'));
    editItem(world, fresh, { external_id: 'A/B' });
    await harvestAgain();
    await region.takeSnapshot('after');

    const done = await fixesOf('done', 'before');
    const malformed = await fixesOf('barcode malformed', 'before');
    const doneItems = done.map((row) => row['Item number or code']);
    expect(doneItems).toContain(idOf('scientific'));
    const becameOf = (item: string): readonly unknown[] =>
      done.filter((row) => row['Item number or code'] === item).map((row) => row['What became of it']);
    expect(new Set(becameOf(idOf('scientific')))).toEqual(new Set(['mended']));
    expect(new Set(becameOf(idOf('twice')))).toEqual(new Set(['no longer there']));
    expect(
      done.filter((row) => row['Record number'] === String(untitled)).map((row) => row['What was wrong']),
    ).toContain('Records without a title');
    const since = (item: string): readonly unknown[] =>
      malformed.filter((row) => row['Item number'] === item).map((row) => row['Since']);
    expect(since(idOf('blanks'))).toEqual(['left']);
    expect(since(String(fresh))).toEqual(['new']);

    const { summary } = await ask('before');
    const [total, finished, left, added, away] = summary.map(({ value }) => value ?? 0);
    expect(away).toBe(1);
    expect(total).toBe((left ?? 0) + (added ?? 0));
    expect(all).toBe((left ?? 0) + (finished ?? 0));
    expect(done.length).toBeGreaterThanOrEqual(finished ?? 0);
  });

  it('is nothing for somebody who may see no library', async () => {
    const scope = { snapshot: 1, since: null, libraries: [], system: null };
    expect(await countFixes(region.graph.database.db, scope)).toEqual([]);
  });

  it('finds what is done by what has ended, and not among all that there ever was to mend', async () => {
    const scope = { snapshot: 2, since: 1, libraries: null, system: null };
    await region.graph.database.db.transaction().execute(async (transaction) => {
      // As in a large region, where the server would rather walk by cost than sort.
      await sql`SET LOCAL enable_sort = off`.execute(transaction);
      expect((await listDone(transaction, scope, { after: null, first: 200 })).length).toBeGreaterThan(0);
      const { rows } = await sql<{ walks: number }>`
        SELECT pg_stat_get_xact_numscans('snapshot_fix_cost'::regclass)::int AS walks`.execute(transaction);
      expect(rows).toEqual([{ walks: 0 }]);
    });
  });

  it('refuses a snapshot that is not an older one', async () => {
    const { errors } = await region.ask(
      '{ snapshot { report(name: "fix-first", options: [{name: "since", value: "after"}]) { title } } }',
    );
    expect(errors?.[0]?.message).toContain('since: name a whole snapshot that is older');
  });
});
