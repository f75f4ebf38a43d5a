/** The rows that came, went and changed, a page at a time, each by the number of its row. */
import type { Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { toPublicMarc } from '#union-index/index.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { TwoSnapshots } from '../populations/missing-rows.ts';
import { readRecordBytes, toMarc, type RecordBytes } from '../snapshots/record-bytes.ts';
import { fateTables, RECORD_CHANGED } from './count-changes.ts';
import { changedFields, type FieldChange } from './record-fields.ts';
import { CHANGED_FIELDS, fromPairs, fromPairsBehind, hasPairs, pairTables } from './row-pairs.ts';

export interface ChangesAsked {
  readonly two: TwoSnapshots;
  readonly population: Population;
  /** Whose rows; null for all. */
  readonly libraries: readonly string[] | null;
}

export interface MovedRow {
  readonly row: number;
  readonly system: SystemId;
  /** What became of it, or where it comes from: see `Fate`. */
  readonly fate: 'NEW' | 'ARRIVED' | 'GONE' | 'MERGED' | 'LEFT';
  /** Record on which its copies are now, or library that has it now or had it; null where there is none. */
  readonly other: string | null;
  readonly library: string | null;
  readonly localId: string | null;
  readonly barcode: string | null;
  readonly recordLocalId: string | null;
  readonly title: string | null;
  /** Of a copy its call number, of a statement its text. */
  readonly text: string | null;
  readonly itemType: string | null;
  readonly location: string | null;
  /** Whether the record of a copy or statement that has gone is still there. */
  readonly hasRecord: boolean;
}

export interface ChangedRow {
  /** Opaque place of this row. */
  readonly place: string;
  readonly system: SystemId;
  readonly library: string | null;
  readonly localId: string | null;
  readonly barcode: string | null;
  readonly recordLocalId: string | null;
  readonly title: string | null;
  readonly field: string;
  readonly was: string | null;
  readonly now: string | null;
}

const isOf = (side: 'e' | 'l', { population, libraries }: ChangesAsked): RawBuilder<unknown> => {
  if (libraries === null) return sql`true`;
  const wanted = sql`${textArray(libraries)}::text[]`;
  return population === 'RECORDS'
    ? sql`coalesce(${sql.ref(`${side}.libraries`)} && ${wanted}, false)`
    : sql`coalesce(${sql.ref(`${side}.library`)} = ANY(${wanted}), false)`;
};

type Which = 'CAME' | 'WENT';

/** The side whose rows have gone or come, the other, and the condition on both. */
function movedOf(asked: ChangesAsked, which: Which) {
  const [side, other] = which === 'WENT' ? (['e', 'l'] as const) : (['l', 'e'] as const);
  const alone = sql`${sql.ref(`${other}.id`)} IS NULL`;
  return { side, other, alone, where: sql`${isOf(side, asked)} AND (${alone} OR NOT ${isOf(other, asked)})` };
}

/** One row of the record `record` of a system: the newest that a version has. */
const OF_RECORD = sql`LEFT JOIN LATERAL (SELECT r.local_id, r.title FROM snapshot_record r
  WHERE r.record = t.record AND r.system = t.system AND r.from_version <= t.version ORDER BY r.id DESC LIMIT 1) r ON true`;

const COLUMNS: Readonly<Record<Population, RawBuilder<unknown>>> = {
  RECORDS: sql`array_to_string(t.libraries, ', ') AS library, t.local_id AS "localId", NULL AS barcode, t.local_id AS "recordLocalId",
    t.title, NULL AS text, NULL AS "itemType", NULL AS location`,
  ITEMS: sql`t.library, t.local_id AS "localId", t.barcode, r.local_id AS "recordLocalId", r.title, t.call_number AS text,
    t.item_type AS "itemType", t.location_code AS location`,
  STATEMENTS: sql`t.library, NULL AS "localId", NULL AS barcode, r.local_id AS "recordLocalId", r.title, t.text AS text,
    t.kind AS "itemType", NULL AS location`,
};

export async function listMoved(
  db: Kysely<Database>,
  asked: ChangesAsked,
  which: Which,
  { after, first }: { readonly after: number | null; readonly first: number },
): Promise<readonly MovedRow[]> {
  const { population, two } = asked;
  if (!hasPairs(two, population)) return [];
  const { side, other, alone, where } = movedOf(asked, which);
  const isRecords = population === 'RECORDS';
  const mergedInto =
    isRecords && which === 'WENT'
      ? sql`(SELECT m."to" FROM moved_record m WHERE m.record = e.record)`
      : sql`NULL::bigint`;
  const otherLibrary = isRecords
    ? sql`array_to_string(${sql.ref(`${other}.libraries`)}, ', ')`
    : sql.ref(`${other}.library`);
  const { rows } = await sql<MovedRow>`
    WITH ${which === 'WENT' ? fateTables(two, population) : pairTables(two, population)}, page AS (
      SELECT ${sql.ref(`${side}.id`)} AS row, ${alone} AS alone, ${otherLibrary} AS other_library,
        CASE WHEN ${alone} THEN ${mergedInto} END AS merged_into
      ${fromPairs(population)} WHERE ${where} AND ${sql.ref(`${side}.id`)} > ${after ?? 0} ORDER BY 1 LIMIT ${first})
    SELECT page.row, name.system_id AS system, ${COLUMNS[population]},
      CASE WHEN page.merged_into IS NOT NULL THEN 'MERGED' WHEN page.alone THEN ${which === 'WENT' ? 'GONE' : 'NEW'}
        ELSE ${which === 'WENT' ? 'LEFT' : 'ARRIVED'} END AS fate,
      coalesce((SELECT into_record.local_id FROM snapshot_record into_record WHERE into_record.record = page.merged_into LIMIT 1),
        CASE WHEN NOT page.alone THEN nullif(page.other_library, '') END) AS other,
      EXISTS (SELECT FROM snapshot_record still JOIN snapshot_system v ON v.snapshot = ${two.later} AND v.system = still.system
        WHERE still.record = t.record AND still.from_version <= v.version AND (still.to_version IS NULL OR still.to_version > v.version)) AS "hasRecord"
    FROM page JOIN (SELECT row.*, v.version FROM ${sql.table(`snapshot_${population.toLowerCase().slice(0, -1)}`)} row
        JOIN snapshot_system v ON v.system = row.system AND v.snapshot = ${which === 'WENT' ? two.earlier : two.later}) t ON t.id = page.row
      JOIN system name ON name.id = t.system ${isRecords ? sql`` : OF_RECORD}
    ORDER BY page.row`.execute(db);
  return rows;
}

export async function countMoved(db: Kysely<Database>, asked: ChangesAsked, which: Which): Promise<number> {
  return countPairs(db, asked, movedOf(asked, which).where);
}

/** Rows that both have, and that say something else. */
export async function countChanged(db: Kysely<Database>, asked: ChangesAsked): Promise<number> {
  const { population } = asked;
  const changed = population === 'RECORDS' ? RECORD_CHANGED : sql`EXISTS (SELECT FROM ${CHANGED_FIELDS[population]} f)`;
  return countPairs(db, asked, sql`${staysIn(asked)} AND ${changed}`);
}

async function countPairs(
  db: Kysely<Database>,
  { two, population }: ChangesAsked,
  where: RawBuilder<unknown>,
): Promise<number> {
  if (!hasPairs(two, population)) return 0;
  const { rows } = await sql<{ count: number }>`
    WITH ${pairTables(two, population)} SELECT count(*)::int AS count ${fromPairs(population)} WHERE ${where}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Both sides are of what is asked for: another owner is an own change only for who asks for both. */
const staysIn = (asked: ChangesAsked): RawBuilder<unknown> =>
  sql`p.was IS NOT NULL AND p."is" IS NOT NULL AND ${isOf('e', asked)} AND ${isOf('l', asked)}`;

/** Places are the number of the row in the later version, and how many of its fields have been shown. */
function readChangedPlace(after: string | null): readonly [row: number, field: number] {
  if (after === null) return [0, 0];
  const [, row, field] = /^(\d{1,15})-(\d{1,6})$/.exec(after) ?? [];
  if (row !== undefined && field !== undefined) return [Number(row), Number(field)];
  throw badUserInput('after: this is no place of this table; take the endCursor of a page.');
}

type Change = Omit<ChangedRow, 'place'> & { readonly row: number };

/** One for each field of each row that both have; `first` of them, or fewer at the end. */
export async function listChanged(
  db: Kysely<Database>,
  asked: ChangesAsked,
  { after, first, seesAll }: { readonly after: string | null; readonly first: number; readonly seesAll: boolean },
): Promise<{ readonly rows: readonly ChangedRow[]; readonly next: string | null }> {
  const [row, shown] = readChangedPlace(after);
  if (!hasPairs(asked.two, asked.population)) return { rows: [], next: null };
  const list = asked.population === 'RECORDS' ? changedRecords : changedRows;
  const found: ChangedRow[] = [];
  // The row of which some fields were shown is read again.
  for (let from = shown > 0 ? row - 1 : row; found.length <= first;) {
    const { changes, next } = await list(db, asked, { after: from, first: first + 1, seesAll });
    for (const own of Map.groupBy(changes, (change) => change.row).values()) {
      for (const [place, { row: number, ...change }] of own.entries()) {
        if (number === row && place < shown) continue;
        found.push({ ...change, place: `${number}-${place + 1}` });
      }
    }
    if (next === null) break;
    from = next;
  }
  const rows = found.slice(0, first);
  return { rows, next: found.length > first ? (rows.at(-1)?.place ?? null) : null };
}

interface FieldsPage {
  readonly changes: readonly Change[];
  /** Row behind which there may be more; null for the last. */
  readonly next: number | null;
}

async function changedRows(
  db: Kysely<Database>,
  asked: ChangesAsked,
  { after, first }: { readonly after: number; readonly first: number },
): Promise<FieldsPage> {
  const { population, two } = asked;
  if (population === 'RECORDS') throw new Error('records are compared by their bytes');
  const localIdOf = (record: string): RawBuilder<unknown> =>
    sql`(SELECT r.local_id FROM snapshot_record r WHERE r.record = ${sql.ref(record)}::bigint ORDER BY r.id DESC LIMIT 1)`;
  const { rows } = await sql<Change>`
    WITH ${pairTables(two, population)}, page AS (
      SELECT l.id AS row, l.system, l.version, l.record, l.library,
        ${population === 'ITEMS' ? sql`l.local_id, l.barcode` : sql`NULL::text AS local_id, NULL::text AS barcode`},
        array(SELECT json_build_object('field', f.field, 'was', f.was, 'now', f.now) FROM ${CHANGED_FIELDS[population]} f ORDER BY f.field) AS fields
      ${fromPairsBehind(population, after)} WHERE ${staysIn(asked)}
        AND EXISTS (SELECT FROM ${CHANGED_FIELDS[population]} f) ORDER BY p."is" LIMIT ${first})
    SELECT t.row, name.system_id AS system, t.library, t.local_id AS "localId", t.barcode, r.local_id AS "recordLocalId", r.title,
      f.one ->> 'field' AS field,
      CASE WHEN f.one ->> 'field' = 'Record' THEN ${localIdOf('f.was')} ELSE f.was END AS was,
      CASE WHEN f.one ->> 'field' = 'Record' THEN ${localIdOf('f.now')} ELSE f.now END AS now
    FROM page t JOIN system name ON name.id = t.system ${OF_RECORD},
      LATERAL (SELECT one, one ->> 'was' AS was, one ->> 'now' AS now, place
        FROM unnest(t.fields) WITH ORDINALITY AS each (one, place)) f
    ORDER BY t.row, f.place`.execute(db);
  const last = rows.at(-1)?.row ?? null;
  const read = new Set(rows.map(({ row }) => row)).size;
  return { changes: rows, next: read < first ? null : last };
}

interface ChangedRecord {
  readonly was: number;
  readonly is: number;
  readonly system: SystemId;
  readonly library: string;
  readonly localId: string;
  readonly title: string | null;
  readonly visibilityWas: string;
  readonly visibilityIs: string;
  /** The libraries that had it and have it still. */
  readonly stays: readonly string[];
}

async function findChangedRecords(
  db: Kysely<Database>,
  asked: ChangesAsked,
  { after, first }: { readonly after: number; readonly first: number },
): Promise<readonly ChangedRecord[]> {
  // Bytes are read one record after the other, until there are enough that differ.
  const { rows } = await sql<ChangedRecord>`
    WITH ${pairTables(asked.two, 'RECORDS')}
    SELECT p.was, p."is", (SELECT name.system_id FROM system name WHERE name.id = l.system) AS system,
      array_to_string(l.libraries, ', ') AS library, l.local_id AS "localId", l.title,
      e.visibility AS "visibilityWas", l.visibility AS "visibilityIs",
      array(SELECT unnest(e.libraries) INTERSECT SELECT unnest(l.libraries)) AS stays
    ${fromPairsBehind('RECORDS', after)} WHERE ${staysIn(asked)} AND ${RECORD_CHANGED} ORDER BY p."is" LIMIT ${first}`.execute(
    db,
  );
  return rows;
}

async function changedRecords(
  db: Kysely<Database>,
  asked: ChangesAsked,
  { after, first, seesAll }: { readonly after: number; readonly first: number; readonly seesAll: boolean },
): Promise<FieldsPage> {
  const found = await findChangedRecords(db, asked, { after, first });
  const fieldsOf = await compareBytes(db, found, seesAll);
  const changes = found.flatMap((record): readonly Change[] => {
    const { is, system, library, localId, title } = record;
    const own = { row: is, system, library, localId, barcode: null, recordLocalId: localId, title };
    return fieldsOf(record).map(({ field, was, now }) => ({ ...own, field, was, now }));
  });
  return { changes, next: found.length < first ? null : (found.at(-1)?.is ?? null) };
}

const NOT_PUBLIC = '(not for the public)';
const withhold = (text: string | null): string | null => (text === null ? null : NOT_PUBLIC);
/** Of one that was taken back, or of which only its existence is kept. */
const NOT_KEPT = '(what it said is not kept)';
const SAVED_ANEW = '(saved anew, without another change)';

/**
 * What each record says otherwise. Of fields that are not for the public it is said that they changed; what stands in them is for whoever
 * `seesAll`, since a shared record has notes of other libraries.
 */
async function compareBytes(
  db: Kysely<Database>,
  records: readonly ChangedRecord[],
  seesAll: boolean,
): Promise<(record: ChangedRecord) => readonly Omit<FieldChange, 'tag'>[]> {
  const bytes = await readRecordBytes(
    db,
    records.flatMap(({ was, is }) => [was, is]),
  );
  const byRow = new Map(bytes.map((one) => [one.row, one]));
  return ({ was, is, visibilityWas, visibilityIs }) => {
    const [before, after] = [byRow.get(was), byRow.get(is)];
    const seen =
      visibilityWas === visibilityIs ? [] : [{ field: 'Who may see it', was: visibilityWas, now: visibilityIs }];
    const isKept = before !== undefined && after !== undefined;
    const all = [...seen, ...(isKept ? compareTwo(before, after, seesAll) : [])];
    return all.length > 0 ? all : [{ field: isKept ? SAVED_ANEW : NOT_KEPT, was: null, now: null }];
  };
}

function compareTwo(before: RecordBytes, after: RecordBytes, seesAll: boolean): readonly FieldChange[] {
  const [was, now] = [toMarc(before), toMarc(after)];
  if (was === null || now === null) return [];
  const all = changedFields(was, now);
  if (seesAll) return all;
  const [wasPublic, nowPublic] = [toPublicMarc(before.raw, before.format), toPublicMarc(after.raw, after.format)];
  if (wasPublic === null || nowPublic === null) return [];
  const shown = changedFields(wasPublic, nowPublic);
  const tags = new Set(shown.map(({ tag }) => tag));
  const hidden = all.filter(({ tag }) => !tags.has(tag));
  const withheld = hidden.map(({ tag, ...change }) => {
    return { tag, field: tag, was: withhold(change.was), now: withhold(change.now) };
  });
  return [...shown, ...withheld].toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
}

export interface FieldCount {
  readonly system: SystemId;
  /** Null for all that is asked for; else of rows that were this library's and are still. */
  readonly library: string | null;
  readonly population: Population;
  readonly field: string;
  /** Rows of which it changed. */
  readonly rows: number;
}

/** More say that a whole system was written anew, and are not read to say which fields that were. */
export const MOST_RECORDS_READ = 20_000;
/** Of so many the bytes are compared in some 50 ms, for which nothing else is done. */
const AT_ONCE = 250;

/** By system and field, the most frequent first: of all libraries together, and of each. */
export async function countFields(db: Kysely<Database>, asked: ChangesAsked): Promise<readonly FieldCount[]> {
  const { population, two } = asked;
  if (!hasPairs(two, population)) return [];
  if (population === 'RECORDS') return countRecordFields(db, asked);
  const { rows } = await sql<FieldCount>`
    WITH ${pairTables(two, population)}, changed AS (
      SELECT name.system_id AS system, CASE WHEN e.library = l.library THEN l.library END AS library, f.field
      ${fromPairs(population)} JOIN system name ON name.id = l.system, LATERAL ${CHANGED_FIELDS[population]} f
      WHERE ${staysIn(asked)})
    SELECT system, library, ${population} AS population, field, count(*)::int AS rows
    FROM changed GROUP BY GROUPING SETS ((system, field), (system, library, field))
    HAVING GROUPING(library) = 1 OR library IS NOT NULL ORDER BY system, rows DESC, field`.execute(db);
  return rows;
}

async function countRecordFields(db: Kysely<Database>, asked: ChangesAsked): Promise<readonly FieldCount[]> {
  const counts = new Map<string, FieldCount>();
  const all = await findChangedRecords(db, asked, { after: 0, first: MOST_RECORDS_READ });
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const found = all.slice(from, from + AT_ONCE);
    const fieldsOf = await compareBytes(db, found, true);
    for (const record of found) {
      const { system } = record;
      const tags = new Set(
        fieldsOf(record).map(({ field }) => (/^\d{3}\b|^LDR$/.test(field) ? field.slice(0, 3) : field)),
      );
      for (const field of tags) {
        for (const library of [null, ...record.stays]) {
          const key = JSON.stringify([system, library, field]);
          const rows = (counts.get(key)?.rows ?? 0) + 1;
          counts.set(key, { system, library, population: 'RECORDS', field, rows });
        }
      }
    }
  }
  return [...counts.values()].toSorted((a, b) =>
    a.system < b.system ? -1 : a.system > b.system ? 1 : b.rows - a.rows || (a.field < b.field ? -1 : 1),
  );
}
