import { createReadiness } from '#cli/graph/readiness.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { createDatabaseCheck } from '#store/settle.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
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

/** As of a process that starts now. */
function readinessOf(...systems: readonly SystemId[]) {
  const { db } = store;
  const region = { systems: systems.map((id) => ({ id, name: id })) };
  return createReadiness({ store: { db, state: createDatabaseCheck(db) }, region });
}

beforeEach(async () => {
  await sql`TRUNCATE setting, harvest_run, unmatched`.execute(store.db);
});

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

  it('is ready without a system that gave nothing at all, and not if that is every system', async () => {
    const silent = 'silent' as SystemId;
    const whole = 'whole' as SystemId;
    const readiness = readinessOf(silent, whole);
    const alone = readinessOf(silent);
    await harvest(silent, 1);
    readiness.noteFailure(silent);
    alone.noteFailure(silent);

    expect(await alone.report()).toMatchObject({ ready: false, systems: [{ state: 'not answering' }] });

    await harvest(whole, 0);
    expect(await readiness.report()).toMatchObject({
      ready: true,
      systems: [{ state: 'not answering' }, { state: 'ready' }],
    });
  });

  it('is ready when what was harvested can be found, not before', async () => {
    const system = 'unmatched' as SystemId;
    const readiness = readinessOf(system);
    await harvest(system, 0);
    await sql`
      INSERT INTO unmatched (record, place, new_of)
      SELECT r.id, 0, s.id FROM record r JOIN system s ON s.id = r.system WHERE s.system_id = ${system} LIMIT 1
    `.execute(store.db);

    const report = await readiness.report();
    expect(report).toMatchObject({ ready: false, systems: [{ ready: false, state: 'matching' }] });
    expect(report.systems[0]?.detail).toContain('cannot be found yet');

    await sql`TRUNCATE unmatched`.execute(store.db);
    expect(await readiness.report()).toMatchObject({ ready: true, systems: [{ state: 'ready' }] });
  });

  it('stays ready over a restart in the middle of the first harvest of a system that joined', async () => {
    const old = 'old' as SystemId;
    const joined = 'joined' as SystemId;
    await harvest(old, 0);
    expect(await readinessOf(old).report()).toMatchObject({ ready: true });

    await harvest(joined, 6);

    expect(await readinessOf(old, joined).report()).toMatchObject({
      ready: true,
      systems: [{ state: 'ready' }, { ready: false, state: 'harvesting' }],
    });
  });
});
