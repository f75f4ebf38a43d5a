/** Wishes that rejects are read again: kept in the database, because whoever harvests may be another process. */
import type { SystemId } from '#domain/ids.ts';
import type { RetryState } from '#domain/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface RejectRetry {
  readonly id: number;
  readonly system: SystemId;
  readonly state: RetryState;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** What came of it; null before it is done. */
  readonly outcome: RetryOutcome | null;
  /** Why it failed: an error code and a sentence; null if it has not. */
  readonly problem: string | null;
}

export interface RetryOutcome {
  /** Read now: in the index, and no longer a reject. */
  readonly read: number;
  /** The system no longer has them. */
  readonly gone: number;
  readonly refused: number;
  /** Cannot be fetched one by one, because their id is unknown or the system offers no way to; a full harvest reads them. */
  readonly left: number;
}

const COLUMNS = [
  'id',
  'system',
  'state',
  'asked_at as askedAt',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'read_now',
  'gone',
  'refused',
  'left_over',
  'problem',
] as const;

/** Finished wishes of a system that are kept; the audit keeps who asked. */
const KEPT = 20;

/** The system's open wish, or a new one. `made` says which. */
export async function askForRetry(
  tx: Tx,
  system: SystemId,
  at: Date,
): Promise<{ readonly retry: RejectRetry; readonly made: boolean }> {
  const made = await tx
    .insertInto('reject_retry')
    .values({ system, state: 'WAITING', asked_at: at })
    .onConflict((conflict) => conflict.column('system').where('state', 'in', ['WAITING', 'RUNNING']).doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  if (made !== undefined) {
    await forgetOldest(tx, system);
    return { retry: toRetry(made), made: true };
  }
  const open = await tx
    .selectFrom('reject_retry')
    .select(COLUMNS)
    .where('system', '=', system)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { retry: toRetry(open), made: false };
}

async function forgetOldest(tx: Tx, system: SystemId): Promise<void> {
  await sql`
    DELETE FROM reject_retry WHERE system = ${system} AND id <=
      (SELECT id FROM reject_retry WHERE system = ${system} ORDER BY id DESC OFFSET ${KEPT} LIMIT 1)`.execute(tx);
}

/** Newest first, of these systems. */
export async function listRetries(
  db: Kysely<Database>,
  systems: readonly SystemId[],
  first: number,
): Promise<readonly RejectRetry[]> {
  const rows = await db
    .selectFrom('reject_retry')
    .select(COLUMNS)
    .where('system', 'in', systems)
    .orderBy('id', 'desc')
    .limit(first)
    .execute();
  return rows.map(toRetry);
}

/** Those that wait, and those whose process may have gone. Oldest first. */
export async function listOpenRetries(
  db: Kysely<Database>,
  systems: readonly SystemId[],
): Promise<readonly RejectRetry[]> {
  if (systems.length === 0) return [];
  const rows = await db
    .selectFrom('reject_retry')
    .select(COLUMNS)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .where('system', 'in', systems)
    .orderBy('id')
    .execute();
  return rows.map(toRetry);
}

/** False if it is over: another process did it. */
export async function startRetry(db: Kysely<Database>, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('reject_retry')
    .set({ state: 'RUNNING', started_at: at })
    .where('id', '=', id)
    .where('state', 'in', ['WAITING', 'RUNNING'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** It is tried again later. */
export async function waitAgain(db: Kysely<Database>, id: number): Promise<void> {
  await db
    .updateTable('reject_retry')
    .set({ state: 'WAITING', started_at: null })
    .where('id', '=', id)
    .where('state', '=', 'RUNNING')
    .execute();
}

export async function finishRetry(
  db: Kysely<Database>,
  id: number,
  ending: RetryOutcome | { readonly problem: string },
  at: Date,
): Promise<void> {
  const columns =
    'problem' in ending
      ? ({ state: 'FAILED', problem: ending.problem } as const)
      : ({
          state: 'DONE',
          read_now: ending.read,
          gone: ending.gone,
          refused: ending.refused,
          left_over: ending.left,
        } as const);
  await db
    .updateTable('reject_retry')
    .set({ ...columns, finished_at: at })
    .where('id', '=', id)
    .where('state', '=', 'RUNNING')
    .execute();
}

interface Row extends Pick<RejectRetry, 'id' | 'state' | 'askedAt' | 'startedAt' | 'finishedAt' | 'problem'> {
  readonly system: string;
  readonly read_now: number | null;
  readonly gone: number | null;
  readonly refused: number | null;
  readonly left_over: number | null;
}

function toRetry({ system, read_now: read, gone, refused, left_over: left, ...row }: Row): RejectRetry {
  const outcome =
    read === null || gone === null || refused === null || left === null ? null : { read, gone, refused, left };
  return { ...row, system: system as SystemId, outcome };
}
