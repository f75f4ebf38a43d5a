/** The rows behind a number, a page at a time: system by system, in the order in which snapshots first saw them. */
import type { LeftOutReason } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { findCandidates, type Candidates } from './candidates.ts';
import { FEW } from './cells.ts';
import { TABLE_OF } from './dimensions.ts';
import { fromSelection, type Selection } from './predicate.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

export interface RecordRow {
  /** Number of the row; pages go by it. */
  readonly row: number;
  readonly system: SystemId;
  /** The system's own id of the record. */
  readonly localId: string;
  readonly title: string | null;
  /** Of the title, ISO 639-2/B; null if its record names none. */
  readonly language: string | null;
  readonly visibility: string;
  readonly format: string | null;
  readonly year: number | null;
  readonly libraries: readonly string[];
  readonly itemCount: number;
  /** The region's edition; null for what is in none. */
  readonly edition: number | null;
}

export interface ItemRow {
  readonly row: number;
  readonly system: SystemId;
  readonly localId: string;
  readonly recordLocalId: string;
  readonly title: string | null;
  /** Of the title, ISO 639-2/B; null if its record names none. */
  readonly language: string | null;
  readonly barcode: string | null;
  readonly ownerCode: string | null;
  readonly library: string | null;
  readonly callNumber: string | null;
  readonly locationCode: string | null;
  readonly itemType: string | null;
  readonly visibility: string;
  readonly status: string | null;
  readonly statusAtSource: string | null;
  readonly leftOut: LeftOutReason | null;
  /** `ItemDetails`: a key that is absent was not told. */
  readonly details: Readonly<Record<string, unknown>> | null;
}

export interface StatementRow {
  readonly row: number;
  readonly system: SystemId;
  readonly recordLocalId: string;
  readonly title: string | null;
  /** Of the title, ISO 639-2/B; null if its record names none. */
  readonly language: string | null;
  readonly library: string;
  readonly kind: string;
  readonly text: string;
  readonly starts: string | null;
  readonly ends: string | null;
}

interface RowsOf {
  readonly RECORDS: RecordRow;
  readonly ITEMS: ItemRow;
  readonly STATEMENTS: StatementRow;
}

const SYSTEM = sql`(SELECT name.system_id FROM system name WHERE name.id = t.system) AS system`;
/** The record's row of the same version: one, because a record has one row at a time. */
const OF_RECORD = sql`LEFT JOIN LATERAL (SELECT r.local_id, r.title, r.languages[1] AS language FROM snapshot_record r
  WHERE r.record = t.record AND r.system = t.system AND ${isInVersion('r', 't')} LIMIT 1) r ON true`;

const COLUMNS: Readonly<Record<Selection['population'], RawBuilder<unknown>>> = {
  RECORDS: sql`t.id AS row, ${SYSTEM}, t.local_id AS "localId", t.title, t.languages[1] AS language, t.visibility, t.format, t.year, t.libraries,
    t.item_count AS "itemCount", t.edition`,
  ITEMS: sql`t.id AS row, ${SYSTEM}, t.local_id AS "localId", r.local_id AS "recordLocalId", r.title, r.language, t.barcode,
    t.owner_code AS "ownerCode", t.library, t.call_number AS "callNumber", t.location_code AS "locationCode",
    t.item_type AS "itemType", t.visibility, t.status, t.status_at_source AS "statusAtSource", t.left_out AS "leftOut",
    t.details`,
  STATEMENTS: sql`t.id AS row, ${SYSTEM}, r.local_id AS "recordLocalId", r.title, r.language, t.library, t.kind, t.text, t.starts,
    t.ends`,
};

export interface RowPage {
  /** The row of the page before; null for the first page. */
  readonly after: number | null;
  readonly first: number;
}

/** At most `first` rows after the given one, system by system; fewer mean that there are no more. */
export async function listRows<Of extends keyof RowsOf>(
  db: Kysely<Database>,
  selection: Selection & { readonly population: Of },
  { after, first }: RowPage,
): Promise<readonly RowsOf[Of][]> {
  const { population } = selection;
  const last = after === null ? null : { row: after, system: await systemOfRow(db, population, after) };
  const rows: RowsOf[Of][] = [];
  for (const { systems, few, after: row } of stepsOf(await findCandidates(db, selection), last)) {
    // Of one system they come in their order from its index.
    const inSystems = few === null ? sql`= ${systems[0]}` : sql`= ANY(${systems}::smallint[])`;
    const where = few === null ? sql`t.id > ${row}` : sql`t.id = ANY(${bigintArray(few)}::bigint[])`;
    const { rows: found } = await sql<RowsOf[Of]>`
      SELECT ${COLUMNS[population]}
      FROM (SELECT t.*, s.version ${fromSelection(selection, { walks: true })} AND s.system ${inSystems} AND t.system ${inSystems}
          AND ${where} ORDER BY t.system, t.id LIMIT ${first - rows.length}) t
        ${population === 'RECORDS' ? sql`` : OF_RECORD}
      ORDER BY t.system, t.id`.execute(db);
    rows.push(...found);
    if (rows.length >= first) break;
  }
  return rows;
}

interface Step {
  readonly systems: number[];
  /** Null if they are many: of one system, behind the row `after`. */
  readonly few: number[] | null;
  readonly after: number;
}

/** A system at a time; those with few rows together, until they have as many as one may have. */
function stepsOf(
  candidates: readonly Candidates[],
  last: { readonly row: number; readonly system: number } | null,
): readonly Step[] {
  const steps: Step[] = [];
  for (const { system, few } of candidates) {
    if (last !== null && system < last.system) continue;
    const after = system === last?.system ? last.row : 0;
    const left = few?.filter((row) => row > after) ?? null;
    const before = steps.at(-1);
    if (left === null || before === undefined || before.few === null || before.few.length >= FEW) {
      steps.push({ systems: [system], few: left, after });
    } else {
      before.systems.push(system);
      before.few.push(...left);
    }
  }
  return steps;
}

/** Throws BAD_USER_INPUT for a row that is in no snapshot. */
async function systemOfRow(db: Kysely<Database>, population: Selection['population'], row: number): Promise<number> {
  const { rows } = await sql<{ system: number }>`
    SELECT system FROM ${sql.table(TABLE_OF[population])} WHERE id = ${row}`.execute(db);
  if (rows[0] !== undefined) return rows[0].system;
  throw badUserInput('after: this is no place of this list; take the endCursor of a page.');
}
