/**
 * Numbers of all records but those for one interlibrary loan ({@link LASTING}): cells tell how many all are, and those for one loan are so
 * few that they are looked at one by one. Counting the others would mean to look at every record of the snapshot.
 */
import type { Dimension } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { countBy, countRows, tell, type Cell, type Count } from '../populations/counts.ts';
import type { Selection } from '../populations/predicate.ts';
import { FOR_ONE_LOAN, LASTING } from './conditions.ts';

/** As {@link countRows}. */
export async function countLasting(db: Kysely<Database>, selection: Selection): Promise<Count> {
  const parts = partsOf(selection);
  if (parts === null) return countRows(db, selection);
  const [all, forOneLoan] = [await countRows(db, parts.all), await countRows(db, parts.forOneLoan)];
  return tell(db, selection, (all.value ?? 0) - (forOneLoan.value ?? 0));
}

/** As {@link countBy}. */
export async function countLastingBy(
  db: Kysely<Database>,
  selection: Selection,
  by: readonly Dimension[],
): Promise<readonly Cell[]> {
  const parts = partsOf(selection);
  if (parts === null) return countBy(db, selection, by);
  const fewer = new Map(
    (await countBy(db, parts.forOneLoan, by)).map(({ values, count }) => [JSON.stringify(values), count]),
  );
  const cells = await countBy(db, parts.all, by);
  const left = cells.map(({ values, count, where }) => ({
    values,
    count: count - (fewer.get(JSON.stringify(values)) ?? 0),
    where: [...selection.where, ...where.slice(parts.all.where.length)],
  }));
  return left.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}

/** Null if it is of those for one loan, too. */
function partsOf(selection: Selection): Readonly<Record<'all' | 'forOneLoan', Selection>> | null {
  const where = selection.where.filter((condition) => condition !== LASTING);
  if (where.length === selection.where.length) return null;
  return { all: { ...selection, where }, forOneLoan: { ...selection, where: [...where, FOR_ONE_LOAN] } };
}
