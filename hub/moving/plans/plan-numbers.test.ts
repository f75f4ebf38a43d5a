import { snapshotLists } from '#tests/comparison/support/snapshot-lists.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { countPlan } from './plan-numbers.ts';
import type { Plan } from './plan.ts';

const store = withTestDatabase();
const HIDDEN = { value: null, suppressed: true };

interface Loans {
  readonly library: string;
  readonly count: number;
  readonly class?: string;
  readonly changes?: readonly string[];
}

/** The numbers of a plan of which these loans go. */
async function countLoansOf(loans: readonly Loans[]) {
  const { db } = store;
  const snapshot = await snapshotLists(db);
  await sql`INSERT INTO snapshot_system (snapshot, system, version, not_told, libraries, counted)
    SELECT ${snapshot}, id, 1, '{}', '{}', true FROM system`.execute(db);
  const { rows } = await sql<{
    id: number;
  }>`INSERT INTO move_plan (name, snapshot, target, settings, state, made_by, made_at)
    VALUES (gen_random_uuid()::text, ${snapshot}, 'koha', '{}', 'WHOLE', 'test', now()) RETURNING id`.execute(db);
  const number = rows[0]?.id ?? 0;
  for (const [place, { library, count, class: name = 'CARRIED', changes = [] }] of loans.entries()) {
    await sql`INSERT INTO snapshot_loan (snapshot, system, item, library, counted, reader_token)
      SELECT ${snapshot}, id, ${`${place}-`} || n, ${library}, true, 'reader' FROM system, generate_series(1, ${count}::int) n`.execute(
      db,
    );
    await sql`INSERT INTO planned_loan (plan, system, item, class, goes, changes)
      SELECT ${number}, id, ${`${place}-`} || n, ${name}, true, ${[...changes]}::text[] FROM system, generate_series(1, ${count}::int) n`.execute(
      db,
    );
  }
  const scope = { db, library: null, system: null, visibleLibraries: null };
  const plan = { number, snapshot: { number: snapshot, name: 'any' }, settings: { systems: ['north'] } };
  return countPlan(scope, plan as unknown as Plan);
}

beforeEach(async () => {
  await sql`INSERT INTO system (system_id) VALUES ('north') ON CONFLICT DO NOTHING`.execute(store.db);
});

describe('the loans of a plan', () => {
  it('are all told where no small number follows', async () => {
    const changes = ['DUE_CHANGED'];
    expect(
      await countLoansOf([
        { library: 'qe', count: 100 },
        { library: 'wing', count: 20 },
        { library: 'wing', count: 7, changes },
      ]),
    ).toMatchObject({ loans: { value: 127 }, dueChanged: { value: 7 }, loansLeft: { value: 0 } });
  });

  it('are no sum from which those of one library, or of one class, would follow', async () => {
    const library = await countLoansOf([
      { library: 'qe', count: 100 },
      { library: 'wing', count: 3 },
    ]);
    const ofClass = await countLoansOf([
      { library: 'qe', count: 100 },
      { library: 'qe', count: 3, class: 'SUPPRESSED' },
    ]);

    expect([library.loans, ofClass.loans]).toMatchObject(Array(2).fill({ ...HIDDEN, atLeast: 101 }));
  });

  it.each([
    ['few of one library', 3, 20],
    ['all but few of one library', 20, 3],
  ])('do not tell %s by the sum of those that are due on another day', async (_, changed, others) => {
    const changes = ['DUE_CHANGED'];
    const numbers = await countLoansOf([
      { library: 'qe', count: 30, changes },
      { library: 'qe', count: 30 },
      { library: 'wing', count: changed, changes },
      { library: 'wing', count: others },
    ]);

    expect(numbers).toMatchObject({ loans: { value: 83 }, dueChanged: HIDDEN });
  });
});
