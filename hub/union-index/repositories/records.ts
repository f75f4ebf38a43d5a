import type { Database, Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import type { KeptFields } from '#domain/catalogue.ts';
import { arrayLiteral, bigintArray, bytesArray, textArray } from '#store/binary-array.ts';
import type { ControlNumber } from '../normalise/host-entries.ts';
import { toJson } from '#store/to-json.ts';

/** What must be known of a stored record to tell whether it changed. */
export interface RecordHead {
  readonly id: number;
  readonly localId: string;
  readonly digest: Buffer;
  readonly deleted: boolean;
  readonly visibility: Database['record']['visibility'];
  readonly rules: number;
  /** Digest of the reading rules by which harvest read it. */
  readonly readBy: string | null;
}

export interface RecordRow {
  readonly localId: string;
  readonly visibility: Database['record']['visibility'];
  readonly changedAt: string | null;
  readonly format: Database['record']['format'];
  readonly raw: Uint8Array;
  readonly digest: Uint8Array;
  readonly repairs: readonly string[];
  readonly title: string;
  readonly controlNumber: ControlNumber | null;
  readonly kept: KeptFields | undefined;
}

/** By what, and when, records were read. */
export interface RecordReading {
  /** Version of the rules that make descriptions. */
  readonly rules: number;
  /** Digest of the reading rules of the region file; null leaves what is stored. */
  readonly readBy: string | null;
  readonly at: Date;
}

export async function findRecordHeads(
  transaction: Tx,
  system: number,
  localIds: readonly string[],
): Promise<ReadonlyMap<string, RecordHead>> {
  const { rows } = await sql<RecordHead>`
    SELECT id, local_id AS "localId", digest, deleted, visibility, rules, reading_rules AS "readBy" FROM record
    WHERE system = ${system} AND local_id = ANY(${[...localIds]}::text[])`.execute(transaction);
  return new Map(rows.map((row) => [row.localId, row]));
}

/** Writes records, new or changed, and gives their ids by local id. */
export async function upsertRecords(
  transaction: Tx,
  system: number,
  rows: readonly RecordRow[],
  { rules, readBy, at }: RecordReading,
): Promise<ReadonlyMap<string, number>> {
  const written = await sql<{ id: number; local_id: string }>`
    INSERT INTO record (system, local_id, visibility, deleted, changed_at, harvested_at, format, raw, digest, rules,
      repairs, title, control_number, control_agency, reading_rules, kept)
    SELECT ${system}::smallint, r.local_id, r.visibility, false, r.changed_at::timestamptz, ${at}::timestamptz, r.format,
      r.raw, r.digest, ${rules}::integer, r.repairs::text[], r.title, r.control_number, r.control_agency,
      ${readBy}::text, r.kept::jsonb
    FROM unnest(${textArray(rows.map(({ localId }) => localId))}::text[],
        ${textArray(rows.map(({ visibility }) => visibility))}::text[],
        ${textArray(rows.map(({ changedAt }) => changedAt))}::text[],
        ${textArray(rows.map(({ format }) => format))}::text[],
        ${bytesArray(rows.map(({ raw }) => raw))}::bytea[],
        ${bytesArray(rows.map(({ digest }) => digest))}::bytea[],
        ${textArray(rows.map(({ repairs }) => arrayLiteral(repairs)))}::text[],
        ${textArray(rows.map(({ title }) => title))}::text[],
        ${textArray(rows.map(({ controlNumber }) => controlNumber?.number ?? null))}::text[],
        ${textArray(rows.map(({ controlNumber }) => controlNumber?.agency ?? null))}::text[],
        ${textArray(rows.map(({ kept }) => (kept === undefined ? null : toJson(kept))))}::text[]
      ) AS r(local_id, visibility, changed_at, format, raw, digest, repairs, title, control_number, control_agency,
        kept)
    ON CONFLICT (system, local_id) DO UPDATE SET
      visibility = excluded.visibility, deleted = false, changed_at = excluded.changed_at,
      harvested_at = excluded.harvested_at, format = excluded.format, raw = excluded.raw, digest = excluded.digest,
      rules = excluded.rules, repairs = excluded.repairs, title = excluded.title, kept = excluded.kept,
      control_number = excluded.control_number, control_agency = excluded.control_agency,
      reading_rules = coalesce(excluded.reading_rules, record.reading_rules)
    RETURNING id, local_id`.execute(transaction);
  return new Map(written.rows.map((row) => [row.local_id, row.id]));
}

/** The records of a system that are in the index and not among the ids that the system still holds. */
export async function findVanishedRecords(
  transaction: Tx,
  system: number,
  heldLocalIds: readonly string[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT r.id FROM record r
    WHERE r.system = ${system} AND NOT r.deleted
      AND NOT EXISTS (SELECT 1 FROM unnest(${[...heldLocalIds]}::text[]) AS held(id) WHERE held.id = r.local_id)`.execute(
    transaction,
  );
  return rows.map((row) => row.id);
}

/**
 * Marks records as deleted at their system. What they last said is kept in raw, of those that the public could see: nobody
 * needs the others any more, and they may name a reader.
 */
export async function markDeleted(transaction: Tx, recordIds: readonly number[], at: Date): Promise<void> {
  await sql`
    UPDATE record SET deleted = true, harvested_at = ${at}::timestamptz,
      raw = CASE visibility WHEN 'PUBLIC' THEN raw ELSE '' END,
      repairs = CASE visibility WHEN 'PUBLIC' THEN repairs ELSE '{}' END,
      title = CASE visibility WHEN 'PUBLIC' THEN title END,
      control_number = CASE visibility WHEN 'PUBLIC' THEN control_number END
    WHERE id = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
}
