/** The job that predicts what a plan makes of its snapshot: all of it in one transaction, so that a killed process leaves nothing. */
import { analyseTables } from '#comparison/snapshots/finder.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import { JobCancelledError, type JobProgress, type JobWork } from '#comparison/jobs/worker.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { keepProposal } from '../policy-draft/draft.ts';
import { findPlanByNumber, planOfJob, releasePlan, type Plan } from './plan.ts';
import { predictItems, predictStatements } from './predict-items.ts';
import { predictHolds, predictLoans } from './predict-loans.ts';
import { predictReaders } from './predict-readers.ts';
import { predictRecords } from './predict-records.ts';
import { makeTable, type Prediction } from './prediction.ts';

const TABLES = [
  'planned_record',
  'planned_item',
  'planned_statement',
  'planned_reader',
  'planned_loan',
  'planned_hold',
] as const;

/** In this order, each on what was predicted before it. */
const STEPS = [
  ['merging records', predictRecords],
  ['placing items', predictItems],
  ['placing statements', predictStatements],
  ['seeing who is one person', predictReaders],
  ['placing loans', predictLoans],
  ['placing holds', predictHolds],
] as const satisfies readonly (readonly [string, (prediction: Prediction) => Promise<void>])[];

export function predictWork(db: Kysely<Database>, clock: () => Date): JobWork {
  return async ({ parameters }, progress) => {
    const plan = await findPlanByNumber(db, planOfJob(parameters));
    // It was dropped meanwhile.
    if (plan === null) return;
    try {
      await predict(db, plan, clock(), progress);
      await analyseTables(db, TABLES);
    } catch (error) {
      // Whoever cancelled it has given the plan back already; by now it may be waiting for another job.
      if (!(error instanceof JobCancelledError) && !progress.goesOn(error)) await releasePlan(db, plan.number);
      throw error;
    }
  };
}

async function predict(db: Kysely<Database>, plan: Plan, at: Date, progress: JobProgress): Promise<void> {
  const region = await readRegion(db, plan.snapshot.number);
  await db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    // What is taken back, or may not be kept any longer, is taken out of the snapshot and of its plans: not while one is being made.
    await sql`SELECT FROM snapshot WHERE id = ${plan.snapshot.number} FOR SHARE`.execute(transaction);
    for (const table of TABLES) {
      await sql`DELETE FROM ${sql.table(table)} WHERE plan = ${plan.number}`.execute(transaction);
    }
    await keepProposal(transaction, plan);
    await makeScope({ transaction, plan, region });
    for (const [done, [what, step]] of STEPS.entries()) {
      await progress.step(what, done, STEPS.length);
      await step({ transaction, plan, region });
    }
    await transaction
      .updateTable('move_plan')
      .set({ state: 'WHOLE', predicted_at: at })
      .where('id', '=', plan.number)
      .execute();
  });
}

/** `plan_system`: all systems of the snapshot; `place` is null for those that the plan does not move. */
async function makeScope({ transaction, plan }: Prediction): Promise<void> {
  const { systems, into } = plan.settings;
  await makeTable(
    transaction,
    'plan_system',
    sql`
    SELECT v.system, v.version, name.system_id, array_position(${[...systems]}::text[], name.system_id) AS place,
      coalesce(name.system_id = ${into}::text, false) AS is_target
    FROM snapshot_system v JOIN system name ON name.id = v.system WHERE v.snapshot = ${plan.snapshot.number}`,
  );
}
