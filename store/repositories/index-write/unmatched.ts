import type { RuledPair } from '#store/repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { bigintArray, textArray } from './binary-array.ts';

type Tx = Transaction<Database>;

/** A record that waits to be matched. Records that are likely to be one edition have one place, and are taken together. */
export interface UnmatchedRow {
  readonly record: number;
  readonly place: string;
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
    FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[], ${textArray(rows.map(({ place }) => place))}::text[])
      AS given(record, place)
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Takes the next records out of the queue; empty where none waits. The caller holds the lock of the editions. */
export async function takeUnmatched(transaction: Tx, limit: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record: number }>`
    DELETE FROM unmatched WHERE record IN (SELECT record FROM unmatched ORDER BY place LIMIT ${limit})
    RETURNING record`.execute(transaction);
  return rows.map((row) => row.record);
}

/** Takes records out of the queue that are matched at once. */
export async function deleteUnmatched(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  await sql`DELETE FROM unmatched WHERE record = ANY(${[...recordIds]}::bigint[])`.execute(transaction);
}

/** Lets every public record be matched again. */
export async function unmatchAll(transaction: Tx): Promise<void> {
  await sql`
    INSERT INTO unmatched (record, place)
    SELECT id, coalesce((SELECT min(key) FROM match_key k WHERE k.record = r.id), '')
    FROM record r WHERE NOT deleted AND visibility = 'PUBLIC'
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
    SELECT r.id, '' FROM record r JOIN system s ON s.id = r.system
    WHERE ((s.system_id = ${pair.aSystem} AND r.local_id = ${pair.aLocal})
        OR (s.system_id = ${pair.bSystem} AND r.local_id = ${pair.bLocal}))
      AND NOT r.deleted AND r.visibility = 'PUBLIC'
    ON CONFLICT DO NOTHING`.execute(transaction);
}
