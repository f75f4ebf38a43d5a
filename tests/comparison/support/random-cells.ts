/** Numbers of a snapshot, drawn by chance from everything that can be counted. */
import { DIMENSIONS_OF } from '#comparison/populations/dimensions.ts';
import { POPULATIONS, type Condition, type Dimension, type Population } from '#domain/comparison.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import type { Comparing } from './compared-region.ts';

export interface Cell {
  readonly of: Population;
  readonly where: readonly Condition[];
  readonly count: number;
}

/** What is larger takes its time to page through, and shows nothing else. */
const MOST_ROWS = 1_000;

interface Table {
  readonly snapshot: {
    readonly table: { readonly rows: readonly { readonly values: readonly string[]; readonly count: number }[] };
  };
}

/** So many cells of tables by one to three dimensions; the same seed draws the same of the same snapshot. */
export async function drawCells(comparing: Comparing, snapshot: string, wanted: number, seed = 16): Promise<Cell[]> {
  const random = createRandom(seed);
  const cells: Cell[] = [];
  while (cells.length < wanted) {
    const of = random.one(POPULATIONS);
    const by = drawDimensions(random, of);
    const all = await rowsOf(comparing, { snapshot, of, by });
    const rows = all.filter(({ count }) => count <= MOST_ROWS);
    for (const { values, count } of random.some(rows, Math.min(4, rows.length, wanted - cells.length))) {
      cells.push({ of, count, where: by.map((dimension, place) => ({ dimension, in: [values[place] ?? ''] })) });
    }
  }
  return cells;
}

function drawDimensions(random: Random, of: Population): readonly Dimension[] {
  const all = Object.keys(DIMENSIONS_OF[of]) as Dimension[];
  return random.some(all, random.whole(1, 3));
}

/** A table whole, as the graph gives it. */
export async function rowsOf(
  { ask }: Comparing,
  question: { readonly snapshot: string; readonly of: Population; readonly by: readonly Dimension[] },
): Promise<Table['snapshot']['table']['rows']> {
  const { data, errors } = await ask<Table>(
    `query ($snapshot: String!, $of: Population!, $by: [Dimension!]!) {
      snapshot(name: $snapshot) { table(of: $of, by: $by, first: 5000) { rows { values count } } } }`,
    question,
  );
  if (errors !== undefined) throw new Error(`${JSON.stringify(question)}: ${errors[0]?.message ?? ''}`);
  return data.snapshot.table.rows;
}

interface Rows {
  readonly snapshot: {
    readonly count: { readonly value: number | null };
    readonly rows: {
      readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}

const FIELDS: Readonly<Record<Population, string>> = {
  RECORDS: 'id localId title visibility format year libraries itemCount',
  ITEMS: 'id localId recordLocalId title barcode ownerCode library itemType locationCode status leftOut visibility',
  STATEMENTS: 'recordLocalId title library kind text starts ends',
};

/** The number of now, and every row behind it, page by page. */
export async function drill(
  { ask }: Comparing,
  snapshot: string,
  { of, where }: Pick<Cell, 'of' | 'where'>,
): Promise<{ readonly value: number | null; readonly rows: readonly unknown[] }> {
  const all: unknown[] = [];
  let after: string | null = null;
  for (;;) {
    const asked: { data: Rows; errors?: readonly { readonly message: string }[] } = await ask<Rows>(
      `query ($snapshot: String!, $of: Population!, $where: [Condition!], $after: String) { snapshot(name: $snapshot) {
        count(of: $of, where: $where) { value notToldBy }
        rows: ${of.toLowerCase()}(where: $where, first: 200, after: $after) {
          edges { node { ${FIELDS[of]} } } pageInfo { hasNextPage endCursor } }
      } }`,
      { snapshot, of, where, after },
    );
    if (asked.errors !== undefined) throw new Error(asked.errors[0]?.message);
    const { count, rows } = asked.data.snapshot;
    all.push(...rows.edges.map(({ node }) => node));
    if (!rows.pageInfo.hasNextPage) return { value: count.value, rows: all };
    after = rows.pageInfo.endCursor;
  }
}
