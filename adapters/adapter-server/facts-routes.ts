/** Live facts, single copies, what a system is and can do. */
import { z } from 'zod';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { ItemSource, LmsAdapter } from '../adapter.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { toWireSlot } from '../remote/wire.ts';
import { cannot, read, untilGone } from './requests.ts';
import type { Routes, SystemRequest } from './requests.ts';

const holdingKeys = z.object({
  keys: z.array(z.object({ id: z.string().transform((id) => id as HoldingId), liveKeys: z.array(z.string()) })),
});
const itemKeys = z.object({ keys: z.array(z.string().transform((id) => id as ItemId)) });

export function addFactsRoutes({ wire, adapterFor }: Routes): void {
  wire.get('/:system', (request: SystemRequest) => {
    const { system, capabilities, harvest, loans = {} } = adapterFor(request);
    const loanLists = LOAN_LISTS.filter((list) => loans[list] !== undefined);
    const rules = harvest?.rules.digest ?? null;
    return { kind: system.kind, name: system.name, capabilities, loanLists, rules };
  });
  wire.get('/:system/probe', (request: SystemRequest, reply) => adapterFor(request).probe(untilGone(reply)));
  wire.post('/:system/availability', async (request: SystemRequest, reply) => {
    const { keys } = read(holdingKeys, request);
    return toSlots(request, await itemsOf(adapterFor(request)).findAvailability(keys, untilGone(reply)));
  });
  wire.post('/:system/items', async (request: SystemRequest, reply) => {
    const { keys } = read(itemKeys, request);
    return toSlots(request, await itemsOf(adapterFor(request)).findItems(keys, untilGone(reply)));
  });
}

function toSlots(
  { params: { system } }: SystemRequest,
  slots: Awaited<ReturnType<ItemSource['findItems']>> | Awaited<ReturnType<ItemSource['findAvailability']>>,
): unknown {
  return { slots: slots.map((slot) => toWireSlot(slot, system)) };
}

function itemsOf({ items, system }: LmsAdapter): ItemSource {
  return items ?? cannot(system.id, 'report the status of its copies');
}
