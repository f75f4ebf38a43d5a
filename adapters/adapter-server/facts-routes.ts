/** Live facts, single copies, what a system is and can do. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import { untilGone } from '#platform/departure.ts';
import type { ItemSource, LmsAdapter, OnSlot, Slot, PolicySource } from '#contract/adapter.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { toWireSlot } from '../remote/wire.ts';
import { sendLines } from './lines.ts';
import { cannot, read, type Routes, type SystemRequest } from './requests.ts';
import { withinTime } from '#platform/deadline.ts';

const holdingKeys = z.object({
  keys: z.array(z.object({ id: z.string().transform((id) => id as HoldingId), liveKeys: z.array(z.string()) })),
});
const itemKeys = z.object({ keys: z.array(z.string().transform((id) => id as ItemId)) });

export function addFactsRoutes(routes: Routes): void {
  const { wire, adapterFor } = routes;
  wire.get('/:system', (request: SystemRequest) => {
    const { system, capabilities, harvest, items, loans = {}, writesOff } = adapterFor(request);
    const loanLists = LOAN_LISTS.filter((list) => loans[list] !== undefined);
    const rules = harvest?.rules.digest ?? null;
    const needsHolding = items?.needsHolding === true;
    return { kind: system.kind, name: system.name, capabilities, loanLists, rules, needsHolding, writesOff };
  });
  wire.get('/:system/probe', (request: SystemRequest, reply) => adapterFor(request).probe(untilGone(reply)));
  wire.post('/:system/availability', (request: SystemRequest, reply) => {
    const { keys } = read(holdingKeys, request);
    const items = itemsOf(adapterFor(request));
    const signal = untilGone(reply);
    // Lines are read when there is room to send them, in whatever context that is.
    const inContext = AsyncLocalStorage.snapshot();
    const lines = slotsAsTheyCome<HoldingFacts | null>((onSlot) =>
      inContext(() => items.findAvailability(keys, signal, onSlot)),
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

type Handful<T> = readonly (readonly [place: number, slot: Slot<T>])[];

/** Milliseconds that a slot waits for others to go along: a title is told again as its copies come. */
const GATHER_MS = 20;

/** What `ask` tells as it comes, and at the end what it gives besides. Throws what `ask` throws, behind what came before. */
async function* slotsAsTheyCome<T>(
  ask: (onSlot: OnSlot<T>) => Promise<readonly Slot<T>[]>,
): AsyncGenerator<Handful<T>> {
  const sent = new Map<number, Slot<T>>();
  let waiting = new Map<number, Slot<T>>();
  let woken = Promise.withResolvers<undefined>();
  const take = (): Handful<T> => {
    const handful = [...waiting].filter(([place, slot]) => !sent.has(place) || sent.get(place) !== slot);
    for (const [place, slot] of handful) sent.set(place, slot);
    waiting = new Map();
    woken = Promise.withResolvers();
    return handful;
  };
  let isOver = false;
  const answers = ask((place, slot) => {
    waiting.set(place, slot);
    woken.resolve(undefined);
  }).finally(() => {
    isOver = true;
    woken.resolve(undefined);
  });
  // It is awaited below, and must not end the process if it fails before.
  answers.catch(() => undefined);
  while (!over()) {
    await woken.promise;
    if (!over()) await withinTime(answers.then(nothing, nothing), GATHER_MS, nothing);
    const handful = take();
    if (handful.length > 0) yield handful;
  }
  // What came while the last handful waited for room.
  const left = take();
  if (left.length > 0) yield left;
  for (const [place, slot] of (await answers).entries()) waiting.set(place, slot);
  const rest = take();
  if (rest.length > 0) yield rest;

  function over(): boolean {
    return isOver;
  }
}

function nothing(): void {
  // Only that it is over counts.
}

export function addPolicyRoutes({ wire, adapterFor }: Routes): void {
  wire.get('/:system/policies/code-lists', async (request: SystemRequest, reply) => ({
    lists: await policiesOf(adapterFor(request)).codeLists(untilGone(reply)),
  }));
  wire.get('/:system/policies/loan-rules', async (request: SystemRequest, reply) => {
    const adapter = adapterFor(request);
    const rules = policiesOf(adapter).loanRules?.(untilGone(reply));
    return { rules: await (rules ?? cannot(adapter.system.id, 'tell its rules of lending')) };
  });
}

function policiesOf({ policies, system }: LmsAdapter): PolicySource {
  return policies ?? cannot(system.id, 'list its codes');
}
