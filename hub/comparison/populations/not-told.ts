/** Who cannot tell what a number is about. */
import { NOT_TOLD, type Condition, type Dimension } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { areAmong, findCandidates } from './candidates.ts';
import { countByCells } from './cell-counts.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { fromSelection, type Selection } from './predicate.ts';

/** Dimensions that say where a row is, and that every system tells. */
const ALWAYS_TOLD: ReadonlySet<Dimension> = new Set<Dimension>([
  'SYSTEM',
  'LIBRARY',
  'VISIBILITY',
  'RECORD_VISIBILITY',
  'OWNER_CODE',
  'LEFT_OUT',
  'BARCODE_FORM',
  'BARCODE_PREFIX',
  'BARCODE_LENGTH',
  'FINDING',
  'FINDING_GROUP',
  'RECORD',
  'SAME_BARCODE_IN',
  'SAME_BARCODE_AT',
  'HELD_BY',
  'HOLDER',
  'WORK_HOLDER',
  'TITLE_OF',
  'CONFLICT',
  'LAST_COPY',
  'ROW',
  'HAS_TITLE',
  'YEAR',
  'KIND',
  'DATED',
]);

/** The value by which a row says that it is not known, besides `NOT_TOLD`. */
const NOT_KNOWN: Readonly<Partial<Record<Dimension, string>>> = {
  STATUS: 'UNKNOWN',
  USE: 'UNKNOWN',
};

/** What a row says where it is not known whether it meets the condition; none where that is always known, or asked for. */
export function unknownValues({ dimension, in: values }: Condition): readonly string[] {
  if (ALWAYS_TOLD.has(dimension) || values.includes(NOT_TOLD)) return [];
  const notKnown = NOT_KNOWN[dimension];
  return notKnown === undefined || values.includes(notKnown) ? [NOT_TOLD] : [NOT_TOLD, notKnown];
}

/** Whether of each row it is known whether it meets the conditions, so that {@link orUnknown} chooses no more. */
export function isAlwaysKnown(where: readonly Condition[]): boolean {
  return where.every((condition) => unknownValues(condition).length === 0);
}

/** Chooses also the rows of which it is not known whether they meet a condition. */
export function orUnknown(where: readonly Condition[]): readonly Condition[] {
  return where.map((condition) => ({ ...condition, in: [...condition.in, ...unknownValues(condition)] }));
}

/**
 * Systems in the scope of a selection that have no such population at all, or have rows of which they do not tell what a
 * condition asks. Conditions on system and library are the scope.
 */
export async function systemsThatDoNotTell(db: Kysely<Database>, selection: Selection) {
  const scope = await systemsInScope(db, selection);
  const notToldBy = new Set(scope.filter(({ tells }) => !tells).map(({ id }) => id));
  const notKnownBy = new Set(notToldBy);
  let unknownRows = 0;
  for (const [place, condition] of selection.where.entries()) {
    // Of a row that does not tell two of the conditions it is not known either; it counts under the first.
    const others = [...selection.where.slice(0, place), ...orUnknown(selection.where.slice(place + 1))];
    for (const { id, value, rows } of await countUnknown(db, { ...selection, where: others }, condition)) {
      if (value === NOT_TOLD) notToldBy.add(id);
      notKnownBy.add(id);
      unknownRows += rows;
    }
  }
  return {
    notToldBy: [...notToldBy].toSorted(),
    /** With those that have rows of which they do not know it themselves. */
    notKnownBy: [...notKnownBy].toSorted(),
    /** Of how many rows it is not known: they meet the other conditions, or do not tell these either. */
    unknownRows,
    /** Whether it is not known of rows of every system that the question is about. */
    everybody: scope.length > 0 && notKnownBy.size >= scope.length,
  };
}

async function systemsInScope(
  db: Kysely<Database>,
  { snapshot, population, where }: Selection,
): Promise<readonly { readonly id: SystemId; readonly tells: boolean }[]> {
  const rows = await systemsOfSnapshot(db, snapshot);
  const wanted = (dimension: Dimension): ReadonlySet<string> | null => {
    const named = where.filter((condition) => condition.dimension === dimension);
    return named.length === 0 ? null : new Set(named.flatMap((condition) => condition.in));
  };
  const systems = wanted('SYSTEM');
  const libraries = wanted('LIBRARY');
  return rows
    .filter(({ id }) => systems?.has(id) ?? true)
    .filter((row) => libraries === null || row.libraries.some((library) => libraries.has(library)))
    .map(({ id, notTold }) => ({ id, tells: !notTold.includes(population) }));
}

interface UnknownRows {
  readonly id: SystemId;
  /** `NOT_TOLD`, or one of {@link NOT_KNOWN}. */
  readonly value: string;
  readonly rows: number;
}

async function countUnknown(
  db: Kysely<Database>,
  others: Selection,
  asked: Condition,
): Promise<readonly UnknownRows[]> {
  const found: UnknownRows[] = [];
  for (const value of unknownValues(asked)) {
    const where = [...others.where, { ...asked, in: [value] }];
    const counts = await countBySystem(db, { ...others, where });
    found.push(...counts.map((one) => ({ ...one, value })));
  }
  return found;
}

async function countBySystem(
  db: Kysely<Database>,
  selection: Selection,
): Promise<readonly Omit<UnknownRows, 'value'>[]> {
  const cells = await countByCells(db, selection, ['SYSTEM']);
  if (cells !== null) return cells.map(({ values: [id], count }) => ({ id: id as SystemId, rows: count }));
  const { rows } = await sql<Omit<UnknownRows, 'value'>>`
    SELECT sys.system_id AS id, count(*)::int AS rows
    ${fromSelection(selection)} ${areAmong(await findCandidates(db, selection))} GROUP BY sys.system_id`.execute(db);
  return rows;
}
