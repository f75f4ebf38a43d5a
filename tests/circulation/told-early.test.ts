/** What a call tells before it ends, and what of it is kept. */
import { once } from 'node:events';
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
const facts = (status: 'AVAILABLE' | 'ON_HOLD_SHELF'): HoldingFacts => ({
  asOf: '2026-01-05T09:00:00.000Z',
  items: [createCopy(SYSTEM, '1.1', { status })],
  holdQueue: null,
  limitation: null,
});

/** Asks a system that tells a copy as available and goes on; gives what was kept, and by which word. */
async function keptOf(ending: 'more' | 'error' | 'given up'): Promise<readonly string[]> {
  const kept: string[] = [];
  const lastKnown = createMemoryLastKnown();
  const keepAvailability = lastKnown.keepAvailability.bind(lastKnown);
  lastKnown.keepAvailability = (holding, { items, ...rest }, early) => {
    kept.push(`${String(items[0]?.status)} ${early ?? 'for good'}`);
    return keepAvailability(holding, { items, ...rest }, early);
  };
  const adapter = createFakeAdapter(SYSTEM, 'Severn');
  const items = {
    ...adapter.items,
    findAvailability: async (_: unknown, signal: AbortSignal, tell?: (place: number, slot: HoldingFacts) => void) => {
      tell?.(0, facts('AVAILABLE'));
      if (ending === 'error') throw new Error('cut off');
      if (ending === 'given up') await once(signal, 'abort');
      return [facts('ON_HOLD_SHELF')];
    },
  };
  const region = createTestRegion([adapter.system], {
    connections: 2,
    breaker: { failures: 5, openMs: 1_000, maxOpenMs: 1_000 },
    callTimeoutMs: ending === 'given up' ? 50 : 10_000,
    batchSize: 10,
    freshForMs: 0,
  });
  const loaders = createSystemLoaders({
    region,
    adapters: new Map([[SYSTEM, { ...adapter, items } as typeof adapter]]),
    lastKnown,
    clock: Date.now,
    logger: createLogger('silent'),
  });
  const load = loaders.get(SYSTEM)?.availability(HOLDING, Date.now());
  if (load !== undefined && 'call' in load) await Promise.resolve(load.call.answers).catch(() => undefined);
  await expect.poll(() => kept.at(-1)).toContain('for good');
  return kept;
}

it.each([
  ['more', ['AVAILABLE early', 'ON_HOLD_SHELF for good']],
  ['error', ['AVAILABLE early', 'AVAILABLE for good']],
] as const)('is kept for good when the call has ended: with %s', async (ending, kept) => {
  expect(await keptOf(ending)).toEqual(kept);
});

it('is kept for good when the call was given up', async () => {
  expect((await keptOf('given up')).slice(0, 2)).toEqual(['AVAILABLE early', 'AVAILABLE for good']);
});
