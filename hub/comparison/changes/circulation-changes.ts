/**
 * What came, went and changed of loans, holds and readers. Readers are told apart by their tokens, which stand in no cell: a loan is named
 * by the barcode of its copy, a hold by its title, and of readers there are numbers alone, the small ones hidden.
 */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { showCount, showPart, showPartOfHidden, SMALLEST_SHOWN, type ShownCount } from '#domain/small-numbers.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { TwoSnapshots } from '../populations/missing-rows.ts';

export const CIRCULATION_LISTS = ['LOANS', 'HOLDS', 'READERS'] as const;
export type CirculationList = (typeof CIRCULATION_LISTS)[number];

interface ListSql {
  readonly table: string;
  /** The same for one thing in both snapshots. */
  readonly sign: RawBuilder<unknown>;
  /** `(field, was, now)` of `e` and `l`, as rows of VALUES. */
  readonly fields: RawBuilder<unknown>;
}

const LISTS: Readonly<Record<CirculationList, ListSql>> = {
  LOANS: {
    table: 'snapshot_loan',
    sign: sql`ROW(t.item, t.reader_token, t.loaned_at)::text`,
    fields: sql`('Due', coalesce(e.due_on, e.due_at::date)::text, coalesce(l.due_on, l.due_at::date)::text),
      ('Renewals', e.renewals::text, l.renewals::text)`,
  },
  HOLDS: {
    table: 'snapshot_hold',
    sign: sql`ROW(t.reader_token, t.record, t.item, t.placed_on)::text`,
    fields: sql`('State', e.status, l.status), ('Ready since', e.arrived_on::text, l.arrived_on::text)`,
  },
  READERS: {
    table: 'snapshot_reader',
    sign: sql`t.reader_token`,
    fields: sql`('Category', e.category, l.category), ('Year of expiry', e.expiry_year::text, l.expiry_year::text),
      ('Expired', e.expired::text, l.expired::text), ('Has an e-mail address', e.has_email::text, l.has_email::text),
      ('Owes', e.owes::text, l.owes::text)`,
  },
};

/** Of one list of a library in one system, as it may be shown. */
export interface ListChange {
  readonly system: SystemId;
  readonly library: LibraryId;
  readonly list: CirculationList;
  readonly then: ShownCount;
  readonly now: ShownCount;
  readonly came: ShownCount;
  readonly went: ShownCount;
  readonly changed: ShownCount;
  /** Why there is no number of what came, went and changed: one snapshot has the rows no more. */
  readonly isGone: boolean;
  /** The other reason: one snapshot does not tell what this library has, as before it agreed. */
  readonly isUntold: boolean;
}

export interface ListFieldChange {
  readonly system: SystemId;
  readonly library: LibraryId;
  readonly list: CirculationList;
  readonly field: string;
  readonly count: ShownCount;
}

const UNTOLD: ShownCount = { value: null, suppressed: false, atLeast: null };
const HIDDEN: ShownCount = { value: null, suppressed: true, atLeast: 0 };

/** Of the libraries given, whose agreements let their readers be counted for a move; a list that one of both did not tell is left out. */
export async function countListChanges(
  db: Kysely<Database>,
  two: TwoSnapshots,
  libraries: readonly LibraryId[],
): Promise<{ readonly lists: readonly ListChange[]; readonly fields: readonly ListFieldChange[] }> {
  const { sizes, untold } = await readSizes(db, two, libraries);
  const lists: ListChange[] = [...untold];
  const fields: ListFieldChange[] = [];
  for (const list of CIRCULATION_LISTS) {
    const own = sizes.filter((size) => size.list === list);
    if (own.length === 0) continue;
    const { rows } = await sql<{
      system: SystemId;
      library: LibraryId;
      came: number;
      went: number;
      changed: number;
      fields: readonly string[];
    }>`WITH ${listTables(two, list)}, row AS (
        SELECT system, side.library, side.what, differs.fields ${PAIRS},
          LATERAL (SELECT array(SELECT f.field ${fieldsOf(list)}) AS fields) differs, ${SIDE})
      SELECT name.system_id AS system, library, count(*) FILTER (WHERE what = 'CAME')::int AS came,
        count(*) FILTER (WHERE what = 'WENT')::int AS went,
        count(*) FILTER (WHERE what = 'BOTH' AND cardinality(fields) > 0)::int AS changed,
        array(SELECT unnest(changes.fields) FROM row changes
          WHERE changes.system = row.system AND changes.library = row.library AND changes.what = 'BOTH') AS fields
      FROM row JOIN system name ON name.id = row.system WHERE library = ANY(${textArray(libraries)}::text[])
      GROUP BY name.system_id, row.system, library ORDER BY 1, 2`.execute(db);
    for (const { then, now, isGone, ...place } of own) {
      const row = rows.find(({ system, library }) => system === place.system && library === place.library);
      const found = row ?? { came: 0, went: 0, changed: 0, fields: [] };
      lists.push({
        ...place,
        then: showCount(then),
        now: showCount(now),
        isGone,
        isUntold: false,
        ...(isGone
          ? NONE_KNOWN
          : { ...showMoved(then, now, found), changed: showStaying(found.changed, then, now, found) }),
      });
      if (isGone) continue;
      for (const [field, all] of Map.groupBy(found.fields, (name) => name)) {
        fields.push({
          system: place.system,
          library: place.library,
          list,
          field,
          count: showStaying(all.length, then, now, found),
        });
      }
    }
  }
  return { lists, fields };
}

const NONE_KNOWN = { came: UNTOLD, went: UNTOLD, changed: UNTOLD };

interface Moved {
  readonly came: number;
  readonly went: number;
}

/** Both are hidden if one is: the other, and how many there were and are, would say it. */
function showMoved(then: number, now: number, { came, went }: Moved): Pick<ListChange, 'came' | 'went'> {
  const parts = { came: showPart(came, now), went: showPart(went, then) };
  return parts.came.suppressed || parts.went.suppressed ? { came: HIDDEN, went: HIDDEN } : parts;
}

/** A part of what stayed. Where it is hidden what went, so is how many stayed, which all or nearly all of them would say. */
function showStaying(part: number, then: number, now: number, moved: Moved): ShownCount {
  if (!showMoved(then, now, moved).went.suppressed) return showPart(part, then - moved.went);
  return showPartOfHidden(part, Math.min(then, now) - (SMALLEST_SHOWN - 1));
}

interface Size {
  readonly system: SystemId;
  readonly library: LibraryId;
  readonly list: CirculationList;
  readonly then: number;
  readonly now: number;
  readonly isGone: boolean;
}

/** How many rows both snapshots had of each list that both told, and apart from them those of libraries that one of both does not tell. */
async function readSizes(
  db: Kysely<Database>,
  two: TwoSnapshots,
  libraries: readonly LibraryId[],
): Promise<{ readonly sizes: readonly Size[]; readonly untold: readonly ListChange[] }> {
  const told = (snapshot: number): RawBuilder<unknown> => sql`SELECT l.system, l.library, l.list, l.row_count, l.gone_at
    FROM snapshot_reader_list l WHERE l.snapshot = ${snapshot}`;
  // A library without a row has none only where every row of it would be there.
  const size = (snapshot: number, rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(${rows},
    CASE WHEN EXISTS (SELECT FROM snapshot_reader_list k WHERE k.snapshot = ${snapshot} AND k.system = both_told.system
      AND k.list = both_told.list AND both_told.library = ANY(k.complete_for)) THEN 0 END)`;
  const { rows } = await sql<Omit<Size, 'then' | 'now'> & { then: number | null; now: number | null }>`
    SELECT name.system_id AS system, library, list, ${size(two.earlier, sql`was_count`)} AS then,
      ${size(two.later, sql`now_count`)} AS now, "isGone"
    FROM (SELECT system, library, list, was.row_count AS was_count, now.row_count AS now_count,
        was.gone_at IS NOT NULL OR now.gone_at IS NOT NULL AS "isGone"
      FROM (${told(two.earlier)}) was FULL JOIN (${told(two.later)}) now USING (system, library, list)) both_told
      JOIN system name ON name.id = both_told.system
    WHERE library = ANY(${textArray(libraries)}::text[]) AND name.system_id = ANY(${textArray(two.shared.map(({ id }) => id))}::text[])
      AND list = ANY(${textArray(CIRCULATION_LISTS)}::text[])
      AND (system, list) IN (SELECT a.system, a.list FROM (${told(two.earlier)}) a JOIN (${told(two.later)}) b USING (system, list))
    ORDER BY 1, 2, 3`.execute(db);
  return {
    sizes: rows.flatMap(({ then, now, ...place }) => (then === null || now === null ? [] : [{ ...place, then, now }])),
    untold: rows
      .filter(({ then, now }) => then === null || now === null)
      .map(({ then, now, ...place }) => {
        return { ...place, ...NONE_KNOWN, then: showCount(then), now: showCount(now), isGone: false, isUntold: true };
      }),
  };
}

/** For `WITH`: `e` and `l` are the rows of both, each with a `spot`, its number. */
function listTables({ earlier, later, shared }: TwoSnapshots, list: CirculationList): RawBuilder<unknown> {
  const { table, sign } = LISTS[list];
  const systems = sql`t.system = ANY(${shared.map(({ system }) => system)}::smallint[])`;
  const rows = (snapshot: number): RawBuilder<unknown> => sql`
    SELECT t.*, ${sign} AS sign, row_number() OVER (PARTITION BY t.system, ${sign}) AS nth, row_number() OVER () AS spot
    FROM ${sql.table(table)} t WHERE t.snapshot = ${snapshot} AND ${systems}`;
  return sql`e AS MATERIALIZED (${rows(earlier)}), l AS MATERIALIZED (${rows(later)})`;
}

/** Of whose rows both snapshots have all: of others nothing is known to have come or gone. */
function toldInBoth({ earlier, later }: TwoSnapshots, list: CirculationList): RawBuilder<unknown> {
  const told = (snapshot: number): RawBuilder<unknown> => sql`
    SELECT k.system, own.library FROM snapshot_reader_list k, unnest(array_append(k.complete_for, k.library)) own (library)
    WHERE k.snapshot = ${snapshot} AND k.list = ${list}`;
  return sql`${told(earlier)} INTERSECT ${told(later)}`;
}

/** The same of both side by side. A full join is never made row by row, however few rows the server expects. */
const PAIRS = sql`FROM e FULL JOIN l USING (system, sign, nth)`;

/** What it is to each library: a row that another library of the system has now went here, and came there; `other` is that library. */
const SIDE = sql`LATERAL (
  SELECT e.library, CASE WHEN l.library IS NOT DISTINCT FROM e.library THEN 'BOTH' ELSE 'WENT' END AS what,
    CASE WHEN l.spot IS NOT NULL AND l.library IS DISTINCT FROM e.library THEN coalesce(l.library, 'nobody') END AS other WHERE e.spot IS NOT NULL
  UNION ALL SELECT l.library, 'CAME', CASE WHEN e.spot IS NOT NULL THEN coalesce(e.library, 'nobody') END
  WHERE l.spot IS NOT NULL AND l.library IS DISTINCT FROM e.library) side`;

/** What both tell, and otherwise than before. */
function fieldsOf(list: CirculationList): RawBuilder<unknown> {
  return sql`FROM (VALUES ${LISTS[list].fields}) f (field, was, now) WHERE f.was <> f.now`;
}

export interface CirculationRow {
  readonly system: SystemId;
  readonly library: string;
  readonly what: 'CAME' | 'WENT' | 'CHANGED';
  /** Of what is in both snapshots: the other library of its system that had it, or has it now. */
  readonly other: string | null;
  readonly barcode: string | null;
  readonly title: string | null;
  readonly item: string | null;
  readonly recordLocalId: string | null;
  /** Of what changed: which, from what, to what. */
  readonly field: string | null;
  readonly was: string | null;
  readonly now: string | null;
}

interface RowsAsked {
  readonly list: 'LOANS' | 'HOLDS';
  readonly libraries: readonly LibraryId[];
}

export async function countCirculationRows(db: Kysely<Database>, two: TwoSnapshots, asked: RowsAsked): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`WITH ${rowTables(two, asked)} SELECT count(*)::int AS count FROM row`.execute(db);
  return rows[0]?.count ?? 0;
}

/** By system, copy and record, from a place on. */
export async function listCirculationRows(
  db: Kysely<Database>,
  two: TwoSnapshots,
  asked: RowsAsked,
  page: { readonly from: number; readonly first: number },
): Promise<readonly CirculationRow[]> {
  const { rows } = await sql<CirculationRow>`
    WITH ${rowTables(two, asked)}
    SELECT name.system_id AS system, row.library, row.what, row.other, t.barcode, r.title, row.item, r.local_id AS "recordLocalId",
      row.field, row.was, row.now
    FROM (SELECT * FROM row ORDER BY system, item, record, what, field, spot LIMIT ${page.first} OFFSET ${page.from}) row
      JOIN system name ON name.id = row.system
      LEFT JOIN LATERAL (SELECT t.barcode FROM snapshot_item t WHERE t.record = row.record AND t.system = row.system
        AND t.local_id = row.item ORDER BY t.id DESC LIMIT 1) t ON true
      LEFT JOIN LATERAL (SELECT r.local_id, r.title FROM snapshot_record r WHERE r.record = row.record AND r.system = row.system
        ORDER BY r.id DESC LIMIT 1) r ON true
    ORDER BY row.system, row.item, row.record, row.what, row.field, row.spot`.execute(db);
  return rows;
}

function rowTables(two: TwoSnapshots, { list, libraries }: RowsAsked): RawBuilder<unknown> {
  return sql`${listTables(two, list)}, told AS MATERIALIZED (${toldInBoth(two, list)}), row AS MATERIALIZED (
    SELECT system, side.library, coalesce(l.item, e.item) AS item,
      coalesce(l.record, e.record) AS record, coalesce(l.spot, e.spot) AS spot,
      CASE side.what WHEN 'BOTH' THEN 'CHANGED' ELSE side.what END AS what, side.other, f.field, f.was, f.now
    ${PAIRS} CROSS JOIN ${SIDE} LEFT JOIN LATERAL (SELECT f.field, f.was, f.now ${fieldsOf(list)}) f ON side.what = 'BOTH'
    WHERE side.library = ANY(${textArray(libraries)}::text[])
      AND (coalesce(e.system, l.system), side.library) IN (SELECT told.system, told.library FROM told) AND (side.what <> 'BOTH' OR f.field IS NOT NULL))`;
}
