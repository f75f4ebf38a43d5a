/** Adapters that are wrong though all is well: the wrong copy's answer, an old one, a lost limitation, one socket too many. */
import type { ItemSource, LmsAdapter, Slot } from '#contract/adapter.ts';
import type { HoldingFacts, ItemFacts } from '#domain/facts.ts';
import type { HoldingId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { inItems, isFacts, overriding, withPart } from './overriding.ts';

type Answers = readonly Slot<HoldingFacts | null>[];

/** Changes what is told of holdings; `change` gives null where it has nothing to change. */
function retelling(name: string, change: (answers: Answers) => Answers | null): Mutant<SimulatedBench> {
  return inItems({ name }, (items, acted) => ({
    async findAvailability(...asked) {
      const answers = await items.findAvailability(...asked);
      const changed = change(answers);
      if (changed === null) return answers;
      acted();
      return changed;
    },
  }));
}

function eachItem(name: string, change: (item: ItemFacts) => ItemFacts | null): Mutant<SimulatedBench> {
  return retelling(name, (answers) => {
    const before = new Set<ItemFacts>();
    const changed = answers.map((slot) => {
      if (!isFacts(slot)) return slot;
      const items = slot.items.map((item) => {
        const other = change(item);
        if (other !== null) before.add(item);
        return other ?? item;
      });
      return { ...slot, items };
    });
    return before.size > 0 ? changed : null;
  });
}

export const LIVE_MISTAKES: readonly Mutant<SimulatedBench>[] = [
  retelling('gives the answer of a neighbour', (answers) => {
    const [first, ...rest] = answers;
    return first === undefined || rest.length === 0 ? null : [...rest, first];
  }),
  retelling('gives the copies of a neighbour as well', (answers) => {
    const [first, second] = answers;
    if (!isFacts(first) || !isFacts(second)) return null;
    return [{ ...first, items: [...first.items, ...second.items] }, ...answers.slice(1)];
  }),
  retelling('loses the last slot', (answers) => (answers.length > 1 ? answers.slice(0, -1) : null)),
  retelling('says of a record that is gone that it has no copies', (answers) =>
    answers.includes(null)
      ? answers.map((slot) => slot ?? { asOf: new Date().toISOString(), items: [], holdQueue: null, limitation: null })
      : null,
  ),
  retelling('lets one bad slot cost all', (answers) => {
    const bad = answers.find((slot) => slot instanceof MerciaError);
    return bad === undefined ? null : answers.map(() => bad);
  }),
  eachItem('loses what is not told of a copy', (item) =>
    item.limitations.length > 0 ? { ...item, limitations: [] } : null,
  ),
  eachItem('forgets when a loan is due', (item) => (item.due === null ? null : { ...item, due: null })),
  eachItem('says of copies on their way that they are in place', (item) =>
    item.status === 'IN_TRANSIT' ? { ...item, status: 'AVAILABLE' } : null,
  ),
  eachItem('says of kept copies that they are in place', (item) =>
    item.status === 'ON_HOLD_SHELF' ? { ...item, status: 'AVAILABLE' } : null,
  ),
  retelling('counts a queue where it knows of none', (answers) =>
    answers.some((slot) => isFacts(slot) && slot.holdQueue === null)
      ? answers.map((slot) => (isFacts(slot) ? { ...slot, holdQueue: slot.holdQueue ?? 0 } : slot))
      : null,
  ),
  retelling('dates its answer in local time', (answers) =>
    answers.some(isFacts)
      ? answers.map((slot) => (isFacts(slot) ? { ...slot, asOf: slot.asOf.replace('Z', '') } : slot))
      : null,
  ),
  inItems({ name: 'tells again what it told first, as of now' }, (items, acted) => staleSource(items, acted)),
  inItems({ name: 'gives copies by id in another order' }, (items, acted) => ({
    async findItems(...asked) {
      const found = await items.findItems(...asked);
      if (found.every((one) => one instanceof MerciaError)) return found;
      acted();
      return found.toReversed();
    },
  })),
  inItems({ name: 'asks where nothing is wanted' }, (items, acted, bench) => ({
    async findAvailability(holdings, signal, onSlot) {
      if (holdings.length > 0) return items.findAvailability(holdings, signal, onSlot);
      acted();
      const { missing } = bench();
      await items.findAvailability(missing === null ? await bench().sample() : [missing], signal);
      return [];
    },
  })),
  { name: 'holds a socket too many', fault: null, alter: withSecondAdapter },
  inItems(
    { name: 'waits for a system that hangs, and does not give up with its caller', fault: 'hang' },
    (items, acted) => ({
      findAvailability(holdings, _signal, onSlot) {
        acted();
        return items.findAvailability(holdings, new AbortController().signal, onSlot);
      },
    }),
  ),
];

function staleSource(items: ItemSource, acted: () => void): Partial<ItemSource> {
  const told = new Map<HoldingId, HoldingFacts>();
  return {
    async findAvailability(...asked) {
      const answers = await items.findAvailability(...asked);
      return answers.map((slot, index) => {
        const id = asked[0][index]?.id;
        if (id === undefined || !isFacts(slot)) return slot;
        const before = told.get(id);
        if (before === undefined) told.set(id, slot);
        else acted();
        return before === undefined ? slot : { ...before, asOf: slot.asOf };
      });
    },
  };
}

/** Every other question goes by a second adapter, with sockets of its own. */
function withSecondAdapter(adapter: LmsAdapter, bench: () => SimulatedBench, acted: () => void): LmsAdapter {
  let turn = 0;
  const extra: LmsAdapter[] = [];
  return overriding(
    withPart(adapter, 'items', (items) => ({
      findAvailability(...asked) {
        turn += 1;
        const { system, wire } = bench();
        if (turn % 2 === 1) return items.findAvailability(...asked);
        acted();
        const [second = system.createAdapter(wire.address, 5_000)] = extra;
        if (extra.length === 0) extra.push(second);
        return second.items?.findAvailability(...asked) ?? Promise.resolve([]);
      },
    })),
    {
      async close() {
        await Promise.all([adapter, ...extra].map((each) => each.close()));
      },
    },
  );
}
