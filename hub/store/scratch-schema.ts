/** A schema beside the tables that are served, for work that must not touch them: made for one command, and dropped after it. */
import { sql, type RawBuilder } from 'kysely';

export const SCRATCH_SCHEMA = 'mercia_scratch';

/** The number of an advisory lock: what works in the scratch schema has locks of its own. */
export function lockNumber(lock: number): RawBuilder<number> {
  return sql<number>`(${sql.lit(lock)} + CASE current_schema() WHEN ${sql.lit(SCRATCH_SCHEMA)} THEN 1000 ELSE 0 END)`;
}
