import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';

type Tx = Transaction<Database>;

/** Records that share one key; cut off one above the cap, because beyond it the key means nothing. */
export interface SharedKey {
  readonly key: string;
  readonly records: readonly number[];
}

/** Takes all keys of records away and gives those that they had, with the number of these records that had each. */
export async function deleteKeys(transaction: Tx, recordIds: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    WITH gone AS (DELETE FROM match_key WHERE record = ANY(${[...recordIds]}::bigint[]) RETURNING key)
    SELECT key, count(*) AS count FROM gone GROUP BY key`.execute(transaction);
  return new Map(rows.map((row) => [row.key, row.count]));
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

/** For each key, the records that have it, at most `limits` many: two lists of one length. */
export async function findKeyHolders(
  transaction: Tx,
  keys: readonly string[],
  limits: readonly number[],
): Promise<readonly SharedKey[]> {
  const { rows } = await sql<SharedKey>`
    SELECT wanted.key, array(
      SELECT m.record FROM match_key m WHERE m.key = wanted.key LIMIT wanted.most) AS records
    FROM unnest(${[...keys]}::text[], ${[...limits]}::integer[]) AS wanted(key, most)`.execute(transaction);
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
