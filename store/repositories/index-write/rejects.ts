import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { toJson } from './to-json.ts';

export interface RejectRow {
  readonly localId: string | null;
  readonly place: string;
  readonly reason: string;
  readonly format: string;
  readonly raw: Uint8Array;
}

type Tx = Transaction<Database>;

/**
 * Keeps what could not be read; the same reject, met again before it is resolved, is kept once, and one of the same record
 * that reads otherwise takes its place.
 */
export async function insertRejects(
  transaction: Tx,
  system: number,
  rows: readonly RejectRow[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const json = toJson(rows.map(({ localId, place, reason, format }) => ({ local_id: localId, place, reason, format })));
  const raws = rows.map(({ raw }) => Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  await sql`
    WITH met AS (
      SELECT r.* FROM ROWS FROM (
        json_to_recordset(${json}::json) AS (local_id text, place text, reason text, format text), unnest(${raws}::bytea[])
      ) WITH ORDINALITY AS r(local_id, place, reason, format, raw, number)
    ), superseded AS (
      DELETE FROM reject known
      WHERE known.system = ${system} AND known.resolved_at IS NULL
        AND known.local_id IN (SELECT local_id FROM met)
        AND NOT EXISTS (
          SELECT 1 FROM met
          WHERE met.local_id = known.local_id AND met.reason = known.reason AND met.raw = known.raw)
    )
    INSERT INTO reject (system, local_id, place, reason, format, raw, rejected_at)
    SELECT ${system}::smallint, met.local_id, met.place, met.reason, met.format, met.raw, ${at}::timestamptz
    FROM met
    WHERE NOT EXISTS (
      SELECT 1 FROM reject known
      WHERE known.system = ${system} AND known.local_id IS NOT DISTINCT FROM met.local_id
        AND known.resolved_at IS NULL AND known.reason = met.reason AND known.raw = met.raw)
    ORDER BY met.number`.execute(transaction);
}

/** Records that were refused once and have now been read, or are gone, need no more care. */
export async function resolveRejects(
  transaction: Tx,
  system: number,
  localIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    UPDATE reject SET resolved_at = ${at}::timestamptz
    WHERE system = ${system} AND local_id = ANY(${[...localIds]}::text[]) AND resolved_at IS NULL`.execute(transaction);
}
