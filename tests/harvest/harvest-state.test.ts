import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { createIndexScope, findIndexGaps } from '#union-index/index.ts';
import { harvestStatus } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { addHarvestMetrics } from '../../doors/cli/graph/metrics.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { region } from '../catalogue/catalogue-world.ts';
import { createSampleSystem, numberedIds, type SampleSource } from './sample-source.ts';

const store = withTestDatabase();
const NORTH = 'north' as SystemId;
const SOURCE: SampleSource = { ids: numberedIds(50), pageSize: 20, nextCursor: 'c1' };
const logger = createLogger('silent');
const ingest = createIngest({ regionId: 'test', owners: [], logger });
let now = Date.parse('2026-02-03T04:00:00Z');

async function harvest(source: Partial<SampleSource>) {
  const adapter = createSampleSystem(NORTH, { ...SOURCE, ...source });
  const clock = (): Date => new Date((now += 60_000));
  const signal = new AbortController().signal;
  await harvestSystem({ db: store.db, adapter, ingest, holder: 'test', clock, signal, logger });
}

/** The number that is kept, and the number of rows. */
async function records(): Promise<readonly [number | undefined, number | undefined]> {
  const status = await harvestStatus(store.db, [NORTH], new Date(now));
  const { rows } = await sql<{ records: number }>`SELECT count(*) AS records FROM record WHERE NOT deleted`.execute(
    store.db,
  );
  return [status.get(NORTH)?.records, rows[0]?.records];
}

it('keeps how many records there are, whatever comes, goes and returns, page by page', async () => {
  const breaks = (page: number): void => {
    if (page === 3) throw new MerciaError('LMS_TIMEOUT', '[north] harvest: no answer');
  };
  await expect(harvest({ beforePage: breaks })).rejects.toThrow('no answer');
  expect(await records()).toEqual([40, 40]);
  await harvest({});
  expect(await records()).toEqual([50, 50]);
  await harvest({ changed: ['1', '51', '52'], deleted: ['7', '8', '9', '999'] });
  expect(await records()).toEqual([49, 49]);
  await harvest({ changed: ['8', '52'], deleted: ['7'] });
  expect(await records()).toEqual([50, 50]);
});

it('says that and since when a system fails until a harvest finishes, also while a run goes on', async () => {
  const fail = (): void => {
    throw new MerciaError('LMS_TIMEOUT', '[north] harvest: no answer');
  };
  const since = async () => (await harvestStatus(store.db, [NORTH], new Date(now))).get(NORTH)?.failingSince ?? null;
  const metrics = createMetrics();
  addHarvestMetrics(metrics, { store, region });
  const failed = async () => /^mercia_harvest_failed\{system="north"\} (\d)$/m.exec((await metrics.scrape()).text)?.[1];
  expect([await since(), await failed()]).toEqual([null, '0']);
  await expect(harvest({ beforePage: fail })).rejects.toThrow('no answer');
  const began = await since();
  expect(began).not.toBeNull();
  await expect(
    harvest({
      beforePage: async () => {
        expect([await since(), await failed()]).toEqual([began, '1']);
        fail();
      },
    }),
  ).rejects.toThrow('no answer');
  expect(await since()).toEqual(began);
  await harvest({});
  expect([await since(), await failed()]).toEqual([null, '0']);
});

it('answers questions and probes without reading runs or records', async () => {
  // Of a connection of its own, so that nothing is counted that was read before.
  const db = store.open();
  const read = await db.transaction().execute(async (transaction) => {
    await harvestStatus(transaction, [NORTH], new Date(now));
    await findIndexGaps(createIndexScope(transaction, region, { now: () => now }));
    const { rows } = await sql<{ table: string }>`
      SELECT relname AS table FROM pg_stat_xact_user_tables
      WHERE coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0 ORDER BY relname`.execute(transaction);
    return rows.map(({ table }) => table);
  });
  expect(read).toContain('harvest_state');
  expect(read).not.toContain('harvest_run');
  expect(read).not.toContain('record');
});
