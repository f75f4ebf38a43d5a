import { errorCode } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import { describeSkew } from '#platform/clock-skew.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { readSkew } from '#store/clock.ts';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';

/** Dated while a clock was ahead: what is written now takes its place, and not only once that moment has come. */
export const isToCome = (asOf: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${asOf} > clock_timestamp() + interval '5 seconds'`;

/** A statement was cut off at its limit, a row was locked, or two writers locked rows crosswise. */
const PASSING = new Set(['57014', '55P03', '40P01']);

export interface StatementLimits {
  /** The server gives a statement up after so long. */
  readonly statementMs: number;
  /**
   * Waits no longer for a row that another holds. Kept below PostgreSQL's `deadlock_timeout` (1 s): of a live answer and a
   * harvest that wait for each other, it must be the answer that gives way, never the harvest's page.
   */
  readonly lockMs: number;
}

/**
 * Runs statements that may fail rather than be slow. A power cut may cost the last moments of what was written (no
 * `fsync` is waited for); a process that is killed costs nothing.
 */
export async function within<T>(
  db: Kysely<Database>,
  { statementMs, lockMs }: StatementLimits,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = ${sql.lit(statementMs)}`.execute(transaction);
    await sql`SET LOCAL lock_timeout = ${sql.lit(lockMs)}`.execute(transaction);
    await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
    return work(transaction);
  });
}

/**
 * The same for what is dated by this process's clock: throws CONFIG_INVALID, which does not pass, where that is not the server's, because
 * everybody would be told that it was so at another moment than it was.
 */
export function withinOneClock<T>(
  db: Kysely<Database>,
  limits: StatementLimits,
  work: (transaction: Transaction<Database>) => Promise<T>,
  clock?: () => number,
): Promise<T> {
  return within(db, limits, async (transaction) => {
    const problem = describeSkew('the database', await readSkew(transaction, clock));
    if (problem !== null) throw new MerciaError('CONFIG_INVALID', problem);
    return work(transaction);
  });
}

/** Whether the same may well succeed later: the database is away, busy or slow, and the rows are not at fault. */
export function isTransient(error: unknown): boolean {
  if (isMerciaError(error)) return error.code === 'STORE_UNAVAILABLE';
  return PASSING.has(errorCode(error) ?? '');
}
