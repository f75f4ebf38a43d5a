/** Adapters that answer where nothing can be known: for each fault, each way to say "not available" without knowing it. */
import type { ItemSource, LmsAdapter, Slot } from '#contract/adapter.ts';
import { NOTHING_KNOWN_OF_ITEM, type HoldingFacts, type HoldingRef, type ItemFacts } from '#domain/facts.ts';
import { createId, type ItemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { inItems } from './overriding.ts';

type Lie = (adapter: LmsAdapter, holding: HoldingRef, error: unknown) => Slot<HoldingFacts | null>;

const now = () => new Date().toISOString();

function copyOf({ system }: LmsAdapter, { id }: HoldingRef, more: Partial<ItemFacts>): ItemFacts {
  return { ...NOTHING_KNOWN_OF_ITEM, id: createId(system.id, 'item', id.split(':').at(-1) ?? ''), ...more };
}

const factsWith = (items: readonly ItemFacts[], more: Partial<HoldingFacts> = {}): HoldingFacts => ({
  asOf: now(),
  items,
  holdQueue: null,
  limitation: null,
  ...more,
});

const NOT_AVAILABLE = 'copies that are not available';
const notAvailable: Lie = (adapter, holding) =>
  factsWith([copyOf(adapter, holding, { status: 'UNAVAILABLE', use: 'LOAN' })]);

/** Every way that a reader would be sent away by, or sent for nothing. */
const LIES: Readonly<Record<string, Lie>> = {
  [NOT_AVAILABLE]: notAvailable,
  'copies on loan': (adapter, holding) => factsWith([copyOf(adapter, holding, { status: 'ON_LOAN', use: 'LOAN' })]),
  'lost copies': (adapter, holding) => factsWith([copyOf(adapter, holding, { status: 'LOST', use: 'LOAN' })]),
  'copies in place': (adapter, holding) => factsWith([copyOf(adapter, holding, { status: 'AVAILABLE', use: 'LOAN' })]),
  'no copies': () => factsWith([]),
  'no such record': () => null,
  'copies of which it does not say why it does not know': (adapter, holding) =>
    factsWith([copyOf(adapter, holding, {})]),
  'a queue of nobody': (adapter, holding) =>
    factsWith(
      [copyOf(adapter, holding, { reason: { code: 'UNREACHABLE', message: 'Silent.', system: adapter.system.id } })],
      { holdQueue: 0 },
    ),
  'a system that cannot tell': ({ system }) =>
    new MerciaError('CAPABILITY_UNSUPPORTED', `[${system.id}] cannot tell how copies stand`, { system: system.id }),
  'an error that names no system': (_adapter, _holding, error) =>
    error instanceof MerciaError ? new MerciaError(error.code, 'something went wrong') : null,
};

/** The worst: for each fault, the adapter that says "not available" where it does not know. */
export function saysNotAvailable(faults: readonly string[]): readonly Mutant<SimulatedBench>[] {
  return faults.map((fault) => telling(NOT_AVAILABLE, notAvailable, fault));
}

function telling(what: string, lie: Lie, fault: string): Mutant<SimulatedBench> {
  return inItems({ name: `tells of ${what} at the fault: ${fault}`, fault }, (items, acted, bench, adapter) => ({
    findAvailability: (...asked) =>
      lieWhen(
        () => bench().faultNow() === fault,
        items,
        asked,
        (holding, error) => {
          acted();
          return lie(adapter, holding, error);
        },
      ),
  }));
}

/** One for each lie, and one that says of a copy asked for by its id that it is gone. */
export function liveLies(faults: readonly string[]): readonly Mutant<SimulatedBench>[] {
  return faults.flatMap((fault): readonly Mutant<SimulatedBench>[] => [
    ...Object.entries(LIES).map(([what, lie]) => telling(what, lie, fault)),
    inItems({ name: `says of a copy that it is gone at the fault: ${fault}`, fault }, (items, acted, bench) => ({
      async findItems(ids: readonly ItemId[], signal: AbortSignal) {
        try {
          return await items.findItems(ids, signal);
        } catch (error) {
          if (bench().faultNow() !== fault) throw error;
          acted();
          return ids.map(() => null);
        }
      },
    })),
  ]);
}

async function lieWhen(
  isTime: () => boolean,
  items: ItemSource,
  asked: Parameters<ItemSource['findAvailability']>,
  lie: (holding: HoldingRef, error: unknown) => Slot<HoldingFacts | null>,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  const [holdings] = asked;
  try {
    const slots = await items.findAvailability(...asked);
    return slots.map((slot, index) => {
      const holding = holdings[index];
      return slot instanceof MerciaError && holding !== undefined && isTime() ? lie(holding, slot) : slot;
    });
  } catch (error) {
    if (!isTime()) throw error;
    const slots = holdings.map((holding) => lie(holding, error));
    // A lie that is an error is thrown as the whole call's, as an adapter would.
    const [first] = slots;
    if (first instanceof MerciaError) throw first;
    return slots;
  }
}
