/**
 * Counts of a snapshot's rows, made once when it is taken: of each system as a whole, and of each library in it. Numbers are
 * summed up from them, and a list of rare rows need not walk over a million that are not in it. They are made by the same
 * predicates by which rows are listed.
 */
import { NONE, type Dimension, type Population } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { DIMENSIONS_OF, type DimensionSql } from './dimensions.ts';
import { dimensionOf, fromSelection } from './predicate.ts';

/** More are found by walking: among a hundred thousand rows the first page of them is near. */
export const FEW = 200;

/** The conditions on these are looked up elsewhere; what one system's rows alone cannot tell has no cells of a system. */
const WITHOUT_CELLS: ReadonlySet<Dimension> = new Set<Dimension>([
  'SYSTEM',
  'LIBRARY',
  'FINDING',
  'FINDING_GROUP',
  'SAME_BARCODE_IN',
  'SAME_BARCODE_AT',
  'CONFLICT',
  'LAST_COPY',
  'TITLE_OF',
  'RECORD',
  'ROW',
]);

/** These are counted when it is known who has which title. */
const OF_TITLES: ReadonlySet<Dimension> = new Set<Dimension>(['HELD_BY', 'HOLDER', 'WORK_HOLDER']);
const TITLES_TOGETHER: readonly Dimension[] = ['HOLDER', 'HELD_BY'];

/** Whether it is of who has which title, which may change while the record does not. */
export function isOfTitles(dimension: Dimension): boolean {
  return OF_TITLES.has(dimension);
}

/**
 * What reports count by several dimensions at once. Each row must have one value of each. Snapshots that were taken before one was
 * added have none of its cells.
 */
const TOGETHER: Readonly<Record<Population, readonly (readonly Dimension[])[]>> = {
  RECORDS: [
    ['VISIBILITY', 'SERIAL', 'ONLINE', 'HAS_ITEMS', 'HAS_STATEMENTS', 'PART'],
    ['VISIBILITY', 'BRIEF'],
    TITLES_TOGETHER,
  ],
  ITEMS: [
    ['VISIBILITY', 'RECORD_VISIBILITY', 'LEFT_OUT'],
    ['OWNER_CODE', 'LOCATION'],
    ['ITEM_TYPE', 'STATUS'],
    ['STATUS', 'STATUS_AT_SOURCE'],
    ['STATUS', 'LAST_BORROWED_YEAR'],
    ['BARCODE_FORM', 'USE'],
    ['BARCODE_PREFIX', 'BARCODE_LENGTH'],
  ],
  STATEMENTS: [],
};

/**
 * Dimensions that are grouped first, before each of them is counted: rows that are alike in all of them are many. By years
 * alike rows would be few, so each stands alone.
 */
const YEARS: ReadonlySet<Dimension> = new Set<Dimension>([
  'YEAR',
  'LAST_BORROWED_YEAR',
  'ACQUIRED_YEAR',
  'CREATED_YEAR',
]);

/** A dimension of one value for each row: by it all are counted. */
export const COUNTS_ALL = { RECORDS: 'VISIBILITY', ITEMS: 'VISIBILITY', STATEMENTS: 'KIND' } as const;

export function hasCells(population: Population, dimension: Dimension): boolean {
  return DIMENSIONS_OF[population][dimension] !== undefined && !WITHOUT_CELLS.has(dimension);
}

/** The dimensions of cells that are counted by all of these and perhaps by others; null if there are no such cells. */
export function cellsBy(population: Population, wanted: readonly Dimension[]): readonly Dimension[] | null {
  const [first, ...others] = wanted;
  if (first === undefined) return [COUNTS_ALL[population]];
  if (others.length === 0) return hasCells(population, first) ? [first] : null;
  return TOGETHER[population].find((dimensions) => wanted.every((one) => dimensions.includes(one))) ?? null;
}

export const cellName = (dimensions: readonly Dimension[]): string => dimensions.join(' ');

/** The systems, as `system`, that a version counted which knew less: that they have no such cells says nothing of their rows. */
export function countedWithout(
  { snapshot, population }: { readonly snapshot: number; readonly population: Population },
  dimensions: readonly Dimension[],
): RawBuilder<unknown> {
  const has = (by: readonly Dimension[]): RawBuilder<unknown> =>
    sql`SELECT system FROM snapshot_cell WHERE snapshot = ${snapshot} AND population = ${population}
      AND dimensions = ${cellName(by)}`;
  return sql`${has([COUNTS_ALL[population]])} EXCEPT ${has(dimensions)}`;
}

export interface SystemInSnapshot {
  readonly snapshot: number;
  readonly system: number;
}

/** Counts the rows of one system, whose place in the snapshot (`snapshot_system`) is written already. */
export async function writeCells(transaction: Transaction<Database>, taken: SystemInSnapshot): Promise<void> {
  // The server knows little of tables that have just been filled: it would sort them for each of the dimensions, and look for rare
  // values row by row.
  await setPlans(transaction, 'off');
  for (const population of Object.keys(DIMENSIONS_OF) as Population[]) {
    await sql`
      INSERT INTO snapshot_cell (snapshot, population, dimensions, "values", system, library, row_count, few)
      ${countCells(population, taken)}`.execute(transaction);
  }
  await setPlans(transaction, 'on');
}

async function setPlans(transaction: Transaction<Database>, to: 'on' | 'off'): Promise<void> {
  await sql`SELECT set_config(name, ${to}, true) FROM unnest(ARRAY['enable_sort', 'enable_nestloop']) AS plan(name)`.execute(
    transaction,
  );
}

/** Counts the rows of one system again after some of them were emptied; who has which title stays as it was. */
export async function countAgain(transaction: Transaction<Database>, taken: SystemInSnapshot): Promise<void> {
  const { snapshot, system } = taken;
  const { counted } = await transaction
    .selectFrom('snapshot_system')
    .select('counted')
    .where('snapshot', '=', snapshot)
    .where('system', '=', system)
    .executeTakeFirstOrThrow();
  if (!counted) return;
  await transaction
    .deleteFrom('snapshot_cell')
    .where('snapshot', '=', snapshot)
    .where('system', '=', system)
    .where('dimensions', 'not in', [...OF_TITLES, cellName(TITLES_TOGETHER)])
    .execute();
  await writeCells(transaction, taken);
}

/** In one pass over the rows: first by the sets of libraries that have them, which are few, then by library. */
function countCells(population: Population, { snapshot, system }: SystemInSnapshot): RawBuilder<unknown> {
  const dimensions = (Object.keys(DIMENSIONS_OF[population]) as Dimension[]).filter(
    (one) => hasCells(population, one) && !OF_TITLES.has(one),
  );
  const columns = dimensions.map((name) => {
    const { value, madeOf } = dimensionOf(population, name);
    return sql`${madeOf === undefined ? value : sql.ref(`t.${madeOf}`)} AS ${sql.ref(name)}`;
  });
  const { value: library, many: hasSeveral } = dimensionOf(population, 'LIBRARY');
  const libraries = hasSeveral ? orNone(library) : sql`ARRAY[${library}]`;
  const single = dimensions.filter((name) => !dimensionOf(population, name).many);
  const lists = dimensions.filter((name) => !single.includes(name));
  const together = TOGETHER[population];
  const ofYears = single.filter((name) => YEARS.has(name));
  const groups = [
    single.filter((name) => !YEARS.has(name)),
    ...ofYears.map((year) => [...new Set([year, ...together.filter((set) => set.includes(year)).flat()])]),
  ];
  const parts = groups.map((group, place) => {
    const sets = [
      ...group.map((name) => [name]),
      ...together.filter((set) => set.every((name) => group.includes(name))),
    ];
    return countSets(group, place === 0 ? sets : sets.filter((set) => set.some((name) => YEARS.has(name))));
  });
  return sql`
    WITH counted_row AS MATERIALIZED (
      SELECT t.id, ${libraries} AS libraries, ${sql.join(columns)}
      ${fromSelection({ snapshot, population, where: [] })} AND s.system = ${system} AND t.system = ${system}),
    part AS MATERIALIZED (${sql.join([...parts, ...lists.map((name) => countList(name, dimensionOf(population, name)))], sql` UNION ALL `)}),
    cell AS MATERIALIZED (${cellsOfParts(sql`"values"`)}),
    rare AS (${sql.join(single.map(findRare), sql` UNION ALL `)})
    SELECT ${snapshot}::int, ${population}::text, c.dimensions, c."values", ${system}::smallint, c.library, c.number,
      coalesce(c.few, r.few)
    FROM cell c LEFT JOIN rare r
      ON r.dimensions = c.dimensions AND ARRAY[r.value] = c."values" AND c.library IS NULL`;
}

/**
 * Of the rows of `part`, in which the rows of some libraries that are alike are one: for the system as a whole and for each
 * library.
 */
function cellsOfParts(columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    SELECT dimensions, ${columns}, library, sum(number)::int AS number,
      CASE WHEN library IS NULL AND sum(number) <= ${sql.lit(FEW)}
        THEN string_to_array(string_agg(array_to_string(ids, ','), ','), ',')::bigint[] END AS few
    FROM part CROSS JOIN LATERAL (SELECT NULL::text AS library UNION ALL SELECT unnest(libraries)) l
    GROUP BY dimensions, ${columns}, library`;
}

/** Of all systems: `titles` has the edition, the holders and the work's holders of each title of the snapshot. */
export async function writeTitleCells(
  transaction: Transaction<Database>,
  snapshot: number,
  titles: RawBuilder<unknown>,
): Promise<void> {
  const joined = sql`LEFT JOIN ${titles} h ON h.edition = t.edition`;
  const heldBy = sql`coalesce(cardinality(holders)::text, ${NONE})`;
  const byList = (
    dimensions: readonly Dimension[],
    list: string,
    values: RawBuilder<unknown>,
  ): RawBuilder<unknown> => sql`
    SELECT ${sql.lit(cellName(dimensions))}, ${values}, system, libraries, number, ids
    FROM alike, LATERAL unnest(${orNone(sql.ref(list))}) AS v(value)`;
  await sql`
    INSERT INTO snapshot_cell (snapshot, population, dimensions, "values", system, library, row_count, few)
    WITH alike AS MATERIALIZED (
      SELECT t.system, ${orNone(sql`t.libraries`)} AS libraries, h.holders, h.work_holders, count(*) AS number,
        CASE WHEN count(*) <= ${sql.lit(FEW)} THEN array_agg(t.id) END AS ids
      ${fromSelection({ snapshot, population: 'RECORDS', where: [] }, { joined })}
      GROUP BY 1, 2, 3, 4),
    part AS (
      SELECT 'HELD_BY' AS dimensions, ARRAY[${heldBy}] AS "values", system, libraries, number, ids FROM alike
      UNION ALL ${byList(['HOLDER'], 'holders', sql`ARRAY[value]`)}
      UNION ALL ${byList(['WORK_HOLDER'], 'work_holders', sql`ARRAY[value]`)}
      UNION ALL ${byList(TITLES_TOGETHER, 'holders', sql`ARRAY[value, ${heldBy}]`)})
    SELECT ${snapshot}::int, 'RECORDS', dimensions, "values", system, library, number, few
    FROM (${cellsOfParts(sql`"values", system`)}) cell`.execute(transaction);
}

const orNone = (list: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`CASE WHEN cardinality(${list}) > 0 THEN ${list} ELSE ARRAY[${sql.lit(NONE)}] END`;

/** By each of the sets of dimensions, all of which are of the group. */
function countSets(group: readonly Dimension[], sets: readonly (readonly Dimension[])[]): RawBuilder<unknown> {
  const refs = (names: readonly Dimension[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)));
  // The server says of each row which columns it is not grouped by, the last as the lowest bit.
  const bitsOf = (set: readonly Dimension[]): number =>
    group.reduce((bits, dimension) => bits * 2 + (set.includes(dimension) ? 0 : 1), 0);
  const names = sets.map((set) => sql`WHEN ${sql.lit(bitsOf(set))} THEN ${sql.lit(cellName(set))}`);
  const values = sets.map((set) => sql`WHEN ${sql.lit(bitsOf(set))} THEN ARRAY[${refs(set)}]`);
  return sql`
    SELECT CASE bits ${sql.join(names, sql` `)} END AS dimensions, CASE bits ${sql.join(values, sql` `)} END AS "values",
      libraries, number, NULL::bigint[] AS ids
    FROM (
      SELECT GROUPING(${refs(group)}) AS bits, libraries, ${refs(group)}, sum(number) AS number
      FROM (SELECT libraries, ${refs(group)}, count(*) AS number FROM counted_row GROUP BY libraries, ${refs(group)}) alike
      GROUP BY GROUPING SETS (${sql.join(sets.map((set) => sql`(libraries, ${refs(set)})`))})) grouped`;
}

/** By each value of a list: many rows have the same list. */
function countList(dimension: Dimension, { value, madeOf }: DimensionSql): RawBuilder<unknown> {
  const column = madeOf ?? 'list';
  const list = madeOf === undefined ? sql`t.list` : value;
  return sql`
    SELECT ${sql.lit(dimension)}, ARRAY[v.value], t.libraries, t.number, t.ids
    FROM (
      SELECT ${sql.ref(dimension)} AS ${sql.ref(column)}, libraries, count(*) AS number,
        CASE WHEN count(*) <= ${sql.lit(FEW)} THEN array_agg(id) END AS ids
      FROM counted_row GROUP BY 1, 2) t,
      LATERAL (SELECT ${list} AS values OFFSET 0) l,
      LATERAL (SELECT DISTINCT unnest(${orNone(sql`l.values`)})) AS v(value)`;
}

function findRare(dimension: Dimension): RawBuilder<unknown> {
  const column = sql.ref(`r.${dimension}`);
  return sql`
    SELECT c.dimensions, ${column} AS value, array_agg(r.id) AS few
    FROM cell c JOIN counted_row r ON ${column} = c."values"[1]
    WHERE c.dimensions = ${sql.lit(dimension)} AND c.library IS NULL AND c.number <= ${sql.lit(FEW)}
    GROUP BY 1, 2`;
}
