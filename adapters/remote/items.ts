/** Live facts and items of a system that an adapter server asks. */
import { holdingFacts } from '#shapes/facts.ts';
import type { z } from 'zod';
import type { ItemSource, Slot } from '../adapter.ts';
import { copiesOfLargeTitle } from '../shared/large-titles.ts';
import type { Asking } from './asking.ts';
import type { WireClient } from './client.ts';
import { liveItem } from './facts-shapes.ts';
import { fromWireSlots } from './wire.ts';

export function createRemoteItems(
  system: string,
  client: WireClient,
  { unreadable }: Asking,
  timeoutMs: number,
): ItemSource {
  async function askSlots<Value>(
    operation: 'availability' | 'items',
    keys: readonly unknown[],
    shape: z.ZodType<Value>,
    signal: AbortSignal,
  ): Promise<readonly Slot<Value | null>[]> {
    if (keys.length === 0) return [];
    const question = { operation, path: `/${operation}`, body: { keys }, timeoutMs };
    const slots = fromWireSlots(await client.ask(question, signal), shape, system);
    if (slots?.length !== keys.length) throw unreadable(operation);
    return slots;
  }

  return {
    isLarge: ({ liveKeys }) => copiesOfLargeTitle(liveKeys) !== null,
    findAvailability: (holdings, signal) => askSlots('availability', holdings, holdingFacts, signal),
    findItems: (ids, signal) => askSlots('items', ids, liveItem, signal),
  };
}
