/** Mercia on an empty database in a process of its own: harvests the exports of a whole region, then single changes. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { loadSettings } from '#platform/config.ts';
import { harvestAll, HARVESTER_PACE } from '#union-index/harvest/index.ts';
import { sql } from 'kysely';
import { serveCommands } from '../support/child.ts';
import { spreadOf, timed, type Spread } from '../support/stats.ts';
import { changeRecords } from './change-records.ts';
import { readDatabaseCpu } from './database-cpu.ts';
import { describeExportRegion, EXPORT_SECRETS, startCodeLists } from './export-region.ts';

export interface LoadPlan {
  readonly exports: string;
  readonly data: string;
  readonly systems: number;
}

export interface LoadFigures {
  readonly records: number;
  readonly editions: number;
  readonly seconds: number;
  /** Processor seconds of the hub. */
  readonly hubCpu: number;
  /** Processor seconds of the database server; null if the machine does not tell. */
  readonly databaseCpu: number | null;
}

let hub: Hub | undefined;

function opened(): Hub {
  if (hub === undefined) throw new Error('nothing is loaded');
  return hub;
}

const commands = {
  /** The first load of every system, as `mercia harvest` does it: read, stored, matched. */
  async load({ data, exports, systems }: LoadPlan): Promise<LoadFigures> {
    const settings = loadSettings({ port: 0, logLevel: 'silent', data, callerValues: 1_000_000_000 }, {});
    const store = await openSettledStore(settings, 'start');
    const regionText = describeExportRegion(exports, systems, await startCodeLists());
    hub = buildHub(readDemoRegion({ regionText, secrets: EXPORT_SECRETS }), settings, store, {
      pace: HARVESTER_PACE,
    });
    const { adapters, holder, ingest, logger, pace } = hub;
    const [before, databaseBefore] = [process.cpuUsage(), await readDatabaseCpu(store.db)];
    const { ms, value: results } = await timed(() =>
      harvestAll({
        db: store.db,
        ingest,
        holder,
        clock: () => new Date(),
        logger,
        adapters: [...adapters.values()],
        concurrency: pace.concurrency,
        recordsAtOnce: pace.recordsAtOnce,
        signal: new AbortController().signal,
      }),
    );
    const { user, system } = process.cpuUsage(before);
    const databaseCpu = await readDatabaseCpu(store.db);
    const problems = results.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    const counted = await sql<{ n: number }>`SELECT count(*) AS n FROM edition`.execute(store.db);
    await sql`ANALYZE`.execute(store.db);
    return {
      records: results.reduce((sum, { records }) => sum + records, 0),
      editions: counted.rows[0]?.n ?? 0,
      seconds: ms / 1000,
      hubCpu: (user + system) / 1e6,
      databaseCpu: databaseCpu === null || databaseBefore === null ? null : databaseCpu - databaseBefore,
    };
  },

  /** Milliseconds from a changed record to its editions, one record at a time. */
  async change(count: number): Promise<Spread> {
    return spreadOf(await changeRecords(opened(), count));
  },
};

export type LoadCommands = typeof commands;

serveCommands(commands, async () => hub?.close());
