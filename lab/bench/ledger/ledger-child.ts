/** A ledger of a large move, measured in a process of its own. */
import { openSettledStore } from '#cli/graph/hub.ts';
import { askForSnapshot, doNextJob, snapshotWork, TAKE_SNAPSHOT, type JobWork } from '#comparison/index.ts';
import type { MarcField } from '#marc/index.ts';
import { askForLedger, movingJobs } from '#moving/index.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { Store } from '#store/open-store.ts';
import { addWorld, ledgerRegion, load, makeWorld, putWorld, type World } from '#tests/moving/support/ledger-world.ts';
import { sql } from 'kysely';
import { readDatabaseCpu } from '../load/database-cpu.ts';
import { serveCommands } from '../support/child.ts';
import { timed } from '../support/stats.ts';

let store: Store | undefined;

function opened(): Store {
  if (store === undefined) throw new Error('the store is not open');
  return store;
}

const BATCH = 5_000;
/** One record in so many has a loan, a hold, a reader and a charge. */
const LENT = 10;

/** As long as records of libraries are: two dozen fields. */
const MORE_FIELDS: readonly MarcField[] = Array.from({ length: 14 }, (_, nth) => ({
  tag: String(501 + nth),
  ind1: ' ',
  ind2: ' ',
  subfields: [
    { code: 'a', value: `A sentence that is as long as those that cataloguers write, number ${String(nth)}.` },
  ],
}));

function batchFrom(after: number, size: number): World {
  const world = makeWorld(size, after);
  const isLent = (_: unknown, nth: number): boolean => nth % LENT === 0;
  return {
    ...world,
    records: world.records.map(({ id, fields }) => ({ id, fields: [...fields, ...MORE_FIELDS] })),
    readers: world.readers.filter(isLent),
    loans: world.loans.filter(isLent),
    holds: world.holds
      .filter((_, nth) => nth % (2 * LENT) === 0)
      .map((hold) => ({ ...hold, reader: `r${hold.record}` })),
    charges: world.charges.filter(isLent),
  };
}

async function doJobs(kinds: Readonly<Record<string, JobWork>>): Promise<void> {
  const logger = createLogger('warn');
  const options = { db: opened().jobs, kinds, clock: () => new Date(), logger, signal: new AbortController().signal };
  while (await doNextJob(options));
}

interface LedgerFigures {
  readonly seconds: number;
  /** Of the process that compares, and of all processes of the database; null if the latter cannot be read here. */
  readonly cpuSeconds: number;
  readonly databaseCpuSeconds: number | null;
  readonly peakMegabytes: number;
  readonly unexplained: number;
}

const commands = {
  async open(data: string): Promise<void> {
    store = await openSettledStore(loadSettings({ data, logLevel: 'silent' }, {}), 'start');
  },

  async fill(records: number): Promise<void> {
    const { jobs } = opened();
    await sql`SET statement_timeout = 0`.execute(jobs);
    const nothing = makeWorld(0);
    await putWorld(jobs, 'old', nothing);
    await putWorld(jobs, 'new', nothing);
    for (let after = 0; after < records; after += BATCH) {
      const batch = batchFrom(after, Math.min(BATCH, records - after));
      await addWorld(jobs, 'old', batch);
      await addWorld(jobs, 'new', load(batch));
    }
    await sql`ANALYZE`.execute(jobs);
    await askForSnapshot(jobs, ledgerRegion, {
      name: 'moved',
      note: null,
      systems: null,
      askedBy: { by: 'bench', role: 'operator' },
      at: new Date(),
    });
    await doJobs({ [TAKE_SNAPSHOT]: snapshotWork({ db: jobs, finders: [], clock: () => new Date() }) });
    await sql`UPDATE snapshot_system SET problem = NULL`.execute(jobs);
  },

  async ledger(name: string): Promise<LedgerFigures> {
    const { jobs } = opened();
    await askForLedger(jobs, {
      name,
      note: null,
      source: 'moved',
      systems: ['old'],
      libraries: null,
      plan: null,
      target: 'moved',
      targetSystem: 'new',
      before: null,
      settings: {},
      again: false,
      by: 'bench',
      at: new Date(),
    });
    const databaseBefore = await readDatabaseCpu(jobs);
    const before = process.cpuUsage();
    const { ms } = await timed(() => doJobs(movingJobs(jobs, createLogger('warn'))));
    const { user, system } = process.cpuUsage(before);
    const databaseAfter = await readDatabaseCpu(jobs);
    const { rows } = await sql<{ state: string; unexplained: number }>`
      SELECT l.state, (SELECT count(*) FROM ledger_difference d WHERE d.ledger = l.id)::int AS unexplained FROM ledger l WHERE name = ${name}`.execute(
      jobs,
    );
    const [row] = rows;
    if (row?.state !== 'WHOLE') throw new Error(`the ledger is ${row?.state ?? 'gone'}`);
    const ofDatabase = databaseBefore === null || databaseAfter === null ? null : databaseAfter - databaseBefore;
    return {
      seconds: ms / 1_000,
      cpuSeconds: (user + system) / 1_000_000,
      databaseCpuSeconds: ofDatabase,
      peakMegabytes: process.resourceUsage().maxRSS / 1_000,
      unexplained: row.unexplained,
    };
  },
};

export type LedgerCommands = typeof commands;
serveCommands(commands, async () => store?.close());
