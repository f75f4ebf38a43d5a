import type { SystemId } from '#domain/ids.ts';
import type { LoanList } from '#store/loan-lists.ts';
import { findLoanLists } from './repositories/lists.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export interface LoanListStatus {
  readonly system: SystemId;
  readonly list: LoanList;
  /** When the harvest began that brought it; null if none has finished, or it was too old to keep. */
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
  if (systems.length === 0) return [];
  const numbers = await db
    .selectFrom('system')
    .select(['id', 'system_id'])
    .where('system_id', 'in', [...systems])
    .execute();
  const byId = new Map(numbers.map(({ id, system_id }) => [system_id, id]));
  const states = await findLoanLists(db, [...byId.values()]);
  return systems.flatMap((system) =>
    states
      .filter((state) => state.system === byId.get(system))
      .map(({ list, asOf, rows, leftOut, problem }) => ({ system, list, asOf, rows, leftOut, problem })),
  );
}
