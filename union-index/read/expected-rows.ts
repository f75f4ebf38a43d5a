import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IndexScope } from './index-scope.ts';

/** How many rows of `search_doc d` a condition lets through, as the planner expects: nothing is read for it. */
export async function expectRows({ db }: IndexScope, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Plan Rows': number } }] }>`
    EXPLAIN (FORMAT JSON) SELECT FROM search_doc d WHERE ${condition}`.execute(db);
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}
