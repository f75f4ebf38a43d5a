import { REPORTS } from '#comparison/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
});
afterAll(() => region.close());

interface Reported {
  readonly snapshot: {
    readonly report: {
      readonly title: string;
      readonly summary: readonly { readonly value: number | null; readonly drill: Drill | null }[];
      readonly tables: readonly {
        readonly name: string;
        readonly columns: readonly unknown[];
        readonly rows: { readonly edges: readonly { readonly node: { readonly cells: readonly unknown[] } }[] };
      }[];
    };
  };
}
interface Drill {
  readonly of: string;
  readonly where: readonly { readonly dimension: string; readonly in: readonly string[] }[];
}

const REPORT = `query ($name: String!, $library: ID, $system: ID) { snapshot { report(name: $name, library: $library, system: $system) {
  title summary { label value text notToldBy drill { of where { dimension in } } }
  tables { name title totalRows columns { header kind } rows(first: 20) { edges { node { cells drill { of } } } pageInfo { endCursor } } }
} } }`;

describe('a report', () => {
  it('has a name, a question and a place of its own', () => {
    const names = REPORTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, question } of REPORTS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(question).toMatch(/^[A-Z].*\?$/);
    }
  });

  it.each(REPORTS.map(({ name, scope }) => ({ name, scope })))(
    '$name answers, its tables have their columns, and its numbers are those of their filters',
    async ({ name, scope }) => {
      const { data, errors } = await region.ask<Reported>(REPORT, {
        name,
        library: scope === 'LIBRARY' ? 'severnhythe' : null,
        system: null,
      });
      expect(errors).toBeUndefined();
      const { title, summary, tables } = data.snapshot.report;
      expect(title).toMatch(/\.$/);
      expect(new Set(tables.map((table) => table.name)).size).toBe(tables.length);
      for (const { columns, rows } of tables)
        for (const { node } of rows.edges) expect(node.cells).toHaveLength(columns.length);
      for (const { value, drill } of summary) {
        if (drill === null) continue;
        const { data: counted } = await region.ask<{ snapshot: { count: { value: number | null } } }>(
          'query ($of: Population!, $where: [Condition!]) { snapshot { count(of: $of, where: $where) { value } } }',
          { of: drill.of, where: drill.where },
        );
        expect(counted.snapshot.count.value).toBe(value);
      }
    },
  );

  it('says which there are when there is none of a name', async () => {
    const { errors } = await region.ask<Reported>(REPORT, { name: 'rubbish' });
    expect(errors?.[0]?.message).toContain(`there are ${REPORTS[0]?.name ?? ''}, `);
  });
});
