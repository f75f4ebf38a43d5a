import type { Format } from '#domain/catalogue.ts';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IndexScope } from './index-scope.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facet {
  readonly field: 'LIBRARY' | 'FORMAT';
  /** The most frequent first. */
  readonly values: readonly FacetValue[];
}

export interface SearchCounts {
  readonly totalCount: number;
  /** True where more was found than is counted exactly: all numbers are then estimated from a sample. */
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

interface CountRow {
  readonly field: 'TOTAL' | 'LIBRARY' | 'FORMAT';
  readonly value: string;
  readonly count: number;
}

/** Counts what meets a condition on `search_doc d`: exactly up to {@link EXACT_COUNT_MAX}, else from a sample. */
export async function countFound(
  scope: IndexScope,
  condition: RawBuilder<unknown>,
  exactMax: number = EXACT_COUNT_MAX,
): Promise<SearchCounts> {
  const exact = await count(
    scope,
    sql`SELECT d.libraries, d.format FROM search_doc d WHERE ${condition} LIMIT ${exactMax + 1}`,
  );
  if (total(exact) <= exactMax) return toCounts(scope, exact, 1, 0);
  // The first rows that a statement finds are those of the system that was loaded first; blocks at random are of all.
  const sample = await count(
    scope,
    sql`SELECT d.libraries, d.format FROM search_doc d TABLESAMPLE SYSTEM (${SAMPLE_PERCENT}) REPEATABLE (1)
      WHERE ${condition}`,
  );
  return toCounts(scope, sample, 100 / SAMPLE_PERCENT, exactMax + 1);
}

async function count({ db }: IndexScope, found: RawBuilder<unknown>): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    WITH found AS MATERIALIZED (${found})
    SELECT 'TOTAL' AS field, '' AS value, count(*) AS count FROM found
    UNION ALL
    SELECT 'LIBRARY', l.library, count(*) FROM found, unnest(found.libraries) AS l (library) GROUP BY l.library
    UNION ALL
    SELECT 'FORMAT', format, count(*) FROM found GROUP BY format
    ORDER BY count DESC, value`.execute(db);
  return rows;
}

function total(rows: readonly CountRow[]): number {
  return rows.find((row) => row.field === 'TOTAL')?.count ?? 0;
}

function toCounts({ region }: IndexScope, rows: readonly CountRow[], factor: number, atLeast: number): SearchCounts {
  const names = new Map<string, string>(region.libraries.map(({ id, name }) => [id, name]));
  const formats = new Map<string, string>(Object.entries(FORMAT_LABELS));
  function toFacet(field: Facet['field'], labels: ReadonlyMap<string, string>): Facet {
    const values = rows.flatMap((row) => {
      const label = row.field === field ? labels.get(row.value) : undefined;
      return label === undefined ? [] : [{ value: row.value, label, count: row.count * factor }];
    });
    return { field, values };
  }
  return {
    totalCount: Math.max(total(rows) * factor, atLeast),
    approximate: atLeast > 0,
    facets: [toFacet('LIBRARY', names), toFacet('FORMAT', formats)],
  };
}
