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
  const harvest = (asked: typeof adapters): ReturnType<typeof harvestAll> =>
    harvestAll({
      db: store.db,
      ingest,
      holder,
      clock: () => new Date(),
      logger,
      adapters: asked,
      concurrency: pace.concurrency,
      recordsAtOnce: pace.recordsAtOnce,
      signal,
    });
  const { ms, value: results } = await timed(async () => {
    const first = await harvest(adapters);
    const failed = adapters.filter((_, place) => first[place]?.problem !== null);
    if (failed.length === 0 || signal.aborted) return first;
    // What the next turn of a schedule would do: a machine that stood still for a moment costs a load its turn, and is no measurement.
    process.stderr.write(`harvested again: ${first.flatMap(({ problem }) => problem ?? []).join('\n')}\n`);
    return [...first.filter(({ problem }) => problem === null), ...(await harvest(failed))];
  });
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
