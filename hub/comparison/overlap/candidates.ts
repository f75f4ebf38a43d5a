/** The pairs of a snapshot's records that share a key, as matching would look for them. */
import { bigintArray, textArray } from '#store/binary-array.ts';
import { keyNumbers } from '#store/key-number.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { toStoredDescription } from '#union-index/description.ts';
import { matchKeys } from '#union-index/match/match-keys.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { sql, type Transaction } from 'kysely';
import { readRecordBytes, toMarc } from '../snapshots/record-bytes.ts';
import { rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';

type Tx = Transaction<Database>;

/** As the index has it: a key that more records share is no evidence. */
const KEY_CAP_MIN = 20;
/** More pairs are not looked at; the result says how many there were. */
const PAIRS_MAX = 20_000_000;
/** Records read from their bytes at a time. */
const READ_BATCH = 50;

export type Candidates = Awaited<ReturnType<typeof findCandidates>>;

/**
 * Makes the tables of this transaction that judging needs: `compared_record`, the records with keys and descriptions, and
 * `candidate_pair`, pairs of their places in the order of titles, so that pairs with the same records stand together. Gives the keys that
 * are no evidence (`ignored`), and how many pairs are in that table and were left out.
 */
export async function findCandidates(transaction: Tx, snapshot: number) {
  await sql`
    CREATE TEMP TABLE compared_record ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY lower(t.title) COLLATE "C", t.id))::int AS place, t.id AS row, t.record, t.content,
      t.system, t.edition, t.visibility <> 'PUBLIC' AS hidden, NULL::bigint[] AS keys, NULL::text AS description
    FROM ${rowsOfSnapshot('record', snapshot)} t
    WHERE t.edition IS NOT NULL OR t.visibility IN ('SUPPRESSED', 'UNKNOWN')`.execute(transaction);
  await sql`ALTER TABLE compared_record ADD PRIMARY KEY (place)`.execute(transaction);
  await sql`ANALYZE compared_record`.execute(transaction);
  await describeOthers(transaction);
  await sql`
    CREATE TEMP TABLE candidate_key ON COMMIT DROP AS
    SELECT k.key, c.place FROM compared_record c
      LEFT JOIN public_description d ON d.record = c.record AND c.keys IS NULL,
      unnest(coalesce(c.keys, d.keys)) AS k(key)`.execute(transaction);
  await sql`ANALYZE candidate_key`.execute(transaction);
  const ignored = await findIgnored(transaction, snapshot);
  return { ignored, ...(await makePairs(transaction, ignored)) };
}

/** Hidden records, and those that have changed since the snapshot was taken, are described from their bytes. */
async function describeOthers(transaction: Tx): Promise<void> {
  const { rows } = await sql<{ row: number }>`
    SELECT c.row FROM compared_record c WHERE c.hidden
      OR NOT EXISTS (SELECT FROM record r WHERE r.id = c.record AND r.digest = c.content AND r.visibility = 'PUBLIC'
        AND NOT r.deleted)
    ORDER BY c.row`.execute(transaction);
  if (rows.length > 0) await sql`CREATE INDEX ON compared_record (row)`.execute(transaction);
  for (let from = 0; from < rows.length; from += READ_BATCH) {
    const batch = rows.slice(from, from + READ_BATCH).map(({ row }) => row);
    const described = (await readRecordBytes(transaction, batch)).map((bytes) => {
      const marc = toMarc(bytes);
      const description = marc === null ? null : describeRecord(marc);
      const keys = description === null ? [] : keyNumbers(matchKeys(description));
      return {
        row: bytes.row,
        keys,
        description: description === null ? null : toJson(toStoredDescription(description)),
      };
    });
    await sql`
      UPDATE compared_record c SET keys = said.keys::bigint[], description = said.description
      FROM unnest(${bigintArray(described.map(({ row }) => row))}::bigint[],
        ${textArray(described.map(({ keys }) => `{${keys.join()}}`))}::text[],
        ${textArray(described.map(({ description }) => description))}::text[]) AS said(row, keys, description)
      WHERE c.row = said.row`.execute(transaction);
  }
}

/** By the public records alone: hidden ones change nothing between those. */
async function findIgnored(transaction: Tx, snapshot: number): Promise<Float64Array> {
  const { rows } = await sql<{ key: number }>`
    SELECT key FROM candidate_key JOIN compared_record USING (place) WHERE NOT hidden GROUP BY key
    HAVING count(*) > (SELECT greatest(${KEY_CAP_MIN}, 2 * count(*)) FROM snapshot_system WHERE snapshot = ${snapshot})
    ORDER BY key`.execute(transaction);
  return Float64Array.from(rows, ({ key }) => key);
}

async function makePairs(transaction: Tx, ignored: Float64Array) {
  await sql`DELETE FROM candidate_key WHERE key = ANY(${bigintArray([...ignored])}::bigint[])`.execute(transaction);
  await sql`
    CREATE TEMP TABLE candidate_pair ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY a, b))::int AS number, a, b FROM (
      SELECT DISTINCT x.place AS a, y.place AS b
      FROM candidate_key x JOIN candidate_key y ON y.key = x.key AND y.place > x.place
        JOIN compared_record a ON a.place = x.place JOIN compared_record b ON b.place = y.place
      WHERE a.edition IS DISTINCT FROM b.edition AND NOT (a.hidden AND b.hidden)) pair`.execute(transaction);
  await sql`CREATE INDEX ON candidate_pair (number)`.execute(transaction);
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM candidate_pair`.execute(transaction);
  const count = rows[0]?.count ?? 0;
  return { pairs: Math.min(count, PAIRS_MAX), leftOut: Math.max(0, count - PAIRS_MAX) };
}
