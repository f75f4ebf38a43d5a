/** Numbers of a snapshot from its cells, where they have them. */
import type { Condition, Dimension } from '#domain/comparison.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { cellName, cellsBy, countedWithout } from './cells.ts';
import { DIMENSIONS_OF } from './dimensions.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import type { Selection } from './predicate.ts';

export interface CellCount {
  readonly values: readonly string[];
  readonly count: number;
}

/**
 * The rows of a selection by some dimensions, the largest first; all of them as one if `by` is empty. Null if the cells do
 * not tell it, or the snapshot has none.
 */
export async function countByCells(
  db: Kysely<Database>,
  { snapshot, population, where }: Selection,
  by: readonly Dimension[],
): Promise<readonly CellCount[] | null> {
  const dimensions = dimensionsFor({ population, where }, by);
  if (dimensions === null || !(await isCounted(db, snapshot))) return null;
  const column = (dimension: Dimension): RawBuilder<unknown> => {
    if (dimension === 'SYSTEM') return sql`name.system_id`;
    if (dimension === 'LIBRARY') return sql`c.library`;
    return sql`c."values"[${sql.lit(dimensions.indexOf(dimension) + 1)}]`;
  };
  const byLibrary = by.includes('LIBRARY') || where.some(({ dimension }) => dimension === 'LIBRARY');
  const conditions = where.map(
    (condition) => sql`AND ${column(condition.dimension)} = ANY(${textArray(condition.in)}::text[])`,
  );
  const columns = by.map(column);
  const groups = columns.length === 0 ? sql`()` : sql.join(columns);
  const order = sql.join([sql`sum(c.row_count) DESC`, ...columns]);
  const { rows } = await sql<CellCount>`
    SELECT ARRAY[${columns.length === 0 ? sql`` : sql.join(columns)}]::text[] AS values, sum(c.row_count)::bigint AS count
    FROM snapshot_cell c JOIN system name ON name.id = c.system
    WHERE c.snapshot = ${snapshot} AND c.population = ${population} AND c.dimensions = ${cellName(dimensions)}
      AND c.library IS ${byLibrary ? sql`NOT NULL` : sql`NULL`} ${sql.join(conditions, sql` `)}
    GROUP BY ${groups} HAVING count(*) > 0 ORDER BY ${order}`.execute(db);
  const { rows: uncounted } = await sql`${countedWithout({ snapshot, population }, dimensions)} LIMIT 1`.execute(db);
  return uncounted.length === 0 ? rows : null;
}

/** Of the cells to sum up; null if the sum would count a row twice, or there are no such cells. */
function dimensionsFor(
  { population, where }: Omit<Selection, 'snapshot'>,
  by: readonly Dimension[],
): readonly Dimension[] | null {
  if (where.some((condition) => condition.in.length === 0)) return null;
  const ofLists = where.filter(({ dimension }) => DIMENSIONS_OF[population][dimension]?.many === true);
  const listsAsked = new Set(ofLists.map(({ dimension }) => dimension));
  const isAskedOnce = listsAsked.size === ofLists.length && ofLists.every(isOneValue);
  if (!isAskedOnce || by.some((dimension) => listsAsked.has(dimension))) return null;
  const wanted = [...by, ...where.map(({ dimension }) => dimension)];
  const own = new Set(wanted.filter((dimension) => dimension !== 'SYSTEM' && dimension !== 'LIBRARY'));
  return cellsBy(population, [...own]);
}

const isOneValue = (condition: Condition): boolean => new Set(condition.in).size === 1;

async function isCounted(db: Kysely<Database>, snapshot: number): Promise<boolean> {
  return (await systemsOfSnapshot(db, snapshot)).every(({ counted }) => counted);
}
