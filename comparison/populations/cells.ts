/**
 * Which systems of a snapshot have rows of a value, and which rows, where there are few. A list of rare rows then need not
 * walk over a million that are not in it. Cells only say where to look: what is listed is still chosen by the predicate.
 */
import { NONE, type Condition, type Dimension, type Population } from '#domain/comparison.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { DIMENSIONS_OF, TABLE_OF } from './dimensions.ts';
import { fromSelection, type Selection } from './predicate.ts';
import { isInVersion } from '../snapshots/version.ts';

/** More are found by walking: among a hundred thousand rows the first page of them is near. */
const FEW = 200;

/** The conditions on these are looked up elsewhere; what one system's rows alone cannot tell has no cells of a system. */
const WITHOUT_CELLS: ReadonlySet<Dimension> = new Set<Dimension>([
  'SYSTEM',
  'FINDING',
  'FINDING_GROUP',
  'SAME_BARCODE_IN',
  'SAME_BARCODE_AT',
  'HELD_BY',
  'HOLDER',
  'WORK_HOLDER',
  'CONFLICT',
  'LAST_COPY',
  'RECORD',
  'ROW',
]);

export interface SystemInSnapshot {
  readonly snapshot: number;
  readonly system: number;
}

/** Counts the values of all rows of one system, whose place in the snapshot (`snapshot_system`) is written already. */
export async function writeCells(transaction: Transaction<Database>, taken: SystemInSnapshot): Promise<void> {
  for (const population of Object.keys(TABLE_OF) as Population[]) await writeCellsOf(transaction, population, taken);
}

async function writeCellsOf(
  transaction: Transaction<Database>,
  population: Population,
  { snapshot, system }: SystemInSnapshot,
): Promise<void> {
  const values = Object.entries(DIMENSIONS_OF[population])
    .filter(([dimension]) => !WITHOUT_CELLS.has(dimension as Dimension))
    .map(([dimension, { value, many }]): RawBuilder<unknown> => {
      const name = sql.lit(dimension);
      return many
        ? sql`SELECT ${name}, unnest(CASE WHEN cardinality(${value}) > 0 THEN ${value} ELSE ARRAY[${sql.lit(NONE)}] END)`
        : sql`SELECT ${name}, ${value}`;
    });
  await sql`
    INSERT INTO snapshot_cell (snapshot, population, dimension, value, system, row_count, few)
    SELECT ${snapshot}::int, ${population}::text, v.dimension, v.value, ${system}::smallint, count(*)::int,
      CASE WHEN count(*) <= ${sql.lit(FEW)} THEN array_agg(t.id) END
    FROM snapshot_system s JOIN ${sql.table(TABLE_OF[population])} t
        ON t.system = s.system AND ${isInVersion('t', 's')},
      LATERAL (${sql.join(values, sql` UNION ALL `)}) AS v(dimension, value)
    WHERE s.snapshot = ${snapshot} AND s.system = ${system}
    GROUP BY v.dimension, v.value`.execute(transaction);
}

/** Where rows may be: in these systems, and of these rows where they are few. */
export interface Candidates {
  readonly system: number;
  /** Null if they are many. */
  readonly few: readonly number[] | null;
}

/** The systems, by number, that may have rows of all conditions. */
export async function findCandidates(
  db: Kysely<Database>,
  { snapshot, population, where }: Selection,
): Promise<readonly Candidates[]> {
  const systems = await systemsNamed(db, snapshot, where);
  let candidates = new Map<number, readonly number[] | null>(systems.map((system) => [system, null]));
  candidates = amongFew(candidates, await findFew(db, { snapshot, population, where }));
  for (const { dimension, in: values } of where) {
    if (WITHOUT_CELLS.has(dimension)) continue;
    const { rows } = await sql<{ system: number; few: number[] | null }>`
      SELECT system, CASE WHEN bool_and(few IS NOT NULL) AND sum(row_count) <= ${sql.lit(FEW)}
        THEN (SELECT array_agg(DISTINCT id ORDER BY id) FROM snapshot_cell c, unnest(c.few) id
          WHERE c.snapshot = cell.snapshot AND c.population = cell.population AND c.dimension = cell.dimension
            AND c.value = ANY(${textArray(values)}::text[]) AND c.system = cell.system) END AS few
      FROM snapshot_cell cell
      WHERE snapshot = ${snapshot} AND population = ${population} AND dimension = ${dimension}
        AND value = ANY(${textArray(values)}::text[])
      GROUP BY snapshot, population, dimension, system`.execute(db);
    const found = new Map(rows.map(({ system, few }) => [system, few]));
    candidates = new Map(
      [...candidates]
        .filter(([system]) => found.has(system))
        .map(([system, few]) => [system, fewer(few, found.get(system) ?? null)]),
    );
  }
  return [...candidates].map(([system, few]) => ({ system, few })).toSorted((a, b) => a.system - b.system);
}

/**
 * The rows that meet the conditions that are looked up over the whole snapshot, by system; null if there are no such
 * conditions, or many rows.
 */
async function findFew(
  db: Kysely<Database>,
  { snapshot, population, where }: Selection,
): Promise<ReadonlyMap<number, readonly number[]> | null> {
  const planned = where.filter(
    ({ dimension, in: values }) =>
      DIMENSIONS_OF[population][dimension]?.condition !== undefined && !values.includes(NONE),
  );
  if (planned.length === 0) return null;
  const { rows } = await sql<{ system: number; id: number }>`
    SELECT t.system, t.id ${fromSelection({ snapshot, population, where: planned })} LIMIT ${FEW + 1}`.execute(db);
  if (rows.length > FEW) return null;
  const bySystem = Map.groupBy(rows, ({ system }) => system);
  return new Map([...bySystem].map(([system, own]) => [system, own.map(({ id }) => id)]));
}

function amongFew(
  candidates: ReadonlyMap<number, readonly number[] | null>,
  few: ReadonlyMap<number, readonly number[]> | null,
): Map<number, readonly number[] | null> {
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
  snapshot: number,
  where: readonly Condition[],
): Promise<readonly number[]> {
  const named = where.filter(({ dimension }) => dimension === 'SYSTEM');
  const rows = await db
    .selectFrom('snapshot_system as s')
    .innerJoin('system', 'system.id', 's.system')
    .select(['s.system', 'system.system_id as id'])
    .where('s.snapshot', '=', snapshot)
    .execute();
  return rows.filter(({ id }) => named.every((condition) => condition.in.includes(id))).map(({ system }) => system);
}
