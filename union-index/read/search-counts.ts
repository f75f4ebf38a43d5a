import type { Format } from '#domain/catalogue.ts';
import type { Region } from '#domain/region.ts';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IndexScope } from './index-scope.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facet {
  readonly field: FacetField;
  /** The most frequent first. */
  readonly values: readonly FacetValue[];
}

export interface SearchCounts {
  readonly totalCount: number;
  /** True if more was found than is counted exactly: all numbers are then estimated from a sample. */
  readonly approximate: boolean;
  readonly facets: readonly Facet[];
}

/** More are estimated: nobody pages through so many, and counting them takes longer than finding the first page. */
export const EXACT_COUNT_MAX = 20_000;
/** The share of the table's blocks, in per cent, that an estimate looks at. */
const SAMPLE_PERCENT = 10;

const FORMAT_LABELS: Readonly<Record<Format, string>> = {
  BOOK: 'Book',
  EBOOK: 'E-book',
  JOURNAL: 'Journal',
  EJOURNAL: 'E-journal',
  AUDIO: 'Audio',
  VIDEO: 'Video',
  REPORT: 'Report',
  THESIS: 'Thesis',
  KIT: 'Kit',
  OBJECT: 'Object',
  OTHER: 'Other',
  UNKNOWN: 'Not stated',
};

/** The facets: a new one is an entry here, and a value of `FacetField` in the SDL. */
const FACETS = [
  {
    field: 'LIBRARY',
    column: 'libraries',
    /** The values of one row. */
    values: sql`unnest(libraries)`,
    /** What each value is called; values without a name are not shown. */
    labels: ({ libraries }: Region) => new Map<string, string>(libraries.map(({ id, name }) => [id, name])),
  },
  {
    field: 'FORMAT',
    column: 'format',
    values: sql`format`,
    labels: () => new Map<string, string>(Object.entries(FORMAT_LABELS)),
  },
] as const;

type FacetField = (typeof FACETS)[number]['field'];

const COLUMNS = sql.join(FACETS.map(({ column }) => sql.ref(`d.${column}`)));
const FACET_COUNTS = sql.join(
  FACETS.map(
    ({ field, values }) => sql`
      SELECT ${sql.lit(field)}, value, count(*) FROM (SELECT ${values} AS value FROM found) AS v GROUP BY value`,
  ),
  sql` UNION ALL `,
);

interface CountRow {
  readonly field: 'TOTAL' | FacetField;
  readonly value: string;
  readonly count: number;
}

/** Counts what meets a condition on `search_doc d`: exactly up to {@link EXACT_COUNT_MAX}, else from a sample. */
export async function countFound(
  scope: IndexScope,
  condition: RawBuilder<unknown>,
  exactMax: number = EXACT_COUNT_MAX,
): Promise<SearchCounts> {
  const exact = await count(scope, sql`SELECT ${COLUMNS} FROM search_doc d WHERE ${condition} LIMIT ${exactMax + 1}`);
  if (total(exact) <= exactMax) return toCounts(scope, exact, 1, 0);
  // The first rows that a statement finds are those of the system that was loaded first; blocks at random are of all.
  const sample = await count(
    scope,
    sql`SELECT ${COLUMNS} FROM search_doc d TABLESAMPLE SYSTEM (${SAMPLE_PERCENT}) REPEATABLE (1)
      WHERE ${condition}`,
  );
  return toCounts(scope, sample, 100 / SAMPLE_PERCENT, exactMax + 1);
}

async function count({ db }: IndexScope, found: RawBuilder<unknown>): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    WITH found AS MATERIALIZED (${found})
    SELECT 'TOTAL' AS field, '' AS value, count(*) AS count FROM found
    UNION ALL ${FACET_COUNTS}
    ORDER BY count DESC, value`.execute(db);
  return rows;
}

function total(rows: readonly CountRow[]): number {
  return rows.find((row) => row.field === 'TOTAL')?.count ?? 0;
}

function toCounts({ region }: IndexScope, rows: readonly CountRow[], factor: number, atLeast: number): SearchCounts {
  const facets = FACETS.map(({ field, labels }): Facet => {
    const names = labels(region);
    const values = rows.flatMap((row) => {
      const label = row.field === field ? names.get(row.value) : undefined;
      return label === undefined ? [] : [{ value: row.value, label, count: row.count * factor }];
    });
    return { field, values };
  });
  return { totalCount: Math.max(total(rows) * factor, atLeast), approximate: atLeast > 0, facets };
}
