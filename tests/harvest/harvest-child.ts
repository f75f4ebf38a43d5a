/**
 * A harvester in a process of its own, to be killed: `node harvest-child.ts '<settings as JSON>'`. Inside the transaction
 * of the page named in its settings it says so on standard output and stays there; else it harvests to the end.
 */
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { createSampleSystem, numberedIds } from './sample-source.ts';

export interface ChildSettings {
  readonly connection: StoreConnection;
  readonly system: string;
  readonly records: number;
  readonly pageSize: number;
  /** Stays inside the transaction of this page; null to harvest to the end. */
  readonly stayInPage: number | null;
  readonly holder: string;
}

const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
let page = 0;

const logger = createLogger('silent');
const real = createIngest({ regionId: 'test', owners: [], logger });
const ingest: Ingest = {
  ...real,
  async applyPage(...parameters) {
    const counts = await real.applyPage(...parameters);
    page += 1;
    if (page === settings.stayInPage) {
      process.stdout.write('inside\n');
      await new Promise<never>(() => undefined);
    }
    return counts;
  },
};

const db = openDatabase({
  target: { connection: settings.connection },
  applicationName: 'harvest child',
  poolSize: 3,
  statementTimeoutMs: 30_000,
});
const outcome = await harvestSystem({
  db,
  adapter: createSampleSystem(settings.system, {
    ids: numberedIds(settings.records),
    pageSize: settings.pageSize,
    nextCursor: 'later',
    sweep: true,
  }),
  ingest,
  holder: settings.holder,
  recordsAtOnce: settings.pageSize,
  clock: () => new Date('2026-02-03T04:05:06Z'),
  signal: new AbortController().signal,
  logger,
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
await db.destroy();
