/** How many rows came, went and changed between two snapshots: of each system, and of each of its libraries. */
import { POPULATIONS, type Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { TwoSnapshots } from '../populations/missing-rows.ts';
import { CHANGED_FIELDS, fromPairs, hasPairs, MOVED_RECORDS, pairTables } from './row-pairs.ts';

/**
 * What became of a row, for the library that it is counted for. GONE: the system has it no more. MERGED: a record that the system has no
 * more, and whose copies are on another record. LEFT and ARRIVED: it is another library's now, or was.
 */
const FATES = ['NEW', 'ARRIVED', 'GONE', 'MERGED', 'LEFT', 'CHANGED'] as const;
export type Fate = (typeof FATES)[number];

export interface ChangeCount {
  readonly system: SystemId;
  /** Null for the whole system; empty for rows of which nobody knows whose they are. */
  readonly library: string | null;
  readonly population: Population;
  readonly counts: Readonly<Partial<Record<Fate, number>>>;
}

/** Of records, items and statements. Where nothing happened there is no row. */
export async function countChanges(db: Kysely<Database>, two: TwoSnapshots): Promise<readonly ChangeCount[]> {
  if (two.shared.length === 0) return [];
  const idOf = new Map(two.shared.map(({ system, id }) => [system, id]));
  const found: ChangeCount[] = [];
  for (const population of POPULATIONS.filter((one) => hasPairs(two, one))) {
    const { rows } = await sql<{ system: number; library: string | null; fate: Fate; count: number }>`
      WITH ${fateTables(two, population)}, fate AS (SELECT ${population === 'RECORDS' ? FATE_OF_RECORD : fateOfRow(population)})
      SELECT system, library, fate, count(*)::int AS count FROM fate WHERE fate IS NOT NULL
      GROUP BY system, library, fate ORDER BY system, library NULLS FIRST, fate`.execute(db);
    const places = Map.groupBy(rows, ({ system, library }) => JSON.stringify([system, library]));
    for (const own of places.values()) {
      const [{ system, library }] = own as [(typeof own)[number]];
      const id = idOf.get(system);
      if (id === undefined) continue;
      const counts = Object.fromEntries(own.map(({ fate, count }) => [fate, count]));
      found.push({ system: id, library, population, counts });
    }
  }
  return found;
}

/** For `WITH`: the pairs of a population, and, to say what became of records that have gone, where their copies are. */
export function fateTables(two: TwoSnapshots, population: Population): RawBuilder<unknown> {
  const pairs = pairTables(two, population);
  return population === 'RECORDS' ? sql`${pairs}, ${pairTables(two, 'ITEMS')}, ${MOVED_RECORDS}` : pairs;
}

/** The bytes of a row of a record, from the index or from where they were put when it changed. */
const bytesOf = (row: 'e' | 'l'): RawBuilder<unknown> => {
  const [record, content] = [sql.ref(`${row}.record`), sql.ref(`${row}.content`)];
  return sql`coalesce((SELECT r.raw FROM record r WHERE r.id = ${record} AND r.digest = ${content}),
    (SELECT b.raw FROM snapshot_past_record b WHERE b.record = ${record} AND b.content = ${content}))`;
};

/**
 * Of a pair of records: what it says itself, not what Mercia makes of it or what hangs on it. Copies that come beside their record change
 * its digest and not its bytes; bytes are read where the digests differ alone.
 */
export const RECORD_CHANGED = sql`(e.visibility <> l.visibility
  OR CASE WHEN e.content <> l.content THEN ${bytesOf('e')} IS DISTINCT FROM ${bytesOf('l')} END)`;

const IS_MERGED = sql`EXISTS (SELECT FROM moved_record m WHERE m.record = e.record)`;

/** For the whole system (`library` null), and for each library that has the record. */
const FATE_OF_RECORD = sql`coalesce(e.system, l.system) AS system, of.library,
    CASE WHEN of.was AND of."is" THEN CASE WHEN ${RECORD_CHANGED} THEN 'CHANGED' END
      WHEN of.was THEN CASE WHEN p."is" IS NOT NULL THEN 'LEFT' WHEN ${IS_MERGED} THEN 'MERGED' ELSE 'GONE' END
      WHEN p.was IS NULL THEN 'NEW' ELSE 'ARRIVED' END AS fate
  ${fromPairs('RECORDS')}, LATERAL (
    SELECT NULL::text AS library, p.was IS NOT NULL AS was, p."is" IS NOT NULL AS "is"
    UNION ALL SELECT held.library, bool_or(held.was), bool_or(NOT held.was) FROM (
      SELECT unnest(CASE WHEN cardinality(e.libraries) > 0 THEN e.libraries ELSE '{""}' END) AS library, true AS was WHERE p.was IS NOT NULL
      UNION ALL SELECT unnest(CASE WHEN cardinality(l.libraries) > 0 THEN l.libraries ELSE '{""}' END), false WHERE p."is" IS NOT NULL) held
    GROUP BY held.library) of`;

function fateOfRow(population: 'ITEMS' | 'STATEMENTS'): RawBuilder<unknown> {
  const changed = sql`EXISTS (SELECT FROM ${CHANGED_FIELDS[population]} f)`;
  return sql`coalesce(e.system, l.system) AS system, of.library, of.fate
    ${fromPairs(population)}, LATERAL (
      SELECT NULL::text AS library, CASE WHEN p."is" IS NULL THEN 'GONE' WHEN p.was IS NULL THEN 'NEW' WHEN ${changed} THEN 'CHANGED' END AS fate
      UNION ALL SELECT coalesce(e.library, ''), CASE WHEN p."is" IS NULL THEN 'GONE'
        WHEN e.library IS DISTINCT FROM l.library THEN 'LEFT' WHEN ${changed} THEN 'CHANGED' END WHERE p.was IS NOT NULL
      UNION ALL SELECT coalesce(l.library, ''), CASE WHEN p.was IS NULL THEN 'NEW' ELSE 'ARRIVED' END
        WHERE p."is" IS NOT NULL AND (p.was IS NULL OR e.library IS DISTINCT FROM l.library)) of`;
}
