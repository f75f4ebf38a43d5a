/** Draws what a library looks at in both systems. The same snapshot, library and seed give the same rows, whenever and wherever. */
import { rowsOfSnapshot } from '#comparison/snapshots/snapshot-rows.ts';
import { readRegion, systemsOfSnapshot } from '#comparison/snapshots/snapshot.ts';
import type { LibraryId } from '#domain/ids.ts';
import { countsAt } from '#domain/move-phases.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { BY_HAND, CHECKS, STRATA, STRATUM_WORDS, type Check, type Stratum } from './strata.ts';

export interface SampleRow {
  readonly stratum: Stratum | typeof BY_HAND;
  /** Which thing it is, with its system: the same in every snapshot. */
  readonly key: string;
  /** What is to be looked at. */
  readonly says: string;
  readonly barcode: string | null;
  readonly title: string | null;
  readonly callNumber: string | null;
  readonly location: string | null;
  readonly itemType: string | null;
  readonly status: string | null;
  readonly statement: string | null;
  readonly recordNumber: string | null;
  /** How many the library has of the stratum; null for what is tried by hand. */
  readonly population: number | null;
}

export interface Draw {
  readonly seed: string;
  /** Rows of each stratum. */
  readonly each: number;
}

export interface SampleToDraw extends Draw {
  /** Number of the snapshot. */
  readonly snapshot: number;
  readonly library: string;
  /** Whether copies with holds are drawn too: the library must have agreed that its readers are compared. */
  readonly withHolds: boolean;
}

/** In the order of the strata, then as drawn; of the systems that the library's own counts are of, so that nothing is drawn once from each side. */
export async function drawSample(
  db: Kysely<Database>,
  { snapshot, library, seed, each, withHolds }: SampleToDraw,
): Promise<readonly SampleRow[]> {
  const counts = countsAt(await readRegion(db, snapshot));
  const systems = (await systemsOfSnapshot(db, snapshot))
    .filter(({ id, libraries }) => libraries.includes(library) && counts({ library: library as LibraryId, system: id }))
    .map(({ number }) => number);
  // Narrow: all of the library's are drawn from, and what a row says is read of those that are drawn.
  const { rows } = await sql<Omit<SampleRow, 'says'>>`
    WITH r AS MATERIALIZED (
      SELECT r.id, r.record, r.system, r.local_id, r.year, r.title ~ '[^\\x01-\\x7f]' AS diacritics, '773' = ANY(r.fields) AS part,
        ${library} = ANY(r.libraries) AS held
      FROM ${rowsOfSnapshot('record', snapshot)} r WHERE r.system = ANY(${systems}::smallint[])
    ), t AS MATERIALIZED (
      SELECT t.id, t.system, t.local_id, t.record, r.id AS of_record, r.year, r.diacritics, t.status,
        t.visibility <> 'PUBLIC' OR t.record_visibility <> 'PUBLIC' AS hidden, coalesce(btrim(t.barcode), '') = '' AS unmarked,
        greatest(nullif(t.acquired_year, '(none)'), nullif(t.created_year, '(none)')) AS came
      FROM ${rowsOfSnapshot('item', snapshot)} t LEFT JOIN r ON r.record = t.record AND r.system = t.system
      WHERE t.library = ${library} AND t.system = ANY(${systems}::smallint[])
    ), drawn AS MATERIALIZED (${sql.join(draws({ snapshot, library, seed, each, withHolds }), sql` UNION ALL `)})
    SELECT d.stratum, concat_ws(':', s.system_id, d.kind, d.local_id) AS key, t.barcode, b.title,
      t.call_number AS "callNumber", t.location_code AS location, t.item_type AS "itemType",
      coalesce(t.status_at_source, t.status) AS status, CASE d.stratum WHEN 'WITH_STATEMENTS' THEN (
        SELECT string_agg(p.text, '; ' ORDER BY p.place) FROM ${rowsOfSnapshot('statement', snapshot)} p
        WHERE p.library = ${library} AND p.record = b.record AND p.system = b.system) END AS statement,
      b.local_id AS "recordNumber", d.population
    FROM drawn d JOIN system s ON s.id = d.system LEFT JOIN snapshot_item t ON t.id = d.item
      LEFT JOIN snapshot_record b ON b.id = d.of_record
    ORDER BY array_position(${[...STRATA]}::text[], d.stratum), d.lot, d.local_id`.execute(db);
  return [
    ...rows.map((row) => ({ ...row, says: STRATUM_WORDS[row.stratum as Stratum] })),
    ...(Object.keys(CHECKS) as Check[]).map(
      (key) => ({ ...NOTHING, stratum: BY_HAND, key, says: CHECKS[key] }) as const,
    ),
  ];
}

const NOTHING = {
  barcode: null,
  title: null,
  callNumber: null,
  location: null,
  itemType: null,
  status: null,
  statement: null,
  recordNumber: null,
  population: null,
};

/** Of each stratum some of the copies `t` or of the records `r` of the library that are of it. */
function draws({ snapshot, library, seed, each, withHolds }: SampleToDraw): readonly RawBuilder<unknown>[] {
  const drawFrom = (
    stratum: Stratum,
    kind: 'item' | 'record',
    { from, row, where }: Readonly<Record<'from' | 'row' | 'where', RawBuilder<unknown>>>,
  ): RawBuilder<unknown> => sql`(
    SELECT ${sql.lit(stratum)} AS stratum, ${sql.lit(kind)} AS kind, x.system, x.local_id, ${row},
      md5(concat_ws(' ', ${seed}::text, ${sql.lit(stratum)}, s.system_id, ${sql.lit(kind)}, x.local_id)) COLLATE "C" AS lot,
      (count(*) OVER ())::int AS population
    FROM ${from} x JOIN system s ON s.id = x.system WHERE ${where} ORDER BY lot, x.local_id LIMIT ${each})`;
  const copies = (stratum: Stratum, where: RawBuilder<unknown>): RawBuilder<unknown> =>
    drawFrom(stratum, 'item', { from: sql`t`, row: sql`x.id AS item, x.of_record`, where });
  const recordsOf = (stratum: Stratum, where: RawBuilder<unknown>): RawBuilder<unknown> =>
    drawFrom(stratum, 'record', { from: sql`r`, row: sql`NULL, x.id`, where: sql`x.held AND ${where}` });
  const isHeld = (where: RawBuilder<unknown>): RawBuilder<unknown> => sql`EXISTS (
    SELECT FROM snapshot_hold h WHERE h.snapshot = ${snapshot} AND h.library = ${library} AND h.system = x.system AND ${where})`;
  const ofStratum: Readonly<Record<Stratum, RawBuilder<unknown> | null>> = {
    ON_LOAN: copies('ON_LOAN', sql`x.status = 'ON_LOAN'`),
    WITH_HOLDS: withHolds
      ? copies(
          'WITH_HOLDS',
          // Each by itself: joined by one OR, each copy would be set beside each hold.
          sql`(${isHeld(sql`h.item = x.local_id`)} OR ${isHeld(sql`h.item IS NULL AND h.record = x.record`)})`,
        )
      : null,
    WITH_STATEMENTS: recordsOf(
      'WITH_STATEMENTS',
      sql`(x.record, x.system) IN (SELECT p.record, p.system FROM ${rowsOfSnapshot('statement', snapshot)} p
        WHERE p.library = ${library})`,
    ),
    BOUND_WITH: recordsOf('BOUND_WITH', sql`x.part`),
    HIDDEN: copies('HIDDEN', sql`x.hidden`),
    DIACRITICS: copies('DIACRITICS', sql`x.diacritics`),
    NEWEST: copies('NEWEST', sql`x.came ~ '^[0-9]' AND x.came = (SELECT max(came) FROM t WHERE came ~ '^[0-9]')`),
    OLDEST: copies('OLDEST', sql`x.year <= (SELECT percentile_disc(0.02) WITHIN GROUP (ORDER BY year) FROM t)`),
    NOT_ON_SHELF: copies('NOT_ON_SHELF', sql`x.status NOT IN ('AVAILABLE', 'ON_LOAN', 'UNKNOWN')`),
    NO_BARCODE: copies('NO_BARCODE', sql`x.unmarked`),
    ANY: copies('ANY', sql`true`),
  };
  return STRATA.flatMap((stratum) => ofStratum[stratum] ?? []);
}
