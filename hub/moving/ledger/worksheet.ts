/**
 * The rows of one class while they are compared: temporary tables of one transaction, which a killed process leaves nothing of.
 *
 *     l_row    each row of the source, and each of the target that no row of the source is the same as
 *     l_diff   what is not the same, with the rule that explains it, or the side that does not tell it
 */
import type { LedgerClass } from '#domain/ledger.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { LedgerSides } from './ledger.ts';
import { BUILT_IN_RULES } from './rules.ts';
import { WHOLE_CLASS } from './untold.ts';

export type Tx = Transaction<Database>;

/** What is compared of a pair, as SQL over its columns. */
export interface ComparedField {
  readonly field: string;
  /** As it is in the source. */
  readonly was: RawBuilder<unknown>;
  /** As it should be in the target; the same as `was` if not given. */
  readonly want?: RawBuilder<unknown>;
  /** As it is in the target. */
  readonly now: RawBuilder<unknown>;
  /** Whether the sides tell it of this row; true if not given. */
  readonly told?: readonly [source: RawBuilder<unknown>, target: RawBuilder<unknown>];
  /** How a value is shown that may say something of a reader; it is compared as it is. */
  readonly show?: (value: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** The rule by which `want` differs from `was`. */
  readonly rule?: keyof typeof BUILT_IN_RULES;
}

/** A column of the pairs that are compared. */
export const col = (name: string): RawBuilder<unknown> => sql.ref(`p.${name}`);

/** As people see a value that may say something of a reader: equal values have equal digests within one ledger. */
export function digestOf(ledger: number, value: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`left(encode(sha256(convert_to(${sql.lit(`ledger ${String(ledger)} `)} || (${value})::text, 'UTF8')), 'hex'), 12)`;
}

export async function run(tx: Tx, ...statements: readonly RawBuilder<unknown>[]): Promise<void> {
  for (const statement of statements) await statement.execute(tx);
}

/** A table of this transaction, measured, so that it is joined as what it is; with an index if single rows are looked up in it. */
export async function makeTemp(
  tx: Tx,
  name: string,
  rows: RawBuilder<unknown>,
  index: readonly string[] = [],
): Promise<void> {
  await run(
    tx,
    sql`DROP TABLE IF EXISTS ${sql.table(name)}`,
    sql`CREATE TEMP TABLE ${sql.table(name)} ON COMMIT DROP AS ${rows}`,
    ...(index.length === 0
      ? []
      : [sql`CREATE INDEX ON ${sql.table(name)} (${sql.join(index.map((column) => sql.ref(column)))})`]),
    sql`ANALYZE ${sql.table(name)}`,
  );
}

export async function openWorksheet(tx: Tx): Promise<void> {
  await run(
    tx,
    sql`DROP TABLE IF EXISTS l_row, l_diff`,
    sql`CREATE TEMP TABLE l_row (number integer, system smallint, key text NOT NULL, libraries text[] NOT NULL, in_source boolean NOT NULL,
      source bigint, target bigint, merged boolean NOT NULL) ON COMMIT DROP`,
    sql`CREATE TEMP TABLE l_diff (number integer, field text NOT NULL, what text NOT NULL, from_value text, to_value text, rule text,
      untold text) ON COMMIT DROP`,
  );
}

/** Writes what differs of `pair`, a table with a column `number`. */
export async function compareFields(tx: Tx, pair: string, fields: readonly ComparedField[]): Promise<void> {
  const columns = fields.map(({ field, was, want = was, now, told = [sql`true`, sql`true`], rule, show }) => {
    const named = rule === undefined ? sql`NULL` : sql.lit(rule);
    const differs = sql`CASE WHEN (${told[0]})::boolean AND (${told[1]})::boolean THEN (${want})::text IS DISTINCT FROM (${now})::text
        OR (${was})::text IS DISTINCT FROM (${now})::text
      WHEN (${told[0]})::boolean THEN (${was}) IS NOT NULL ELSE (${told[1]})::boolean END`;
    const shown = (value: RawBuilder<unknown>): RawBuilder<unknown> => sql`(${show?.(value) ?? value})::text`;
    // Where the target has neither, the old value alone would not say what is wrong.
    const from =
      want === was
        ? shown(was)
        : sql`CASE WHEN (${told[0]})::boolean AND (${told[1]})::boolean AND (${want})::text IS DISTINCT FROM (${was})::text
              AND (${want})::text IS DISTINCT FROM (${now})::text
            THEN coalesce(${shown(was)}, 'empty') || ' (should be ' || coalesce(${shown(want)}, 'empty') || ')' ELSE ${shown(was)} END`;
    const row = sql`(${sql.lit(field)}, ${differs}, (${want})::text IS NOT DISTINCT FROM (${now})::text, ${from},
      ${shown(now)}, (${told[0]})::boolean, (${told[1]})::boolean, ${named}::text)`;
    return { differs, row };
  });
  // Most rows differ in nothing: these are passed over before a row is made of each of their fields.
  await sql`
    INSERT INTO l_diff (number, field, what, from_value, to_value, rule, untold)
    SELECT p.number, f.field, 'CHANGED', f.was, f.now, CASE WHEN f.s_told AND f.t_told AND f.as_wanted THEN f.rule END,
      CASE WHEN NOT f.s_told THEN 'SOURCE' WHEN NOT f.t_told THEN 'TARGET' END
    FROM ${sql.table(pair)} p, LATERAL (VALUES ${sql.join(columns.map(({ row }) => row))})
      f (field, differs, as_wanted, was, now, s_told, t_told, rule)
    WHERE (${sql.join(
      columns.map(({ differs }) => differs),
      sql` OR `,
    )}) AND f.differs`.execute(tx);
}

/** Fields that neither side tells: nothing of the class can be proved of them, and no row says so. */
export async function noteUntold(
  tx: Tx,
  { number }: LedgerSides,
  cls: LedgerClass,
  fields: readonly { readonly field: string; readonly by: 'SOURCE' | 'TARGET' | 'BOTH' }[],
): Promise<void> {
  for (const { field, by } of fields) {
    await sql`INSERT INTO ledger_untold (ledger, class, field, by_side) VALUES (${number}, ${cls}, ${field}, ${by})
      ON CONFLICT DO NOTHING`.execute(tx);
  }
}

export async function clearClass(tx: Tx, { number }: LedgerSides, cls: LedgerClass): Promise<void> {
  for (const table of ['ledger_row', 'ledger_difference', 'ledger_count', 'ledger_untold'])
    await sql`DELETE FROM ${sql.table(table)} WHERE ledger = ${number} AND class = ${cls}`.execute(tx);
  await sql`UPDATE ledger_rule SET rows = 0, sample = '[]' WHERE ledger = ${number} AND class = ${cls}`.execute(tx);
}

const DROPPING = Object.entries(BUILT_IN_RULES).flatMap(([name, rule]) => ('drops' in rule ? [name] : []));
/** More of one text says nothing more; the whole of it stands in the snapshot. */
const LONGEST_VALUE = 1_000;

/** Makes rows, differences, counts and the samples of rules of what the worksheet has. */
export async function keepWorksheet(
  tx: Tx,
  { number: ledger, settings }: LedgerSides,
  cls: LedgerClass,
): Promise<void> {
  // Item fields have notes of staff and barcodes of every library in them: no text of them is kept.
  const sampled = (column: string): RawBuilder<unknown> => {
    const value = sql.ref(`x.${column}`);
    return sql`CASE WHEN x.rule = 'fields-of-items' THEN ${digestOf(ledger, value)} ELSE left(${value}, ${LONGEST_VALUE}) END`;
  };
  await sql`ANALYZE l_row, l_diff`.execute(tx);
  await sql`
    INSERT INTO ledger_row (ledger, class, number, system, key, libraries, in_source, source, target, rules, untold, verdict)
    SELECT ${ledger}::int, ${cls}::text, r.number, r.system, r.key, r.libraries, r.in_source, r.source, r.target, r.rules, r.untold,
      v.verdict
    FROM (
      SELECT r.*, coalesce(d.unexplained, false) AS unexplained, coalesce(d.rules, '{}') AS rules, coalesce(d.untold, '{}') AS untold
      FROM l_row r LEFT JOIN (
        SELECT number, bool_or(rule IS NULL AND untold IS NULL) AS unexplained,
          coalesce(array_agg(DISTINCT rule) FILTER (WHERE rule IS NOT NULL), '{}') AS rules,
          coalesce(array_agg(DISTINCT untold || ' ' || field) FILTER (WHERE untold IS NOT NULL), '{}') AS untold
        FROM l_diff GROUP BY number) d ON d.number = r.number) r,
      LATERAL (SELECT CASE WHEN r.unexplained THEN 'UNEXPLAINED'
        WHEN r.rules && ${sql.lit(`{${DROPPING.join(',')}}`)}::text[] THEN 'DROPPED_BY_RULE'
        WHEN r.untold <> '{}' THEN 'NOT_PROVABLE' WHEN r.merged THEN 'MERGED'
        WHEN r.rules <> '{}' THEN 'CHANGED_BY_RULE' ELSE 'CARRIED' END AS verdict) v`.execute(tx);
  await sql`
    INSERT INTO ledger_difference (ledger, class, number, place, field, what, from_value, to_value)
    SELECT ${ledger}::int, ${cls}::text, number, row_number() OVER (PARTITION BY number ORDER BY field, from_value, to_value), field, what,
      left(from_value, ${LONGEST_VALUE}), left(to_value, ${LONGEST_VALUE})
    FROM l_diff WHERE rule IS NULL AND untold IS NULL`.execute(tx);
  await sql`
    INSERT INTO ledger_untold (ledger, class, field, by_side, rows)
    SELECT ${ledger}::int, ${cls}::text, field, untold, count(DISTINCT number)::int FROM l_diff WHERE untold IS NOT NULL GROUP BY field, untold
    ON CONFLICT (ledger, class, field, by_side) DO UPDATE SET rows = excluded.rows`.execute(tx);
  // By a hash of the seed and the key, so that the same rows are drawn whenever the same ledger is made.
  await sql`
    INSERT INTO ledger_rule (ledger, name, class, rows, sample, digest)
    SELECT ${ledger}::int, u.rule, ${cls}::text, explained.rows, drawn.sample, explained.digest
    FROM (SELECT DISTINCT rule FROM l_diff WHERE rule IS NOT NULL) u,
      LATERAL (
        SELECT count(DISTINCT d.number)::int AS rows, ${digestOfExplained()} AS digest
        FROM (SELECT d.*, r.key FROM l_diff d JOIN l_row r ON r.number = d.number WHERE d.rule = u.rule) d) explained,
      LATERAL (
        SELECT json_agg(json_build_object('key', x.key, 'field', x.field, 'libraries', x.libraries, 'from', ${sampled('from_value')},
          'to', ${sampled('to_value')}) ORDER BY x.draw, x.field) AS sample
        FROM (
          SELECT r.key, r.libraries, d.rule, d.field, d.from_value, d.to_value, md5(${`${String(settings.seed)} `} || r.key || r.number) AS draw
          FROM l_diff d JOIN l_row r ON r.number = d.number WHERE d.rule = u.rule ORDER BY draw, d.field LIMIT ${settings.sampleSize}) x) drawn
    ON CONFLICT (ledger, name) DO UPDATE SET rows = excluded.rows, sample = excluded.sample, digest = excluded.digest`.execute(
    tx,
  );
  await countVerdicts(tx, ledger, cls);
}

/** Rules of what the target numbers by itself: at each load anew, so that what a field became is no part of what is signed. */
const OF_TARGET_NUMBERS = [
  'record-number',
  'local-pointer',
  'fields-of-items',
  'link-pointed-anew',
  'was-there-before',
] as const satisfies readonly (keyof typeof BUILT_IN_RULES)[];

/** Of all that a rule explains of rows `d`, in whatever order: other rows, fields or values make another digest. */
export function digestOfExplained(rule?: string): RawBuilder<unknown> {
  const name = rule === undefined ? sql.ref('d.rule') : sql.lit(rule);
  const one = sql`md5(jsonb_build_array(d.key, d.field, d.from_value,
    CASE WHEN NOT ${name} = ANY(${sql.lit(`{${OF_TARGET_NUMBERS.join(',')}}`)}::text[]) THEN d.to_value END)::text) COLLATE "C"`;
  return sql`encode(sha256(convert_to(string_agg(${one}, '' ORDER BY ${one}), 'UTF8')), 'hex')`;
}

/** What becomes of each verdict, after anything that changes one. */
export async function countVerdicts(tx: Tx, ledger: number, cls: LedgerClass): Promise<void> {
  await run(
    tx,
    sql`DELETE FROM ledger_count WHERE ledger = ${ledger} AND class = ${cls}`,
    sql`INSERT INTO ledger_count (ledger, class, verdict, in_source, rows, pence_from, pence_to)
      SELECT ledger, class, verdict, in_source, count(*)::int, sum(pence_from)::bigint, sum(pence_to)::bigint FROM ledger_row WHERE ledger = ${ledger} AND class = ${cls}
      GROUP BY 1, 2, 3, 4`,
  );
}

/** A class of which one side tells nothing: it is neither carried nor lost. Its rows, if they are known, cannot be proved. */
export async function keepUnproved(
  tx: Tx,
  sides: LedgerSides,
  cls: LedgerClass,
  by: 'SOURCE' | 'TARGET' | 'BOTH',
): Promise<void> {
  await noteUntold(tx, sides, cls, [{ field: WHOLE_CLASS, by }]);
  await sql`INSERT INTO l_diff (number, field, what, untold) SELECT number, ${WHOLE_CLASS}::text, 'MISSING', ${by} FROM l_row`.execute(
    tx,
  );
  await keepWorksheet(tx, sides, cls);
}

export interface CodeMap {
  readonly system: string;
  readonly list: string;
  readonly code: string;
  readonly target: string;
}

/** `l_map`: what a person decided that codes become. */
export async function makeCodeMap(tx: Tx, maps: readonly CodeMap[]): Promise<void> {
  await makeTemp(
    tx,
    'l_map',
    sql`SELECT s.id AS system, m.list, m.code, m.target
      FROM json_to_recordset(${toJson(maps)}::json) AS m (system text, list text, code text, target text)
        JOIN system s ON s.system_id = m.system`,
    ['system', 'list', 'code'],
  );
}
