/** Brings a database to the newest shape: at once, or as soon as it answers. */
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { describeSkew } from '#platform/clock-skew.ts';
import { askOnce } from '#platform/deadline.ts';
import type { Logger } from '#platform/logger.ts';
import { sql, type Kysely } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { readSkew } from './clock.ts';
import { isAway, mayPass } from './errors.ts';
import { migrateToLatest } from './migrate.ts';
import type { Database } from './tables.ts';

const OLDEST_VERSION = 150_000;
const TRY_EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 1_000;
const ASK_AGAIN_AFTER_MS = 10_000;
const NO_ANSWER = 'the database does not answer';
const STANDBY = 'no database server takes writes: a standby is read from, and nothing can be changed until one does';

/** A database that has the tables this code needs. */
export interface Settled {
  /** Of the server. */
  readonly version: string;
  /** How the database is newer than this code, which may run beside it; null if it is not. In words for people. */
  readonly newer: string | null;
}

/** Throws STORE_UNAVAILABLE with what to do. */
export async function settle(db: Kysely<Database>, logger: Logger): Promise<Settled> {
  const version = await readVersion(db);
  const { done, newer } = await migrateToLatest(db, {
    onWait: () => {
      logger.warn('Another process changes the tables of the database or backs them up; it is waited for');
    },
  });
  if (done.length > 0) logger.info({ migrations: done }, 'brought the database to the newest shape');
  if (newer !== null) logger.warn(newer);
  return { version, newer };
}

/** Null if the server does not answer, is starting or stopping, or has no connection left; throws for all that does not pass by itself. */
export async function settleIfThere(db: Kysely<Database>, logger: Logger): Promise<Settled | null> {
  try {
    return await settle(db, logger);
  } catch (error) {
    if (mayPass(error)) return null;
    throw error;
  }
}

/** Tries until it is done; null if `signal` ends that. Never rejects. */
export async function settleLater(db: Kysely<Database>, logger: Logger, signal: AbortSignal): Promise<Settled | null> {
  for (let said = ''; ;) {
    try {
      const settled = await settle(db, logger);
      logger.info('The database answers now');
      return settled;
    } catch (err) {
      if (signal.aborted) return null;
      const why = err instanceof Error ? err.message : String(err);
      if (why !== said) logger.warn({ err }, 'The database cannot be used yet; it is tried again');
      said = why;
    }
    // It keeps the process: without a connection nothing else may.
    await delay(TRY_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

export interface DatabaseState {
  /** Whether it answers within a second and has its tables. */
  readonly usable: boolean;
  /** Why it cannot be used, or what is wrong with it all the same, in words for people that name no host. */
  readonly problem: string | null;
}

/** Looks how the database is, and that this user may read `table`. One that hangs is not asked again and again. */
export function createDatabaseCheck(db: Kysely<Database>, table?: keyof Database): () => Promise<DatabaseState> {
  const ask = askOnce(() => lookAt(db, table), {
    ms: ANSWER_WITHIN_MS,
    late: () => new MerciaError('STORE_UNAVAILABLE', NO_ANSWER),
    againAfterMs: ASK_AGAIN_AFTER_MS,
  });
  return async () => {
    try {
      const { skewMs, isStandby } = await ask();
      return { usable: true, problem: isStandby ? STANDBY : describeSkew('the database', skewMs) };
    } catch (error) {
      const isTold = isMerciaError(error, 'STORE_UNAVAILABLE') && !isAway(error.cause);
      return { usable: false, problem: isTold ? error.message : NO_ANSWER };
    }
  };
}

/** How far its clock is ahead of ours, and whether it follows another server. */
async function lookAt(
  db: Kysely<Database>,
  table?: keyof Database,
): Promise<{ readonly skewMs: number; readonly isStandby: boolean }> {
  const skewMs = await readSkew(db, Date.now, table);
  const { rows } = await sql<{ standby: boolean }>`SELECT pg_is_in_recovery() AS standby`.execute(db);
  return { skewMs, isStandby: rows[0]?.standby === true };
}

/** Of the server. Throws STORE_UNAVAILABLE if it is too old. */
export async function readVersion(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ number: number; version: string }>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined || row.number < OLDEST_VERSION) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `database: the server is PostgreSQL ${row?.version ?? 'unknown'}; Mercia needs 15 or newer`,
    );
  }
  return row.version;
}
