/** Who cannot tell what a number is about. */
import { NOT_TOLD, type Condition, type Dimension } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { areAmong, findCandidates } from './candidates.ts';
import { countByCells } from './cell-counts.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { fromSelection, type Selection } from './predicate.ts';

export interface NotTold {
  readonly notToldBy: readonly SystemId[];
  /** Whether none of the systems that the question is about tells it. */
  readonly everybody: boolean;
}

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

/**
 * Systems in the scope of a selection that have no such population at all, or have rows of which they do not tell what a
 * condition asks. Conditions on system and library are the scope.
 */
export async function systemsThatDoNotTell(db: Kysely<Database>, selection: Selection): Promise<NotTold> {
  const scope = await systemsInScope(db, selection);
  const silent = new Set(scope.filter(({ tells }) => !tells).map(({ id }) => id));
  for (const condition of selection.where) {
    if (ALWAYS_TOLD.has(condition.dimension) || condition.in.includes(NOT_TOLD)) continue;
    for (const id of await systemsWithUntoldRows(db, selection, condition)) silent.add(id);
  }
  return { notToldBy: [...silent].toSorted(), everybody: scope.length > 0 && silent.size >= scope.length };
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

async function systemsWithUntoldRows(
  db: Kysely<Database>,
  selection: Selection,
  asked: Condition,
): Promise<readonly SystemId[]> {
  const where = selection.where.map((one) => (one === asked ? { ...one, in: [NOT_TOLD] } : one));
  const untold = { ...selection, where };
  const cells = await countByCells(db, untold, ['SYSTEM']);
  if (cells !== null) return cells.flatMap(({ values }) => values as readonly SystemId[]);
  const { rows } = await sql<{ id: SystemId }>`
    SELECT system_id AS id FROM system
    WHERE id IN (SELECT t.system ${fromSelection(untold)} ${areAmong(await findCandidates(db, untold))})`.execute(db);
  return rows.map(({ id }) => id);
}
