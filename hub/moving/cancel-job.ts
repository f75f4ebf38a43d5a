/** Cancelling a job, whatever it is for: what it was to make is not left as if somebody still worked at it. */
import { cancelJob, type Job } from '#comparison/index.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { MAKE_LEDGER } from './ledger/ledger.ts';
import { planOfJob, PREDICT_PLAN, releasePlan } from './plans/plan.ts';

/** Null if there is no such job, or it is over. A plan is as it was predicted before; a ledger is to be made again. */
export function cancelAnyJob(db: Kysely<Database>, id: string, at: Date): Promise<Job | null> {
  return db.transaction().execute(async (transaction) => {
    const job = await cancelJob(transaction, id, at);
    if (job?.kind === PREDICT_PLAN) await releasePlan(transaction, planOfJob(job.parameters));
    if (job?.kind === MAKE_LEDGER) {
      await sql`UPDATE ledger SET state = 'FAILED' WHERE job = ${id}::uuid AND state = 'MAKING'`.execute(transaction);
    }
    return job;
  });
}
