import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';

type Tx = Transaction<Database>;

/** Records that share one key; cut off one above the cap, because beyond it the key means nothing. */
export interface SharedKey {
  readonly key: string;
  readonly records: readonly number[];
}

/** Takes all keys of records away and gives those that they had. */
export async function deleteKeys(transaction: Tx, recordIds: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    WITH gone AS (DELETE FROM match_key WHERE record = ANY(${[...recordIds]}::bigint[]) RETURNING key)
    SELECT DISTINCT key FROM gone`.execute(transaction);
  return rows.map((row) => row.key);
}

/** Writes the keys of records: two lists of one length. */
export async function insertKeys(
  transaction: Tx,
  keys: readonly string[],
  recordIds: readonly number[],
): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    INSERT INTO match_key (key, record)
    SELECT * FROM unnest(${[...keys]}::text[], ${[...recordIds]}::bigint[])
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** For each key, the records that have it, at most `limit` many. */
export async function findKeyHolders(
  transaction: Tx,
  keys: readonly string[],
  limit: number,
): Promise<readonly SharedKey[]> {
  const { rows } = await sql<SharedKey>`
    SELECT wanted.key, array(SELECT m.record FROM match_key m WHERE m.key = wanted.key LIMIT ${limit}) AS records
    FROM unnest(${[...keys]}::text[]) AS wanted(key)`.execute(transaction);
  return rows;
}

/** The keys that the records have, each with all records that have it, at most `limit` many. */
export async function findSharedKeys(
  transaction: Tx,
  recordIds: readonly number[],
  limit: number,
): Promise<readonly SharedKey[]> {
  const { rows } = await sql<SharedKey>`
    SELECT own.key, array(SELECT m.record FROM match_key m WHERE m.key = own.key LIMIT ${limit}) AS records
    FROM (SELECT DISTINCT key FROM match_key WHERE record = ANY(${[...recordIds]}::bigint[])) AS own`.execute(
    transaction,
  );
  return rows;
}
