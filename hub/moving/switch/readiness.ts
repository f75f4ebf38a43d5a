/** Whether the new system is known well enough to answer for a library. */
import type { SystemId } from '#domain/ids.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import type { Move } from './steps.ts';
import { LOANS } from './open-loans.ts';

/** Whether a harvest of the system that began after then has come to its end. */
export async function harvestedSince(tx: Tx, system: SystemId, then: Date): Promise<boolean> {
  const { rows } = await sql<{ since: boolean }>`
    SELECT EXISTS (SELECT FROM harvest_run run JOIN system s ON s.id = run.system
      WHERE s.system_id = ${system} AND run.started_at > ${then} AND run.finished_at IS NOT NULL
        AND run.problem IS NULL) AS since`.execute(tx);
  return rows[0]?.since === true;
}

/** Whether records of the system wait to become part of editions. */
export async function isBeingMatched(tx: Tx, system: SystemId): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    SELECT EXISTS (SELECT FROM unmatched u JOIN record r ON r.id = u.record JOIN system s ON s.id = r.system
      WHERE s.system_id = ${system}) AS waits`.execute(tx);
  return rows[0]?.waits === true;
}

/** Those of the two systems of which the open loans are not told, or are of before the library was frozen. */
export async function loansNotTold(
  tx: Tx,
  { source, target }: Pick<Move, 'source' | 'target'>,
  frozenAt: Date,
): Promise<readonly SystemId[]> {
  const { rows } = await sql<{ system: SystemId }>`
    SELECT s.system_id AS system FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.list = 'OPEN_LOANS' AND l.as_of >= ${frozenAt} AND s.system_id IN (${source}, ${target})`.execute(tx);
  return [source, target].filter((one) => !rows.some(({ system }) => system === one));
}

/** Open loans of the library at the old system, and how many of them the new one has: by barcode. */
export interface LoansThere {
  readonly open: number;
  readonly there: number;
  /** Open loans of the old system's copies that are not known, so that they may be any library's; not among those above. */
  readonly unknown: number;
}

/** Null where one of the two has not told its open loans. Of several loans of one barcode the new system has as many as it tells. */
export async function countLoans(tx: Tx, { library, source, target }: Move): Promise<LoansThere | null> {
  const { rows } = await sql<LoansThere & { readonly told: number }>`
    WITH loan AS (
      SELECT system_id, item, max(barcode) AS barcode
      FROM (${LOANS} WHERE s.system_id IN (${source}, ${target}) AND l.library = ${library}) l GROUP BY 1, 2
    ), of_barcode AS (
      SELECT barcode, count(*) FILTER (WHERE system_id = ${source}) AS open,
        CASE WHEN barcode IS NULL THEN 0 ELSE count(*) FILTER (WHERE system_id = ${target}) END AS there
      FROM loan GROUP BY barcode
    )
    SELECT (SELECT count(*) FROM loan_list l JOIN system s ON s.id = l.system
        WHERE l.list = 'OPEN_LOANS' AND l.as_of IS NOT NULL AND s.system_id IN (${source}, ${target})) AS told,
      (SELECT count(*) FROM open_loan l JOIN system s ON s.id = l.system
        WHERE s.system_id = ${source} AND l.library IS NULL) AS unknown,
      coalesce(sum(open), 0)::int AS open, coalesce(sum(least(open, there)), 0)::int AS there
    FROM of_barcode`.execute(tx);
  const { told = 0, open = 0, there = 0, unknown = 0 } = rows[0] ?? {};
  return told < 2 ? null : { open, there, unknown };
}

/** Whether every open loan that the old system told is kept, those of the library known as its own. */
export async function hasAllLoans(tx: Tx, { library, source }: Pick<Move, 'library' | 'source'>): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.list = 'OPEN_LOANS' AND s.system_id = ${source} AND ${library} = ANY(l.complete_for)`.execute(tx);
  return rows.length > 0;
}
