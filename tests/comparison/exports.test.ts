import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoPersonId } from '#demo/persons.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion();
  await region.graph.database.db
    .updateTable('item')
    .set({ staff_notes: JSON.stringify(['Spine is loose']) })
    .where('library', '=', 'severnhythe')
    .execute();
  await region.takeSnapshot('first');
});
afterAll(() => region.close());

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string }[];
}
interface Started {
  readonly startExport: { readonly export: { readonly id: string; readonly rowCount: number | null } };
}
interface Items {
  readonly snapshot: {
    readonly items: {
      readonly edges: readonly {
        readonly node: { readonly library: string | null; readonly staffNotes?: readonly string[] | null };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  };
}

async function askAs<Data>(
  person: DemoPersonId,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer<Data>> {
  return region.graph.ask<Data>(query, { variables, token: await region.graph.tokenOf(person) });
}

const START = `mutation ($input: StartExportInput!) { startExport(input: $input) { export { id rowCount } } }`;
const ITEMS = `query ($where: [Condition!], $first: Int!, $export: ID) { snapshot(name: "first") {
  items(where: $where, first: $first, export: $export) { edges { node { library } } pageInfo { hasNextPage } } } }`;
const NOTES = ITEMS.replace('{ library }', '{ library staffNotes }');
const OWN = [{ dimension: 'LIBRARY', in: ['severnhythe'] }];

async function start(
  person: DemoPersonId,
  input: Readonly<Record<string, unknown>>,
): Promise<Started['startExport']['export']> {
  const { data, errors } = await askAs<Started>(person, START, {
    input: { snapshot: 'first', format: 'CSV', ...input },
  });
  expect(errors).toBeUndefined();
  return data.startExport.export;
}

describe('rows of an export', () => {
  it('come in pages above 200 only with the id of an entry that was written for exactly them', async () => {
    const refused = await askAs<Items>('migration', ITEMS, { first: 2_000 });
    const { id, rowCount } = await start('migration', { of: 'ITEMS' });
    const given = await askAs<Items>('migration', ITEMS, { first: 2_000, export: id });
    const others = [
      await askAs('migration', ITEMS, { first: 2_000, export: id, where: OWN }),
      await askAs('operator', ITEMS, { first: 2_000, export: id }),
      await askAs('migration', ITEMS, { first: 2_000, export: 'none' }),
      await askAs('migration', ITEMS, { first: 2_001, export: id }),
    ];

    expect(refused.errors?.[0]?.message).toContain('first: 1 to 200; up to 2000');
    expect(given.errors).toBeUndefined();
    expect(given.data.snapshot.items.edges.length).toBe(Math.min(rowCount ?? 0, 2_000));
    expect(rowCount).toBeGreaterThan(200);
    expect(others.map(({ errors }) => errors?.[0]?.message.split(';')[0])).toEqual([
      'export: it was not started by you within a day for exactly these rows',
      'export: it was not started by you within a day for exactly these rows',
      'export: it was not started by you within a day for exactly these rows',
      'first: 1 to 2000.',
    ]);
  });

  it('are, for staff, those of their own library', async () => {
    const { id, rowCount } = await start('librarian', { of: 'ITEMS' });
    const { data } = await askAs<Items>('librarian', ITEMS, { first: 2_000, export: id });

    expect(data.snapshot.items.edges).toHaveLength(rowCount ?? -1);
    expect(new Set(data.snapshot.items.edges.map(({ node }) => node.library))).toEqual(new Set(['severnhythe']));
  });

  it('are refused to those who may not see them, and then nothing is written', async () => {
    const before = await countEntries();
    const publicly = await region.graph.ask(START, {
      variables: { input: { snapshot: 'first', of: 'ITEMS', format: 'CSV' } },
    });
    const reader = await askAs('reader', START, { input: { snapshot: 'first', of: 'ITEMS', format: 'CSV' } });
    const foreign = await askAs('librarian', START, {
      input: { snapshot: 'first', report: 'without-items', library: 'fosseholm', format: 'CSV' },
    });

    expect(publicly.errors?.[0]?.message).toContain('staff of the libraries');
    expect(reader.errors?.[0]?.message).toContain('staff of the libraries');
    expect(foreign.errors?.[0]?.message).toContain('none of yours');
    expect(await countEntries()).toBe(before);
  });
});

describe('a report', () => {
  const ROWS = `query ($export: ID) { snapshot(name: "first") { report(name: "without-items") {
    tables(name: "without items") { name rows(first: 2000, export: $export) { edges { node { cells } } } } } } }`;

  it('is exported table by table', async () => {
    const { id, rowCount } = await start('operator', { report: 'without-items', format: 'XLSX' });
    const { data, errors } = await askAs<{
      snapshot: { report: { tables: readonly { rows: { edges: readonly unknown[] } }[] } };
    }>('operator', ROWS, { export: id });

    expect(errors).toBeUndefined();
    expect(data.snapshot.report.tables).toHaveLength(1);
    expect(data.snapshot.report.tables[0]?.rows.edges).toHaveLength(rowCount ?? -1);
    expect((await askAs('operator', ROWS)).errors?.[0]?.message).toContain('first: 1 to 200');
  });

  it('is refused a table that it does not have, with the names of those that it has', async () => {
    const ofTable = (name: string) =>
      askAs(
        'operator',
        `{ snapshot(name: "first") { report(name: "no-barcode") { tables(name: "${name}") { name } } } }`,
      );

    expect((await ofTable('missing')).errors).toBeUndefined();
    expect((await ofTable('none')).errors?.[0]?.message).toMatch(
      /^tables: the report has no table "none"; it has "\w.*"missing"/,
    );
  });
});

describe('notes of staff', () => {
  it.each([
    ['migration', ['Spine is loose']],
    ['librarian', ['Spine is loose']],
    ['operator', null],
  ] as const)('are shown to %s: %j', async (person, expected) => {
    const { data } = await askAs<Items>(person, NOTES, { first: 10, where: OWN });

    expect(data.snapshot.items.edges).toHaveLength(10);
    for (const { node } of data.snapshot.items.edges) expect(node.staffNotes).toEqual(expected);
  });

  it('are exported only if the entry says so', async () => {
    const { id: without } = await start('migration', { of: 'ITEMS', where: OWN });
    const { id: including } = await start('migration', { of: 'ITEMS', where: OWN, staffNotes: true });
    const refused = await askAs<Items>('migration', NOTES, { first: 300, where: OWN, export: without });
    const given = await askAs<Items>('migration', NOTES, { first: 300, where: OWN, export: including });

    expect(refused.errors?.[0]?.message).toContain('started without them');
    expect(refused.data.snapshot.items.edges[0]?.node.staffNotes).toBeNull();
    expect(given.data.snapshot.items.edges[0]?.node.staffNotes).toEqual(['Spine is loose']);
  });
});

describe('the audit of exports', () => {
  it('tells operators who took what, the newest first', async () => {
    await start('migration', { of: 'ITEMS', by: ['ITEM_TYPE'], where: OWN, format: 'JSON' });
    const EXPORTS = `query ($after: String) { exports(first: 1, after: $after) { edges { node {
      actor role actorLibraries snapshot what report of library filter staffNotes rowCount format } }
      pageInfo { hasNextPage endCursor } } }`;
    const { data } = await askAs<{
      exports: { edges: readonly { node: Readonly<Record<string, unknown>> }[]; pageInfo: { endCursor: string } };
    }>('operator', EXPORTS);
    const { actor, filter, rowCount, ...said } = data.exports.edges[0]?.node ?? {};
    const older = await askAs<{ exports: { edges: readonly unknown[] } }>('operator', EXPORTS, {
      after: data.exports.pageInfo.endCursor,
    });

    expect(said).toEqual({
      role: 'migration',
      actorLibraries: [],
      snapshot: 'first',
      what: 'TABLE',
      report: null,
      of: 'ITEMS',
      library: 'severnhythe',
      staffNotes: false,
      format: 'JSON',
    });
    expect(actor).toMatch(/^[\w-]{20,}$/);
    expect(JSON.parse(String(filter))).toEqual({ where: OWN, by: ['ITEM_TYPE'] });
    expect(rowCount).toBeGreaterThan(1);
    expect(older.data.exports.edges).toHaveLength(1);
    expect((await askAs('migration', EXPORTS)).errors?.[0]?.message).toContain('only the role "operator"');
  });

  it.each(['UPDATE export_audit SET actor = NULL', 'DELETE FROM export_audit', 'TRUNCATE export_audit'])(
    'is never changed: %s',
    async (statement) => {
      const { db } = region.graph.database;
      const before = await countEntries();

      await expect(sql.raw(statement).execute(db)).rejects.toThrow('export_audit is written once');
      expect(await countEntries()).toBe(before);
      expect(before).toBeGreaterThan(0);
    },
  );
});

async function countEntries(): Promise<number> {
  const { count } = await region.graph.database.db
    .selectFrom('export_audit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
