import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { bigintArray } from './binary-array.ts';
import { keyNumber } from './key-number.ts';

type Tx = Transaction<Database>;

/** A key, as the store keeps it (`keyNumber`), with the records that have it. */
export interface KeyState {
  readonly key: number;
  readonly records: readonly number[];
  /** Whether the links in the store were decided without this key. */
  readonly ignored: boolean;
}

/** Takes all keys of records away and gives those that they had. */
export async function deleteKeys(transaction: Tx, recordIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ key: number }>`
    WITH gone AS (DELETE FROM match_key WHERE record = ANY(${bigintArray(recordIds)}::bigint[]) RETURNING key)
    SELECT DISTINCT key FROM gone`.execute(transaction);
  return rows.map((row) => row.key);
}

/** Writes the keys of records that have none: two lists of one length, each record's keys side by side. */
export async function insertKeys(
  transaction: Tx,
  keys: readonly string[],
  recordIds: readonly number[],
): Promise<void> {
  const numbers: number[] = [];
  const records: number[] = [];
  let own = new Set<number>();
  for (const [place, key] of keys.entries()) {
    const record = recordIds[place] ?? 0;
    if (record !== records.at(-1)) own = new Set();
    const number = keyNumber(key);
    if (own.has(number)) continue;
    own.add(number);
    numbers.push(number);
    records.push(record);
  }
  if (numbers.length === 0) return;
  await sql`
    INSERT INTO match_key (key, record)
    SELECT * FROM unnest(${bigintArray(numbers)}::bigint[], ${bigintArray(records)}::bigint[])`.execute(transaction);
}

/** The keys that the records have, and the further keys, each with the records that have it, at most `limit` many. */
export async function findKeyStates(
  transaction: Tx,
  recordIds: readonly number[],
  furtherKeys: readonly number[],
  limit: number,
): Promise<readonly KeyState[]> {
  const { rows } = await sql<KeyState>`
    SELECT wanted.key, array(SELECT m.record FROM match_key m WHERE m.key = wanted.key LIMIT ${limit}) AS records,
      EXISTS (SELECT 1 FROM ignored_key i WHERE i.key = wanted.key) AS ignored
    FROM (SELECT k.key FROM unnest(${bigintArray(recordIds)}::bigint[]) AS own(record)
        JOIN match_key k ON k.record = own.record
      UNION SELECT unnest(${bigintArray(furtherKeys)}::bigint[])) AS wanted(key)`.execute(transaction);
  return rows;
}

/**
 * Lets look-ups by key do without the table, once for many of them: until the server has been over the rows that were
 * written, each that a look-up meets is fetched to see whether it counts, from wherever its record came. Outside of
 * transactions.
 */
export async function settleKeys(db: Kysely<Database>): Promise<void> {
  await sql`VACUUM match_key`.execute(db);
}

/** For each key that anybody has all records that have it. */
export async function findHoldersOf(transaction: Tx, keys: readonly number[]): Promise<readonly (readonly number[])[]> {
  const { rows } = await sql<{ records: readonly number[] }>`
    SELECT array_agg(record) AS records FROM match_key WHERE key = ANY(${bigintArray(keys)}::bigint[]) GROUP BY key`.execute(
    transaction,
  );
  return rows.map(({ records }) => records);
}

/** Those of the records' keys that are no evidence. */
export async function findIgnoredKeys(transaction: Tx, recordIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (recordIds.length === 0) return new Set();
  const { rows } = await sql<{ key: number }>`
    SELECT DISTINCT k.key FROM unnest(${bigintArray(recordIds)}::bigint[]) AS own(record)
      JOIN match_key k ON k.record = own.record JOIN ignored_key i ON i.key = k.key
    WHERE EXISTS (SELECT 1 FROM ignored_key)`.execute(transaction);
  return new Set(rows.map((row) => row.key));
}

/** Every key that is no evidence; null where there are more than `limit`. */
export async function findAllIgnoredKeys(transaction: Tx, limit: number): Promise<ReadonlySet<number> | null> {
  const { rows } = await sql<{ key: number }>`SELECT key FROM ignored_key LIMIT ${limit + 1}`.execute(transaction);
  return rows.length > limit ? null : new Set(rows.map(({ key }) => key));
}

/** Keeps which keys are no evidence any more, and which are again. */
export async function markKeys(
  transaction: Tx,
  ignored: readonly number[],
  counting: readonly number[],
): Promise<void> {
  await sql`
    INSERT INTO ignored_key (key) SELECT unnest(${bigintArray(ignored)}::bigint[]) ON CONFLICT DO NOTHING`.execute(
    transaction,
  );
  await sql`DELETE FROM ignored_key WHERE key = ANY(${bigintArray(counting)}::bigint[])`.execute(transaction);
}
