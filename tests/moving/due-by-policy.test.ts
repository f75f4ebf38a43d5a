/** When loans are due under the target's policy: worked out only of what is known never to have been renewed. */
import { makePlan } from '#moving/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { doJobs, load, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();
const DUE = '2026-12-20';

beforeAll(async () => {
  const source = makeWorld(3);
  // Never renewed; renewed; of a list that does not tell it.
  source.loans = source.loans.map((loan, nth) => ({ ...loan, due: DUE, renewals: [0, 2, null][nth] ?? null }));
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', load(source));
  await sql`INSERT INTO code_mapping (system, list, code, target, state, changed_by, changed_at)
    SELECT id, list, code, code, 'DECIDED', 'test', now()
    FROM system, (VALUES ('PATRON_CATEGORY', 'STAFF'), ('ITEM_TYPE', 'BK')) c (list, code) WHERE system_id = 'old'`.execute(
    store.db,
  );
  await takeSnapshot(store.db, 'night');
}, 60_000);

it('keeps the day of a loan that was renewed, and of one of which nobody tells whether it was', async () => {
  const settings = 'systems: [old]\nloans: { dueDay: POLICY }';
  await makePlan(store.db, { name: 'plan', note: null, snapshot: 'night', settings, by: 'tester', at: new Date() });
  await sql`INSERT INTO draft_rule (plan, category, item_type, terms, proposed)
    SELECT id, 'STAFF', 'BK', '{"loanLength": 21, "loanUnit": "DAYS"}', '{}' FROM move_plan`.execute(store.db);
  await doJobs(store.db);

  const { rows } =
    await sql`SELECT item, due_on::text AS due, changes FROM planned_loan WHERE goes ORDER BY item`.execute(store.db);

  expect(rows).toEqual([
    { item: 'i1a', due: '2026-06-22', changes: ['DUE_CHANGED'] },
    { item: 'i2a', due: DUE, changes: [] },
    { item: 'i3a', due: DUE, changes: ['DUE_UNKNOWN'] },
  ]);
});
