/** How long the answer about a title that takes long to read is used again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createSystemLoaders } from '#subgraphs/circulation/live/system-loaders.ts';
import { createCopy, createFakeAdapter } from '#tests/federation/support/fake-adapter.ts';
import { createMemoryLastKnown } from '#tests/federation/support/memory-last-known.ts';
import { createTestRegion } from '#tests/federation/support/start-graph.ts';
import { expect, it } from 'vitest';

const SYSTEM = 'severn' as SystemId;
const HOLDING = { id: createId(SYSTEM, 'holding', '1@hq'), liveKeys: [] };
const FRESH_FOR_MS = 200;

/** Asks twice, the second time as soon as the answer is there; it is as old as the call took. Gives how often the system was asked. */
async function timesAsked(isLarge: boolean): Promise<number> {
  const adapter = createFakeAdapter(SYSTEM, 'Severn');
  let asked = 0;
  const items = {
    ...adapter.items,
    isLarge: () => isLarge,
    findAvailability: async (): Promise<readonly HoldingFacts[]> => {
      asked += 1;
      const asOf = new Date().toISOString();
      await sleep(FRESH_FOR_MS + 100);
      return [{ asOf, items: [createCopy(SYSTEM, '1.1', { status: 'AVAILABLE' })], holdQueue: null, limitation: null }];
    },
  };
  const limits = { connections: 2, breaker: { failures: 5, openMs: 1_000, maxOpenMs: 1_000 }, callTimeoutMs: 10_000 };
  const loaders = createSystemLoaders({
    region: createTestRegion([adapter.system], { ...limits, batchSize: 10, freshForMs: FRESH_FOR_MS }),
    adapters: new Map([[SYSTEM, { ...adapter, items } as typeof adapter]]),
    lastKnown: createMemoryLastKnown(),
    clock: Date.now,
    logger: createLogger('silent'),
  });
  for (let request = 0; request < 2; request += 1) {
    const load = loaders.get(SYSTEM)?.availability(HOLDING, performance.now());
    if (load !== undefined && 'call' in load) await load.call.answers;
  }
  return asked;
}

it('is used from when it came of a large title, which costs many calls, and from its date of another', async () => {
  expect(await timesAsked(true)).toBe(1);
  expect(await timesAsked(false)).toBe(2);
});
