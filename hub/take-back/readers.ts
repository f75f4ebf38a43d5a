/** Who may have what was taken back: as far as it is known who read feeds, who got files, and who exported a snapshot. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { hostname } from 'node:os';
import { WITHDRAWN_AT } from './rows.ts';

export interface FeedReaders {
  /** Since when it is written down who reads feeds; who read them before is not known. Null if it never was. */
  readonly knownSince: Date | null;
  /** When the first of the records was published, as far as the log knows; null if none of them was in feeds. */
  readonly publishedSince: Date | null;
  readonly readings: readonly FeedReading[];
  readonly deliveries: readonly {
    readonly delivery: string;
    /** Host, folder and set. */
    readonly target: string;
    readonly at: Date;
  }[];
  /** Exports from snapshots that had one of the records, or may have had it: they were dropped since. */
  readonly exports: readonly {
    readonly snapshot: string;
    /** Pseudonym of a person, or the id of a key. */
    readonly actor: string;
    readonly format: string;
    readonly at: Date;
  }[];
  /** Files of published records that were written by then, and are not known to be gone. */
  readonly files: readonly { readonly machine: string; readonly path: string; readonly at: Date }[];
}

export interface FeedReading {
  readonly service: 'OAI_PMH' | 'SRU' | 'CHANGES';
  readonly repository: string;
  /** An address; of the graph the id of a key, or empty for whoever asked without one. */
  readonly caller: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly requests: number;
}

const SINCE = 'feed-readings-since';

export async function listReaders(db: Kysely<Database>, takeBack: string): Promise<FeedReaders> {
  const id = sql`${takeBack}::uuid`;
  const { rows: since } = await sql<{ known: Date | null; published: Date | null }>`
    SELECT (SELECT (value #>> '{}')::timestamptz FROM setting WHERE key = ${SINCE}) AS known,
      (SELECT min(published_at) FROM taken_back_entry WHERE take_back = ${id}) AS published`.execute(db);
  // A version may have come at any position from the first on; of position 0, the log may have lost the first.
  const { rows: readings } = await sql<FeedReading>`
    SELECT f.service, f.repository, f.caller, min(f.hour) AS "firstAt", max(f.last_at) AS "lastAt",
      sum(f.requests)::integer AS requests
    FROM feed_reading f JOIN take_back t ON t.id = ${id} AND f.hour <= ${WITHDRAWN_AT}
    WHERE EXISTS (SELECT FROM taken_back_entry e
      WHERE e.take_back = t.id AND e.repository = f.repository AND (e.position = 0 OR f.last_at >= e.published_at)
        AND (f.to_position IS NULL OR f.epoch <> e.epoch OR f.to_position >= e.position))
    GROUP BY f.service, f.repository, f.caller ORDER BY "lastAt" DESC, f.service, f.repository, f.caller`.execute(db);
  const { rows: deliveries } = await sql<FeedReaders['deliveries'][number]>`
    SELECT d.delivery, d.target, d.started_at AS at
    FROM feed_delivery d JOIN take_back t ON t.id = ${id} AND d.started_at <= ${WITHDRAWN_AT}
    WHERE json_array_length(d.files) > 0 AND EXISTS (SELECT FROM taken_back_entry e
      WHERE e.take_back = t.id AND e.repository = 'editions' AND (d.epoch <> e.epoch OR d.to_position >= e.position))
    ORDER BY d.started_at DESC`.execute(db);
  // What a snapshot had that was dropped since, nobody knows; its name may be another's by now.
  const { rows: exports } = await sql<FeedReaders['exports'][number]>`
    SELECT a.snapshot, a.actor, a.format, a.at
    FROM export_audit a JOIN take_back t ON t.id = ${id} AND a.at <= ${WITHDRAWN_AT}
    WHERE a.snapshot IN (
      SELECT p.name FROM taken_back_record r JOIN system s ON s.system_id = r.system_id
        JOIN snapshot_record b ON b.system = s.id AND b.local_id = r.record_id
        JOIN snapshot_system v ON v.system = s.id AND b.from_version <= v.version
          AND (b.to_version IS NULL OR b.to_version > v.version)
        JOIN snapshot p ON p.id = v.snapshot
      WHERE r.take_back = t.id)
      OR (NOT EXISTS (SELECT FROM snapshot p WHERE p.name = a.snapshot AND p.taken_at <= a.at)
        AND (a.system IS NULL OR a.system IN (SELECT r.system_id FROM taken_back_record r WHERE r.take_back = t.id)))
    ORDER BY a.number DESC`.execute(db);
  const { rows: files } = await sql<FeedReaders['files'][number]>`
    SELECT w.machine, w.path, w.written_at AS at
    FROM written_file w JOIN take_back t ON t.id = ${id} AND w.written_at <= ${WITHDRAWN_AT}
    ORDER BY w.written_at DESC`.execute(db);
  return {
    knownSince: since[0]?.known ?? null,
    publishedSince: since[0]?.published ?? null,
    readings,
    deliveries,
    exports,
    files,
  };
}

/**
 * Notes where commands have written files of published records, so that they can be found when something is taken back: before a file is
 * there, and again when it is, because what is not there when it is looked for is forgotten.
 */
export async function noteWrittenFiles(db: Kysely<Database>, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await sql`
      INSERT INTO written_file (machine, path, written_at) VALUES (${hostname()}, ${path}, clock_timestamp())
      ON CONFLICT (machine, path) DO UPDATE SET written_at = excluded.written_at`.execute(db);
  }
}

/** Those of this machine that were written by then, by the database's clock; if not given, all. */
export async function listOwnFiles(db: Kysely<Database>, until: Date | null = null): Promise<readonly string[]> {
  const { rows } = await sql<{ path: string }>`
    SELECT path FROM written_file
    WHERE machine = ${hostname()} AND written_at <= coalesce(${until}::timestamptz, 'infinity') ORDER BY path`.execute(
    db,
  );
  return rows.map(({ path }) => path);
}

export async function forgetWrittenFile(db: Kysely<Database>, path: string): Promise<void> {
  await sql`DELETE FROM written_file WHERE machine = ${hostname()} AND path = ${path}`.execute(db);
}
