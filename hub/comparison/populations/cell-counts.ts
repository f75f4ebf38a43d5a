/** Numbers of a snapshot from its cells, where they have them. */
import type { Condition, Dimension } from '#domain/comparison.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { cellName, cellsBy, countedWithout } from './cells.ts';
import { DIMENSIONS_OF } from './dimensions.ts';
import { lastRead, once } from '../snapshots/once.ts';
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
  const byLibrary = [...by, ...where.map(({ dimension }) => dimension)].includes('LIBRARY');
  const cells = await findCells(db, { snapshot, population, dimensions, byLibrary }, where);
  if (cells === null) return null;
  const valueOf = by.map((dimension) => readerOf(dimensions, dimension));
  const tests = where.map(({ dimension, in: values }) => {
    const [read, wanted] = [readerOf(dimensions, dimension), new Set(values)];
    return (cell: Cell): boolean => wanted.has(read(cell));
  });
  const sums = new Map<string, { readonly values: readonly string[]; count: number }>();
  for (const cell of cells) {
    if (!tests.every((meets) => meets(cell))) continue;
    const values = valueOf.map((read) => read(cell));
    const key = values.join('\0');
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { values, count: cell[3] });
    else sum.count += cell[3];
  }
  return [...sums]
    .toSorted(([a, { count: ofA }], [b, { count: ofB }]) => ofB - ofA || (a < b ? -1 : 1))
    .map(([, sum]) => sum);
}

/** Of a system as a whole (library null) or of a library in it. */
type Cell = readonly [values: readonly string[], system: string, library: string | null, count: number];

interface CellsAsked extends Omit<Selection, 'where'> {
  readonly dimensions: readonly Dimension[];
  readonly byLibrary: boolean;
}

/** Of a set of more, those that a number needs are read with each number. */
const MOST_KEPT = 30_000;

/** Those of a selection, and perhaps others: all of a whole snapshot are read once. Null if a system was counted without them. */
async function findCells(
  db: Kysely<Database>,
  asked: CellsAsked,
  where: Selection['where'],
): Promise<readonly Cell[] | null> {
  const { snapshot, population, dimensions, byLibrary } = asked;
  const read = lastRead(db, snapshot);
  const of = ['CELLS', population, dimensions, byLibrary];
  const readAll = (): Promise<CellsRead> => readCells(db, asked, [], MOST_KEPT);
  const all = read.digest === null ? null : await once(db, [read], of, readAll, (found) => found.cells.length);
  const { cells, everySystem } = all === null || all.isCut ? await readCells(db, asked, where) : all;
  return everySystem ? cells : null;
}

interface CellsRead {
  readonly cells: readonly Cell[];
  /** Whether every system has such cells. */
  readonly everySystem: boolean;
  /** Whether there are more than were wanted at most: then there are none here. */
  readonly isCut: boolean;
}

async function readCells(
  db: Kysely<Database>,
  { snapshot, population, dimensions, byLibrary }: CellsAsked,
  where: Selection['where'],
  most: number | null = null,
): Promise<CellsRead> {
  const column = (dimension: Dimension): RawBuilder<unknown> => {
    if (dimension === 'SYSTEM') return sql`name.system_id`;
    if (dimension === 'LIBRARY') return sql`c.library`;
    return sql`c."values"[${sql.lit(dimensions.indexOf(dimension) + 1)}]`;
  };
  const conditions = where.map(
    (condition) => sql`AND ${column(condition.dimension)} = ANY(${textArray(condition.in)}::text[])`,
  );
  const { rows } = await sql<Omit<CellsRead, 'isCut'>>`
    SELECT coalesce(json_agg(json_build_array(cell."values", cell.system_id, cell.library, cell.row_count)), '[]') AS cells,
      NOT EXISTS (${countedWithout({ snapshot, population }, dimensions)}) AS "everySystem"
    FROM (SELECT c."values", name.system_id, c.library, c.row_count FROM snapshot_cell c JOIN system name ON name.id = c.system
      WHERE c.snapshot = ${snapshot} AND c.population = ${population} AND c.dimensions = ${cellName(dimensions)}
        AND c.library IS ${byLibrary ? sql`NOT NULL` : sql`NULL`} ${sql.join(conditions, sql` `)}
      LIMIT ${most === null ? null : most + 1}::bigint) cell`.execute(db);
  const { cells = [], everySystem = false } = rows[0] ?? {};
  const isCut = most !== null && cells.length > most;
  return { cells: isCut ? [] : cells, everySystem, isCut };
}

function readerOf(dimensions: readonly Dimension[], dimension: Dimension): (cell: Cell) => string {
  if (dimension === 'SYSTEM') return ([, system]) => system;
  if (dimension === 'LIBRARY') return ([, , library]) => library ?? '';
  const place = dimensions.indexOf(dimension);
  return ([values]) => values[place] ?? '';
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
