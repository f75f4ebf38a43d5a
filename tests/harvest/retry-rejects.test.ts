/** A wish that rejects are read again, from being written down to its end: whoever harvests takes it up. */
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { rest } from '#tests/exchanges/koha/running-koha.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { askForRetry, listRetries, type RejectRetry } from '#union-index/index.ts';
import { startRetryingRejects } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { acquireLease, releaseLease } from '#union-index/harvest/lease.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';

const store = withTestDatabase();
const logger = createLogger('silent');
const ingest = createIngest({ regionId: 'test', owners: [], logger });
const clock = (): Date => new Date();

async function startRetrying() {
  const { adapter, simulator } = await rest({ preferences: { 'OAI-PMH': false } });
  const { id: system } = adapter.system;
  await simulator.faults.set({ badRecords: [15, 16] });
  const over = new AbortController();
  const { signal } = over;
  await harvestSystem({ db: store.db, adapter, ingest, holder: 'test', clock, signal, logger });
  const retrying = startRetryingRejects({
    db: store.db,
    holder: 'test',
    adapters: () => new Map([[system, adapter]]),
    ingest: () => ingest,
    clock,
    logger,
    signal,
    lookEveryMs: 20,
  });
  onTestFinished(async () => {
    over.abort();
    await retrying;
  });
  return { system, simulator };
}

async function ask(system: SystemId): Promise<void> {
  await store.db.transaction().execute((tx) => askForRetry(tx, system, clock()));
}

async function newest(system: SystemId): Promise<RejectRetry | undefined> {
  return (await listRetries(store.db, [system], 1))[0];
}

async function ended(system: SystemId): Promise<RejectRetry | undefined> {
  await vi.waitFor(
    async () => {
      expect((await newest(system))?.finishedAt).not.toBeNull();
    },
    { timeout: 20_000 },
  );
  return newest(system);
}

it('says what is still broken, why a system could not be asked, and takes in what was mended', async () => {
  const { system, simulator } = await startRetrying();
  await ask(system);
  expect(await ended(system)).toMatchObject({
    state: 'DONE',
    outcome: { read: 0, gone: 0, refused: 2, left: 0 },
    problem: null,
  });

  await simulator.kill();
  await ask(system);
  const failed = await ended(system);
  expect(failed).toMatchObject({ state: 'FAILED', outcome: null });
  expect(failed?.problem).toMatch(/^LMS_[A-Z_]+: [A-Z]/);
  expect(failed?.problem).not.toContain('127.0.0.1');

  await simulator.restart();
  await simulator.faults.clear();
  const { rows } = await sql<{ id: number }>`SELECT id FROM system WHERE system_id = ${system}`.execute(store.db);
  const lease = await acquireLease(store.db, { number: rows[0]?.id ?? 0, systemId: system }, 'a harvest');
  await ask(system);
  // As a process leaves it that was killed in the middle.
  await sql`UPDATE reject_retry SET state = 'RUNNING' WHERE state = 'WAITING'`.execute(store.db);
  // It waits while the system is harvested.
  await vi.waitFor(
    async () => {
      expect((await newest(system))?.state).toBe('WAITING');
    },
    { timeout: 10_000 },
  );
  expect((await newest(system))?.finishedAt).toBeNull();

  await releaseLease(store.db, lease);
  expect(await ended(system)).toMatchObject({ state: 'DONE', outcome: { read: 2, gone: 0, refused: 0, left: 0 } });
}, 60_000);
