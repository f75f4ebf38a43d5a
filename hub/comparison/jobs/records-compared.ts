/** Whether the records of a snapshot were compared with each other, which a job of its own does after the snapshot is whole. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

export const COMPARE_RECORDS = 'COMPARE_RECORDS';

/** Its parts, in their order: each keeps all of its results or none. */
export type ComparedPart = 'CONFLICTS' | 'LOAD_RULES' | 'PAIRS';

/** What a part keeps in `snapshot_result`. */
export const PART_RESULTS = { LOAD_RULES: 'load-rules', PAIRS: 'perhaps-together' } as const;

export interface RecordsCompared {
  /** Why what is found by comparing them is not there, as part of a sentence. */
  readonly why: string;
}

export async function readRecordsCompared(db: Kysely<Database>, snapshot: number): Promise<RecordsCompared> {
  const job = await db
    .selectFrom('comparison_job')
    .select('state')
    .where('snapshot', '=', snapshot)
    .where('kind', '=', COMPARE_RECORDS)
    .executeTakeFirst();
  const willNever = job === undefined || job.state === 'FAILED' || job.state === 'CANCELLED';
  const why = willNever
    ? 'the records of this snapshot were not compared; take another to have it'
    : 'the records are still being compared';
  return { why };
}

/** Whether a part was found, whatever became of the parts behind it. */
export async function isPartFound(db: Kysely<Database>, snapshot: number, part: ComparedPart): Promise<boolean> {
  const keeps = (report: string): RawBuilder<boolean> =>
    sql`EXISTS (SELECT FROM snapshot_result WHERE snapshot = ${snapshot} AND report = ${report})`;
  // Conflicts keep no result, and no row if there are none; what comes behind them says that they were found.
  const found: Readonly<Record<ComparedPart, RawBuilder<boolean>>> = {
    CONFLICTS: sql`EXISTS (SELECT FROM snapshot_compared WHERE snapshot = ${snapshot}) OR ${keeps(PART_RESULTS.LOAD_RULES)}`,
    LOAD_RULES: keeps(PART_RESULTS.LOAD_RULES),
    PAIRS: keeps(PART_RESULTS.PAIRS),
  };
  const { rows } = await sql<{ found: boolean }>`
    SELECT ${found[part]} OR EXISTS (SELECT FROM comparison_job WHERE snapshot = ${snapshot} AND kind = ${COMPARE_RECORDS} AND state = 'DONE')
      AS found`.execute(db);
  return rows[0]?.found === true;
}
