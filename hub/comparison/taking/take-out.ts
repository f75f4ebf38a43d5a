/**
 * Takes what records said out of every snapshot that has them. Their rows stay, empty, so that other numbers stay; each snapshot gets
 * another digest, and a line that says why, for whoever holds an older report.
 */
import { FINDINGS, type FindingKind, type Population } from '#domain/comparison.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { countAgain } from '../populations/cells.ts';
import { digestSnapshot } from './digest.ts';
import { waitForRows } from '../snapshots/shared-rows.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

type Tx = Transaction<Database>;

export interface TakenOut {
  /** Id of the act. */
  readonly takeBack: string;
  readonly at: Date;
  readonly reason: string;
  /** As the store names them. */
  readonly records: readonly { readonly systemId: string; readonly localId: string }[];
}

/** What stands where a title was. */
const TAKEN_BACK = '[taken back]';

/** Of a row of `snapshot_record`: of an interlibrary loan, and of what was hidden before, nothing but its existence was copied. */
const SAYS_SOMETHING = sql`t.content <> '' AND t.visibility <> 'ILL_TEMPORARY'`;

interface ChangedSnapshot {
  readonly snapshot: number;
  readonly systems: readonly number[];
  readonly records: number;
}

/** Gives the numbers of the snapshots that were changed. Done again it changes nothing. `db` must not limit the time of a statement. */
export async function takeOutOfSnapshots(db: Kysely<Database>, taken: TakenOut): Promise<readonly number[]> {
  return db.transaction().execute(async (transaction) => {
    await waitForRows(transaction);
    const records = await findRecords(transaction, taken);
    const changed = await findSnapshots(transaction, records);
    const before = new Map<number, string>();
    for (const { snapshot } of changed) before.set(snapshot, await digestSnapshot(transaction, snapshot));
    await emptyRows(transaction, records);
    for (const { snapshot, systems, records: number } of changed) {
      for (const system of systems) await countAgain(transaction, { snapshot, system });
      const after = await digestSnapshot(transaction, snapshot);
      // One that is being taken gets its digest when it is whole.
      await sql`UPDATE snapshot SET digest = ${after} WHERE id = ${snapshot} AND state <> 'TAKING'`.execute(
        transaction,
      );
      await sql`
        INSERT INTO snapshot_taken_back (snapshot, take_back, at, reason, records, digest_before, digest_after)
        VALUES (${snapshot}, ${taken.takeBack}::uuid, ${taken.at}::timestamptz, ${taken.reason}, ${number},
          ${before.get(snapshot)}, ${after})
        ON CONFLICT (snapshot, take_back) DO UPDATE SET digest_after = excluded.digest_after`.execute(transaction);
    }
    // Last, when no plan can be in the making: that one holds its snapshot, and was waited for.
    await sql`
      UPDATE planned_item p SET barcode = NULL FROM snapshot_item t
      WHERE t.id = p.item AND t.record = ANY(${records}::bigint[])`.execute(transaction);
    return changed.map(({ snapshot }) => snapshot);
  });
}

/** Their numbers: a snapshot may have one that the index has no more. */
async function findRecords(transaction: Tx, { records }: TakenOut): Promise<Buffer> {
  const { rows } = await sql<{ record: number }>`
    SELECT DISTINCT b.record
    FROM unnest(${textArray(records.map(({ systemId }) => systemId))}::text[],
        ${textArray(records.map(({ localId }) => localId))}::text[]) AS given(system, local)
      JOIN system s ON s.system_id = given.system
      JOIN snapshot_record b ON b.system = s.id AND b.local_id = given.local`.execute(transaction);
  return bigintArray(rows.map(({ record }) => record));
}

/** Those of the snapshots in which something of them stands. */
async function findSnapshots(transaction: Tx, records: Buffer): Promise<readonly ChangedSnapshot[]> {
  const { rows } = await sql<ChangedSnapshot>`
    SELECT v.snapshot, array_agg(DISTINCT v.system)::integer[] AS systems, count(DISTINCT t.record)::integer AS records
    FROM snapshot_record t JOIN snapshot_system v ON v.system = t.system AND ${isInVersion('t', 'v')}
    WHERE t.record = ANY(${records}::bigint[]) AND ${SAYS_SOMETHING}
    GROUP BY v.snapshot ORDER BY v.snapshot`.execute(transaction);
  return rows;
}

async function emptyRows(transaction: Tx, records: Buffer): Promise<void> {
  await emptyLedgers(transaction, records);
  const own = sql`record = ANY(${records}::bigint[])`;
  const emptied = sql`digest = md5('taken back ' || id)::uuid`;
  await deleteFindings(transaction, 'RECORDS', 'snapshot_record', own);
  await deleteFindings(transaction, 'ITEMS', 'snapshot_item', own);
  await sql`
    DELETE FROM snapshot_pair p USING snapshot_record t
    WHERE t.${own} AND t.id IN (p.a, p.b)`.execute(transaction);
  await sql`DELETE FROM snapshot_staff_note n USING snapshot_item t WHERE t.id = n.item AND t.${own}`.execute(
    transaction,
  );
  await sql`DELETE FROM snapshot_past_record WHERE ${own}`.execute(transaction);
  await sql`
    UPDATE snapshot_record t SET ${emptied}, content = '', title = ${TAKEN_BACK}, year = NULL, languages = '{}', class_schemes = '{}',
      isbns = '{}', load_key = NULL, fields = '{}', faults = '{}'
    WHERE t.${own} AND ${SAYS_SOMETHING}`.execute(transaction);
  await sql`
    UPDATE snapshot_item SET ${emptied}, barcode = NULL, call_number = NULL, details = NULL WHERE ${own}`.execute(
    transaction,
  );
  await sql`
    UPDATE snapshot_statement SET ${emptied}, text = ${TAKEN_BACK}, starts = NULL, ends = NULL, retention = NULL, note = NULL
    WHERE ${own}`.execute(transaction);
}

/** What ledgers of moves quote of the records and their copies, in lists of differences and in samples. */
async function emptyLedgers(transaction: Tx, records: Buffer): Promise<void> {
  const rowsOf = (table: string) =>
    sql`SELECT t.id FROM ${sql.table(table)} t WHERE t.record = ANY(${records}::bigint[])`;
  for (const [name, table] of [
    ['RECORDS', 'snapshot_record'],
    ['ITEMS', 'snapshot_item'],
    ['STATEMENTS', 'snapshot_statement'],
  ] as const) {
    await sql`
      WITH own AS (SELECT r.ledger, r.class, r.number FROM ledger_row r
          WHERE r.class = ${name} AND (r.source IN (${rowsOf(table)}) OR r.target IN (${rowsOf(table)}))),
        samples AS (UPDATE ledger_rule SET sample = '[]' WHERE class = ${name} AND ledger IN (SELECT ledger FROM own)),
        keys AS (UPDATE ledger_row r SET key = ${TAKEN_BACK} FROM own WHERE (r.ledger, r.class, r.number) = (own.ledger, own.class, own.number))
      UPDATE ledger_difference d SET from_value = NULL, to_value = NULL FROM own
      WHERE (d.ledger, d.class, d.number) = (own.ledger, own.class, own.number)`.execute(transaction);
  }
}

/** What was found of a row, such as that its barcode is that of another copy. */
async function deleteFindings(
  transaction: Tx,
  population: Population,
  table: string,
  own: ReturnType<typeof sql>,
): Promise<void> {
  const kinds = (Object.keys(FINDINGS) as FindingKind[]).filter((kind) => FINDINGS[kind].of === population);
  await sql`
    DELETE FROM snapshot_finding f USING ${sql.table(table)} t
    WHERE f.kind = ANY(${textArray(kinds)}::text[]) AND f.subject = t.id AND t.${own}`.execute(transaction);
}
