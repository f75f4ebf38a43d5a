import type { RuledPair } from './rulings.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';

/** A record that waits to be matched. Records that are likely to be one edition have one key first, and are taken together. */
export interface UnmatchedRow {
  readonly record: number;
  /** The first of its keys; 0 where it has none. */
  readonly place: number;
}

/** Lets records wait: new ones of a system, or, without one, those that may be in an edition already. */
export async function insertUnmatched(
  transaction: Tx,
  system: number | null,
  rows: readonly UnmatchedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO unmatched (record, place, new_of)
    SELECT given.record, given.place, ${system}::smallint 
    FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[], ${bigintArray(rows.map(({ place }) => place))}::bigint[])
      AS given(record, place)
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** A record that is matched now. */
export interface TakenRecord {
  readonly record: number;
  /** False if it may be in an edition already. */
  readonly isNew: boolean;
  /** Where it stood in the queue. */
  readonly place: number;
}

/**
 * Takes the next records out of the queue, likely mates side by side; empty if none waits. The caller holds the lock of
 * the editions: nobody else takes, or changes, a row that is there. Who takes more than once in a transaction says from which
 * place on: up to there the index is full of what was taken, which a look-up would step over one by one.
 */
export async function takeUnmatched(transaction: Tx, limit: number, from: number): Promise<readonly TakenRecord[]> {
  const { rows } = await sql<TakenRecord>`
    WITH taken AS (
      DELETE FROM unmatched WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM unmatched WHERE place >= ${from} ORDER BY place LIMIT ${limit}))
      RETURNING record, place, new_of
    )
    SELECT record, place, new_of IS NOT NULL AS "isNew" FROM taken ORDER BY place, record`.execute(transaction);
  return rows;
}

/** Whether so many records wait. */
export async function waitsAtLeast(db: Kysely<Database>, count: number): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT 1 FROM unmatched LIMIT ${count}) AS waiting`.execute(db);
  return (rows[0]?.n ?? 0) >= count;
}

/** Takes records out of the queue that are matched at once. */
export async function deleteUnmatched(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  await sql`DELETE FROM unmatched WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
}

/** Lets every public record of a system be matched again, so that the editions around it are made once more. */
export async function unmatchSystem(transaction: Tx, system: number): Promise<void> {
  await sql`
    INSERT INTO unmatched (record, place)
    SELECT record, coalesce(keys[1], 0) FROM public_description WHERE system = ${system}
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Lets the records be matched again that share a key with more than `above` and at most `upTo` records. */
export async function unmatchHolders(transaction: Tx, above: number, upTo: number): Promise<void> {
  await sql`
    INSERT INTO unmatched (record, place)
    SELECT DISTINCT ON (record) record, key FROM match_key
    WHERE key IN (SELECT key FROM match_key GROUP BY key HAVING count(*) > ${above} AND count(*) <= ${upTo})
    ORDER BY record, key
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Lets the records of a ruling be matched again; those that are not in the index, or not public, never wait. */
export async function unmatchRuled(transaction: Tx, pair: RuledPair): Promise<void> {
  await sql`
    INSERT INTO unmatched (record, place)
    SELECT r.id, 0 FROM record r JOIN system s ON s.id = r.system
    WHERE ((s.system_id = ${pair.aSystem} AND r.local_id = ${pair.aLocal})
        OR (s.system_id = ${pair.bSystem} AND r.local_id = ${pair.bLocal}))
      AND NOT r.deleted AND r.visibility = 'PUBLIC'
    ON CONFLICT DO NOTHING`.execute(transaction);
}
