/** Statements of the source beside those of the target, record by record. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { sql, type RawBuilder } from 'kysely';
import { extraRows, isSource, isTarget, makeRecordPairs, ofLibraries, sidesOf } from './catalogue-rows.ts';
import { homeField, homesOf, makeHomes } from './homes.ts';
import type { LedgerSides } from './ledger.ts';
import {
  clearClass,
  compareFields,
  keepWorksheet,
  makeTemp,
  openWorksheet,
  run,
  type ComparedField,
  type Tx,
} from './worksheet.ts';

export async function compareStatements(tx: Tx, sides: LedgerSides): Promise<void> {
  const { before, targetSystem, plan } = sides;
  await clearClass(tx, sides, 'STATEMENTS');
  await openWorksheet(tx);
  await makeRecordPairs(tx, sides);
  await makeHomes(tx, sides);
  const columns = sql`t.id, t.system, t.record, t.library, t.kind, t.text, t.retention, t.note, r.local_id`;
  const ofRecord = sql`JOIN snapshot_record r ON r.record = t.record AND r.system = t.system AND ${isInVersion('r', 'v')}`;
  await makeTemp(
    tx,
    'l_source',
    sql`SELECT row_number() OVER (ORDER BY s.id)::int AS number, s.*,
        CASE WHEN s.library = ANY(s.want_homes) THEN s.library ELSE coalesce(s.want_homes[1], s.library) END AS home FROM (
      SELECT ${columns}, name.system_id, coalesce(q.goes, true) AS goes, ${homesOf(sql`t.library`)},
        (SELECT min(p.target) FROM l_record p WHERE p.source = t.record) AS target_record
      FROM snapshot_system v JOIN system name ON name.id = v.system
        JOIN snapshot_statement t ON t.system = v.system AND ${isInVersion('t', 'v')} ${ofRecord}
        LEFT JOIN planned_statement q ON q.plan = ${plan} AND q.statement = t.id
      WHERE ${isSource(sides)} AND ${ofLibraries(sides)}) s`,
  );
  await makeTemp(
    tx,
    'l_target',
    sql`SELECT ${columns}, t.library AS home, row_number() OVER (PARTITION BY t.record, t.library, t.kind, t.text ORDER BY t.id) <= (
        SELECT count(*) FROM snapshot_system w JOIN snapshot_statement o ON o.system = w.system AND ${isInVersion('o', 'w')}
        WHERE w.snapshot = ${before} AND w.system = ${targetSystem} AND o.record = t.record AND o.library = t.library AND o.kind = t.kind
          AND o.text = t.text) AS was_there
      FROM snapshot_system v JOIN snapshot_statement t ON t.system = v.system AND ${isInVersion('t', 'v')} ${ofRecord}
      WHERE ${isTarget(sides)}`,
  );
  await pairStatements(tx);
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, s.same_homes, s.want_homes, ${sidesOf(['library', 'text', 'kind', 'retention', 'note'])}
      FROM l_pair p JOIN l_source s ON s.id = p.source JOIN l_target t ON t.id = p.target`,
  );
  await sql`
    INSERT INTO l_row (number, system, key, libraries, in_source, source, target, merged)
    SELECT s.number, s.system, s.system_id || ':record:' || s.local_id || ' ' || s.kind, ARRAY[s.library], true, s.id, p.target, false
    FROM l_source s LEFT JOIN l_pair p ON p.source = s.id`.execute(tx);
  const plain = (name: string): ComparedField => ({
    field: name,
    was: sql.ref(`p.s_${name}`),
    now: sql.ref(`p.t_${name}`),
  });
  await compareFields(tx, 'l_both', [
    ...['text', 'kind', 'retention', 'note'].map(plain),
    { ...homeField, rule: 'run-home-mapped' },
  ]);
  await run(
    tx,
    sql`INSERT INTO l_diff (number, field, what, from_value, rule)
      SELECT r.number, '(statement)', 'MISSING', s.text, CASE WHEN NOT s.goes THEN 'statement-left-behind' END
      FROM l_row r JOIN l_source s ON s.id = r.source WHERE r.target IS NULL`,
    extraRows(
      'l_target',
      sql`'record ' || t.local_id || ' ' || t.kind`,
      sql`NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) AND NOT t.was_there`,
    ),
    sql`INSERT INTO l_diff (number, field, what, to_value)
      SELECT r.number, '(statement)', 'EXTRA', t.text FROM l_row r JOIN l_target t ON t.id = r.target WHERE NOT r.in_source`,
  );
  await keepWorksheet(tx, sides, 'STATEMENTS');
}

/** The same text of the same record, of the library that it should be of first; what is left by its place among those of its kind. */
async function pairStatements(tx: Tx): Promise<void> {
  const byPlace = (same: readonly string[]): RawBuilder<unknown> => {
    const sKey = sql.join([sql`s.target_record`, ...same.map((name) => sql.ref(`s.${name}`))]);
    const tKey = sql.join([sql`t.record`, ...same.map((name) => sql.ref(`t.${name}`))]);
    return sql`INSERT INTO l_pair SELECT s.id, t.id
      FROM (SELECT s.*, row_number() OVER (PARTITION BY ${sKey} ORDER BY s.id) AS nth FROM l_source s
          WHERE s.goes AND s.target_record IS NOT NULL AND NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.id)) s
        JOIN (SELECT t.*, row_number() OVER (PARTITION BY ${tKey} ORDER BY t.was_there, t.id) AS nth FROM l_target t
          WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id)) t
        ON s.nth = t.nth AND (${sKey}) = (${tKey})`;
  };
  await run(
    tx,
    sql`DROP TABLE IF EXISTS l_pair`,
    sql`CREATE TEMP TABLE l_pair (source bigint, target bigint) ON COMMIT DROP`,
    byPlace(['home', 'kind', 'text']),
    byPlace(['kind', 'text']),
    byPlace(['home', 'kind']),
    byPlace(['kind']),
    sql`ANALYZE l_pair`,
  );
}
