import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';
import { lockEditions } from './editions.ts';
import { unmatchHolders } from './unmatched.ts';

/** A key, as the store keeps it (`keyNumber`), with the records that have it. */
interface KeyState {
  readonly key: number;
  /** None if more have it than the limit. */
  readonly records: readonly number[];
  readonly isOver: boolean;
  /** Whether the links in the store were decided without this key. */
  readonly ignored: boolean;
}

/** Takes all keys of records away and gives those that they had. Their descriptions name the keys, and must still be there. */
export async function deleteKeys(transaction: Tx, recordIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ key: number }>`
    WITH own AS (${keysOf(recordIds)}),
      gone AS (DELETE FROM match_key m USING own WHERE m.key = own.key AND m.record = own.record)
    SELECT DISTINCT key FROM own`.execute(transaction);
  return rows.map((row) => row.key);
}

/**
 * Lets records be found by their keys, as their descriptions name them: each once. In their order, so that neighbours in the
 * index are written one after the other.
 */
export async function insertKeys(
  transaction: Tx,
  rows: readonly { readonly record: number; readonly keys: readonly number[] }[],
): Promise<void> {
  const keys = rows.flatMap((row) => row.keys);
  if (keys.length === 0) return;
  const records = rows.flatMap(({ record, keys: own }) => own.map(() => record));
  await sql`
    INSERT INTO match_key (key, record)
    SELECT * FROM unnest(${bigintArray(keys)}::bigint[], ${bigintArray(records)}::bigint[]) AS given(key, record)
    ORDER BY key`.execute(transaction);
}

function keysOf(recordIds: readonly number[]): RawBuilder<unknown> {
  return sql`
    SELECT d.record, named.key FROM public_description d CROSS JOIN LATERAL unnest(d.keys) AS named(key)
    WHERE d.record = ANY(${bigintArray(recordIds)}::bigint[])`;
}

/**
 * The keys that the records have, and the further keys, each with the at most `limit` records that have it; those
 * apart that one record has alone, as most titles' are, or none, and that count as keys do. Of a key that more have, nothing is
 * told of who has it.
 */
export async function findKeyStates(
  transaction: Tx,
  recordIds: readonly number[],
  furtherKeys: readonly number[],
  limit: number,
): Promise<readonly KeyState[]> {
  const { rows } = await sql<KeyState>`
    SELECT key, ignored, cardinality(records) > ${limit}::integer AS "isOver",
      CASE WHEN cardinality(records) <= ${limit}::integer THEN records ELSE '{}' END AS records
    FROM (
      SELECT wanted.key, array(SELECT m.record FROM match_key m WHERE m.key = wanted.key LIMIT ${limit + 1}) AS records,
        EXISTS (SELECT 1 FROM ignored_key i WHERE i.key = wanted.key) AS ignored
      FROM (SELECT own.key FROM (${keysOf(recordIds)}) AS own
        UNION SELECT unnest(${bigintArray(furtherKeys)}::bigint[])) AS wanted(key)
    ) AS state WHERE cardinality(records) > 1 OR ignored`.execute(transaction);
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
    SELECT DISTINCT own.key FROM (${keysOf(recordIds)}) AS own JOIN ignored_key i ON i.key = own.key
    WHERE EXISTS (SELECT 1 FROM ignored_key)`.execute(transaction);
  return new Set(rows.map((row) => row.key));
}

/** Every key that is no evidence; null if there are more than `limit`. */
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

const SETTING = 'match key cap';

/**
 * Where the region has grown or shrunk so far that keys count which did not, or the reverse, the records that have such a
 * key are matched again.
 */
export async function ensureKeyCap(transaction: Tx, keyCap: number): Promise<void> {
  if ((await readKeyCap(transaction)) === keyCap) return;
  await lockEditions(transaction);
  const before = await readKeyCap(transaction);
  if (before === keyCap) return;
  await sql`
    INSERT INTO setting (key, value) VALUES (${SETTING}, ${String(keyCap)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`.execute(transaction);
  if (before !== null) await unmatchHolders(transaction, Math.min(before, keyCap), Math.max(before, keyCap));
}

/** The key cap that the editions in the store were made with; null if there are none yet. */
async function readKeyCap(transaction: Tx): Promise<number | null> {
  const { rows } = await sql<{ cap: number }>`
    SELECT value::integer AS cap FROM setting WHERE key = ${SETTING}`.execute(transaction);
  return rows[0]?.cap ?? null;
}
