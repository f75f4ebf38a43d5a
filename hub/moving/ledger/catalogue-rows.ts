/** What is compared in the same way of items and of statements. */
import { sql, type RawBuilder } from 'kysely';
import type { LedgerSides } from './ledger.ts';
import { makeTemp, type Tx } from './worksheet.ts';

export const isSource = ({ source, systems }: LedgerSides): RawBuilder<unknown> =>
  sql`v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[])`;
export const isTarget = ({ target, targetSystem }: LedgerSides): RawBuilder<unknown> =>
  sql`v.snapshot = ${target} AND v.system = ${targetSystem}`;

export const ofLibraries = ({ libraries }: LedgerSides): RawBuilder<unknown> =>
  libraries === null ? sql`true` : sql`t.library = ANY(${[...libraries]}::text[])`;

/** `l_record`: what each record of the source became, by the numbers that copies and statements name their records by. */
export async function makeRecordPairs(tx: Tx, { number }: LedgerSides): Promise<void> {
  await makeTemp(
    tx,
    'l_record',
    sql`SELECT s.record AS source, t.record AS target, t.local_id AS target_id
      FROM ledger_row r JOIN snapshot_record s ON s.id = r.source JOIN snapshot_record t ON t.id = r.target
      WHERE r.ledger = ${number} AND r.class = 'RECORDS' AND r.in_source`,
    ['source'],
  );
}

export function sidesOf(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    columns.map(
      (name) => sql`s.${sql.ref(name)} AS ${sql.ref(`s_${name}`)}, t.${sql.ref(name)} AS ${sql.ref(`t_${name}`)}`,
    ),
  );
}

/** Rows of the target that nothing of the source became: numbered behind those of the source. */
export function extraRows(table: string, key: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`INSERT INTO l_row (number, system, key, libraries, in_source, target, merged)
    SELECT (SELECT count(*) FROM l_source) + row_number() OVER (ORDER BY t.id), t.system, ${key},
      CASE WHEN t.library IS NULL THEN '{}' ELSE ARRAY[t.library] END, false, t.id, false
    FROM ${sql.table(table)} t WHERE ${where}`;
}
