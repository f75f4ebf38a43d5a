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
    .map(({ id }) => id)
    .filter((system) => counts({ library: library as LibraryId, system }));
  const { rows } = await sql<Omit<SampleRow, 'says'>>`
    WITH own AS MATERIALIZED (SELECT id FROM system WHERE system_id = ANY(${systems}::text[])), r AS MATERIALIZED (
      SELECT r.record, r.system, r.local_id, r.title, r.year, r.visibility, r.fields,
        ${sql.lit(library)} = ANY(r.libraries) AND r.system IN (SELECT id FROM own) AS held
      FROM ${rowsOfSnapshot('record', snapshot)} r
    ), t AS MATERIALIZED (
      SELECT t.system, t.local_id, t.record, t.barcode, r.title, t.call_number, t.location_code, t.item_type,
        t.status, t.status_at_source, t.left_out, t.visibility, t.record_visibility, r.local_id AS of_record, r.year,
        greatest(nullif(t.acquired_year, '(none)'), nullif(t.created_year, '(none)')) AS came
      FROM ${rowsOfSnapshot('item', snapshot)} t LEFT JOIN r ON r.record = t.record AND r.system = t.system
      WHERE t.library = ${library} AND t.system IN (SELECT id FROM own)
    ), chosen AS (${sql.join(candidates(snapshot, library, withHolds), sql` UNION ALL `)}),
    drawn AS (
      SELECT c.*, s.system_id, row_number() OVER w AS place, count(*) OVER (PARTITION BY c.stratum)::int AS population
      FROM chosen c JOIN system s ON s.id = c.system
      WINDOW w AS (PARTITION BY c.stratum
        ORDER BY md5(concat_ws(' ', ${seed}::text, c.stratum, s.system_id, c.kind, c.local_id)) COLLATE "C", c.local_id)
    )
    SELECT stratum, concat_ws(':', system_id, kind, local_id) AS key, barcode, title,
      call_number AS "callNumber", location_code AS location, item_type AS "itemType",
      coalesce(status_at_source, status) AS status, statement, of_record AS "recordNumber",
      population
    FROM drawn WHERE place <= ${each}
    ORDER BY array_position(${[...STRATA]}::text[], stratum), place`.execute(db);
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

/** What can be drawn for each stratum: the copies `t` and records `r` of the library that are of it. */
function candidates(snapshot: number, library: string, holds: boolean): readonly RawBuilder<unknown>[] {
  const copies = (stratum: Stratum, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    SELECT ${sql.lit(stratum)} AS stratum, 'item' AS kind, t.system, t.local_id, t.barcode, t.title, t.call_number,
      t.location_code, t.item_type, t.status, t.status_at_source, NULL AS statement, t.of_record FROM t WHERE ${where}`;
  const recordsOf = (
    stratum: Stratum,
    { statement, from, where }: Readonly<Record<'statement' | 'from' | 'where', RawBuilder<unknown>>>,
  ): RawBuilder<unknown> => sql`
    SELECT ${sql.lit(stratum)} AS stratum, 'record' AS kind, r.system, r.local_id, NULL, r.title, NULL, NULL, NULL, NULL,
      NULL, ${statement} AS statement, r.local_id FROM ${from} WHERE r.held AND ${where}`;
  const isHeld = (where: RawBuilder<unknown>): RawBuilder<unknown> => sql`EXISTS (
    SELECT FROM snapshot_hold h WHERE h.snapshot = ${snapshot} AND h.library = ${library} AND h.system = t.system AND ${where})`;
  const stated = sql`(SELECT p.record, p.system, string_agg(p.text, '; ' ORDER BY p.place) AS text
    FROM ${rowsOfSnapshot('statement', snapshot)} p WHERE p.library = ${library} GROUP BY 1, 2)`;
  const ofStratum: Readonly<Record<Stratum, RawBuilder<unknown> | null>> = {
    ON_LOAN: copies('ON_LOAN', sql`t.status = 'ON_LOAN'`),
    WITH_HOLDS: holds
      ? copies(
          'WITH_HOLDS',
          // Each by itself: joined by one OR, each copy would be set beside each hold.
          sql`(${isHeld(sql`h.item = t.local_id`)} OR ${isHeld(sql`h.item IS NULL AND h.record = t.record`)})`,
        )
      : null,
    WITH_STATEMENTS: recordsOf('WITH_STATEMENTS', {
      statement: sql`p.text`,
      from: sql`r JOIN ${stated} p ON p.record = r.record AND p.system = r.system`,
      where: sql`true`,
    }),
    BOUND_WITH: recordsOf('BOUND_WITH', {
      statement: sql`NULL::text`,
      from: sql`r`,
      where: sql`'773' = ANY(r.fields)`,
    }),
    HIDDEN: copies('HIDDEN', sql`(t.visibility <> 'PUBLIC' OR t.record_visibility <> 'PUBLIC')`),
    DIACRITICS: copies('DIACRITICS', sql`t.title ~ '[^\\x01-\\x7f]'`),
    NEWEST: copies('NEWEST', sql`t.came ~ '^[0-9]' AND t.came = (SELECT max(came) FROM t WHERE came ~ '^[0-9]')`),
    OLDEST: copies('OLDEST', sql`t.year <= (SELECT percentile_disc(0.02) WITHIN GROUP (ORDER BY year) FROM t)`),
    NOT_ON_SHELF: copies('NOT_ON_SHELF', sql`t.status NOT IN ('AVAILABLE', 'ON_LOAN', 'UNKNOWN')`),
    NO_BARCODE: copies('NO_BARCODE', sql`coalesce(btrim(t.barcode), '') = ''`),
    ANY: copies('ANY', sql`true`),
  };
  return STRATA.flatMap((stratum) => ofStratum[stratum] ?? []);
}
