import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';

/** Two records by system and local id, the lower id first. */
export interface RuledPair {
  readonly aSystem: string;
  readonly aLocal: string;
  readonly bSystem: string;
  readonly bLocal: string;
}

export interface RulingRow extends RuledPair {
  readonly decision: Database['ruling']['decision'];
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
}

/** A ruling over two records that are in the index. */
export interface RecordRuling {
  readonly a: number;
  readonly b: number;
  readonly decision: Database['ruling']['decision'];
}

const columns = sql`a_system AS "aSystem", a_local AS "aLocal", b_system AS "bSystem", b_local AS "bLocal", decision,
  ruled_by AS by, ruled_at AS at, note`;

const insertion = (row: RulingRow): RawBuilder<unknown> => sql`
  INSERT INTO ruling (a_system, a_local, b_system, b_local, decision, ruled_by, ruled_at, note)
  VALUES (${row.aSystem}, ${row.aLocal}, ${row.bSystem}, ${row.bLocal}, ${row.decision}, ${row.by},
    ${row.at}::timestamptz, ${row.note})
  ON CONFLICT (a_system, a_local, b_system, b_local)`;

const isOf = (pair: RuledPair): RawBuilder<unknown> => sql`a_system = ${pair.aSystem} AND a_local = ${pair.aLocal}
  AND b_system = ${pair.bSystem} AND b_local = ${pair.bLocal}`;

/** Writes a ruling, in place of an older one on the same pair; false if the stored one is newer. */
export async function upsertRuling(transaction: Tx, row: RulingRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    ${insertion(row)} DO UPDATE SET decision = excluded.decision,
      ruled_by = excluded.ruled_by, ruled_at = excluded.ruled_at, note = excluded.note
    WHERE ruling.ruled_at <= excluded.ruled_at`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Writes a ruling on a pair that has none; false if another process made one meanwhile. */
export async function insertRuling(transaction: Tx, row: RulingRow): Promise<boolean> {
  const { numAffectedRows } = await sql`${insertion(row)} DO NOTHING`.execute(transaction);
  return numAffectedRows === 1n;
}

/** The ruling on a pair; nobody else changes or removes it before the transaction ends. Null if there is none. */
export async function holdRuling(transaction: Tx, pair: RuledPair): Promise<RulingRow | null> {
  const { rows } = await sql<RulingRow>`
    SELECT ${columns} FROM ruling WHERE ${isOf(pair)} FOR UPDATE`.execute(transaction);
  return rows[0] ?? null;
}

/** False if there was none. */
export async function deleteRuling(transaction: Tx, pair: RuledPair): Promise<boolean> {
  const { numAffectedRows } = await sql`DELETE FROM ruling WHERE ${isOf(pair)}`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Every ruling, in the order of the pairs: one statement, because people make thousands, not millions. */
export async function listRulings(db: Kysely<Database>): Promise<readonly RulingRow[]> {
  const { rows } = await sql<RulingRow>`
    SELECT ${columns} FROM ruling ORDER BY a_system, a_local, b_system, b_local`.execute(db);
  return rows;
}

/** The rulings over any of the records, where the other record is in the index too. */
export async function findRulingsOf(transaction: Tx, recordIds: readonly number[]): Promise<readonly RecordRuling[]> {
  const { rows } = await sql<RecordRuling>`
    WITH own AS (
      SELECT r.id, s.system_id, r.local_id FROM record r JOIN system s ON s.id = r.system
      WHERE r.id = ANY(${bigintArray(recordIds)}::bigint[]) AND EXISTS (SELECT 1 FROM ruling)
    ), pair AS (
      SELECT own.id, u.b_system AS system, u.b_local AS local, u.decision
      FROM own JOIN ruling u ON u.a_system = own.system_id AND u.a_local = own.local_id
      UNION ALL
      SELECT own.id, u.a_system, u.a_local, u.decision
      FROM own JOIN ruling u ON u.b_system = own.system_id AND u.b_local = own.local_id
    )
    SELECT DISTINCT least(pair.id, r.id) AS a, greatest(pair.id, r.id) AS b, pair.decision
    FROM pair JOIN system s ON s.system_id = pair.system
      JOIN record r ON r.system = s.id AND r.local_id = pair.local`.execute(transaction);
  return rows;
}

/** The rulings of which both records are among those given, in the order of the pairs. */
export async function findRulingsAmong(transaction: Tx, recordIds: readonly number[]): Promise<readonly RulingRow[]> {
  const { rows } = await sql<RulingRow>`
    WITH own AS (
      SELECT s.system_id, r.local_id FROM record r JOIN system s ON s.id = r.system
      WHERE r.id = ANY(${bigintArray(recordIds)}::bigint[])
    )
    SELECT ${columns} FROM ruling
    WHERE (a_system, a_local) IN (SELECT system_id, local_id FROM own)
      AND (b_system, b_local) IN (SELECT system_id, local_id FROM own)
    ORDER BY a_system, a_local, b_system, b_local`.execute(transaction);
  return rows;
}
