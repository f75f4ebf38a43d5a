/** Lists of loans and readers are harvested apart from records: a ledger and its gates look at how old each is. */
import { askForSnapshot, findSnapshot, runReport } from '#comparison/index.ts';
import { askForLedger, type LedgerToMake } from '#moving/ledger/ledger.ts';
import { ALL_REPORTS } from '#subgraphs/migration/ask-report.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { doJobs, ledgerRegion, load, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();

const WANTED: LedgerToMake = {
  name: 'tonight',
  note: null,
  source: 'tonight',
  systems: ['old'],
  libraries: null,
  target: 'tonight',
  targetSystem: 'new',
  before: null,
  plan: null,
  settings: {},
  again: false,
  by: 'tester',
  at: new Date(),
};

beforeAll(async () => {
  const source = makeWorld(3);
  await putWorld(store.db, 'old', source);
  await putWorld(store.db, 'new', load(source));
}, 60_000);

const NOW = Date.now();

async function tellList(system: string, list: string, hoursAgo: number, problem: string | null = null): Promise<void> {
  await sql`UPDATE loan_list l SET as_of = ${new Date(NOW - hoursAgo * 3_600_000)}, problem = ${problem}
    FROM system s WHERE s.id = l.system AND s.system_id = ${system} AND l.list = ${list}`.execute(store.db);
}

async function ask(name: string, ledger: string) {
  const snapshot = await findSnapshot(store.db, 'tonight');
  if (snapshot === null) throw new Error('no snapshot');
  const library = name === 'go-no-go' ? ('old-library' as never) : null;
  const asked = { name, snapshot, library, system: null, options: { ledger }, visibleLibraries: null };
  const { summary, tables } = await runReport(store.db, { ...asked, seesReaders: true, now: new Date() }, ALL_REPORTS);
  const gates = (await tables[0]?.rows({ after: null, first: 50 }))?.rows.map(({ cells }) => cells) ?? [];
  return { summary, gates };
}

it('is refused by a list of the target that is older than that of the source, and says in spite of it how old each is', async () => {
  const lists = ['READERS', 'OPEN_LOANS', 'OPEN_HOLDS', 'OPEN_CHARGES'];
  for (const [nth, list] of lists.entries()) {
    await tellList('old', list, [2, 30, 3, 3][nth] ?? 0);
    await tellList('new', list, [5, 1, 0, 0][nth] ?? 0);
  }
  await takeSnapshot(store.db, 'tonight');

  await expect(askForLedger(store.db, WANTED)).rejects.toThrow(
    /target: the readers of new are as of .* UTC, and those of old as of .* they were read before anything was loaded\. Harvest the lists of new/,
  );

  await askForLedger(store.db, { ...WANTED, settings: { despite: ['TARGET_PROBLEM'] } });
  await doJobs(store.db);
  const { summary } = await ask('ledger', 'tonight');
  const said = (hoursAgo: number): string =>
    `as of ${new Date(NOW - hoursAgo * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  expect(summary.find(({ label }) => label === 'Lists of the target')?.text).toBe(
    `new: charges, holds ${said(0)}; loans ${said(1)}; readers ${said(5)}`,
  );
});

it('is not fresh by its records alone', async () => {
  const { gates } = await ask('go-no-go', 'tonight');

  const fresh = gates.find(([what]) => what === 'Hours since its system was read');
  expect(fresh?.slice(1, 3)).toEqual(['NOT MET', 31]);
  expect(fresh?.[4]).toBe('old: its loans are older');
});

it('is of a target whose lists are too old', async () => {
  await sql`UPDATE snapshot_reader_list SET as_of = now() - interval '40 hours' WHERE list = 'HOLDS'
    AND system = (SELECT id FROM system WHERE system_id = 'new')`.execute(store.db);

  const { gates } = await ask('go-no-go', 'tonight');

  const gate = gates.find(([what]) => what === 'Rows that nothing explains');
  expect(gate?.[1]).toBe('not told');
  expect(gate?.[4]).toMatch(/its holds were read 4[01] hours ago/);
});

it('takes a list whose newest harvest failed into a snapshot that says so', async () => {
  await tellList('new', 'OPEN_CHARGES', 40, 'no answer');
  const askedBy = { by: 'test', role: 'migration' } as const;
  await askForSnapshot(store.db, ledgerRegion, { name: 'failed', note: null, systems: null, askedBy, at: new Date() });
  await doJobs(store.db);

  const { rows } = await sql<{
    problem: string;
  }>`SELECT v.problem FROM snapshot_system v JOIN system s ON s.id = v.system
    JOIN snapshot n ON n.id = v.snapshot WHERE n.name = 'failed' AND s.system_id = 'new'`.execute(store.db);
  expect(rows[0]?.problem).toMatch(/; the newest harvest of its charges failed: what is in it of these is of before$/);
});
