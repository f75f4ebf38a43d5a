/** Live facts, single copies, what a system is and can do. */
import { z } from 'zod';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import { askAs, currentTurn } from '#platform/host-guard/index.ts';
import { untilGone } from '#platform/until-gone.ts';
import type { ItemSource, LmsAdapter } from '#contract/adapter.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { toWireSlot } from '../remote/wire.ts';
import { sendLines } from './lines.ts';
import { cannot, read } from './requests.ts';
import type { Routes, SystemRequest } from './requests.ts';
import { slotsAsTheyCome } from './slots-as-they-come.ts';

const holdingKeys = z.object({
  keys: z.array(z.object({ id: z.string().transform((id) => id as HoldingId), liveKeys: z.array(z.string()) })),
});
const itemKeys = z.object({ keys: z.array(z.string().transform((id) => id as ItemId)) });

export function addFactsRoutes(routes: Routes): void {
  const { wire, adapterFor } = routes;
  wire.get('/:system', (request: SystemRequest) => {
    const { system, capabilities, harvest, items, loans = {} } = adapterFor(request);
    const loanLists = LOAN_LISTS.filter((list) => loans[list] !== undefined);
    const rules = harvest?.rules.digest ?? null;
    const needsHolding = items?.needsHolding === true;
    return { kind: system.kind, name: system.name, capabilities, loanLists, rules, needsHolding };
  });
  wire.get('/:system/probe', (request: SystemRequest, reply) => adapterFor(request).probe(untilGone(reply)));
  wire.post('/:system/availability', (request: SystemRequest, reply) => {
    const { keys } = read(holdingKeys, request);
    const items = itemsOf(adapterFor(request));
    const signal = untilGone(reply);
    // Lines are read when there is room to send them, in whatever context that is.
    const turn = currentTurn();
    const lines = slotsAsTheyCome<HoldingFacts | null>((onSlot) =>
      askAs(turn, () => items.findAvailability(keys, signal, onSlot)),
    );
    const { system } = request.params;
    return sendLines(routes, request, reply, lines, (slots) =>
      JSON.stringify({ slots: slots.map(([place, slot]) => [place, toWireSlot(slot, system)]) }),
    );
  });
  wire.post('/:system/items', async (request: SystemRequest, reply) => {
    const { keys } = read(itemKeys, request);
    return toSlots(request, await itemsOf(adapterFor(request)).findItems(keys, untilGone(reply)));
  });
}

function toSlots({ params: { system } }: SystemRequest, slots: Awaited<ReturnType<ItemSource['findItems']>>): unknown {
  return { slots: slots.map((slot) => toWireSlot(slot, system)) };
}

function itemsOf({ items, system }: LmsAdapter): ItemSource {
  return items ?? cannot(system.id, 'report the status of its copies');
}
