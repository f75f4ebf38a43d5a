/** One desk a system: what the router asks of it, gathered into as few calls as can be. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import type { ItemId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { LiveItem, LmsAdapter, SystemIdentity } from '#adapters/adapter.ts';
import { createGatheringQueue } from './gathering-queue.ts';
import type { GatheringQueue } from './gathering-queue.ts';

/** A desk without queues is a system that cannot tell of its copies. */
export interface SystemDesk {
  readonly system: SystemIdentity;
  readonly availability?: GatheringQueue<HoldingRef, HoldingFacts | null>;
  readonly items?: GatheringQueue<ItemId, LiveItem | null>;
}

export type SystemDesks = ReadonlyMap<SystemId, SystemDesk>;

/** Milliseconds that the first question of a page waits for the others. */
export const GATHER_MS = 2;
/** Milliseconds a call may take at a system that the region file does not limit. */
const DEFAULT_CALL_TIMEOUT_MS = 10_000;

export function createSystemDesks(
  region: Region,
  adapters: ReadonlyMap<SystemId, LmsAdapter>,
  logger: Logger,
): SystemDesks {
  const limits = new Map(region.systems.map(({ id, limits: { callTimeoutMs } }) => [id, callTimeoutMs]));
  return new Map(
    Array.from(adapters, ([id, adapter]) => [
      id,
      createDesk(adapter, limits.get(id) ?? DEFAULT_CALL_TIMEOUT_MS, logger),
    ]),
  );
}

function createDesk({ system, items }: LmsAdapter, callTimeoutMs: number, logger: Logger): SystemDesk {
  if (items === undefined) return { system };
  const common = {
    gatherMs: GATHER_MS,
    callTimeoutMs,
    onFault: (err: unknown) => {
      logger.error({ err, system: system.id }, 'An adapter broke its contract');
    },
  };
  return {
    system,
    availability: createGatheringQueue({
      ...common,
      // A holding re-harvested between two questions is found by other keys: those are two questions.
      keyOf: ({ id, liveKeys }: HoldingRef) => JSON.stringify([id, liveKeys]),
      ask: (holdings, signal) => items.findAvailability(holdings, signal),
    }),
    items: createGatheringQueue({
      ...common,
      keyOf: (id: ItemId) => id,
      ask: (ids, signal) => items.findItems(ids, signal),
    }),
  };
}
