import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { bigintArray, textArray } from './binary-array.ts';

type Tx = Transaction<Database>;

/** A key with the records that have it. */
export interface KeyHolders {
  readonly key: string;
  readonly records: readonly number[];
}

export interface KeyState extends KeyHolders {
  /** Whether the links in the store were decided without this key. */
  readonly ignored: boolean;
}

/** Takes all keys of records away and gives those that they had. */
export async function deleteKeys(transaction: Tx, recordIds: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    WITH gone AS (DELETE FROM match_key WHERE record = ANY(${bigintArray(recordIds)}::bigint[]) RETURNING key)
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
    SELECT * FROM unnest(${textArray(keys)}::text[], ${bigintArray(recordIds)}::bigint[])
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** The keys that the records have, and the further keys, each with the records that have it, at most `limit` many. */
export async function findKeyStates(
  transaction: Tx,
  recordIds: readonly number[],
  furtherKeys: readonly string[],
  limit: number,
): Promise<readonly KeyState[]> {
  const { rows } = await sql<KeyState>`
    SELECT wanted.key, array(SELECT m.record FROM match_key m WHERE m.key = wanted.key LIMIT ${limit}) AS records,
      EXISTS (SELECT 1 FROM ignored_key i WHERE i.key = wanted.key) AS ignored
    FROM (SELECT key FROM match_key WHERE record = ANY(${bigintArray(recordIds)}::bigint[])
      UNION SELECT unnest(${textArray(furtherKeys)}::text[])) AS wanted(key)`.execute(transaction);
  return rows;
}

/** For each key all records that have it and are members of an edition. */
export async function findMatchedHolders(transaction: Tx, keys: readonly string[]): Promise<readonly KeyHolders[]> {
  const { rows } = await sql<KeyHolders>`
    SELECT k.key, array_agg(k.record) AS records FROM match_key k JOIN member m ON m.record = k.record
    WHERE k.key = ANY(${[...keys]}::text[]) GROUP BY k.key`.execute(transaction);
  return rows;
}

/** Those of the records' keys that are no evidence. */
export async function findIgnoredKeys(transaction: Tx, recordIds: readonly number[]): Promise<ReadonlySet<string>> {
  if (recordIds.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    SELECT DISTINCT k.key FROM match_key k JOIN ignored_key i ON i.key = k.key
    WHERE k.record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
  return new Set(rows.map((row) => row.key));
}

/** Keeps which keys are no evidence any more, and which are again. */
export async function markKeys(
  transaction: Tx,
  ignored: readonly string[],
  counting: readonly string[],
): Promise<void> {
  await sql`
    INSERT INTO ignored_key (key) SELECT unnest(${[...ignored]}::text[]) ON CONFLICT DO NOTHING`.execute(transaction);
  await sql`DELETE FROM ignored_key WHERE key = ANY(${[...counting]}::text[])`.execute(transaction);
}
