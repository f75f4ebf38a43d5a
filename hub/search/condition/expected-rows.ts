/** What the planner of PostgreSQL expects. Nothing is read for it. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { IndexScope } from '#union-index/read/index-scope.ts';

const planShape = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]);

export async function expectRowsOf(db: Kysely<Database>, statement: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': unknown }>`EXPLAIN (FORMAT JSON) ${statement}`.execute(db);
  const [{ Plan: plan }] = planShape.parse(rows[0]?.['QUERY PLAN']);
  return plan['Plan Rows'];
}

/** How many rows of `search_doc d` a condition lets through. */
export function expectRows({ db }: IndexScope, condition: RawBuilder<unknown>): Promise<number> {
  return expectRowsOf(db, sql`SELECT FROM search_doc d WHERE ${condition}`);
}
