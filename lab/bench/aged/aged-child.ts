/** A database of a region that has run for a year, with what every question and every probe asks of it. */
import { createLogger } from '#platform/logger.ts';
import { CHORES } from '#cli/graph/old-rows.ts';
import { openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { watchReadiness } from '#cli/graph/readiness.ts';
import type { Region } from '#domain/region.ts';
import { loadSettings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { serveHealth, type ServedHealth } from '#platform/serve-health.ts';
import type { Store } from '#store/open-store.ts';
import { SWEEP_START, sweepKnown } from '#store/repositories/last-known/sweep.ts';
import { inventAge, makeHarvestState } from '#tests/aged/invent-age.ts';
import { createIndexScope, findIndexGaps } from '#union-index/index.ts';
import { sql } from 'kysely';
import { serveCommands } from '../support/child.ts';
import { timed } from '../support/stats.ts';

interface TableSize {
  readonly table: string;
  readonly rows: number;
  readonly megabytes: number;
}

const SYSTEMS = Array.from({ length: 93 }, (_, n) => `system-${String(n + 1)}`);
const settings = loadSettings({ logLevel: 'warn' }, {});
const region = {
  id: 'bench',
  systems: SYSTEMS.map((id) => ({ id, name: id, harvest: { everySeconds: 900, fullEverySeconds: 604_800 } })),
  libraries: [],
} as unknown as Region;
const TABLES = ['harvest_run', 'change', 'action', 'feed_reading', 'comparison_job', 'last_known'] as const;
const KNOWN_DAYS = 90;

let store: Store | undefined;
let served: ServedHealth | undefined;

function opened(): Store {
  if (store === undefined) throw new Error('the store is not open');
  return store;
}

const commands = {
  /** Fills a new database, and gives the seconds that the upgrade of it took. */
  async fill({ data, records }: { readonly data: string; readonly records: number }): Promise<number> {
    store = await openSettledStore({ ...settings, data }, 'start');
    const { jobs } = store;
    await inventAge(jobs, {
      systems: SYSTEMS,
      days: 365,
      runsPerDay: 96,
      records,
      changesPerDay: 3_000,
      actionsPerDay: 100,
      lastKnownDays: 365,
      now: new Date(),
    });
    const { ms } = await timed(() => makeHarvestState(jobs));
    // Both have read all but the last hour.
    await sql`INSERT INTO feed_state (epoch, fingerprint, began_at, change_seq, position, datestamp)
      SELECT 'bench', 'bench', now(), max(seq) - 125, 0, now() FROM change`.execute(jobs);
    await sql`INSERT INTO term_state (change_seq) SELECT max(seq) - 100 FROM change`.execute(jobs);
    await sql`VACUUM ANALYZE`.execute(jobs);
    return ms / 1_000;
  },
  /** Serves `/ready` as a part does, and gives the address. */
  async serve(): Promise<string> {
    const ready = watchReadiness({ store: opened(), region, phases: { problem: () => null } } as unknown as Hub);
    const logger = createLogger('silent');
    served = await serveHealth('bench', { host: '127.0.0.1', port: 0 }, { ready, logger, metrics: createMetrics() });
    return served.url;
  },
  /** Milliseconds that `incomplete` takes, asked so often. */
  async incomplete(times: number): Promise<readonly number[]> {
    const scope = createIndexScope(opened().db, region);
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) taken.push((await timed(() => findIndexGaps(scope))).ms);
    return taken;
  },
  /** Removes what is old, and gives the seconds that it took. */
  async remove(): Promise<number> {
    const { db } = opened();
    const systems = region.systems.map(({ id }) => id);
    const removal = { db, settings, systems, now: new Date(), signal: new AbortController().signal };
    const { ms } = await timed(async () => {
      for (const { remove } of CHORES) await remove(removal);
      const notBefore = new Date(Date.now() - KNOWN_DAYS * 86_400_000);
      let place = SWEEP_START;
      do place = await sweepKnown(db, place, notBefore, 5_000);
      while (place.holding !== '');
    });
    return ms / 1_000;
  },
  async sizes(): Promise<readonly TableSize[]> {
    const sizes: TableSize[] = [];
    for (const table of TABLES) {
      const { rows } = await sql<Omit<TableSize, 'table'>>`
        SELECT count(*) AS rows, pg_total_relation_size(${table}::regclass) / 1e6::float8 AS megabytes
        FROM ${sql.table(table)}`.execute(opened().jobs);
      const [size] = rows;
      if (size !== undefined) sizes.push({ table, ...size });
    }
    return sizes;
  },
};

export type AgedCommands = typeof commands;

serveCommands(commands, async () => {
  await served?.close();
  await store?.close();
});
