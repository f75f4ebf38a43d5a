/** An adapter that is another in one respect, and itself in all others. */
import type { LmsAdapter, Slot } from '#contract/adapter.ts';
import type { Due, HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { PatronBench } from '../readers/bench.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';

type Part = 'items' | 'harvest' | 'patrons' | 'writes' | 'policies';
type Source<P extends Part> = NonNullable<LmsAdapter[P]>;

/** An adapter with another such part; one without it stays as it is. */
export function withPart<P extends Part>(
  adapter: LmsAdapter,
  part: P,
  change: (source: Source<P>) => Partial<Source<P>>,
): LmsAdapter {
  const source = adapter[part] as Source<P> | undefined;
  if (source === undefined) return adapter;
  return overriding(adapter, { [part]: overriding<Source<P>>(source, change(source)) });
}

/** Makes mutants that are wrong in one part, at a fault or, if none is given, always. */
function wrongIn<Bench, P extends Part>(part: P) {
  return (
    { fault = null, ...about }: Omit<Mutant<Bench>, 'alter' | 'fault'> & { readonly fault?: string | null },
    change: (source: Source<P>, acted: () => void, bench: () => Bench, adapter: LmsAdapter) => Partial<Source<P>>,
  ): Mutant<Bench> => ({
    ...about,
    fault,
    alter: (adapter, bench, acted) => withPart(adapter, part, (source) => change(source, acted, bench, adapter)),
  });
}

export const inItems = wrongIn<SimulatedBench, 'items'>('items');
export const inHarvest = wrongIn<SimulatedBench, 'harvest'>('harvest');
export const inPolicies = wrongIn<SimulatedBench, 'policies'>('policies');
export const inPatrons = wrongIn<PatronBench, 'patrons'>('patrons');
export const inWrites = wrongIn<PatronBench, 'writes'>('writes');

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
): Mutant<SimulatedBench> =>
  inItems({ name, foundBy }, (items, acted) => ({
    async findAvailability(asked, signal) {
      acted();
      return change(await items.findAvailability(asked, signal), asked);
    },
  }));

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
