/** How much a search finds, in all and by its properties. */
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { FACETS } from './facets.ts';
import type { FacetField } from './facets.ts';
import type { IndexScope } from './index-scope.ts';
import type { SearchFilter } from './search-query.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly exact: boolean;
}

export interface Facet {
  readonly field: FacetField;
  /** The most frequent first, at most {@link FACET_VALUES_MAX}. */
  readonly values: readonly FacetValue[];
}

export interface Totals {
  readonly totalCount: number;
  /** True if more was found than is counted exactly: the number is then estimated from a sample. */
  readonly approximate: boolean;
}

/** Counted when asked for; what is asked for at the same time is counted together, and nothing twice. */
export interface SearchCounts {
  totals(): Promise<Totals>;
  facets(fields: readonly FacetField[]): Promise<readonly Facet[]>;
}

/** More are estimated: nobody pages through so many, and counting them takes longer than finding the first page. */
export const EXACT_COUNT_MAX = 20_000;
export const FACET_VALUES_MAX = 200;
/** The share of the table's blocks, in per cent, that an estimate looks at. */
const SAMPLE_PERCENT = 10;

/** The condition on `search_doc d` of a search with this filter in the place of its own. */
export type ConditionWith = (filter: SearchFilter) => RawBuilder<unknown>;

export interface CountOptions {
  readonly filter: SearchFilter;
  readonly conditionWith: ConditionWith;
  /** {@link EXACT_COUNT_MAX} if absent. */
  readonly exactMax?: number;
}

/** Counts what a search finds: exactly up to a limit, else from a sample. */
export function createSearchCounts(scope: IndexScope, options: CountOptions): SearchCounts {
  const loader = new DataLoader<Counted, CountedField>((wanted) => scope.inTime(countFields(scope, options, wanted)));
  return {
    async totals() {
      const { total, exact } = await loader.load('TOTAL');
      return { totalCount: total, approximate: !exact };
    },
    facets: (fields) =>
      Promise.all(fields.map(async (field) => ({ field, values: (await loader.load(field)).values }))),
  };
}

type Counted = 'TOTAL' | FacetField;

/** How a field was counted, next to how many results there were in that count. */
interface CountedField {
  readonly total: number;
  readonly exact: boolean;
  readonly values: readonly FacetValue[];
}

/**
 * The total and fields without a filter of their own are counted in one statement. Each other field is counted without its
 * filter: the values of one field are alternatives, so its counts say what choosing another one as well would find.
 */
async function countFields(
  scope: IndexScope,
  { filter, conditionWith, exactMax = EXACT_COUNT_MAX }: CountOptions,
  wanted: readonly Counted[],
): Promise<readonly CountedField[]> {
  const groups = Map.groupBy(wanted, (counted) => (isFiltered(counted, filter) ? counted : 'TOTAL'));
  const results = await Promise.all(
    Array.from(groups, async ([key, fields]) => {
      const condition = conditionWith(key === 'TOTAL' ? filter : withoutOwn(key, filter));
      return countFound(scope, { condition, fields: fields.filter((field) => field !== 'TOTAL'), exactMax });
    }),
  );
  const byField = new Map(results.flatMap((result) => [...result]));
  return wanted.map((counted) => byField.get(counted) ?? NOTHING);
}

const NOTHING: CountedField = { total: 0, exact: true, values: [] };

function isFiltered(counted: Counted, filter: SearchFilter): boolean {
  if (counted === 'TOTAL') return false;
  const keys: readonly (keyof SearchFilter)[] = FACETS[counted].filter;
  return keys.some((key) => filter[key] !== null && filter[key] !== undefined);
}

function withoutOwn(field: FacetField, filter: SearchFilter): SearchFilter {
  const own: readonly string[] = FACETS[field].filter;
  return Object.fromEntries(Object.entries(filter).filter(([key]) => !own.includes(key)));
}

interface Wanted {
  readonly condition: RawBuilder<unknown>;
  readonly fields: readonly FacetField[];
  readonly exactMax: number;
}

type CountedFields = ReadonlyMap<Counted, CountedField>;

async function countFound(scope: IndexScope, wanted: Wanted): Promise<CountedFields> {
  const { condition, exactMax } = wanted;
  const columns = columnsOf(wanted.fields);
  const exact = await count(scope, wanted, {
    found: sql`SELECT ${columns} FROM search_doc d WHERE ${condition} LIMIT ${exactMax + 1}`,
    // Those of a part of the rows would be thrown away.
    facetsUpTo: exactMax,
  });
  if (totalOf(exact) <= exactMax) return toFields(scope, wanted, { rows: exact, factor: 1, atLeast: 0 });
  // The first rows that a statement finds are those of the system that was loaded first; blocks at random are of all.
  const sample = await count(scope, wanted, {
    found: sql`SELECT ${columns} FROM search_doc d TABLESAMPLE SYSTEM (${SAMPLE_PERCENT}) REPEATABLE (1)
      WHERE ${condition}`,
    facetsUpTo: null,
  });
  return toFields(scope, wanted, { rows: sample, factor: 100 / SAMPLE_PERCENT, atLeast: exactMax + 1 });
}

interface CountRow {
  readonly field: Counted;
  readonly value: string;
  readonly count: number;
}

interface CountPlan {
  readonly found: RawBuilder<unknown>;
  /** Facets are counted if no more rows were found; null counts them whatever was found. */
  readonly facetsUpTo: number | null;
}

async function count(
  { db, region }: IndexScope,
  { fields }: Wanted,
  { found, facetsUpTo }: CountPlan,
): Promise<readonly CountRow[]> {
  const source =
    facetsUpTo === null
      ? sql`found`
      : sql`(SELECT * FROM found WHERE (SELECT rows FROM total) <= ${facetsUpTo}::int) AS few`;
  const facets = fields.map(
    (field) => sql` UNION ALL (
      SELECT ${sql.lit(field)}, value, count::float8 FROM (${FACETS[field].counts(region, source)}) AS counted
      ORDER BY count DESC, value LIMIT ${FACET_VALUES_MAX})`,
  );
  const { rows } = await sql<CountRow>`
    WITH found AS MATERIALIZED (${found}), total AS MATERIALIZED (SELECT count(*) AS rows FROM found)
    SELECT 'TOTAL' AS field, '' AS value, rows::float8 AS count FROM total
    ${sql.join(facets, sql` `)}`.execute(db);
  return rows;
}

/** A row without any column is a row all the same. */
function columnsOf(fields: readonly FacetField[]): RawBuilder<unknown> {
  const columns = [...new Set(fields.map((field) => FACETS[field].column))];
  return columns.length === 0 ? sql`1` : sql.join(columns.map((column) => sql.ref(`d.${column}`)));
}

function totalOf(rows: readonly CountRow[]): number {
  return rows.find((row) => row.field === 'TOTAL')?.count ?? 0;
}

interface CountedRows {
  readonly rows: readonly CountRow[];
  readonly factor: number;
  readonly atLeast: number;
}

function toFields({ region }: IndexScope, { fields }: Wanted, { rows, factor, atLeast }: CountedRows): CountedFields {
  const total = Math.max(totalOf(rows) * factor, atLeast);
  const exact = atLeast === 0;
  const byField = Map.groupBy(rows, ({ field }) => field);
  const facets = fields.map((field): [Counted, CountedField] => {
    const nameOf = FACETS[field].names(region);
    const values = (byField.get(field) ?? []).flatMap((row) => {
      const name = nameOf(row.value);
      return name === null ? [] : [{ ...name, count: row.count * factor, exact }];
    });
    return [field, { total, exact, values }];
  });
  return new Map([['TOTAL', { total, exact, values: [] }], ...facets]);
}
