/** An adapter that is another in one respect, and itself in all others. */
import type { ItemSource, LmsAdapter, Slot } from '#contract/adapter.ts';
import type { Due, HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';

/** An adapter with another source of copies; one without any stays as it is. */
export function withItems(adapter: LmsAdapter, change: (items: ItemSource) => Partial<ItemSource>): LmsAdapter {
  const { items } = adapter;
  if (items === undefined) return adapter;
  return overriding(adapter, { items: overriding(items, change(items)) });
}

/** The same object in all else: what it has may change while it runs. */
export function overriding<T extends object>(whole: T, changes: { readonly [Key in keyof T]?: T[Key] | undefined }): T {
  return new Proxy(whole, {
    get(target, key) {
      if (Object.hasOwn(changes, key)) return changes[key as keyof T];
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A due date with the day of UTC in place of the library's. */
export function inUtc(due: Due | null): Due | null {
  const at = due?.at ?? null;
  return due === null || at === null ? due : { ...due, on: new Date(at).toISOString().slice(0, 10) };
}

export const isFacts = (slot: Slot<HoldingFacts | null> | undefined): slot is HoldingFacts =>
  slot !== undefined && slot !== null && !(slot instanceof MerciaError);

/** Gives other slots. */
export const answers = (
  name: string,
  foundBy: string,
  change: (
    slots: readonly Slot<HoldingFacts | null>[],
    asked: readonly HoldingRef[],
  ) => readonly Slot<HoldingFacts | null>[],
): Mutant<SimulatedBench> => ({
  name,
  foundBy,
  fault: null,
  alter: (adapter, _bench, acted) =>
    withItems(adapter, (items) => ({
      async findAvailability(asked, signal) {
        acted();
        return change(await items.findAvailability(asked, signal), asked);
      },
    })),
});

/** Tells holdings otherwise; null says that one is gone. */
export const holdings = (
  name: string,
  foundBy: string,
  change: (facts: HoldingFacts, holding: HoldingRef) => HoldingFacts | null,
): Mutant<SimulatedBench> =>
  answers(name, foundBy, (slots, asked) =>
    slots.map((slot, place) => {
      const holding = asked[place];
      return isFacts(slot) && holding !== undefined ? change(slot, holding) : slot;
    }),
  );

/** Tells single copies otherwise. */
export const copies = (
  name: string,
  foundBy: string,
  change: (item: ItemFacts) => Partial<ItemFacts>,
): Mutant<SimulatedBench> =>
  holdings(name, foundBy, (facts) => ({
    ...facts,
    items: facts.items.map((item) => ({ ...item, ...change(item) })),
  }));
