/** Whether the records of a snapshot were compared with each other, which a job of its own does after the snapshot is whole. */
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export const COMPARE_RECORDS = 'COMPARE_RECORDS';

export interface RecordsCompared {
  readonly isDone: boolean;
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
  return { isDone: job?.state === 'DONE', why };
}
