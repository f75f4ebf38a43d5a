import { createReadiness } from '#cli/graph/readiness.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestSystem } from '#union-index/harvest/index.ts';
import { describe, expect, it } from 'vitest';
import { createSampleSystem, numberedIds, sampleIngest } from './sample-source.ts';

const store = withTestDatabase();

/** A first harvest of 526 records in pages of 100 that fails before one of its pages; 0 lets it come to its end. */
async function harvest(system: SystemId, failsAt: number): Promise<void> {
  const adapter = createSampleSystem(system, {
    ids: numberedIds(526),
    pageSize: 100,
    nextCursor: 'c1',
    beforePage: (page) => {
      if (page === failsAt) throw new MerciaError('LMS_UNAVAILABLE', `[${system}] no answer`, { system });
    },
  });
  const run = harvestSystem({
    db: store.db,
    adapter,
    ingest: sampleIngest,
    holder: 'test',
    clock: () => new Date(),
    signal: new AbortController().signal,
    logger: createLogger('silent'),
  });
  await (failsAt === 0 ? run : expect(run).rejects.toThrow());
}

function readinessOf(system: SystemId) {
  return createReadiness({ store, region: { systems: [{ id: system, name: system }] } });
}

describe('a hub', () => {
  it('is not ready while a first harvest has stopped on its way: what came would pass for all there is', async () => {
    const system = 'stopped' as SystemId;
    const readiness = readinessOf(system);
    await harvest(system, 6);
    readiness.noteFailure(system);

    const report = await readiness.report();

    expect(report).toMatchObject({ ready: false, systems: [{ id: system, ready: false, state: 'stopped' }] });
    expect(report.systems[0]?.detail).toContain('500 records so far');

    await harvest(system, 0);
    expect(await readiness.report()).toMatchObject({ ready: true, systems: [{ state: 'ready' }] });
  });

  it('is ready without a system that gave nothing at all', async () => {
    const system = 'silent' as SystemId;
    const readiness = readinessOf(system);
    await harvest(system, 1);
    readiness.noteFailure(system);

    expect(await readiness.report()).toMatchObject({ ready: true, systems: [{ id: system, state: 'not answering' }] });
  });
});
