import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

interface Table {
  readonly snapshot: {
    readonly table: { readonly rows: readonly { readonly values: readonly string[]; readonly count: number }[] };
  };
}

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
});
afterAll(() => region.close());

async function tableOf(of: string, by: readonly string[], name = 'first'): Promise<Table['snapshot']['table']['rows']> {
  const { data, errors } = await region.ask<Table>(
    `query ($name: String, $of: Population!, $by: [Dimension!]!) {
      snapshot(name: $name) { table(of: $of, by: $by) { rows { values count } } }
    }`,
    { name, of, by },
  );
  expect(errors).toBeUndefined();
  return data.snapshot.table.rows;
}

describe('a snapshot of the demonstration', () => {
  it('has every record that the index has, hidden ones too', async () => {
    const { db } = region.graph.database;
    const expected = await db
      .selectFrom('record')
      .innerJoin('system', 'system.id', 'record.system')
      .select(['system.system_id', 'record.visibility'])
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('deleted', '=', false)
      .groupBy(['system.system_id', 'record.visibility'])
      .execute();
    const rows = await tableOf('RECORDS', ['SYSTEM', 'VISIBILITY']);
    expect(rows.map(({ values, count }) => [...values, count]).toSorted()).toEqual(
      expected.map((row) => [row.system_id, row.visibility, row.count]).toSorted(),
    );
  });

  it('gives a number, its rows and their pages from one filter', async () => {
    for (const { values, count } of (await tableOf('ITEMS', ['LIBRARY', 'ITEM_TYPE'])).slice(0, 20)) {
      const where = [
        { dimension: 'LIBRARY', in: [values[0]] },
        { dimension: 'ITEM_TYPE', in: [values[1]] },
      ];
      const ids = new Set<string>();
      let after: string | null = null;
      do {
        const { data }: { data: Items } = await region.ask<Items>(
          `query ($where: [Condition!], $after: String) { snapshot(name: "first") {
            count(of: ITEMS, where: $where) { value notToldBy }
            items(where: $where, first: 200, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
          } }`,
          { where, after },
        );
        expect(data.snapshot.count).toEqual({ value: count, notToldBy: [] });
        for (const { node } of data.snapshot.items.edges) ids.add(node.id);
        after = data.snapshot.items.pageInfo.hasNextPage ? data.snapshot.items.pageInfo.endCursor : null;
      } while (after !== null);
      expect(ids.size).toBe(count);
    }
  });

  it('stays as it is while the region changes, and the second costs what changed', async () => {
    const before = await tableOf('ITEMS', ['SYSTEM', 'ITEM_TYPE']);
    const { db } = region.graph.database;
    await db.updateTable('item').set({ item_type: 'CHANGED' }).where('id', '<', 50).execute();
    await db.deleteFrom('item').where('id', '=', 60).execute();
    const rows = (): Promise<{ count: number }> =>
      db
        .selectFrom('snapshot_item')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    const { count: firstRows } = await rows();
    await region.takeSnapshot('second');
    expect(await tableOf('ITEMS', ['SYSTEM', 'ITEM_TYPE'])).toEqual(before);
    const second = await tableOf('ITEMS', ['ITEM_TYPE'], 'second');
    const changed = second.find(({ values }) => values[0] === 'CHANGED')?.count ?? 0;
    expect(changed).toBeGreaterThan(0);
    expect((await rows()).count).toBe(firstRows + changed);
  });

  it('is for staff of their own libraries and for analysts', async () => {
    const publicly = await region.graph.ask<{ snapshots: null }>('{ snapshots { name } }');
    expect(publicly.data.snapshots).toBeNull();
    expect(publicly.errors?.[0]?.message).toContain('staff of the libraries');
    const token = await region.graph.tokenOf('librarian');
    const { data } = await region.graph.ask<Table>(
      '{ snapshot(name: "first") { table(of: ITEMS, by: [LIBRARY]) { rows { values count } } } }',
      { token },
    );
    expect(data.snapshot.table.rows).toHaveLength(1);
  });
});

interface Items {
  readonly snapshot: {
    readonly count: { readonly value: number; readonly notToldBy: readonly string[] };
    readonly items: {
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}
