/** Mappings of the demonstration's codes, against numbers counted from the index by SQL of their own. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askReport, rowsOf, type AskedReport } from './support/ask-report.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
});
afterAll(() => region.close());

interface Mapped {
  readonly system: string;
  readonly list: string;
  readonly code: string;
  readonly items: number | null;
  readonly target: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly warnings: readonly string[];
}
interface MappedPage {
  readonly codeMappings: {
    readonly edges: readonly { readonly cursor: string; readonly node: Mapped }[];
    readonly nodes: readonly Pick<Mapped, 'code'>[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
}
interface Refusals {
  readonly taken: number;
  readonly refused: readonly { readonly line: number; readonly column: string | null; readonly problem: string }[];
}

async function change<Data>(mutation: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
  const { data, errors } = await region.ask<Data>(mutation, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function allMappings(list: string): Promise<readonly Mapped[]> {
  const found: Mapped[] = [];
  let after: string | null = null;
  do {
    const page: MappedPage = await change<MappedPage>(
      `query ($list: CodeListName, $after: String) { codeMappings(list: $list, first: 7, after: $after) {
        edges { cursor node { system list code items target state reason warnings } } nodes { code }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { list, after },
    );
    const { edges, nodes, pageInfo } = page.codeMappings;
    expect(nodes).toEqual(edges.map(({ node: { code } }) => ({ code })));
    expect(pageInfo).toMatchObject({
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    found.push(...edges.map(({ node }) => node));
    after = page.codeMappings.pageInfo.hasNextPage ? page.codeMappings.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  ITEM_TYPE: `item_type`,
  LOCATION: `location_code`,
  BRANCH: `owner_code`,
  STATUS: `status_at_source`,
  COLLECTION: `details ->> 'collection'`,
};

/** From the index itself: public copies and those that stand apart. */
async function countedInIndex(list: string): Promise<ReadonlyMap<string, number>> {
  const column = sql.raw(COLUMN_OF[list] ?? '');
  const { rows } = await sql<{ system: string; code: string; items: string }>`
    SELECT system.system_id AS system, code, count(*) AS items FROM (
      SELECT system, ${column} AS code FROM item UNION ALL SELECT system, ${column} FROM hidden_item) copies
      JOIN system ON system.id = copies.system
    WHERE code <> '' GROUP BY 1, 2`.execute(region.graph.database.db);
  return new Map(rows.map(({ system, code, items }) => [`${system} ${code}`, Number(items)]));
}

const ENTER = `mutation ($input: ChangeTargetCodesInput!) { changeTargetCodes(input: $input) { taken removed refused { line column problem } } }`;
const MAP = `mutation ($input: ChangeMappingsInput!) { changeMappings(input: $input) { taken refused { line column problem } } }`;

function reportOf(name: string, snapshot: string, mappings?: string): Promise<AskedReport> {
  return askReport(region, name, {
    snapshot,
    options: mappings === undefined ? [] : [{ name: 'mappings', value: mappings }],
  });
}

describe('mappings', () => {
  it.each(Object.keys(COLUMN_OF))('count the copies of each %s as the index has them', async (list) => {
    const found = await allMappings(list);
    const expected = await countedInIndex(list);
    expect(found.length).toBeGreaterThan(0);
    expect(new Map(found.map(({ system, code, items }) => [`${system} ${code}`, items]))).toEqual(expected);
  });

  it('refuse a code that is there, too long or of no meaning, and take the rest', async () => {
    const { changeTargetCodes } = await change<{ changeTargetCodes: Refusals }>(ENTER, {
      input: {
        lengths: [{ list: 'ITEM_TYPE', greatestLength: 4 }],
        codes: [
          { list: 'ITEM_TYPE', code: 'BK ', label: 'Book', line: 2 },
          { list: 'ITEM_TYPE', code: 'bk', label: 'Books', line: 3 },
          { list: 'ITEM_TYPE', code: 'LONGER', line: 4 },
          { list: 'ITEM_TYPE', code: ' ', line: 5 },
          { list: 'ITEM_TYPE', code: 'REF', meaning: 'rubbish', line: 6 },
          { list: 'ITEM_TYPE', code: 'SL', label: 'Short loan', meaning: 'SHORT_LOAN', line: 7 },
        ],
        file: {
          name: 'target.csv',
          isFirst: true,
          unread: [{ line: 8, problem: 'Line 8: there are too few values.' }],
        },
      },
    });
    expect(changeTargetCodes.taken).toBe(2);
    expect(changeTargetCodes.refused.map(({ line, column }) => [line, column])).toEqual([
      [3, 'Code'],
      [4, 'Code'],
      [5, 'Code'],
      [6, 'Meaning'],
    ]);
    const listed = await change<{
      refusedRows: { edges: readonly { node: { line: number; said: readonly { column: string; value: string }[] } }[] };
    }>(`{ refusedRows(file: "target.csv") { edges { node { line column problem said { column value } } } } }`);
    expect(listed.refusedRows.edges.map(({ node }) => node.line)).toEqual([3, 4, 5, 6, 8]);
    expect(listed.refusedRows.edges[1]?.node.said).toContainEqual({ column: 'code', value: 'LONGER' });
    const lists = await change<{ targetLists: readonly { list: string; codes: readonly { code: string }[] }[] }>(
      '{ targetLists { list greatestLength codes { code } } }',
    );
    expect(lists.targetLists.find(({ list }) => list === 'ITEM_TYPE')?.codes).toEqual([{ code: 'BK' }, { code: 'SL' }]);
  });

  it('are suggested with the reason, decided, taken back, and counted in items', async () => {
    await change('mutation { suggestMappings { suggested unmapped } }');
    const suggested = await allMappings('ITEM_TYPE');
    const offered = suggested.filter(({ state }) => state === 'SUGGESTED');
    const open = suggested.filter(({ state }) => state === 'UNMAPPED');
    expect(new Set(offered.map(({ target }) => target))).toEqual(new Set(['BK', 'SL']));
    for (const { reason } of offered) expect(['SAME_CODE', 'SAME_LABEL', 'SAME_MEANING']).toContain(reason);
    expect(open.length).toBeGreaterThan(1);
    for (const { reason } of open) expect(reason).not.toBeNull();

    const [first, second] = open;
    if (first === undefined || second === undefined) throw new Error('the demonstration has too few item types');
    const row = ({ system, list, code }: Mapped, target: string | null, line: number): object => ({
      system,
      list,
      code,
      target,
      line,
    });
    const { changeMappings } = await change<{ changeMappings: Refusals }>(MAP, {
      input: {
        mappings: [
          row(first, 'bk ', 2),
          row({ ...second, code: 'no such code' }, 'BK', 3),
          row(second, 'NOPE', 4),
          row(first, 'SL', 5),
          row({ ...second, system: 'rubbish' }, 'BK', 6),
        ],
        file: { name: 'map.xlsx', isFirst: true },
      },
    });
    expect(changeMappings.taken).toBe(1);
    expect(changeMappings.refused.map(({ line, column }) => [line, column])).toEqual([
      [3, 'Code'],
      [4, 'Target code'],
      [5, 'Code'],
      [6, 'System'],
    ]);
    const decided = (await allMappings('ITEM_TYPE')).find(
      ({ system, code }) => system === first.system && code === first.code,
    );
    expect(decided).toMatchObject({ state: 'DECIDED', target: 'BK', reason: null });

    const report = await reportOf('unmapped', 'first', 'now');
    const after = await allMappings('ITEM_TYPE');
    const unmapped = after.filter(({ state }) => state === 'UNMAPPED').reduce((sum, one) => sum + (one.items ?? 0), 0);
    expect(report.summary.find(({ label }) => label.includes('item type is not mapped'))?.value).toBe(unmapped);
  });

  it('stand in a snapshot as they stood, whatever is changed later', async () => {
    await region.takeSnapshot('after');
    const kept = await reportOf('mapping', 'after');
    const none = await reportOf('mapping', 'first');
    expect(kept.title).toContain('kept with the snapshot "after"');
    expect(none.title).toMatch(/^0 of/);
    expect(kept.title).toMatch(/^1 of/);

    await change(ENTER, { input: { remove: [{ list: 'ITEM_TYPE', code: 'BK' }] } });
    expect(await reportOf('mapping', 'after')).toEqual(kept);
    const now = await reportOf('mapping', 'after', 'now');
    expect(rowsOf(now, 'warnings').flat().join('\n')).toContain('the target no longer has the code');
  });

  it('stay as they are where a sheet of before says otherwise and nobody decided by it', async () => {
    const before = await allMappings('ITEM_TYPE');
    const [decided, offered, open] = ['DECIDED', 'SUGGESTED', 'UNMAPPED'].map((state) =>
      before.find((one) => one.state === state),
    );
    const row = (of: Mapped | undefined, target: string | null, state: string, line: number): object => {
      if (of === undefined) throw new Error('the demonstration has too few item types');
      return { system: of.system, list: of.list, code: of.code, target, state, line };
    };
    const mappings = [
      row(decided, 'SL', 'SUGGESTED', 2),
      row(decided, 'SL', 'UNMAPPED', 3),
      row(decided, null, 'UNMAPPED', 4),
      row(decided, 'bk', 'SUGGESTED', 5),
      row(offered, null, 'UNMAPPED', 6),
      row(open, 'SL', 'SUGGESTED', 7),
    ];
    const { changeMappings } = await change<{ changeMappings: Refusals }>(MAP, {
      input: { mappings, file: { name: 'old.xlsx', isFirst: true } },
    });
    const since = expect.stringMatching(
      /the code is decided, to become .*leave the target code empty to take it back/,
    ) as unknown;
    expect(changeMappings.refused).toEqual([
      ...[2, 3, 4].map((line) => ({ line, column: 'State', problem: since })),
      { line: 7, column: 'State', problem: expect.stringContaining('no longer suggests this') as unknown },
    ]);
    expect(changeMappings.taken).toBe(2);
    expect(await allMappings('ITEM_TYPE')).toEqual(before);
  });

  it('are all on the pages of a state, also of codes that are decided meanwhile', async () => {
    const pageOf = async (after: string | null): Promise<MappedPage['codeMappings']> => {
      const { codeMappings } = await change<MappedPage>(
        `query ($after: String) { codeMappings(list: ITEM_TYPE, state: UNMAPPED, first: 1, after: $after) {
          edges { cursor node { system list code items target state reason warnings } } nodes { code }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        { after },
      );
      return codeMappings;
    };
    const open = (await allMappings('ITEM_TYPE')).filter(({ state }) => state === 'UNMAPPED');
    const [shown, next] = open;
    if (shown === undefined || next === undefined) throw new Error('the demonstration has too few item types');
    const { pageInfo } = await pageOf(null);
    const { system, list, code } = shown;
    await change(MAP, { input: { mappings: [{ system, list, code, target: 'SL', line: 2 }] } });

    expect((await pageOf(pageInfo.endCursor)).edges.map(({ node }) => node.code)).toEqual([next.code]);
  });
});
