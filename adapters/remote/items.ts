/** Live facts and items of a system that an adapter server asks. */
import { holdingFacts } from '#shapes/facts.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { ItemSource, Slot } from '#contract/adapter.ts';
import type { Asking } from './asking.ts';
import type { WireClient } from './client.ts';
import { liveItem } from './facts-shapes.ts';
import { allSlots, createSlotReader, slotsLine } from './wire.ts';
import { isLarge } from '../shared/live-keys.ts';

/** `timeoutMs` is that of a whole answer; `needsHolding` says, as far as known, whether a copy is found with its holding only. */
export function createRemoteItems(
  system: string,
  client: WireClient,
  { lines, unreadable }: Asking,
  timeoutMs: number,
  needsHolding: () => boolean,
): ItemSource {
  return {
    isLarge,
    get needsHolding() {
      return needsHolding();
    },

    /** Slots come as lines: those that came before the stream broke off have been told. */
    async findAvailability(keys, signal, onSlot) {
      if (keys.length === 0) return [];
      const question = { operation: 'availability', path: '/availability', body: { keys }, timeoutMs };
      const read = createSlotReader(holdingFacts, system);
      const slots = new Map<number, Slot<HoldingFacts | null>>();
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      for await (const line of lines(question, slotsLine, limit)) {
        for (const [place, sent] of line.slots) {
          if (place >= keys.length) throw unreadable(question.operation);
          const slot = read(sent);
          slots.set(place, slot);
          onSlot?.(place, slot);
        }
      }
      return keys.map((_key, place) => {
        const slot = slots.get(place);
        if (slot === undefined) throw unreadable(question.operation);
        return slot;
      });
    },

    async findItems(keys, signal) {
      if (keys.length === 0) return [];
      const question = { operation: 'items', path: '/items', body: { keys }, timeoutMs };
      const { data } = allSlots.safeParse(await client.ask(question, signal));
      if (data?.slots.length !== keys.length) throw unreadable(question.operation);
      return data.slots.map(createSlotReader(liveItem, system));
    },
  };
}
