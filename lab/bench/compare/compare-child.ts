/** Snapshots and reports of a large region, measured in a process of their own. */
import { openSettledStore } from '#cli/graph/hub.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import {
  askForSnapshot,
  doNextJob,
  findSnapshot,
  listRows,
  REPORTS,
  runReport,
  TAKE_SNAPSHOT,
  type JobWork,
  countBy,
} from '#comparison/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { Store } from '#store/open-store.ts';
import { sql } from 'kysely';
import { readDatabaseCpu } from '../load/database-cpu.ts';
import { serveCommands } from '../support/child.ts';
import { quantile, timed } from '../support/stats.ts';
import { changeOneInAHundred, inventIndex, SYSTEMS } from './invent-index.ts';
import { ITEM_DIMENSIONS, RECORD_DIMENSIONS, type Condition } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

let store: Store | undefined;

function opened(): Store {
  if (store === undefined) throw new Error('the store is not open');
  return store;
}

const SYSTEM_NUMBERS = Array.from({ length: SYSTEMS }, (_, index) => index + 1);

/** As much of a region file as a snapshot reads. */
const region = {
  id: 'bench',
  name: 'Thirty systems',
  budgetMs: 2_000,
  networks: [],
  organisations: [],
  issuers: [],
  libraries: SYSTEM_NUMBERS.flatMap((n) =>
    [1, 2].map((copy) => ({ id: `library-${String(n)}-${String(copy)}`, name: `Library ${String(n)}`, sites: [] })),
  ),
  systems: SYSTEM_NUMBERS.map((n) => ({
    id: `system-${String(n)}`,
    name: `System ${String(n)}`,
    owners: [1, 2].map((copy) => ({ code: `O${String(copy)}`, library: `library-${String(n)}-${String(copy)}` })),
  })),
} as unknown as Region;

function doJob(kinds: Readonly<Record<string, JobWork>>): Promise<boolean> {
  return doNextJob({
    db: opened().jobs,
    kinds,
    clock: () => new Date(),
    logger: createLogger('warn'),
    signal: new AbortController().signal,
  });
}

/** MB of the tables of snapshots, their indexes included. */
async function snapshotMegabytes(): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class
    WHERE relkind = 'r' AND relname LIKE 'snapshot%'`.execute(opened().db);
  return (rows[0]?.bytes ?? 0) / 1_000_000;
}

interface SnapshotFigures {
  readonly seconds: number;
  /** Of all processes of the server; null if that cannot be read here. */
  readonly databaseCpuSeconds: number | null;
  /** What it added. */
  readonly megabytes: number;
  readonly residentMegabytes: number;
}

interface ReportFigures {
  readonly name: string;
  readonly ms: number;
}

const commands = {
  async fill({ data, records }: { readonly data: string; readonly records: number }): Promise<void> {
    store = await openSettledStore(loadSettings({ data, logLevel: 'silent' }, {}), 'start');
    // The invented index is no first load: only what a snapshot does to it is measured.
    await sql`SET statement_timeout = 0`.execute(store.jobs);
    await inventIndex(store.jobs, records);
  },

  async takeSnapshot(name: string): Promise<SnapshotFigures> {
    const { jobs } = opened();
    const cpuBefore = await readDatabaseCpu(jobs);
    const before = await snapshotMegabytes();
    await askForSnapshot(jobs, region, {
      name,
      note: null,
      systems: null,
      askedBy: { by: 'bench', role: 'operator' },
      at: new Date(),
    });
    const { [TAKE_SNAPSHOT]: take } = createJobKinds(jobs, createLogger('warn'));
    if (take === undefined) throw new Error('nobody takes snapshots');
    const { ms } = await timed(() => doJob({ [TAKE_SNAPSHOT]: take }));
    const snapshot = await findSnapshot(jobs, name);
    if (snapshot?.state !== 'WHOLE') throw new Error(`the snapshot ${name} is not whole`);
    const { rss } = process.memoryUsage();
    const cpu = await readDatabaseCpu(jobs);
    return {
      databaseCpuSeconds: cpu === null || cpuBefore === null ? null : cpu - cpuBefore,
      seconds: ms / 1_000,
      megabytes: (await snapshotMegabytes()) - before,
      residentMegabytes: rss / 1_000_000,
    };
  },

  change: (_: undefined): Promise<void> => changeOneInAHundred(opened().jobs),

  /** Each once: what is cold is cold. */
  async drill({ name, number }: { readonly name: string; readonly number: number }): Promise<readonly number[]> {
    const { reports } = opened();
    const snapshot = await findSnapshot(reports, name);
    if (snapshot === null) throw new Error(`no snapshot ${name}`);
    let state = 42;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    const times: number[] = [];
    for (const { population, where } of await drawFilters(reports, { snapshot: snapshot.number, number, random })) {
      const selection = { snapshot: snapshot.number, population, where } as const;
      const { ms } = await timed(() => listRows(reports, selection, { after: null, first: 51 }));
      times.push(ms);
    }
    return times;
  },

  /** The jobs that snapshots ask for when they are whole, seconds each. */
  async otherJobs(_: undefined): Promise<readonly number[]> {
    const seconds: number[] = [];
    for (;;) {
      const { ms, value } = await timed(() => doJob(createJobKinds(opened().jobs, createLogger('warn'))));
      if (!value) return seconds;
      seconds.push(ms / 1_000);
    }
  },

  /** Every report of a region, and of one library where it needs one. */
  async report(name: string): Promise<readonly ReportFigures[]> {
    const { reports } = opened();
    const snapshot = await findSnapshot(reports, name);
    if (snapshot === null) throw new Error(`no snapshot ${name}`);
    const figures: ReportFigures[] = [];
    for (const report of REPORTS) {
      const { ms } = await timed(async () => {
        const result = await runReport(reports, {
          name: report.name,
          snapshot,
          library: report.scope === 'LIBRARY' ? ('library-1-1' as LibraryId) : null,
          system: null,
          options: {},
          visibleLibraries: null,
          now: new Date(),
        });
        for (const table of result.tables) await table.rows({ after: null, first: 50 });
      });
      figures.push({ name: report.name, ms });
    }
    return figures;
  },

  /** p95 of look-ups by primary key in milliseconds. */
  async lookUp(times: number): Promise<number> {
    const { db } = opened();
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const { ms } = await timed(() =>
        sql`SELECT e.*, (SELECT json_agg(h.*) FROM member m JOIN holding h ON h.record = m.record WHERE m.edition = e.id)
          FROM edition e WHERE e.id = ${1 + ((n * 7_919) % 10_000)}`.execute(db),
      );
      taken.push(ms);
    }
    return quantile(taken, 0.95);
  },
};

export type CompareCommands = typeof commands;
serveCommands(commands, async () => store?.close());

interface DrawnFilter {
  readonly population: 'RECORDS' | 'ITEMS';
  readonly where: readonly Condition[];
}

/** Filters of one or two conditions, drawn from values that the snapshot has: nobody knew them when it was taken. `random` gives 0 to 1. */
async function drawFilters(
  db: Kysely<Database>,
  { snapshot, number, random }: { readonly snapshot: number; readonly number: number; readonly random: () => number },
): Promise<readonly DrawnFilter[]> {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('nothing to draw from');
    return value;
  };
  const drawn: DrawnFilter[] = [];
  while (drawn.length < number) {
    const population = pick(['RECORDS', 'ITEMS'] as const);
    const dimensions = population === 'RECORDS' ? RECORD_DIMENSIONS : ITEM_DIMENSIONS;
    const system: Condition = { dimension: 'SYSTEM', in: [`system-${String(1 + Math.floor(random() * 30))}`] };
    const where = random() < 0.7 ? [system] : [];
    const dimension = pick(dimensions);
    const cells = await countBy(db, { snapshot, population, where: [system] }, [dimension]);
    if (cells.length === 0) continue;
    drawn.push({ population, where: [...where, { dimension, in: [pick(cells).values[0] ?? ''] }] });
  }
  return drawn;
}
