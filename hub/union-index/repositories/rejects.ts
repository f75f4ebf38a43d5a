import type { HarvestReject } from '#contract/adapter.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { createHash } from 'node:crypto';
import { toJson } from '#store/to-json.ts';

/**
 * Keeps what could not be read; the same reject, met again before it is mended, is kept once, with its bytes gone where they
 * were, and one of the same record that reads otherwise takes its place.
 */
export async function insertRejects(
  transaction: Tx,
  system: number,
  rows: readonly HarvestReject[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const json = toJson(rows.map(({ localId, place, reason, format }) => ({ local_id: localId, place, reason, format })));
  const raws = rows.map(({ raw }) => Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  await sql`
    WITH met AS (
      SELECT r.*, sha256(r.raw) AS digest FROM ROWS FROM (
        json_to_recordset(${json}::json) AS (local_id text, place text, reason text, format text), unnest(${raws}::bytea[])
      ) WITH ORDINALITY AS r(local_id, place, reason, format, raw, number)
    ), superseded AS (
      DELETE FROM reject known
      WHERE known.system = ${system} AND known.local_id IN (SELECT local_id FROM met)
        AND NOT EXISTS (
          SELECT 1 FROM met
          WHERE met.local_id = known.local_id AND met.reason = known.reason AND met.digest = known.digest)
    )
    INSERT INTO reject (system, local_id, place, reason, format, raw, digest, rejected_at)
    SELECT ${system}::smallint, met.local_id, met.place, met.reason, met.format, met.raw, met.digest, ${at}::timestamptz
    FROM met
    WHERE NOT EXISTS (
      SELECT 1 FROM reject known
      WHERE known.system = ${system} AND known.local_id IS NOT DISTINCT FROM met.local_id
        AND known.reason = met.reason AND known.digest = met.digest)
    ORDER BY met.number`.execute(transaction);
}

/** Records that were refused once and have now been read, or are gone, need no more care, and nothing of them is kept. */
export async function deleteRejects(transaction: Tx, system: number, localIds: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM reject WHERE system = ${system} AND local_id = ANY(${[...localIds]}::text[])`.execute(transaction);
}

/** The same for records that their system no longer has; what it refused without a number is not known by it. */
export async function deleteRejectsOfGone(transaction: Tx, system: number, held: ReadonlySet<string>): Promise<void> {
  const rows = await transaction
    .selectFrom('reject')
    .select('local_id')
    .where('system', '=', system)
    .where('local_id', 'is not', null)
    .execute();
  const gone = rows.flatMap(({ local_id: localId }) => (localId === null || held.has(localId) ? [] : [localId]));
  if (gone.length > 0) await deleteRejects(transaction, system, gone);
}

/** By what a reject without a number is known again when it is met once more. */
export function nameUnnumbered(rejects: readonly HarvestReject[]): readonly string[] {
  return rejects
    .filter(({ localId }) => localId === null)
    .map(({ reason, raw }) => `${createHash('sha256').update(raw).digest('hex')} ${reason}`);
}

/** What was refused without a number and is none of those `met` (see {@link nameUnnumbered}) was mended, or is gone. */
export async function deleteUnnumbered(transaction: Tx, system: number, met: ReadonlySet<string>): Promise<void> {
  await sql`
    DELETE FROM reject WHERE system = ${system} AND local_id IS NULL
      AND encode(digest, 'hex') || ' ' || reason NOT IN (
        SELECT json_array_elements_text(${toJson([...met])}::json))`.execute(transaction);
}

/** Takes the bytes away of what was refused before; which record it is, and why it cannot be read, stays. Of every system. */
export async function emptyRejects(db: Kysely<Database>, rejectedBefore: Date): Promise<void> {
  await sql`
    UPDATE reject SET raw = '' WHERE rejected_at < ${rejectedBefore}::timestamptz AND octet_length(raw) > 0`.execute(
    db,
  );
}
