/** What a snapshot has, as tables for statements. */
import { notCounted } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';

/** Whether a row of a snapshot's table is part of a version: it began by then and had not ended. Both are names of tables. */
export function isInVersion(row: string, version: string): RawBuilder<boolean> {
  const from = sql.ref(`${row}.from_version`);
  const to = sql.ref(`${row}.to_version`);
  const at = sql.ref(`${version}.version`);
  return sql<boolean>`${from} <= ${at} AND (${to} IS NULL OR ${to} > ${at})`;
}

/** Copies in one of these states are still on the books, and nobody can be given them. */
const GONE_STATUSES = ['LOST', 'MISSING', 'WITHDRAWN'] as const;

/** A copy that a reader could be given. One whose status is not told counts: nobody says that it is gone. */
export function canBeFound(item: string): RawBuilder<unknown> {
  const column = (name: string): RawBuilder<unknown> => sql.ref(`${item}.${name}`);
  const gone = sql.join(GONE_STATUSES.map((status) => sql.lit(status)));
  return sql`(${column('left_out')} IS NULL AND ${column('visibility')} = 'PUBLIC'
    AND ${column('record_visibility')} = 'PUBLIC' AND (${column('status')} IS NULL OR ${column('status')} NOT IN (${gone})))`;
}

/** Whether what the library has at the system is its own: not loaded there to try it out, nor left behind. Both are names of columns. */
export function isOwn(region: Region, system: string, library: string): RawBuilder<boolean> {
  const elsewhere = notCounted(region);
  if (elsewhere.length === 0) return sql.lit(true);
  return sql<boolean>`NOT EXISTS (SELECT FROM system y WHERE y.id = ${sql.ref(system)}
    AND y.system_id || ' ' || ${sql.ref(library)} = ANY(${textArray(elsewhere)}::text[]))`;
}

/** Whether the record is of nobody in particular, or a library's own. Both are names of columns. */
export function isOwnRecord(region: Region, system: string, libraries: string): RawBuilder<boolean> {
  return sql<boolean>`(cardinality(${sql.ref(libraries)}) = 0
    OR EXISTS (SELECT FROM unnest(${sql.ref(libraries)}) AS l(library) WHERE ${isOwn(region, system, 'l.library')}))`;
}

/** Rows of a table in the versions that the snapshot has: `table t`, its system's place `s`. */
export function rowsOfSnapshot(table: 'record' | 'item' | 'statement', snapshot: number): RawBuilder<unknown> {
  return sql`(SELECT t.* FROM snapshot_system s JOIN ${sql.table(`snapshot_${table}`)} t
    ON t.system = s.system AND ${isInVersion('t', 's')}
    WHERE s.snapshot = ${sql.lit(snapshot)})`;
}

/** The titles of a snapshot as a table. */
export function titlesOfSnapshot(snapshot: number): RawBuilder<unknown> {
  return sql`(SELECT t.* FROM snapshot_titles v JOIN snapshot_title t
    ON ${isInVersion('t', 'v')}
    WHERE v.snapshot = ${sql.lit(snapshot)})`;
}

/**
 * Each library that has a record on its books: `row`, `library`, `copies`, how many can be found, and `found`, whether it can
 * be had there. One that has it without copies, by a run or a link, is taken at its word. No load that is tried out, and nothing left behind.
 */
export function holdersOfRecords(snapshot: number, region: Region): RawBuilder<unknown> {
  return sql`(SELECT r.id AS row, l.library, coalesce(c.copies, 0) AS copies,
      coalesce(c.copies > 0, true) OR h.record IS NOT NULL AS found
    FROM ${rowsOfSnapshot('record', snapshot)} r CROSS JOIN LATERAL unnest(r.libraries) AS l(library)
      LEFT JOIN (
        SELECT i.record, i.library, (count(*) FILTER (WHERE ${canBeFound('i')}))::int AS copies
        FROM ${rowsOfSnapshot('item', snapshot)} i WHERE i.library IS NOT NULL GROUP BY i.record, i.library
      ) c ON c.record = r.record AND c.library = l.library
      LEFT JOIN (SELECT DISTINCT t.record, t.library FROM ${rowsOfSnapshot('statement', snapshot)} t) h
        ON h.record = r.record AND h.library = l.library
    WHERE ${isOwn(region, 'r.system', 'l.library')})`;
}
