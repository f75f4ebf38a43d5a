/** What is compared in the same way of items and of statements. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import type { LedgerClass } from '#domain/ledger.ts';
import { sql, type RawBuilder } from 'kysely';
import type { LedgerSides } from './ledger.ts';
import { WITHOUT_LIBRARY } from './untold.ts';
import { makeTemp, type Tx } from './worksheet.ts';

export const isSource = ({ source, systems }: LedgerSides): RawBuilder<unknown> =>
  sql`v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[])`;
export const isTarget = ({ target, targetSystem }: LedgerSides): RawBuilder<unknown> =>
  sql`v.snapshot = ${target} AND v.system = ${targetSystem}`;

/** Of a row `t` whose library is not known too, if each library that it may be of is one of these. */
export const ofLibraries = ({ libraries, wholeSystems }: LedgerSides): RawBuilder<unknown> =>
  libraries === null
    ? sql`true`
    : sql`(t.library = ANY(${[...libraries]}::text[]) OR t.library IS NULL AND t.system = ANY(${[...wholeSystems]}::smallint[]))`;

/** Notes how many rows of each class name no library, and so may be of those that the ledger is of: they are in none of its numbers. */
export async function noteWithoutLibrary(tx: Tx, sides: LedgerSides): Promise<void> {
  const { number, source, systems, libraries, wholeSystems } = sides;
  const inPart = systems.filter((system) => !wholeSystems.includes(system));
  if (libraries === null || inPart.length === 0) return;
  const where = sql`t.library IS NULL AND t.system = ANY(${inPart}::smallint[])`;
  const of = (cls: LedgerClass, table: string): RawBuilder<unknown> =>
    sql`SELECT ${sql.lit(cls)} AS class FROM ${sql.table(table)} t WHERE t.snapshot = ${source} AND ${where}`;
  await sql`INSERT INTO ledger_untold (ledger, class, field, by_side, rows)
    SELECT ${number}::int, class, ${WITHOUT_LIBRARY}::text, 'SOURCE', count(*)::int FROM (
      SELECT 'ITEMS' AS class FROM snapshot_system v JOIN snapshot_item t ON t.system = v.system AND ${isInVersion('t', 'v')}
      WHERE ${isSource(sides)} AND ${where}
      UNION ALL ${of('READERS', 'snapshot_reader')} UNION ALL ${of('LOANS', 'snapshot_loan')}
      UNION ALL ${of('HOLDS', 'snapshot_hold')} UNION ALL ${of('CHARGES', 'snapshot_charge')}) rows GROUP BY class
    ON CONFLICT (ledger, class, field, by_side) DO UPDATE SET rows = excluded.rows`.execute(tx);
}

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
