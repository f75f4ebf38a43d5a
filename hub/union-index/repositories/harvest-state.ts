/**
 * What every question and every probe asks of the harvests of a system (`harvest_state`), written in the transaction of the
 * run. Whoever holds the lease of a system writes its row; nothing waits for another lock once it is written.
 */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Where the next run goes on from. */
export interface HarvestedSoFar {
  /** Null before a run finished, and if that gave none. */
  readonly cursor: string | null;
  /** When the newest full run that finished began. */
  readonly fullStartedAt: Date | null;
}

export async function findHarvestedSoFar(db: Kysely<Database>, system: number): Promise<HarvestedSoFar> {
  const { rows } = await sql<HarvestedSoFar>`
    SELECT next_cursor AS cursor, full_started_at AS "fullStartedAt" FROM harvest_state WHERE system = ${system}`.execute(
    db,
  );
  return rows[0] ?? { cursor: null, fullStartedAt: null };
}

/** A run begins, or goes on. */
export async function noteBegin(transaction: Tx, system: number, at: Date): Promise<void> {
  await sql`
    INSERT INTO harvest_state AS s (system, first_started_at) VALUES (${system}::smallint, ${at}::timestamptz)
    ON CONFLICT (system) DO UPDATE SET
      first_started_at = coalesce(s.first_started_at, excluded.first_started_at), problem = NULL`.execute(transaction);
}

export async function noteExpected(transaction: Tx, system: number, expected: number): Promise<void> {
  await sql`UPDATE harvest_state SET expected = ${expected} WHERE system = ${system}`.execute(transaction);
}

export interface FinishedRun {
  readonly kind: 'full' | 'changes';
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly nextCursor: string | null;
}

/** With a full run records are counted one by one, so that no mistake of the kept number lasts. */
export async function noteEnd(
  transaction: Tx,
  system: number,
  { kind, startedAt, finishedAt, nextCursor }: FinishedRun,
): Promise<void> {
  const ofFull =
    kind === 'full'
      ? sql`, full_started_at = ${startedAt}::timestamptz,
          records = (SELECT count(*) FROM record r WHERE r.system = ${system} AND NOT r.deleted)`
      : sql``;
  await sql`
    UPDATE harvest_state SET last_complete_at = ${finishedAt}::timestamptz, next_cursor = ${nextCursor}, problem = NULL,
      failing_since = NULL${ofFull} WHERE system = ${system}`.execute(transaction);
}

/** The newest run ended before its end. */
export async function noteFailure(transaction: Tx, system: number, problem: string, startedAt: Date): Promise<void> {
  await sql`
    UPDATE harvest_state SET problem = ${problem}, failing_since = coalesce(failing_since, ${startedAt}::timestamptz)
    WHERE system = ${system}`.execute(transaction);
}

/** So many more records of a system are not deleted than before. To be called last in a transaction. */
export async function addRecords(transaction: Tx, system: number, more: number): Promise<void> {
  if (more === 0) return;
  await sql`
    INSERT INTO harvest_state AS s (system, records) VALUES (${system}::smallint, ${more})
    ON CONFLICT (system) DO UPDATE SET records = s.records + excluded.records`.execute(transaction);
}
