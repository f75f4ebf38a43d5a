/**
 * Where in a snapshot the rows of a filter may be: its cells tell which systems have rows of a value, and which rows where
 * there are few. What is listed is still chosen by the predicate.
 */
import { NONE, type Dimension } from '#domain/comparison.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { countByCells } from './cell-counts.ts';
import { cellName, COUNTS_ALL, countedWithout, FEW, hasCells } from './cells.ts';
import { DIMENSIONS_OF } from './dimensions.ts';
import { lastRead, once } from '../snapshots/once.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { onceWhere } from './once-where.ts';
import { fromSelection, isOfFindings, type Selection } from './predicate.ts';

/** Where rows may be: in these systems, and of these rows where they are few. */
export interface Candidates {
  readonly system: number;
  /** Null if they are many. */
  readonly few: readonly number[] | null;
}

/** The systems, by number, that may have rows of all conditions. */
export async function findCandidates(db: Kysely<Database>, selection: Selection): Promise<readonly Candidates[]> {
  const { population, where } = selection;
  const systems = await systemsNamed(db, selection);
  const uncounted = systems.filter(({ counted }) => !counted).map(({ system }) => ({ system, few: null }));
  const all = systems.filter(({ counted }) => counted);
  const told = await countByCells(db, selection, ['SYSTEM']);
  const some = all.filter(({ id }) => told?.some(({ values }) => values[0] === id) ?? true);
  let candidates = new Map<number, readonly number[] | null>(some.map(({ system }) => [system, null]));
  candidates = amongFew(candidates, await findFew(db, selection));
  const conditions = where.filter(({ dimension }) => hasCells(population, dimension));
  const libraries = where.filter(({ dimension }) => dimension === 'LIBRARY').flatMap((one) => one.in);
  const ofAll = { dimension: COUNTS_ALL[population], in: null };
  for (const condition of libraries.length > 0 && conditions.length === 0 ? [ofAll] : conditions) {
    const of = ['CANDIDATES', population, condition.dimension, condition.in, libraries];
    const found = await once(
      db,
      [lastRead(db, selection.snapshot)],
      of,
      () => findInCells(db, selection, condition, libraries),
      rowsIn,
    );
    candidates = new Map(
      [...candidates]
        .filter(([system]) => found.has(system))
        .map(([system, few]) => [system, fewer(few, found.get(system) ?? null)]),
    );
  }
  return [...candidates]
    .map(([system, few]) => ({ system, few }))
    .concat(uncounted)
    .toSorted((a, b) => a.system - b.system);
}

/** Of each system, those that are few. */
type Few = ReadonlyMap<number, readonly number[] | null>;
const rowsIn = (found: Few | null): number =>
  [...(found?.values() ?? [])].reduce((sum, few) => sum + (few?.length ?? 0), 1);

interface CellCondition {
  readonly dimension: Dimension;
  /** Null for any value. */
  readonly in: readonly string[] | null;
}

/** The systems that have, or may have, rows of one of the values in one of the libraries (any, if none is named); which, if few. */
async function findInCells(
  db: Kysely<Database>,
  { snapshot, population }: Selection,
  { dimension, in: values }: CellCondition,
  libraries: readonly string[],
): Promise<Few> {
  const ofValues = values === null ? sql`` : sql`AND c."values"[1] = ANY(${textArray(values)}::text[])`;
  const cells = sql`snapshot_cell c WHERE c.snapshot = ${snapshot} AND c.population = ${population}
    AND c.dimensions = ${cellName([dimension])} ${ofValues}`;
  const inLibraries =
    libraries.length === 0
      ? sql``
      : sql`AND c.system IN (SELECT c.system FROM ${cells} AND c.library = ANY(${textArray(libraries)}::text[]))`;
  const { rows } = await sql<{ system: number; few: number[] | null }>`
    SELECT c.system, CASE WHEN sum(c.row_count) <= ${sql.lit(FEW)}
      THEN string_to_array(string_agg(array_to_string(c.few, ','), ','), ',')::bigint[] END AS few
    FROM ${cells} AND c.library IS NULL ${inLibraries}
    GROUP BY c.system
    UNION ALL
    SELECT system, NULL FROM (${countedWithout({ snapshot, population }, [dimension])}) AS uncounted`.execute(db);
  return new Map(rows.map(({ system, few }) => [system, few]));
}

/** `AND ...`: only the rows `t` that are among them. */
export function areAmong(candidates: readonly Candidates[]): RawBuilder<unknown> {
  const many = candidates.filter(({ few }) => few === null).map(({ system }) => system);
  const few = candidates.flatMap(({ few: rows }) => rows ?? []);
  const inMany = sql`t.system = ANY(${many}::smallint[])`;
  if (few.length === 0) return sql`AND ${inMany}`;
  const inFew = sql`t.id = ANY(${bigintArray(few)}::bigint[])`;
  return many.length === 0 ? sql`AND ${inFew}` : sql`AND (${inMany} OR ${inFew})`;
}

/**
 * The rows that meet the conditions that are looked up over the whole snapshot, by system; null if there are no such
 * conditions, or many rows.
 */
async function findFew(db: Kysely<Database>, { snapshot, population, where }: Selection): Promise<Few | null> {
  const planned = where.filter(
    ({ dimension, in: values }) =>
      (isOfFindings(dimension) || DIMENSIONS_OF[population][dimension]?.condition !== undefined) &&
      !hasCells(population, dimension) &&
      !values.includes(NONE),
  );
  if (planned.length === 0) return null;
  const read = async (): Promise<Few | null> => {
    const { rows } = await sql<{ system: number; id: number }>`
      SELECT t.system, t.id ${fromSelection({ snapshot, population, where: planned })} LIMIT ${FEW + 1}`.execute(db);
    if (rows.length > FEW) return null;
    const bySystem = Map.groupBy(rows, ({ system }) => system);
    return new Map([...bySystem].map(([system, own]) => [system, own.map(({ id }) => id)]));
  };
  return onceWhere(db, [snapshot], { of: ['FEW', population, planned], where: planned }, read, rowsIn);
}

function amongFew(candidates: Few, few: Few | null): Map<number, readonly number[] | null> {
  if (few === null) return new Map(candidates);
  return new Map(
    [...candidates.keys()].flatMap((system) => (few.has(system) ? [[system, few.get(system) ?? []]] : [])),
  );
}

function fewer(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (a === null || b === null) return a ?? b;
  return a.length <= b.length ? a : b;
}

async function systemsNamed(
  db: Kysely<Database>,
  { snapshot, where }: Selection,
): Promise<readonly { readonly id: string; readonly system: number; readonly counted: boolean }[]> {
  const named = where.filter(({ dimension }) => dimension === 'SYSTEM');
  const systems = await systemsOfSnapshot(db, snapshot);
  return systems
    .filter(({ id }) => named.every((condition) => condition.in.includes(id)))
    .map(({ id, number, counted }) => ({ id, system: number, counted }));
}
