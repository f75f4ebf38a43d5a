/** What harvesting systems costs. */
import type { Hub } from '#cli/graph/hub.ts';
import { harvestAll } from '#union-index/harvest/index.ts';
import { sql } from 'kysely';
import { timed } from '../support/stats.ts';
import { readDatabaseCpu } from './database-cpu.ts';

export interface HarvestFigures {
  readonly records: number;
  /** In the index after it. */
  readonly editions: number;
  readonly seconds: number;
  /** Processor seconds of the hub. */
  readonly hubCpu: number;
  /** Processor seconds of the database server; null if the machine does not tell. */
  readonly databaseCpu: number | null;
}

/** The first load of these systems of the hub, as `mercia harvest` does it: read, stored, matched. */
export async function measureHarvest(
  { holder, ingest, logger, pace, store }: Hub,
  adapters: Parameters<typeof harvestAll>[0]['adapters'],
  signal = new AbortController().signal,
): Promise<HarvestFigures> {
  const [before, databaseBefore] = [process.cpuUsage(), await readDatabaseCpu(store.db)];
  const { ms, value: results } = await timed(() =>
    harvestAll({
      db: store.db,
      ingest,
      holder,
      clock: () => new Date(),
      logger,
      adapters,
      concurrency: pace.concurrency,
      recordsAtOnce: pace.recordsAtOnce,
      signal,
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
}
