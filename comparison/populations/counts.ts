/** Numbers of a snapshot. */
import { NOT_TOLD, type Condition, type Dimension } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { systemsThatDoNotTell } from './not-told.ts';
import { dimensionOf, fromSelection, type Selection } from './predicate.ts';

/** A number, and who could not tell. */
export interface Count {
  /** Null if none of the systems that were asked tells it. */
  readonly value: number | null;
  /** Systems that do not tell what the number is about: what they have is not in it. */
  readonly notToldBy: readonly SystemId[];
}

/** One row of a table: the values it stands for, the number, and the filter by which its rows are listed. */
export interface Cell {
  readonly values: readonly string[];
  readonly count: number;
  readonly where: readonly Condition[];
}

const MOST_DIMENSIONS = 3;

export async function countRows(db: Kysely<Database>, selection: Selection): Promise<Count> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count ${fromSelection(selection)}`.execute(db);
  const count = rows[0]?.count ?? 0;
  const { notToldBy, everybody } = await systemsThatDoNotTell(db, selection);
  return { value: everybody ? null : count, notToldBy };
}

/**
 * The numbers of a population by one to three dimensions, largest first. A row that has several values of a dimension counts
 * under each; what a system does not tell stands under `(not told)`.
 */
export async function countBy(
  db: Kysely<Database>,
  selection: Selection,
  by: readonly Dimension[],
): Promise<readonly Cell[]> {
  const used = by.slice(0, MOST_DIMENSIONS).map((dimension) => dimensionOf(selection.population, dimension));
  const columns = used.map(({ value, many }, place) => {
    const name = sql.ref(`v${place}`);
    return many
      ? sql`unnest(CASE WHEN cardinality(${value}) > 0 THEN ${value} ELSE ARRAY['(none)'] END) AS ${name}`
      : sql`${value} AS ${name}`;
  });
  const names = used.map((_, place) => sql.ref(`v${place}`));
  const { rows } = await sql<{ values: string[]; count: number }>`
    SELECT ARRAY[${sql.join(names)}]::text[] AS values, count(*) AS count
    FROM (SELECT ${sql.join(columns)} ${fromSelection(selection)}) row
    GROUP BY ${sql.join(names)} ORDER BY count(*) DESC, ${sql.join(names)}`.execute(db);
  return rows.map(({ values, count }) => ({
    values,
    count,
    where: [...selection.where, ...by.map((dimension, place) => ({ dimension, in: [values[place] ?? NOT_TOLD] }))],
  }));
}
