/** What becomes of a plan and of a ledger whose job is cancelled, or breaks off. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { doNextJob, type JobWork } from '#comparison/index.ts';
import { askForLedger, findLedger, findPlan, makePlan, predictAgain } from '#moving/index.ts';
import { createLogger } from '#platform/logger.ts';
import { readHere } from '#store/replica.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { doJobs, ledgerRegion, load, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();
const BY = { by: 'tester', at: new Date() };
const PLAN = { name: 'spring', note: null, snapshot: 'night', settings: 'systems: [old]', ...BY };
const GIVEN = '30199000000001';

beforeAll(async () => {
  const source = makeWorld(3);
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', load(source));
  await takeSnapshot(store.db, 'night');
}, 60_000);
beforeEach(async () => {
  for (const table of ['ledger', 'comparison_job', 'move_plan'])
    await sql`DELETE FROM ${sql.table(table)}`.execute(store.db);
});

async function cancel(id: string): Promise<unknown> {
  const subgraph = createMigrationSubgraph({
    region: ledgerRegion,
    store: { db: store.db, reports: store.db, reads: readHere({ db: store.db, reports: store.db }) },
    verify: () =>
      Promise.resolve({
        role: 'migration',
        subject: 'p-1',
        correlationId: 'c',
        receivedAt: Date.now(),
        deadline: Date.now() + 60_000,
      }),
    clock: () => new Date(),
    logger: createLogger('silent'),
  });
  const query = `mutation { cancelComparisonJob(input: { id: "${id}" }) { job { state } } }`;
  const { data, errors } = await subgraph.execute({ query, variables: {}, context: 'signed' });
  return errors ?? data;
}
const CANCELLED = { cancelComparisonJob: { job: { state: 'CANCELLED' } } };

/** Does the next job; `before` is told of each of its steps. */
async function doJob(before: (step: string, job: string) => Promise<void>): Promise<void> {
  const logger = createLogger('silent');
  const kinds = Object.entries(createJobKinds(store.db, logger)).map(([kind, work]): readonly [string, JobWork] => [
    kind,
    (job, progress, signal) =>
      work(
        job,
        {
          ...progress,
          async step(what, ...rest) {
            await before(what, job.id);
            await progress.step(what, ...rest);
          },
        },
        signal,
      ),
  ]);
  const { signal } = new AbortController();
  await doNextJob({ db: store.db, kinds: Object.fromEntries(kinds), clock: () => new Date(), logger, signal });
}

/** A plan with a barcode that was given to a copy, and its state. */
async function planWithLabels() {
  await makePlan(store.db, PLAN);
  await doJobs(store.db);
  await sql`UPDATE planned_item SET relabel = true, barcode = ${GIVEN}
    WHERE item = (SELECT min(item) FROM planned_item WHERE goes)`.execute(store.db);
  return async () => {
    const { rows } = await sql`SELECT FROM planned_item WHERE barcode = ${GIVEN}`.execute(store.db);
    return [(await findPlan(store.db, PLAN.name))?.state, rows.length];
  };
}

it('is a plan as it was predicted before if its job is cancelled before its turn', async () => {
  const state = await planWithLabels();
  const { job } = await predictAgain(store.db, PLAN.name, BY);

  expect(await cancel(job.id)).toEqual(CANCELLED);

  expect(await state()).toEqual(['WHOLE', 1]);
});

it('is a plan as it was predicted before if its job is cancelled while it runs, or breaks off', async () => {
  const state = await planWithLabels();
  await predictAgain(store.db, PLAN.name, BY);
  await doJob(async (step, job) => {
    if (step === 'placing items') await cancel(job);
  });
  expect(await state()).toEqual(['WHOLE', 1]);

  await predictAgain(store.db, PLAN.name, BY);
  await doJob((step) => (step === 'placing items' ? Promise.reject(new Error('the disk is full')) : Promise.resolve()));
  expect(await state()).toEqual(['WHOLE', 1]);
});

it('is no plan that is still being made if it was never predicted, nor such a ledger', async () => {
  const { job } = await makePlan(store.db, PLAN);
  await cancel(job.id);
  expect((await findPlan(store.db, PLAN.name))?.state).toBe('FAILED');

  const asked = await askForLedger(store.db, {
    ...{ name: 'first', note: null, source: 'night', systems: ['old'], libraries: null, target: 'night' },
    ...{ targetSystem: 'new', before: null, plan: null, settings: {}, again: false, ...BY },
  });
  expect(await cancel(asked.job.id)).toEqual(CANCELLED);
  expect((await findLedger(store.db, 'first'))?.state).toBe('FAILED');
});
