/** How many copies, and how many readers with a loan or hold, rows of a snapshot stand for. */
import type { Population } from '#domain/comparison.ts';
import { showCount } from '#domain/small-numbers.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { fromSelection, type Selection } from '../populations/predicate.ts';
import { countBy } from '../populations/counts.ts';
import { systemsThatDoNotTell } from '../populations/not-told.ts';

export interface Affected {
  /** Null if no system tells it. */
  readonly items: number | null;
  /** Null if no system tells it, their rows are gone, or they are too few to be shown; then `why` says which. */
  readonly readers: number | null;
  readonly why: string | null;
}

export async function countAffected(db: Kysely<Database>, selection: Selection): Promise<Affected> {
  const { everybody } = await systemsThatDoNotTell(db, {
    ...selection,
    population: 'ITEMS',
    where: selection.where.filter(({ dimension }) => dimension === 'SYSTEM' || dimension === 'LIBRARY'),
  });
  const bySystem = await countCopies(db, selection);
  const items = bySystem.reduce((sum, { count }) => sum + count, 0);
  const readers = await countReaders(
    db,
    selection,
    bySystem.map(({ id }) => id),
  );
  return { items: everybody ? null : items, ...readers };
}

/** Of each system that has some. */
async function countCopies(
  db: Kysely<Database>,
  selection: Selection,
): Promise<readonly { readonly id: string; readonly count: number }[]> {
  if (selection.population === 'ITEMS') {
    const cells = await countBy(db, selection, ['SYSTEM']);
    return cells.map(({ values: [id = ''], count }) => ({ id, count }));
  }
  const { rows } = await sql<{ id: string; count: number }>`
    SELECT name.system_id AS id, count(*) AS count
    FROM (${copiesOf(selection)}) copy JOIN system name ON name.id = copy.system GROUP BY name.system_id`.execute(db);
  return rows;
}

/** The copies that are chosen, or those of the records or statements that are. */
function copiesOf(selection: Selection): ReturnType<typeof sql> {
  if (selection.population === 'ITEMS') {
    return sql`SELECT t.id, t.system, t.record, t.local_id ${fromSelection(selection)}`;
  }
  const all = { snapshot: selection.snapshot, population: 'ITEMS', where: [] } as const;
  return sql`SELECT t.id, t.system, t.record, t.local_id ${fromSelection(all)}
    AND t.record IN (SELECT t.record ${fromSelection(selection)})`;
}

async function countReaders(
  db: Kysely<Database>,
  selection: Selection,
  systems: readonly string[],
): Promise<Pick<Affected, 'readers' | 'why'>> {
  const { snapshot } = selection;
  if (systems.length === 0) return { readers: 0, why: null };
  const { rows: silent } = await sql<{ id: string; gone: string | null; missing: string }>`
    SELECT name.system_id AS id, max(l.gone_why) AS gone,
      concat_ws(' and ', CASE WHEN bool_or(l.list = 'LOANS') IS NOT TRUE THEN 'loans' END,
        CASE WHEN bool_or(l.list = 'HOLDS') IS NOT TRUE THEN 'holds' END) AS missing
    FROM system name LEFT JOIN snapshot_reader_list l ON l.system = name.id AND l.snapshot = ${snapshot}
      AND l.list IN ('LOANS', 'HOLDS')
    WHERE name.system_id = ANY(${textArray(systems)}::text[])
    GROUP BY name.system_id HAVING count(DISTINCT l.list) < 2 OR count(l.gone_at) > 0
    ORDER BY name.system_id`.execute(db);
  if (silent.length > 0) {
    const gone = silent.find((one) => one.gone !== null)?.gone;
    const said = [...Map.groupBy(silent, ({ missing }) => missing)].map(
      ([missing, own]) => `${missing} are not told by ${own.map(({ id }) => id).join(', ')}`,
    );
    return { readers: null, why: gone ?? said.join('; ') };
  }
  // IS TRUE: the copies are looked up in memory, and no loan is looked through for each of them.
  const { rows } = await sql<{ count: number }>`
    WITH copy AS (${copiesOf(selection)})
    SELECT count(*) AS count FROM (
      SELECT l.system, l.reader_token FROM snapshot_loan l
      WHERE l.snapshot = ${snapshot} AND ((l.system, l.item) IN (SELECT system, local_id FROM copy)) IS TRUE
      UNION SELECT h.system, h.reader_token FROM snapshot_hold h
      WHERE h.snapshot = ${snapshot} AND ((h.system, h.item) IN (SELECT system, local_id FROM copy)
        OR (h.item IS NULL AND (h.system, h.record) IN (SELECT system, record FROM copy)))) reader`.execute(db);
  const { value, suppressed } = showCount(rows[0]?.count ?? 0);
  return { readers: value, why: suppressed ? 'too few readers to be shown' : null };
}

export async function librariesTouched(db: Kysely<Database>, selection: Selection): Promise<readonly string[]> {
  const { rows } = await sql<{ library: string }>`
    SELECT DISTINCT library FROM (SELECT ${LIBRARY_OF[selection.population]} AS library ${fromSelection(selection)}) row
    WHERE library IS NOT NULL ORDER BY library`.execute(db);
  return rows.map(({ library }) => library);
}

const LIBRARY_OF: Readonly<Record<Population, ReturnType<typeof sql>>> = {
  RECORDS: sql`unnest(t.libraries)`,
  ITEMS: sql`t.library`,
  STATEMENTS: sql`t.library`,
};
