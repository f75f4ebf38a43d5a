/** Mercia whole in a process of its own, as `mercia start` puts it together, on a database in a fresh folder. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { startWholeGraph } from '#cli/graph/parts.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import type { GatewayServer } from '#gateway/index.ts';
import { loadSettings } from '#platform/config.ts';
import { harvestAll } from '#union-index/harvest/index.ts';
import { sql } from 'kysely';
import type { RegionNotes } from './live/region.ts';
import { serveCommands } from './support/child.ts';

const SECRET = 'a key that only the bench knows of';

let hub: Hub | undefined;
let gateway: GatewayServer | undefined;

function opened(): Hub {
  if (hub === undefined) throw new Error('the hub is not started');
  return hub;
}

/** The same region, in which everybody may wait as long as it takes. */
function patientRegion(notes: RegionNotes): ReturnType<typeof readDemoRegion> {
  const source = readDemoRegion(notes);
  return { ...source, region: { ...source.region, budgetMs: 30_000 } };
}

const commands = {
  async start({
    notes,
    data,
  }: {
    readonly notes: RegionNotes;
    readonly data: string;
  }): Promise<{ readonly url: string }> {
    const limits = { callerRequests: 10_000, callerValues: 1_000_000_000 };
    const given = { port: 0, logLevel: 'silent', data, ...limits } as const;
    const settings = loadSettings(given, {});
    const store = await openSettledStore(settings, 'start');
    hub = buildHub(patientRegion(notes), settings, store);
    gateway = await startWholeGraph(hub, SECRET);
    return { url: gateway.url };
  },

  /** Brings every system into the index; statistics as the server itself would make them within a minute. */
  async harvest(): Promise<number> {
    const { adapters, store, ingest, logger, holder } = opened();
    const results = await harvestAll({
      db: store.db,
      ingest,
      holder,
      clock: () => new Date(),
      logger,
      adapters: [...adapters.values()],
      signal: new AbortController().signal,
    });
    const problems = results.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    await sql`ANALYZE`.execute(store.db);
    return results.reduce((sum, { records }) => sum + records, 0);
  },

  /** Processor time of this process so far, milliseconds. */
  async cpu(): Promise<number> {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

export type HubCommands = typeof commands;

serveCommands(commands, async () => {
  await gateway?.close();
  await hub?.close();
});
