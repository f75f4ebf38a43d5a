/**
 * The rows in which two versions of a system differ, each beside the row of the other version that stands for the same thing. Rows that
 * both versions have as they stand are not read.
 */
import type { Population } from '#domain/comparison.ts';
import { sql, type RawBuilder } from 'kysely';
import { fromChanged, KEYS, type TwoSnapshots } from '../populations/missing-rows.ts';

/**
 * What is the same thing in both versions, the surest first; what one sign has joined, the next does not look at. A copy that has another
 * number is known again by its barcode (some systems number copies within their records), and one that has another barcode too by its
 * record, its library and its place there (some number copies by their barcodes).
 */
const SIGNS: Readonly<Record<Population, readonly RawBuilder<unknown>[]>> = {
  RECORDS: [KEYS.RECORDS],
  ITEMS: [
    KEYS.ITEMS,
    sql`CASE WHEN t.barcode IS NOT NULL THEN ROW(t.system, t.barcode)::text END`,
    sql`ROW(t.system, t.record, t.library, t.call_number, t.location_code, t.item_type, t.collection)::text`,
  ],
  STATEMENTS: [KEYS.STATEMENTS, sql`ROW(t.system, t.record, t.library, t.kind)::text`],
};

/**
 * Tables for `WITH`: `{of}_earlier` and `{of}_later` are the rows that one version alone has, with the `version`; `{of}_pair` is
 * `(was, "is", e, l)`, numbers of their rows and the rows themselves, of which one is null for what has gone or come.
 *
 * The server expects one such row where there are thousands, and would join them row by row. So rows find each other by sorting, and the
 * rows of a pair are fetched by full joins, which are never made row by row.
 */
export function pairTables(two: TwoSnapshots, population: Population): RawBuilder<unknown> {
  const { earlier, later, pair, step } = namesOf(population);
  const signs = SIGNS[population];
  const own = { ...two, shared: two.shared.filter(({ changed }) => changed.has(population)) };
  const rows = (side: 'EARLIER' | 'LATER'): RawBuilder<unknown> =>
    sql`SELECT t.*, s.version ${fromChanged(own, population, side)}`;
  const names = sql.join(signs.map((_, place) => sql.ref(`sign_${place}`)));
  const signed = (table: RawBuilder<unknown>, isLater: boolean): RawBuilder<unknown> =>
    sql`SELECT t.id, ${sql.lit(isLater)} AS is_later, NULL::bigint AS twin, ${sql.join(signs)} FROM ${table} t`;
  const steps = signs.map(
    (_, place) => sql`${step(place + 1)} AS (
      SELECT id, is_later, ${names}, CASE WHEN sign IS NULL THEN twin
        WHEN is_later THEN max(id) FILTER (WHERE NOT is_later) OVER twins ELSE max(id) FILTER (WHERE is_later) OVER twins END AS twin
      FROM (SELECT *, row_number() OVER (PARTITION BY is_later, sign ORDER BY id) AS nth
        FROM (SELECT *, CASE WHEN twin IS NULL THEN ${sql.ref(`sign_${place}`)} END AS sign FROM ${step(place)}) alone) numbered
      WINDOW twins AS (PARTITION BY sign, nth))`,
  );
  const last = step(signs.length);
  return sql`${earlier} AS MATERIALIZED (${rows('EARLIER')}), ${later} AS MATERIALIZED (${rows('LATER')}),
    ${step(0)} (id, is_later, twin, ${names}) AS (${signed(earlier, false)} UNION ALL ${signed(later, true)}),
    ${sql.join(steps)},
    ${pair} AS MATERIALIZED (SELECT p.was, p."is", e, l
      FROM (SELECT id AS was, twin AS "is" FROM ${last} WHERE NOT is_later
        UNION ALL SELECT NULL, id FROM ${last} WHERE is_later AND twin IS NULL) p
      FULL JOIN ${earlier} e ON e.id = p.was FULL JOIN ${later} l ON l.id = p."is")`;
}

/** Whether there are such rows at all: where nothing has come or gone, nothing need be asked. */
export function hasPairs({ shared }: TwoSnapshots, population: Population): boolean {
  return shared.some(({ changed }) => changed.has(population));
}

export function namesOf(population: Population) {
  const name = population.toLowerCase();
  return {
    earlier: sql.ref(`${name}_earlier`),
    later: sql.ref(`${name}_later`),
    pair: sql.ref(`${name}_pair`),
    step: (place: number): RawBuilder<unknown> => sql.ref(`${name}_by_${place}`),
  };
}

/** `pairs p`, with the rows `e` of the earlier version and `l` of the later. */
export function fromPairs(population: Population): RawBuilder<unknown> {
  return withRows(namesOf(population).pair);
}

/** The pairs behind a row of the later version, in its order: whoever wants the first few that differ looks at no more. */
export function fromPairsBehind(population: Population, after: number): RawBuilder<unknown> {
  return withRows(
    sql`(SELECT * FROM ${namesOf(population).pair} WHERE was IS NOT NULL AND "is" > ${after} ORDER BY "is" OFFSET 0)`,
  );
}

function withRows(pairs: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`FROM ${pairs} p, LATERAL (SELECT (p.e).*) e, LATERAL (SELECT (p.l).*) l`;
}

/**
 * A table for `WITH` after the pairs of items: `moved_record` is `(record, "to")`, records whose copies that are left are on another
 * record. Such a record was merged, if it is gone.
 */
export const MOVED_RECORDS = sql`moved_record AS MATERIALIZED (
  SELECT e.record, mode() WITHIN GROUP (ORDER BY l.record) AS "to" ${fromPairs('ITEMS')}
  WHERE e.record <> l.record GROUP BY e.record)`;

/** What a row says of itself that people would call a change: `(field, was, now)` of `e` and `l`. What one of them does not tell is none. */
export const CHANGED_FIELDS: Readonly<Record<'ITEMS' | 'STATEMENTS', RawBuilder<unknown>>> = {
  ITEMS: sql`(
    SELECT * FROM (VALUES ('Number', e.local_id, l.local_id), ('Barcode', e.barcode, l.barcode), ('Branch code', e.owner_code, l.owner_code),
      ('Library', e.library, l.library), ('Call number', e.call_number, l.call_number), ('Location', e.location_code, l.location_code),
      ('Item type', e.item_type, l.item_type), ('Who may see it', e.visibility, l.visibility),
      ('Record', e.record::text, l.record::text)) plain (field, was, now)
    WHERE plain.was IS DISTINCT FROM plain.now
    UNION ALL SELECT * FROM (VALUES ('Status', e.status, l.status), ('Status in the system’s own words', e.status_at_source, l.status_at_source),
      ('Use', e.use, l.use)) told (field, was, now)
    WHERE told.was <> told.now
    UNION ALL SELECT before.key, before.value, after.value
      FROM jsonb_each_text(coalesce(e.details, '{}')::jsonb) before JOIN jsonb_each_text(coalesce(l.details, '{}')::jsonb) after USING (key)
      WHERE before.value IS DISTINCT FROM after.value)`,
  STATEMENTS: sql`(
    SELECT * FROM (VALUES ('Statement', e.text, l.text), ('Kept', e.retention, l.retention), ('Note', e.note, l.note)) plain (field, was, now)
    WHERE plain.was IS DISTINCT FROM plain.now)`,
};
