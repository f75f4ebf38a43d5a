/** How much a search finds, in all and by its properties. */
import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { FACETS, type FacetField, type FacetName } from './facets.ts';
import { expectRows } from '../condition/expected-rows.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { once } from './once.ts';
import type { SearchFilter } from '../condition/search-query.ts';
import { librariesKnownIn } from '../condition/last-known-in.ts';
import { shownLibraries, shownSites } from '#union-index/read/shown-holders.ts';
import { createIsSmall, findSmallLibraries, BY_LIBRARY, judgeHoldings, LOOKED_AT_MAX } from './small-libraries.ts';

export interface FacetValue extends FacetName {
  readonly count: number;
  readonly exact: boolean;
}

/** Counted when asked for; what is asked for at the same time is counted together, and nothing twice. */
export interface SearchCounts {
  /** Approximate if more was found than is counted exactly: the number is then estimated from a sample. */
  totals(): Promise<{ readonly totalCount: number; readonly approximate: boolean }>;
  /** Their values, the most frequent first, at most {@link FACET_VALUES_MAX}. */
  facets(
    fields: readonly FacetField[],
  ): Promise<readonly { readonly field: FacetField; readonly values: readonly FacetValue[] }[]>;
}

/** More are estimated: nobody pages through so many, and counting them takes longer than finding the first page. */
export const EXACT_COUNT_MAX = 20_000;
export const FACET_VALUES_MAX = 200;
/** Editions that an estimate looks at, and results that it counts the facets of, at most: more take longer and say little more. */
const SAMPLE_EDITIONS = 30_000;
/** In an index of so many editions only half as much is counted: hardly two results are next to each other on the disk. */
const LARGE_INDEX_EDITIONS = 300_000;
const SAMPLE_ROWS = 5_000;

/** The condition on `search_doc d` of a search with this filter in the place of its own. */
export type ConditionWith = (filter: SearchFilter) => RawBuilder<unknown>;

export interface CountOptions {
  readonly filter: SearchFilter;
  readonly conditionWith: ConditionWith;
  /** How much the planner expects that the search finds; asked for the first time, or told again. */
  readonly expected: () => Promise<number>;
  /** How much it finds, if that is known: nothing is counted for it then. */
  readonly total?: number | null;
  /** {@link EXACT_COUNT_MAX} if absent. */
  readonly exactMax?: number;
}

/** Counts what a search finds: exactly up to a limit, else from a sample. */
export function createSearchCounts(scope: IndexScope, options: CountOptions): SearchCounts {
  const loader = new DataLoader<Counted, CountedField>((wanted) => scope.inTime(countFields(scope, options, wanted)));
  return {
    async totals() {
      if (typeof options.total === 'number') return { totalCount: options.total, approximate: false };
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
  { filter, conditionWith, expected, exactMax = EXACT_COUNT_MAX }: CountOptions,
  wanted: readonly Counted[],
): Promise<readonly CountedField[]> {
  // Whoever takes a library as well finds what that library had, not what others had of its titles.
  const holders = filter.lastKnownIn === true ? librariesKnownIn(scope) : shownLibraries(scope);
  const groups = Map.groupBy(wanted, (counted) => (isFiltered(counted, filter) ? counted : 'TOTAL'));
  const results = await Promise.all(
    Array.from(groups, async ([key, fields]) => {
      const counted = fields.filter((field) => field !== 'TOTAL');
      if (key === 'TOTAL') {
        return countFound(scope, { condition: conditionWith(filter), holders, expected, fields: counted, exactMax });
      }
      const condition = conditionWith(withoutOwn(key, filter));
      const found = await countFound(scope, {
        condition,
        holders,
        expected: () => expectRows(scope, condition),
        fields: counted,
        exactMax,
      });
      // Its total is that of another search: without the filter of the field.
      return [...found].filter(([field]) => field !== 'TOTAL');
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
  /** The libraries that are counted of each edition. */
  readonly holders: RawBuilder<unknown>;
  readonly expected: () => Promise<number>;
  readonly fields: readonly FacetField[];
  readonly exactMax: number;
}

type CountedFields = ReadonlyMap<Counted, CountedField>;

/** What is expected to be far too much to count is estimated at once, unless the planner was wrong. */
async function countFound(scope: IndexScope, asked: Wanted): Promise<CountedFields> {
  const expected = await asked.expected();
  const editions = once(() => countEditions(scope));
  const isLarge = expected > asked.exactMax / 2 && (await editions()) > LARGE_INDEX_EDITIONS;
  const wanted = { ...asked, exactMax: isLarge ? asked.exactMax / 2 : asked.exactMax };
  const estimateAll = async () => estimate(scope, wanted, shareFor(await editions(), expected));
  if (expected > wanted.exactMax) {
    const estimated = await estimateAll();
    if (totalOf(estimated) > wanted.exactMax) return toFields(scope, wanted, estimated);
  }
  const exact = await countExactly(scope, wanted);
  return toFields(scope, wanted, exact ?? (await estimateAll()));
}

/** By the database's own statistics; 0 where it has none yet. */
async function countEditions({ db }: IndexScope): Promise<number> {
  const { rows } = await sql<{ editions: number }>`
    SELECT greatest(reltuples, 0)::float8 AS editions FROM pg_class WHERE oid = 'search_doc'::regclass`.execute(db);
  return rows[0]?.editions ?? 0;
}

/** The share of the table's blocks, in per cent: of what nearly every edition meets, a small part is enough. */
function shareFor(editions: number, expected: number): number {
  return Math.min(100, (100 * SAMPLE_EDITIONS) / Math.max(1, editions), (100 * SAMPLE_ROWS) / Math.max(1, expected));
}

/** Null if there is more than is counted. */
async function countExactly(scope: IndexScope, wanted: Wanted): Promise<readonly JudgedRow[] | null> {
  const { condition, fields, exactMax } = wanted;
  const rows = await count(scope, fields, {
    found: sql`SELECT ${columnsOf(scope, wanted)} FROM search_doc d WHERE ${condition} LIMIT ${exactMax + 1}`,
    rowsMax: exactMax,
  });
  return totalOf(rows) <= exactMax ? rows.map((row) => ({ ...row, exact: true })) : null;
}

async function estimate(scope: IndexScope, wanted: Wanted, share: number): Promise<readonly JudgedRow[]> {
  const [sample, small] = await Promise.all([countSample(scope, wanted, share), countSmall(scope, wanted)]);
  return small(sample);
}

/** The first rows that a statement finds are those of the system that was loaded first; blocks at random are of all. */
async function countSample(scope: IndexScope, wanted: Wanted, percent: number): Promise<readonly JudgedRow[]> {
  const { condition, fields } = wanted;
  const rows = await count(scope, fields, {
    found: sql`SELECT ${columnsOf(scope, wanted)} FROM search_doc d TABLESAMPLE SYSTEM (${percent}::float4) REPEATABLE (1)
      WHERE ${condition}`,
    rowsMax: null,
  });
  return rows.map((row) => ({ ...row, count: Math.round(row.count * (100 / percent)), exact: false }));
}

/** What puts exact counts of small libraries in the place of those of a sample. */
async function countSmall(
  scope: IndexScope,
  { condition, holders, fields }: Wanted,
): Promise<(sample: readonly JudgedRow[]) => readonly JudgedRow[]> {
  const byLibrary = fields.filter((field) => BY_LIBRARY.has(field));
  const small = byLibrary.length === 0 ? [] : await findSmallLibraries(scope);
  if (small.length === 0) return (sample) => sample;
  const rows = await count(scope, byLibrary, {
    found: judgeHoldings(scope, small, { condition, holders }),
    rowsMax: LOOKED_AT_MAX,
    only: sql`met`,
  });
  if (totalOf(rows) > LOOKED_AT_MAX) return (sample) => sample;
  const isSmall = createIsSmall(scope, small);
  const exact = rows.filter(({ field, value }) => field !== 'TOTAL' && isSmall(field, value));
  return (sample) => [
    ...sample.filter(({ field, value }) => field === 'TOTAL' || !isSmall(field, value)),
    ...exact.map((row) => ({ ...row, exact: true })),
  ];
}

interface CountRow {
  readonly field: Counted;
  readonly value: string;
  readonly count: number;
}

interface JudgedRow extends CountRow {
  readonly exact: boolean;
}

interface CountPlan {
  readonly found: RawBuilder<unknown>;
  /** Facets are counted if there are no more rows: those of a part of them would be thrown away. Null counts them always. */
  readonly rowsMax: number | null;
  /** Rows that are counted for facets; all if absent. */
  readonly only?: RawBuilder<unknown>;
}

async function count(
  { db, region }: IndexScope,
  fields: readonly FacetField[],
  { found, rowsMax, only = sql`true` }: CountPlan,
): Promise<readonly CountRow[]> {
  const isWithin = rowsMax === null ? sql`true` : sql`(SELECT rows FROM total) <= ${rowsMax}::int`;
  const source = sql`(SELECT * FROM found WHERE ${isWithin} AND ${only}) AS counted_rows`;
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
function columnsOf(scope: IndexScope, { fields, holders }: Wanted): RawBuilder<unknown> {
  const columns = [...new Set(fields.map((field) => FACETS[field].column))];
  return columns.length === 0 ? sql`1` : sql.join(columns.map((column) => columnOf(scope, column, holders)));
}

function columnOf(
  scope: IndexScope,
  column: (typeof FACETS)[FacetField]['column'],
  holders: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (column === 'holders') return sql`${holders} AS holders`;
  if (column === 'libraries') return sql`${shownLibraries(scope)} AS libraries`;
  if (column === 'sites') return sql`${shownSites(scope)} AS sites`;
  return sql.ref(`d.${column}`);
}

function totalOf(rows: readonly CountRow[]): number {
  return rows.find((row) => row.field === 'TOTAL')?.count ?? 0;
}

function toFields({ region }: IndexScope, { fields, exactMax }: Wanted, rows: readonly JudgedRow[]): CountedFields {
  const byField = Map.groupBy(rows, ({ field }) => field);
  const [all] = byField.get('TOTAL') ?? [];
  const exact = all?.exact === true;
  const total = exact ? all.count : Math.max(all?.count ?? 0, exactMax + 1);
  const facets = fields.map((field): [Counted, CountedField] => {
    const nameOf = FACETS[field].names(region);
    const counted = byField.get(field) ?? [];
    const sorted = counted.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    const values = sorted.flatMap((row) => {
      const name = nameOf(row.value);
      return name === null ? [] : [{ ...name, count: row.count, exact: row.exact }];
    });
    return [field, { total, exact, values: values.slice(0, FACET_VALUES_MAX) }];
  });
  return new Map([['TOTAL', { total, exact, values: [] }], ...facets]);
}
