/** The lists of readers and loans of today, in the place of those that a snapshot keeps. */
import type { ReaderTables, SystemLists } from '#comparison/readers/reader-tables.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export const LIVE_READERS: ReaderTables = { readers: sql`reader`, loans: sql`open_loan` };

/**
 * Which lists of the systems there are today. Loans that were left out, for want of an agreement above all, make the list one
 * of some loans.
 */
export async function findLiveLists(
  db: Kysely<Database>,
  systems: readonly SystemId[],
): Promise<readonly SystemLists[]> {
  const { rows } = await sql<{ system: SystemId; list: string; whole: boolean }>`
    SELECT s.system_id AS system, l.list, l.left_out = 0 AS whole FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.as_of IS NOT NULL`.execute(db);
  const has = (system: SystemId, list: string, isWhole = false): boolean =>
    rows.some((row) => row.system === system && row.list === list && (row.whole || !isWhole));
  return systems.map((system) => ({
    system,
    readers: has(system, 'READERS'),
    loans: has(system, 'OPEN_LOANS', true),
  }));
}
