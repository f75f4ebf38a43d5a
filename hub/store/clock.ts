/** How the clock of the database's server goes with that of this process. */
import { skewOf } from '#platform/clock-skew.ts';
import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

/**
 * Milliseconds that the server's clock is ahead of `clock`, at least; behind is below 0. Throws if it does not have `table`, or this user may
 * not read it.
 */
export async function readSkew(
  db: Kysely<Database>,
  clock: () => number = Date.now,
  table: keyof Database = 'last_known',
): Promise<number> {
  const before = clock();
  const { rows } = await sql<{ at: number }>`
    SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at, EXISTS (SELECT FROM ${sql.table(table)} LIMIT 0)`.execute(
    db,
  );
  return skewOf(rows[0]?.at ?? before, before, clock());
}
