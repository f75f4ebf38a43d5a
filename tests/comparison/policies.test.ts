import { afterAll, beforeAll, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion();
  await region.takeSnapshot('first');
});
afterAll(() => region.close());

interface Reported {
  readonly snapshot: {
    readonly report: {
      readonly title: string;
      readonly summary: readonly {
        readonly label: string;
        readonly value: number;
        readonly notToldBy: readonly string[];
      }[];
      readonly tables: readonly [
        { readonly rows: { readonly edges: readonly { readonly node: { readonly cells: readonly string[] } }[] } },
      ];
    };
  };
}

async function report(
  name: string,
  options: readonly { name: string; value: string }[],
): Promise<Reported['snapshot']['report']> {
  const { data, errors } = await region.ask<Reported>(
    `query ($name: String!, $options: [ReportOption!]) { snapshot { report(name: $name, options: $options) {
      title summary { label value notToldBy } tables { rows(first: 200) { edges { node { cells } } } }
    } } }`,
    { name, options },
  );
  expect(errors).toBeUndefined();
  return data.snapshot.report;
}

it('says what the loan period of a consultant is here and there', async () => {
  const { tables, summary } = await report('loan-periods', [{ name: 'category', value: 'consultant' }]);
  const periods = new Map<string, Set<string>>();
  for (const { node } of tables[0].rows.edges) {
    const [, , system = '', , , , period = ''] = node.cells;
    periods.set(system, (periods.get(system) ?? new Set()).add(period));
  }
  expect(periods.get('koha-a')).toContain('28 days');
  expect(periods.get('koha-b')).toContain('21 days');
  expect(summary[0]?.notToldBy).toEqual(['koha-c', 'export-e', 'export-f']);
});

it('says which rules differ, and who does what', async () => {
  const { tables, title } = await report('policies-differ', [{ name: 'category', value: 'consultant' }]);
  expect(title).toMatch(/^\d+ of \d+ combinations/);
  const loanPeriod = tables[0].rows.edges.find(({ node }) => node.cells[2] === 'Loan period');
  expect(loanPeriod?.node.cells[3]).toMatch(/\d+ days: koha-a .*; \d+ days: koha-b/);
});
