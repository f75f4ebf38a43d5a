import { openAccountToken } from '#platform/reader-token.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** How many readers of systems, loans and holds have their token of the first of these keys (`readers`), and how many of another one. */
export async function countTokens(
  db: Kysely<Database>,
  [current, ...accepted]: readonly Buffer[],
): Promise<{ readonly current: number; readonly accepted: number }> {
  const counts = { current: 0, accepted: 0 };
  if (current === undefined) return counts;
  const { rows } = await sql<{ system: string; token: string }>`
    SELECT s.system_id AS system, t.reader_token AS token
    FROM (
      SELECT system, reader_token FROM reader
      UNION SELECT system, reader_token FROM open_loan
      UNION SELECT system, reader_token FROM open_hold
      UNION SELECT system, reader_token FROM open_charge
    ) t JOIN system s ON s.id = t.system`.execute(db);
  for (const { system, token } of rows) {
    if (openAccountToken(current, system, token) !== null) counts.current += 1;
    else if (openAccountToken(accepted, system, token) !== null) counts.accepted += 1;
  }
  return counts;
}
