/** What the classes about readers have in common: who tells them, how their rows are paired, and what is left over. */
import type { LedgerClass } from '#domain/ledger.ts';
import { sql, type RawBuilder } from 'kysely';
import type { LedgerSides } from './ledger.ts';
import { LEFT_OUT_ROWS } from './untold.ts';
import {
  clearClass,
  digestOf,
  keepUnproved,
  keepWorksheet,
  makeTemp,
  noteUntold,
  openWorksheet,
  run,
  type ComparedField,
  type Tx,
} from './worksheet.ts';
import { WHOLE_CLASS } from './untold.ts';

type ListName = 'LOANS' | 'HOLDS' | 'READERS' | 'CHARGES';

export interface Telling {
  /** Systems of the source that tell the list. */
  readonly source: readonly number[];
  /** Whether the target tells it, and told it before anything was loaded if that is looked at. */
  readonly target: boolean;
  /** Rows that the source had and that nobody agreed to keep: nothing is known of them. */
  readonly leftOut: number;
  /** Systems of the source of whose list some rows were left out. */
  readonly inPart: readonly number[];
  /** Rows of the target's list that were loaded and that nobody agreed to keep: as many may be missing without being lost. */
  readonly unseen: number;
}

export async function whoTells(
  tx: Tx,
  { source, systems, target, targetSystem, before }: LedgerSides,
  list: ListName,
): Promise<Telling> {
  const { rows } = await sql<{ snapshot: number; system: number; leftOut: number }>`
    SELECT v.snapshot, v.system, coalesce(max(l.left_out), 0)::int AS "leftOut"
    FROM snapshot_system v LEFT JOIN snapshot_reader_list l ON l.snapshot = v.snapshot AND l.system = v.system AND l.list = ${list}
    WHERE v.snapshot IN (${source}, ${target}, ${before}) AND NOT ${list} = ANY(v.not_told)
    GROUP BY 1, 2 HAVING bool_and(l.gone_at IS NULL OR l.row_count = 0) AND count(l.list) > 0`.execute(tx);
  const ofTarget = rows.find((row) => row.snapshot === target && row.system === targetSystem);
  // What a target that is one of the sources left out of its own rows was left out before anything was loaded.
  const own = systems.includes(targetSystem) ? source : before;
  const ofBefore = rows.find((row) => row.snapshot === own && row.system === targetSystem);
  const ofSource = rows.filter((row) => row.snapshot === source && systems.includes(row.system));
  return {
    source: ofSource.map(({ system }) => system),
    inPart: ofSource.flatMap(({ system, leftOut }) => (leftOut > 0 ? [system] : [])),
    leftOut: ofSource.reduce((sum, { leftOut }) => sum + leftOut, 0),
    // Without what it had before, nobody can say what of it was loaded.
    target: ofTarget !== undefined && (before === null || ofBefore !== undefined),
    unseen: Math.max(0, (ofTarget?.leftOut ?? 0) - (ofBefore?.leftOut ?? 0)),
  };
}

const LIBRARIES = sql`CASE WHEN s.library IS NULL THEN '{}' ELSE ARRAY[s.library] END`;

/** Opens a class with `l_source` and `l_target` filled; false if one side tells nothing, which is then said. */
export async function openClass(
  tx: Tx,
  sides: LedgerSides,
  { cls, telling, source, target, key }: ReaderClass,
): Promise<boolean> {
  await clearClass(tx, sides, cls);
  await openWorksheet(tx);
  await makeTemp(tx, 'l_source', sql`SELECT row_number() OVER (ORDER BY s.*)::int AS number, s.* FROM (${source}) s`);
  await makeTemp(tx, 'l_target', sql`SELECT row_number() OVER (ORDER BY t.*)::int AS id, t.* FROM (${target}) t`);
  await run(
    tx,
    sql`DROP TABLE IF EXISTS l_pair`,
    sql`CREATE TEMP TABLE l_pair (source integer, target integer) ON COMMIT DROP`,
    sql`INSERT INTO l_row (number, system, key, libraries, in_source, merged)
      SELECT s.number, s.system, ${key('s')}, ${LIBRARIES}, true, false FROM l_source s`,
  );
  const silent = telling.source.length < sides.systems.length;
  if (silent && telling.source.length > 0) await noteUntold(tx, sides, cls, [{ field: WHOLE_CLASS, by: 'SOURCE' }]);
  if (telling.leftOut > 0) {
    await sql`INSERT INTO ledger_untold (ledger, class, field, by_side, rows)
      VALUES (${sides.number}, ${cls}, ${LEFT_OUT_ROWS}, 'SOURCE', ${telling.leftOut})`.execute(tx);
  }
  if (telling.target && telling.source.length > 0) return true;
  await keepUnproved(tx, sides, cls, telling.target ? 'SOURCE' : telling.source.length > 0 ? 'TARGET' : 'BOTH');
  return false;
}

export interface ReaderClass {
  readonly cls: LedgerClass;
  readonly telling: Telling;
  readonly source: RawBuilder<unknown>;
  readonly target: RawBuilder<unknown>;
  readonly key: (table: 's' | 't') => RawBuilder<unknown>;
}

/**
 * Rows `t` of the target, each with `was_there`: whether it had as many before as come up to this one that say the same in these columns; of
 * three charges of which two were there, the third was loaded. Those that are `alike` in more columns than others are of before first.
 */
export function besideBefore(
  table: 'snapshot_hold' | 'snapshot_charge',
  { target, targetSystem, before }: LedgerSides,
  { same, alike }: { readonly same: readonly string[]; readonly alike: readonly [day: string, ...rest: string[]] },
): RawBuilder<unknown> {
  const [day] = alike;
  const rowsOf = (snapshot: number | null): RawBuilder<unknown> =>
    sql`SELECT t.* FROM ${sql.table(table)} t WHERE t.snapshot = ${snapshot} AND t.system = ${targetSystem}`;
  // From all columns to the fewest, each in the order of the one before.
  const steps = [
    { columns: [...same, ...alike], name: 'was_so', first: sql`true` },
    { columns: [...same, day], name: 'was_then', first: sql`t.was_so` },
    { columns: same, name: 'was_there', first: sql`t.was_then` },
  ];
  return steps.reduce((rows, { columns, name, first }) => {
    const key = sql`json_build_array(${sql.join(columns.map((column) => sql.ref(`t.${column}`)))})::text`;
    return sql`SELECT t.*, row_number() OVER (PARTITION BY ${key} ORDER BY ${first} DESC, ${sql.ref(`t.${day}`)}, t.id) <= coalesce(b.rows, 0)
        AS ${sql.ref(name)}
      FROM (${rows}) t LEFT JOIN (SELECT ${key} AS key, count(*) AS rows FROM (${rowsOf(before)}) t GROUP BY 1) b ON b.key = ${key}`;
  }, rowsOf(target));
}

/** Pairs what both sides have of one key, each once, in the order of another; of the source, rows `s` of which `where` is true. */
export function pairBy(
  source: readonly string[],
  target: readonly string[],
  order: readonly string[],
  where: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  const refs = (table: string, names: readonly string[]): RawBuilder<unknown> =>
    sql.join(names.map((name) => sql.ref(`${table}.${name}`)));
  const told = (table: string, names: readonly string[]): RawBuilder<unknown> =>
    sql.join(
      names.map((name) => sql`${sql.ref(`${table}.${name}`)} IS NOT NULL`),
      sql` AND `,
    );
  return sql`INSERT INTO l_pair SELECT s.number, t.id
    FROM (SELECT s.*, row_number() OVER (PARTITION BY ${refs('s', source)} ORDER BY ${refs('s', [...order, 'number'])}) AS nth FROM l_source s
        WHERE s.goes AND ${where} AND ${told('s', source)} AND NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.number)) s
      JOIN (SELECT t.*, row_number() OVER (PARTITION BY ${refs('t', target)} ORDER BY ${refs('t', [...order, 'id'])}) AS nth FROM l_target t
        WHERE NOT t.was_there AND ${told('t', target)} AND NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id)) t
      ON s.nth = t.nth AND (${refs('s', source)}) = (${refs('t', target)})`;
}

/** Writes what is missing and what is more, and keeps the class. */
export async function closeClass(
  tx: Tx,
  sides: LedgerSides,
  { cls, telling, key }: Pick<ReaderClass, 'cls' | 'telling' | 'key'>,
  {
    thing,
    dropRule,
    doubles,
  }: {
    readonly thing: string;
    readonly dropRule: string | null;
    /** When a row `t` of the target that is left says what a row `s` of the source says, which has its own there. */
    readonly doubles: RawBuilder<unknown>;
  },
): Promise<void> {
  const silent = telling.source.length < sides.systems.length;
  const { rows } = await sql<{ missing: number }>`
    SELECT count(*)::int AS missing FROM l_source s WHERE s.goes AND NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.number)`.execute(
    tx,
  );
  const missing = rows[0]?.missing ?? 0;
  const unseen = missing > 0 && missing <= telling.unseen;
  await run(
    tx,
    sql`INSERT INTO l_diff (number, field, what, from_value, rule, untold)
      SELECT s.number, ${thing}, 'MISSING', ${key('s')}, CASE WHEN NOT s.goes THEN ${dropRule} END,
        ${unseen ? sql`CASE WHEN s.goes THEN 'TARGET' END` : sql`NULL`}
      FROM l_source s WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.number)`,
    sql`INSERT INTO l_row (number, system, key, libraries, in_source, merged)
      SELECT (SELECT count(*) FROM l_source) + t.id, t.system, ${key('t')}, CASE WHEN t.library IS NULL THEN '{}' ELSE ARRAY[t.library] END, false,
        false
      FROM l_target t WHERE NOT t.was_there AND NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id)`,
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value, untold)
      SELECT r.number, ${thing}, CASE WHEN o.key IS NULL THEN 'EXTRA' ELSE 'TWICE' END, o.key, r.key, ${silent ? 'SOURCE' : null}
      FROM l_row r LEFT JOIN (SELECT DISTINCT ON (t.id) t.id, ${key('s')} AS key FROM l_target t JOIN l_source s ON ${doubles}
          WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) ORDER BY t.id, s.number) o
        ON o.id = r.number - (SELECT count(*) FROM l_source)
      WHERE NOT r.in_source`,
  );
  // What the target has twice is too much, whatever a silent system of the source has.
  await sql`UPDATE l_diff SET untold = NULL WHERE what = 'TWICE'`.execute(tx);
  await keepWorksheet(tx, sides, cls);
}

/** A moment as the day that it is where the system stands. */
export const dayOf = (on: string, at: string): RawBuilder<unknown> =>
  sql`coalesce(${sql.ref(on)}, (${sql.ref(at)} AT TIME ZONE coalesce(z.zone, 'UTC'))::date)`;

/** Of a loan by the hour, by the same clock; null of a loan by the day. */
export const hourOf = (at: string): RawBuilder<unknown> =>
  sql`to_char(${sql.ref(at)} AT TIME ZONE coalesce(z.zone, 'UTC'), 'HH24:MI')`;

export const becameOf = (table: string): RawBuilder<unknown> =>
  sql`(SELECT min(r.target) FROM l_reader r WHERE r.system = ${sql.ref(`${table}.system`)} AND r.source = ${sql.ref(`${table}.reader_token`)})`;

/** Whether both sides tell readers of a row `t` of the source: else who its reader became is not known, and pairs nothing. */
export const tellsReader = (readers: Telling): RawBuilder<unknown> =>
  sql`(${sql.lit(readers.target)} AND t.system = ANY(${[...readers.source]}::smallint[]))`;

/**
 * The column `lacks_reader` of a row `t` of the source: true if its reader is in no row of it, or in none of the target, and that row may be one
 * that was not kept. Copies and readers may be of two libraries, of which one alone agreed, or is looked at.
 */
export function lacksReader(readers: Telling, { libraries }: LedgerSides): RawBuilder<unknown> {
  const isWhole = readers.unseen === 0;
  const mayBeLeftOut = isWhole
    ? sql`(t.system = ANY(${[...readers.inPart]}::smallint[]) OR ${sql.lit(libraries !== null)})`
    : sql`true`;
  return sql`CASE WHEN ${mayBeLeftOut} AND NOT EXISTS (SELECT FROM l_reader r WHERE r.system = t.system AND r.source = t.reader_token
      ${isWhole ? sql`` : sql`AND r.target IS NOT NULL`}) THEN true END AS lacks_reader`;
}

/** The same of a row `t` of the target: its reader is none that a reader of the source became. */
export const LACKS_READER_THERE = sql`CASE WHEN t.reader_token NOT IN (SELECT r.target FROM l_reader r WHERE r.target IS NOT NULL) THEN true END
    AS lacks_reader`;

/** The same reader, as far as both sides tell readers. Of a class whose readers have rows of their own wherever it has, none is lacking. */
export function readerField(ledger: number, readers: Telling, lacks: RawBuilder<unknown> = sql`false`): ComparedField {
  const was = sql`coalesce(${digestOf(ledger, sql`p.want_reader`)}, 'a reader who is not in the target')`;
  const bySource = sql`NOT (${lacks} AND ${sql.lit(readers.unseen === 0)})`;
  const byTarget = sql`NOT (${lacks} AND ${sql.lit(readers.unseen > 0)})`;
  return {
    field: 'reader',
    was,
    now: digestOf(ledger, sql`p.t_reader`),
    told: [
      sql`(p.s_system = ANY(${[...readers.source]}::smallint[]) AND ${bySource})`,
      sql`(${sql.lit(readers.target)} AND ${byTarget})`,
    ],
  };
}

/** Of a pair, of which each lacks its reader: these may be one. */
export const BOTH_LACK_READER = sql`(p.s_lacks_reader IS TRUE AND p.t_lacks_reader IS TRUE)`;
