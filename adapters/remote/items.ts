/** Live facts and items of a system that an adapter server asks. */
import { holdingFacts } from '#shapes/facts.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import type { ItemSource, LiveItem, OnSlot, Slot } from '#contract/adapter.ts';
import type { ItemId } from '#domain/ids.ts';
import type { Asking } from './asking.ts';
import type { WireClient } from './client.ts';
import { liveItem } from './facts-shapes.ts';
import { allSlots, createSlotReader, slotsLine } from './wire.ts';
import { copiesOfLargeTitle } from '../shared/live-keys.ts';

export interface RemoteItemsOptions {
  readonly system: string;
  readonly client: WireClient;
  readonly asking: Asking;
  /** Of a whole answer. */
  readonly timeoutMs: number;
  /** As far as known: whether the system finds a copy with its holding only. */
  readonly needsHolding: () => boolean;
}

export function createRemoteItems(options: RemoteItemsOptions): ItemSource {
  return {
    isLarge: ({ liveKeys }) => copiesOfLargeTitle(liveKeys) !== null,
    get needsHolding() {
      return options.needsHolding();
    },
    findAvailability: (holdings, signal, onSlot) => findAvailability(options, holdings, signal, onSlot),
    findItems: (ids, signal) => findItems(options, ids, signal),
  };
}

/** Slots come as lines: those that came before the stream broke off have been told. */
async function findAvailability(
  { system, asking, timeoutMs }: RemoteItemsOptions,
  keys: readonly HoldingRef[],
  signal: AbortSignal,
  onSlot: OnSlot<HoldingFacts | null> | undefined,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  if (keys.length === 0) return [];
  const question = { operation: 'availability', path: '/availability', body: { keys }, timeoutMs };
  const read = createSlotReader(holdingFacts, system);
  const slots = new Map<number, Slot<HoldingFacts | null>>();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for await (const line of asking.lines(question, slotsLine, limit)) {
    for (const [place, sent] of line.slots) {
      if (place >= keys.length) throw asking.unreadable(question.operation);
      const slot = read(sent);
      slots.set(place, slot);
      onSlot?.(place, slot);
    }
  }
  return keys.map((_key, place) => {
    const slot = slots.get(place);
    if (slot === undefined) throw asking.unreadable(question.operation);
    return slot;
  });
}

async function findItems(
  { system, client, asking, timeoutMs }: RemoteItemsOptions,
  keys: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  if (keys.length === 0) return [];
  const question = { operation: 'items', path: '/items', body: { keys }, timeoutMs };
  const { data } = allSlots.safeParse(await client.ask(question, signal));
  if (data?.slots.length !== keys.length) throw asking.unreadable(question.operation);
  return data.slots.map(createSlotReader(liveItem, system));
}
