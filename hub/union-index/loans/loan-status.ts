import type { SystemId } from '#domain/ids.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface LoanListStatus {
  readonly system: SystemId;
  readonly list: LoanList;
  /** When it was written or, where the system tells what is so now, its harvest began; null if none has finished, or it was too old to keep. */
  readonly asOf: Date | null;
  /** Rows that the newest whole harvest kept; null if none has finished, or it was before they were counted. */
  readonly rows: number | null;
  /** Rows of the newest harvest that were not kept. */
  readonly leftOut: number;
  readonly problem: string | null;
}

/** The state of every list of loans that was ever harvested, in the order of the systems. */
export async function loanStatus(
  db: Kysely<Database>,
  systems: readonly SystemId[],
): Promise<readonly LoanListStatus[]> {
  const { rows } = await sql<LoanListStatus>`
    SELECT asked.system, l.list, l.as_of AS "asOf", l.row_count AS rows, l.left_out AS "leftOut", l.problem
    FROM unnest(${[...systems]}::text[]) WITH ORDINALITY AS asked(system, place)
      JOIN system s ON s.system_id = asked.system JOIN loan_list l ON l.system = s.id
    ORDER BY asked.place, l.list`.execute(db);
  return rows;
}
