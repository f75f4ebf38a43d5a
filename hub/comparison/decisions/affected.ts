/** How many copies, and how many readers with a loan or hold, rows of a snapshot stand for. */
import type { Condition, Population } from '#domain/comparison.ts';
import { isSmall, showPart, showTrueTotal, sumCells } from '#domain/small-numbers.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { fromSelection, type Selection } from '../populations/predicate.ts';
import { countBy, countRows } from '../populations/counts.ts';
import { systemsThatDoNotTell } from '../populations/not-told.ts';

export interface Affected {
  /** Null if no system tells it. */
  readonly items: number | null;
  /** Null if no system tells it, their rows are gone, or they are too few to be shown; then `why` says which. */
  readonly readers: number | null;
  readonly why: string | null;
}

/** What a snapshot has of a decision. */
export interface Left extends Affected {
  /** How many of its own rows whoever asks may see: records, items or statements. Null if that is not told. */
  readonly rows: number | null;
  /** Whether any of its own rows are left, of whatever library. Null if that is not told. */
  readonly stillThere: boolean | null;
}

/** `scope`: the conditions on what whoever asks may see. Records and statements are left whether they have copies or not. */
export async function countLeft(
  db: Kysely<Database>,
  selection: Selection,
  scope: readonly Condition[],
): Promise<Left> {
  const { value: all } = await countRows(db, selection);
  const seen = { ...selection, where: [...selection.where, ...scope] };
  const { value: rows } = scope.length === 0 ? { value: all } : await countRows(db, seen);
  return { ...(await countAffected(db, selection)), rows, stillThere: all === null ? null : all > 0 };
}

export async function countAffected(db: Kysely<Database>, selection: Selection): Promise<Affected> {
  const { items, readers } = await countAll(db, selection);
  return { items, ...showReaders(readers) };
}

/** The same for parts of the selection. People see them together with the whole, so no small number of readers may follow from a difference. */
export async function countParts(
  db: Kysely<Database>,
  selection: Selection,
  parts: readonly (readonly Condition[])[],
): Promise<readonly Affected[]> {
  const counted: Awaited<ReturnType<typeof countAll>>[] = [];
  for (const where of parts) {
    counted.push(await countAll(db, { ...selection, where: [...selection.where, ...where] }));
  }
  const { readers: all } = await countAll(db, selection);
  const shown = counted.map(({ items, readers }) => ({ items, ...showReaders(readers) }));
  if (showReaders(all).readers === null) return shown;
  const beside = shown.map((part) => (showPart(part.readers, sumOf(all.bySystem)).suppressed ? hide(part) : part));
  const numbers = counted.map(({ readers }) => sumOf(readers.bySystem));
  const isVague = beside.some(({ readers }, place) => readers === null && !isSmall(numbers[place] ?? 0));
  if (isVague || !showTrueTotal(sumCells(numbers)).suppressed) return beside;
  // What the others leave of the whole would be the hidden one: one more is hidden then.
  const least = Math.min(...beside.flatMap(({ readers }) => (readers === null || readers === 0 ? [] : [readers])));
  const place = beside.findIndex(({ readers }) => readers === least);
  return beside.map((part, index) => (index === place ? hide(part) : part));
}

interface Readers {
  /** How many there are of each system; readers of two are never the same. Null if there is a reason why nobody knows. */
  readonly bySystem: readonly number[] | null;
  readonly why: string | null;
}

async function countAll(
  db: Kysely<Database>,
  selection: Selection,
): Promise<{ readonly items: number | null; readonly readers: Readers }> {
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
  return { items: everybody ? null : items, readers };
}

/** Each system can be asked for by itself: the sum is not shown if a small number of one would follow from it. */
function showReaders({ bySystem, why }: Readers): Pick<Affected, 'readers' | 'why'> {
  if (bySystem === null) return { readers: null, why };
  const { value, suppressed } = showTrueTotal(sumCells(bySystem));
  if (!suppressed) return { readers: value, why: null };
  return { readers: null, why: isSmall(sumOf(bySystem)) ? 'too few readers to be shown' : FOLLOWS };
}

const FOLLOWS = 'not shown, because a small number of readers would follow from it';

function hide(part: Affected): Affected {
  return { ...part, readers: null, why: part.why ?? FOLLOWS };
}

function sumOf(bySystem: readonly number[] | null): number {
  return (bySystem ?? []).reduce((sum, count) => sum + count, 0);
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

async function countReaders(db: Kysely<Database>, selection: Selection, systems: readonly string[]): Promise<Readers> {
  const { snapshot } = selection;
  if (systems.length === 0) return { bySystem: [], why: null };
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
    return { bySystem: null, why: gone ?? said.join('; ') };
  }
  // IS TRUE: the copies are looked up in memory, and no loan is looked through for each of them.
  const { rows } = await sql<{ count: number }>`
    WITH copy AS (${copiesOf(selection)})
    SELECT system, count(*) AS count FROM (
      SELECT l.system, l.reader_token FROM snapshot_loan l
      WHERE l.snapshot = ${snapshot} AND ((l.system, l.item) IN (SELECT system, local_id FROM copy)) IS TRUE
      UNION SELECT h.system, h.reader_token FROM snapshot_hold h
      WHERE h.snapshot = ${snapshot} AND ((h.system, h.item) IN (SELECT system, local_id FROM copy)
        OR (h.item IS NULL AND (h.system, h.record) IN (SELECT system, record FROM copy)))) reader
    GROUP BY system`.execute(db);
  return { bySystem: rows.map(({ count }) => count), why: null };
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
