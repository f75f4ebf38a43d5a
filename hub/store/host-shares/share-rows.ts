/** The tables of how processes share what hosts may be asked. No lock is held between two statements. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Claim } from './divide.ts';

/** What a host's row says now. */
export interface SharedHost {
  readonly version: number;
  readonly claims: ReadonlyMap<string, Claim>;
  /** What is left of a pause that the host asked for. */
  readonly pausedForMs: number;
}

export interface SharedHosts {
  /** Milliseconds, by the database's clock. */
  readonly now: number;
  /** Without hosts that nobody has claimed anything of. */
  readonly hosts: ReadonlyMap<string, SharedHost>;
  /** The processes whose claims count. */
  readonly holders: readonly string[];
}

export interface ChangedHost {
  readonly host: string;
  /** The one that was read; null if there was none. */
  readonly version: number | null;
  readonly claims: ReadonlyMap<string, Claim>;
}

/** Beyond its end, for a renewal that was written slowly. */
const MARGIN = sql`interval '2 seconds'`;

/** A process that begins to share, for so long. */
export async function register(db: Kysely<Database>, holder: string, lifeMs: number): Promise<void> {
  await sql`DELETE FROM host_process WHERE expires_at < clock_timestamp() - interval '1 hour'`.execute(db);
  await db
    .insertInto('host_process')
    .values({ holder, expires_at: after(lifeMs) })
    .execute();
}

/** False if it had expired: what it held may be another's by now. */
export async function renew(db: Kysely<Database>, holder: string, lifeMs: number): Promise<boolean> {
  const renewed = await db
    .updateTable('host_process')
    .set({ expires_at: after(lifeMs) })
    .where('holder', '=', holder)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Everything that it holds is free at once. */
export async function unregister(db: Kysely<Database>, holder: string): Promise<void> {
  await db.deleteFrom('host_process').where('holder', '=', holder).execute();
}

export async function readHosts(db: Kysely<Database>, hosts: readonly string[]): Promise<SharedHosts> {
  const { rows } = await sql<{
    now: number;
    holders: readonly string[];
    hosts: readonly {
      readonly host: string;
      readonly version: number;
      readonly claims: Readonly<Record<string, Claim>>;
      readonly paused_for: number;
    }[];
  }>`
    SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now,
      (SELECT coalesce(array_agg(holder), '{}') FROM host_process WHERE expires_at > clock_timestamp() - ${MARGIN}) AS holders,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('host', host, 'version', version, 'claims', claims, 'paused_for',
          greatest(0, coalesce(extract(epoch FROM paused_until - clock_timestamp())::float8 * 1000, 0)))), '[]')
        FROM host_share WHERE host = ANY(${hosts})) AS hosts`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a statement without a table gives one row');
  return {
    now: row.now,
    holders: row.holders,
    hosts: new Map(
      row.hosts.map(({ host, version, claims, paused_for: pausedForMs }) => [
        host,
        { version, claims: new Map(Object.entries(claims)), pausedForMs },
      ]),
    ),
  };
}

/** Gives the hosts that were written: nobody else has changed them since they were read. */
export async function writeHosts(db: Kysely<Database>, changed: readonly ChangedHost[]): Promise<ReadonlySet<string>> {
  const rows = changed.map(({ host, version, claims }) => ({ host, version, claims: Object.fromEntries(claims) }));
  const { rows: written } = await sql<{ host: string }>`
    WITH changed AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c (host text, version bigint, claims jsonb)
    ), made AS (
      INSERT INTO host_share (host, claims) SELECT host, claims FROM changed WHERE version IS NULL
      ON CONFLICT (host) DO NOTHING RETURNING host
    ), updated AS (
      UPDATE host_share AS kept SET claims = c.claims, version = kept.version + 1
      FROM changed AS c WHERE kept.host = c.host AND kept.version = c.version RETURNING kept.host
    )
    SELECT host FROM made UNION ALL SELECT host FROM updated`.execute(db);
  return new Set(written.map(({ host }) => host));
}

export async function writePause(db: Kysely<Database>, host: string, ms: number): Promise<void> {
  await db
    .insertInto('host_share')
    .values({ host, paused_until: after(ms) })
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet({
        paused_until: sql<Date>`greatest(host_share.paused_until, excluded.paused_until)`,
      }),
    )
    .execute();
}

function after(ms: number) {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${ms / 1000})`;
}
