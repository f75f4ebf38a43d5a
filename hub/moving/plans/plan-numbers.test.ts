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

/** The numbers of a plan of which these loans go, and so many readers of each library; the first of each are the same persons. Each reader of `charges` owes so many. */
async function countLoansOf(
  loans: readonly Loans[],
  readers: Readonly<Record<string, number>> = {},
  charges: Readonly<Record<string, number>> = {},
) {
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
  for (const [library, count] of Object.entries(readers)) {
    await sql`INSERT INTO snapshot_reader (snapshot, system, reader_token, library, told)
      SELECT ${snapshot}, id, ${`${library}-`} || n, ${library}, '{}' FROM system, generate_series(1, ${count}::int) n`.execute(
      db,
    );
    await sql`INSERT INTO planned_reader (plan, system, reader_token, class, goes, person, keeps)
      SELECT ${number}, system, reader_token, 'CARRIED', true, row_number() OVER (ORDER BY reader_token), true
      FROM snapshot_reader WHERE snapshot = ${snapshot} AND library = ${library}`.execute(db);
  }
  for (const [reader, count] of Object.entries(charges)) {
    await sql`INSERT INTO snapshot_charge (snapshot, system, id, library, counted, reader_token, amount_pence, currency)
      SELECT ${snapshot}, id, n, 'qe', true, ${reader}, 200, 'GBP' FROM system, generate_series(1, ${count}::int) n`.execute(
      db,
    );
  }
  const scope = { db, library: null, system: null, visibleLibraries: null, seesReaders: true };
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

  it('are not told by a number of some of them, where theirs is hidden', async () => {
    const changes = ['DUE_CHANGED'];
    const numbers = await countLoansOf([
      { library: 'qe', count: 99, changes },
      { library: 'qe', count: 1 },
      { library: 'wing', count: 2, changes },
      { library: 'wing', count: 1 },
    ]);

    expect(numbers).toMatchObject({
      loans: { ...HIDDEN, atLeast: 101 },
      dueChanged: { ...HIDDEN, atLeast: 97 },
    });
  });
});

describe('the readers of a plan', () => {
  it('are not told by the persons that they are, where their number is hidden', async () => {
    expect(await countLoansOf([], { qe: 100, wing: 3 })).toMatchObject({
      accounts: { ...HIDDEN, atLeast: 101 },
      persons: { ...HIDDEN, atLeast: 97 },
    });
    expect(await countLoansOf([], { qe: 100, wing: 7 })).toMatchObject({
      accounts: { value: 107 },
      persons: { value: 100 },
    });
  });
});

describe('the charges of a plan', () => {
  it('are no sum that leaves those of few who stay of what the library is owed in all', async () => {
    const few = await countLoansOf([], { qe: 20 }, { 'qe-1': 20, stays: 3 });
    const many = await countLoansOf([], { qe: 20 }, { 'qe-1': 20, stays: 7 });

    expect(few).toMatchObject({ charges: { value: 20 }, chargesLeft: HIDDEN, pence: HIDDEN });
    expect(many).toMatchObject({ charges: { value: 20 }, chargesLeft: { value: 7 }, pence: { value: 4_000 } });
  });
});
