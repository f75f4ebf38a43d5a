/** What no system tells is no number anywhere in a move: never 0, and never as if it had been carried or met. */
import { findSnapshot, runReport } from '#comparison/index.ts';
import { makePlan } from '#moving/index.ts';
import { ALL_REPORTS } from '#subgraphs/migration/ask-report.ts';
import { askForLedger } from '#moving/ledger/ledger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { doJobs, load, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();
const at = new Date('2026-06-01T00:00:00Z');

/** Before the first harvest of lists, as on the day on which a system is added. */
beforeAll(async () => {
  const source = makeWorld(6);
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', load(source));
  for (const table of ['open_charge', 'open_hold', 'open_loan', 'reader', 'loan_list'])
    await sql`DELETE FROM ${sql.table(table)} WHERE system = (SELECT id FROM system WHERE system_id = 'old')`.execute(
      store.db,
    );
  await takeSnapshot(store.db, 'young');
  for (const name of ['one', 'two']) {
    const settings = `systems: [old]\nmerge: { editions: ${String(name === 'one')} }`;
    await makePlan(store.db, { name, note: null, snapshot: 'young', settings, by: 'tester', at });
  }
  await makeLedger('young ledger', 'young');
}, 60_000);

async function makeLedger(name: string, of: string): Promise<void> {
  await askForLedger(store.db, {
    name,
    note: null,
    source: of,
    systems: ['old'],
    libraries: null,
    target: of,
    targetSystem: 'new',
    before: null,
    plan: null,
    settings: { despite: ['SOURCE_CHANGED'] },
    again: false,
    by: 'tester',
    at,
  });
  await doJobs(store.db);
}

async function report(name: string, options: Readonly<Record<string, string>>, of = 'young') {
  const snapshot = await findSnapshot(store.db, of);
  if (snapshot === null) throw new Error('no snapshot');
  const isOfLibrary = name === 'go-no-go';
  const asked = { name, snapshot, library: isOfLibrary ? ('old-library' as never) : null, system: null, options };
  const { title, summary, tables } = await runReport(
    store.db,
    { ...asked, visibleLibraries: null, seesReaders: true, now: at },
    ALL_REPORTS,
  );
  return {
    title,
    lineOf: (label: string) => summary.find((line) => line.label === label),
    rowsOf: async (table: string) =>
      (await tables.find((one) => one.name === table)?.rows({ after: null, first: 100 }))?.rows.map(
        ({ cells }) => cells,
      ) ?? [],
  };
}

const NOBODY = { value: null, text: undefined, notToldBy: ['old'] };
const OF_LISTS = [
  'Open loans that go',
  'Loans that are due on another day',
  'Open holds that go',
  'Registrations that go',
  'Persons that they are, as far as can be told',
];

it('compares a plan with another one only, and says where there is none', async () => {
  const [none, other] = [await report('plan-compare', { plan: 'one' }), await report('plan-compare', { with: 'two' })];

  expect(none.title).toBe(
    'There is no plan to compare "one" with: none of this snapshot was made before it. Name one: --option with=NAME.',
  );
  expect(other.title).toContain('The plans "one" and "two" differ');
});

it('is no number of a plan, and no difference of two', async () => {
  const [plan, compared, loans] = [
    await report('plan', { plan: 'one' }),
    await report('plan-compare', { plan: 'two', with: 'one' }),
    await report('plan-loans', { plan: 'one' }),
  ];

  for (const label of OF_LISTS) expect(plan.lineOf(label)).toEqual({ label, ...NOBODY });
  // Those of the system that the plan does not move; of the other nobody knows.
  expect(plan.lineOf('Open holds that do not go')).toMatchObject({ value: 12, notToldBy: ['old'] });
  expect(plan.lineOf('Items that go')).toMatchObject({ value: 12, notToldBy: [] });
  expect(loans.title).toContain('an unknown number of loans are due on another day');
  const classes = await plan.rowsOf('classes');
  expect(classes.filter(([, name]) => name === null)).toEqual(
    ['loans', 'holds', 'readers'].map((what) => [what, null, null, null, 'not told by old']),
  );
  const numbers = (await compared.rowsOf('numbers')).filter(([label]) => OF_LISTS.includes(String(label)));
  expect(numbers).toEqual(OF_LISTS.map((label) => [label, null, null, null, 'old']));
  for (const row of await compared.rowsOf('classes'))
    if (row[1] === null) expect(row.slice(3)).toEqual([null, null, null, 'old']);
});

it('is no number of what the target must end with', async () => {
  const { title, lineOf } = await report('target-readers', { plan: 'one' });

  expect(title).toBe(
    'By the plan "one", the target ends with an unknown number of loans, an unknown number of holds, an unknown number of charges and an unknown number of readers.',
  );
  expect(lineOf('Open loans')).toMatchObject({ value: null, notToldBy: ['old'] });
});

it('is no number of a ledger, never carried, and meets no gate', async () => {
  const [ledger, readers, gates] = [
    await report('ledger', { ledger: 'young ledger' }),
    await report('ledger-readers', { ledger: 'young ledger' }),
    await report('go-no-go', { ledger: 'young ledger' }),
  ];

  expect(ledger.title).toContain(
    '. Not told, and so not proved: readers by old; loans by old; holds by old; charges by old; ',
  );
  expect(readers.lineOf('Unexplained loans')).toEqual({ label: 'Unexplained loans', ...NOBODY });
  const loans = (await readers.rowsOf('classes')).find(([name]) => name === 'LOANS');
  expect(loans).toEqual(['LOANS', ...Array<null>(11).fill(null), 'old']);
  const gate = (await gates.rowsOf('gates')).find(([what]) => what === 'Rows that nothing explains');
  expect(gate?.slice(1, 3)).toEqual(['not told', null]);
  expect(gate?.[4]).toContain('loans not told by old');
});

it('is no loss where copies without a barcode are told apart by something else, or by nothing', async () => {
  const source = makeWorld(6);
  const bare = (of: typeof source, record: string) => of.items.filter((item) => item.record === record);
  for (const item of source.items) Object.assign(item, { barcode: null, notes: [], staffNotes: [] });
  // Two that are alike; two in two places; two of which the system made up the number; two that nothing tells apart; one that is lost.
  for (const item of source.items.slice(0, 2)) item.call = '';
  bare(source, '2').forEach((item, nth) => (item.location = ['STORE', 'DESK'][nth] ?? ''));
  bare(source, '3').forEach((item, nth) => (item.barcode = `3-100${String(nth)}`));
  const target = load(source);
  bare(target, '5000002').reverse();
  for (const item of bare(target, '5000003')) item.barcode = null;
  bare(target, '5000004').forEach((item, nth) => (item.call = `Another ${String(nth)}`));
  target.items.splice(
    target.items.findIndex(({ record }) => record === '5000005'),
    1,
  );
  for (const world of [source, target]) Object.assign(world, { loans: [], charges: [] });
  target.items.reverse();
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', target);
  await takeSnapshot(store.db, 'bare');
  await makeLedger('bare ledger', 'bare');

  const { rows } = await sql<{ said: string }>`
    SELECT r.key || ' ' || r.verdict AS said FROM ledger_row r JOIN ledger l ON l.id = r.ledger
    WHERE l.name = 'bare ledger' AND r.class = 'ITEMS' AND r.verdict <> 'CARRIED' ORDER BY 1`.execute(store.db);
  // A list that was told without a row is of none, and not of an agreement that there is not.
  const counts = (await (await report('reconcile', {}, 'bare')).rowsOf('counts')).filter(
    ([library]) => library === 'old-library',
  );
  expect(counts.map((row) => [row[1], row[3], row[8]]).slice(-2)).toEqual([
    ['charges', 0, null],
    ['pence of charges', 0, null],
  ]);

  expect(rows.map(({ said }) => said)).toEqual([
    'item i4a NOT_PROVABLE',
    'item i4b NOT_PROVABLE',
    'item i5b UNEXPLAINED',
    'item ni4a NOT_PROVABLE',
    'item ni4b NOT_PROVABLE',
  ]);
  const { rowsOf } = await report('ledger', { ledger: 'bare ledger' }, 'bare');
  expect(await rowsOf('not provable')).toContainEqual([
    'ITEMS',
    'which of several copies without a barcode',
    'both sides',
    4,
  ]);
});
