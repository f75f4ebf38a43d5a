/** Numbers of a snapshot. */
import { NONE, NOT_TOLD, type Condition, type Dimension } from '#domain/comparison.ts';
import { VISIBILITIES, type Visibility } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { isPartFound } from '../jobs/records-compared.ts';
import { areAmong, findCandidates } from './candidates.ts';
import { countByCells, type CellCount } from './cell-counts.ts';
import { systemsThatDoNotTell } from './not-told.ts';
import { foundBy, onceWhere } from './once-where.ts';
import { dimensionOf, fromSelection, type Selection } from './predicate.ts';

export interface Count {
  /**
   * Null if none of the systems that were asked tells it of all its rows, and none of those that are told has it; or if it is found by
   * comparing records, and they were not compared.
   */
  readonly value: number | null;
  /** Systems that do not tell what the number is about: what they have is not in it. */
  readonly notToldBy: readonly SystemId[];
  /** Of how many rows it is not known whether they belong to it. */
  readonly unknownRows: number;
}

/** One row of a table: the values it stands for, the number, and the filter by which its rows are listed. */
export interface Cell {
  readonly values: readonly string[];
  readonly count: number;
  readonly where: readonly Condition[];
}

const MOST_DIMENSIONS = 3;

/** Counted once: a page asks for the same numbers at each visit. */
export function countRows(db: Kysely<Database>, selection: Selection): Promise<Count> {
  const { snapshot, population, where } = selection;
  return onceWhere(db, [snapshot], { of: ['COUNT', population, where], where }, async () => {
    const [all] = await countEach(db, selection, []);
    return tell(db, selection, all?.count ?? 0);
  });
}

/** A number that was found otherwise, and who could not tell. */
export async function tell(db: Kysely<Database>, selection: Selection, count: number): Promise<Count> {
  const { notToldBy, notKnownBy, unknownRows, everybody } = await systemsThatDoNotTell(db, selection);
  // What was found is told, though not of all rows; that nothing was found is not.
  return count === 0 && (everybody || (await isNotFoundYet(db, selection)))
    ? { value: null, notToldBy: notKnownBy, unknownRows }
    : { value: count, notToldBy, unknownRows };
}

/** Whether it asks for what is found by comparing records, and that part of it was not done. */
async function isNotFoundYet(db: Kysely<Database>, { snapshot, where }: Selection): Promise<boolean> {
  for (const part of new Set(where.flatMap(foundBy))) if (!(await isPartFound(db, snapshot, part))) return true;
  return false;
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
  const dimensions = by.slice(0, MOST_DIMENSIONS);
  return (await countEach(db, selection, dimensions)).map((cell) => ({
    ...cell,
    where: [...selection.where, ...by.map((dimension, place) => ({ dimension, in: [cell.values[place] ?? NOT_TOLD] }))],
  }));
}

/** The largest first; all as one if `by` is empty. */
async function countEach(
  db: Kysely<Database>,
  selection: Selection,
  by: readonly Dimension[],
): Promise<readonly CellCount[]> {
  const cells = await countByCells(db, selection, by);
  if (cells !== null) return cells;
  const parts = partsOf(selection);
  if (parts === null) {
    const { snapshot, population, where } = selection;
    const chosen = { of: ['ROW BY ROW', population, where, by], where: [...where, ...by.map(anyOf)] };
    return onceWhere(
      db,
      [snapshot],
      chosen,
      () => countRowByRow(db, selection, by),
      (found) => found.length,
    );
  }
  const keyOf = ({ values }: CellCount): string => JSON.stringify(values);
  const fewer = new Map((await countEach(db, parts.forOneLoan, by)).map((cell) => [keyOf(cell), cell.count]));
  return (await countEach(db, parts.all, by))
    .map((cell) => ({ ...cell, count: cell.count - (fewer.get(keyOf(cell)) ?? 0) }))
    .filter((cell) => cell.count > 0)
    .toSorted((a, b) => b.count - a.count);
}

const anyOf = (dimension: Dimension): Condition => ({ dimension, in: [NONE] });

/** Records that were typed in for one interlibrary loan are so few that they are looked at one by one. */
const FOR_ONE_LOAN: Visibility = 'ILL_TEMPORARY';
const isOfAllOthers = ({ dimension, in: values }: Condition): boolean =>
  dimension === 'VISIBILITY' && VISIBILITIES.every((one) => values.includes(one) === (one !== FOR_ONE_LOAN));

/**
 * All rows but those for one loan are all rows, which cells tell more often, less those: counting them would mean to look at every row of
 * the snapshot. Null for a selection of other rows.
 */
function partsOf(selection: Selection): Readonly<Record<'all' | 'forOneLoan', Selection>> | null {
  const where = selection.where.filter((condition) => !isOfAllOthers(condition));
  if (where.length === selection.where.length) return null;
  const forOneLoan = [...where, { dimension: 'VISIBILITY', in: [FOR_ONE_LOAN] } as const];
  return { all: { ...selection, where }, forOneLoan: { ...selection, where: forOneLoan } };
}

async function countRowByRow(
  db: Kysely<Database>,
  selection: Selection,
  by: readonly Dimension[],
): Promise<readonly CellCount[]> {
  const candidates = await findCandidates(db, selection);
  if (candidates.length === 0) return [];
  if (by.length === 0) {
    const { rows } = await sql<CellCount>`
      SELECT '{}'::text[] AS values, count(*) AS count ${fromSelection(selection)} ${areAmong(candidates)}`.execute(db);
    return rows;
  }
  const used = by.map((dimension) => dimensionOf(selection.population, dimension));
  const columns = used.map(({ value, many }, place) =>
    many
      ? sql`CASE WHEN cardinality(${value}) > 0 THEN ${value} ELSE ARRAY['(none)'] END AS ${listName(place)}`
      : sql`${value} AS ${valueName(place)}`,
  );
  // One after the other, so that a row with two lists counts under each pair of their values. OFFSET 0 keeps the server from
  // working a list out again for each value of another.
  const lists = used.flatMap(({ many }, place) =>
    many ? sql`, LATERAL unnest(row.${listName(place)}) AS ${sql.ref(`of_${place}`)}(${valueName(place)})` : [],
  );
  const names = used.map((_, place) => valueName(place));
  const { rows } = await sql<CellCount>`
    SELECT ARRAY[${sql.join(names)}]::text[] AS values, count(*) AS count
    FROM (SELECT ${sql.join(columns)} ${fromSelection(selection)} ${areAmong(candidates)}
      OFFSET 0) row ${sql.join(lists, sql` `)}
    GROUP BY ${sql.join(names)} ORDER BY count(*) DESC, ${sql.join(names)}`.execute(db);
  return rows;
}

const valueName = (place: number): RawBuilder<unknown> => sql.ref(`v${place}`);
const listName = (place: number): RawBuilder<unknown> => sql.ref(`list${place}`);
