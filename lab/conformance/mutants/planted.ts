/**
 * Adapters with the faults that were planted in a new one by hand, and stayed green. Each names the check that finds it, so that a hunt
 * takes no longer than that check.
 */
import type { LmsAdapter } from '#contract/adapter.ts';
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import { LIVE_KEYS_VERSION, versionKey } from '#adapters/shared/live-keys.ts';
import { NOTHING_KNOWN_OF_ITEM, type HoldingFacts, type HoldingRef, type ItemFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { harvestFully } from '../apply-harvest.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { PLANTED_IN_FIELDS } from './planted-fields.ts';
import { ignoring, never, PLANTED_IN_HARVEST } from './planted-harvest.ts';
import { answers, copies, holdings, inItems, inUtc, isFacts, withPart } from './overriding.ts';

type Planted = Mutant<SimulatedBench>;

const localOf = ({ id }: HoldingRef): string => id.split(':').slice(2).join(':');

export const PLANTED: readonly Planted[] = [
  copies('never tells when a loan is due', 'tells on which day a loan is due', () => ({ due: null })),
  copies('tells days in UTC', 'tells on which day a loan is due', ({ due }) => ({ due: inUtc(due) })),
  copies('forgets the hour of a loan', 'tells on which day a loan is due', ({ due }) => ({
    due: due === null ? null : { ...due, at: null },
  })),
  copies('says AVAILABLE of a state that nobody mapped', 'says UNKNOWN of a state', ({ status }) =>
    status === 'UNKNOWN' ? { status: 'AVAILABLE' } : {},
  ),
  copies('says UNAVAILABLE of a state that nobody mapped', 'says UNKNOWN of a state', ({ status }) =>
    status === 'UNKNOWN' ? { status: 'UNAVAILABLE' } : {},
  ),
  copies('says of lost copies that they are in place', 'says of a lost copy', ({ status }) =>
    status === 'LOST' ? { status: 'AVAILABLE' } : {},
  ),
  copies('lends what is for the reading room', 'says of a copy for the reading room', () => ({ use: 'LOAN' })),
  copies('dates what it tells of copies by another site', 'takes no code, place or mark', () => ({
    permanentLocation: { code: 'X', name: null, siteCode: 'X9' },
  })),
  copies('tells another barcode', 'takes no code, place or mark', ({ id }) => ({ barcode: `0${id}` })),
  holdings('counts one more in the queue', 'counts who waits', (facts) => ({
    ...facts,
    holdQueue: facts.holdQueue === null ? null : facts.holdQueue + 1,
  })),
  holdings('reads the first 2,000 copies', 'tells every copy of a title that has thousands', (facts) => ({
    ...facts,
    items: facts.items.slice(0, 2_000),
  })),
  holdings('leaves out copies without a barcode', 'leaves out no copy', (facts) => ({
    ...facts,
    items: facts.items.filter(({ barcode }) => barcode !== null),
  })),
  holdings('dates its answers by yesterday', 'dates its facts by the moment', (facts) => ({
    ...facts,
    asOf: new Date(Date.parse(facts.asOf) - 86_400_000).toISOString(),
  })),
  {
    name: 'dates its answers by the moment when it was made',
    foundBy: 'dates every answer anew',
    fault: null,
    alter(adapter, _bench, acted) {
      // No whole second: a system may date its answers by those.
      const asOf = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 1).toISOString();
      return withPart(adapter, 'items', (items) => ({
        async findAvailability(asked, signal) {
          acted();
          const slots = await items.findAvailability(asked, signal);
          return slots.map((slot) => (isFacts(slot) ? { ...slot, asOf } : slot));
        },
      }));
    },
  },
  {
    name: 'shows what live keys have no room for',
    foundBy: 'shows none of many hidden copies',
    fault: null,
    alter: (adapter, _bench, acted) => showingHidden(adapter, acted, LIVE_KEYS_MAX),
  },
  holdings('leaves out copies of other titles', 'tells a copy into which another title is bound', (facts, holding) => ({
    ...facts,
    items: facts.items.filter(({ id }) => id.includes(`:${localOf(holding).split('@')[0]}:`)),
  })),
  inItems(
    {
      name: 'tells a copy to stand as another one with its barcode',
      foundBy: 'keeps two copies with one barcode apart',
    },
    (items, acted, _bench, adapter) => ({
      async findAvailability(asked, signal) {
        const slots = await items.findAvailability(asked, signal);
        acted();
        return slots.map((slot, place) => (isFacts(slot) ? slot : lentInstead(adapter, asked[place])));
      },
    }),
  ),
  answers('answers a large batch in another order', 'answers everything at once', (slots) =>
    slots.length > 10 ? slots.toReversed() : slots,
  ),
  answers('loses the end of a large batch', 'answers everything at once', (slots) => slots.slice(0, 20)),
  answers('lets a title that is gone cost its neighbours', 'lets a title that was deleted', (slots) =>
    slots.includes(null) ? slots.map(() => null) : slots,
  ),
  inItems(
    { name: 'shows copies of a title that is gone as they were', foundBy: 'lets a title that was deleted' },
    (items, acted) => remembering(items, acted),
  ),
  inItems({ name: 'shows deleted copies as they were', foundBy: 'shows no copy that was deleted' }, (items, acted) =>
    remembering(items, acted),
  ),
  {
    name: 'shows hidden copies live',
    foundBy: 'shows a hidden copy nowhere',
    fault: null,
    alter: (adapter, _bench, acted) => showingHidden(adapter, acted, 0),
  },
  inItems({ name: 'does not log in again', foundBy: 'logs in again' }, (items, acted, bench, adapter) => ({
    async findAvailability(...asked) {
      if (bench().faultNow() !== 'log-in ended') return items.findAvailability(...asked);
      acted();
      throw new MerciaError('LMS_AUTH_FAILED', `[${adapter.system.id}] live items: HTTP 401`);
    },
  })),
  inItems(
    {
      name: 'loses for how long a system wants to be left alone',
      foundBy: 'asks an overloaded system no more often',
      fault: 'overloaded',
    },
    (items, acted, _bench, adapter) => ({
      findAvailability: (...asked) =>
        items.findAvailability(...asked).catch((error: unknown) => {
          if (!(error instanceof MerciaError)) throw error;
          acted();
          throw new MerciaError(error.code, error.message, { system: adapter.system.id });
        }),
    }),
  ),
  inItems(
    {
      name: 'tells copies by their ids as if they were in their place',
      foundBy: 'gives every copy to its own library',
    },
    (items, acted) => ({
      async findItems(...asked) {
        const found = await items.findItems(...asked);
        acted();
        return found.map((one) =>
          one === null || one instanceof MerciaError ? one : { ...one, item: { ...one.item, status: 'AVAILABLE' } },
        );
      },
    }),
  ),
  inItems({ name: 'reads live keys of another layout', foundBy: 'refuses live keys of a layout' }, (items, acted) => ({
    findAvailability(asked, signal, onSlot) {
      acted();
      const own = (key: string): string => (key.startsWith('v:') ? versionKey(LIVE_KEYS_VERSION) : key);
      const read = asked.map((holding) => ({ ...holding, liveKeys: holding.liveKeys.map(own) }));
      return items.findAvailability(read, signal, onSlot);
    },
  })),
  inItems(
    {
      name: 'gives a copy to another library if it is asked for by its id',
      foundBy: 'gives every copy to its own library',
    },
    (items, acted) => ({
      async findItems(...asked) {
        const found = await items.findItems(...asked);
        acted();
        const [first] = found;
        const library = first === undefined || first === null || first instanceof MerciaError ? null : first.library;
        return found.map((one) => (one === null || one instanceof MerciaError ? one : { ...one, library }));
      },
    }),
  ),
  ignoring('copies by their ids', (adapter, _bench, acted) =>
    withPart(adapter, 'items', (items) => ({
      findItems(ids) {
        acted();
        return items.findItems(ids, never());
      },
    })),
  ),
  inItems({ name: 'names its password in an error', foundBy: 'lets no password' }, (items, acted, bench) => ({
    findAvailability: (...asked) =>
      items.findAvailability(...asked).catch((error: unknown) => {
        if (!(error instanceof MerciaError)) throw error;
        acted();
        throw new MerciaError(error.code, `${error.message} (${bench().system.secrets.join()})`);
      }),
  })),
  ...PLANTED_IN_FIELDS,
  ...PLANTED_IN_HARVEST,
];

function showingHidden(adapter: LmsAdapter, acted: () => void, behind: number): LmsAdapter {
  return withPart(adapter, 'items', (items) => ({
    async findAvailability(asked, signal) {
      const slots = await items.findAvailability(asked, signal);
      const index = adapter.harvest === undefined ? null : await harvestFully(adapter.harvest);
      acted();
      return slots.map((slot, place) => {
        const holding = asked[place];
        if (!isFacts(slot) || holding === undefined) return slot;
        const record = index?.described.get(localOf(holding).split('@')[0] ?? '');
        const hidden = (record?.items ?? []).filter(({ visibility }) => visibility !== 'PUBLIC').slice(behind);
        return { ...slot, items: [...slot.items, ...hidden.map(({ localId }) => inPlace(adapter, localId))] };
      });
    },
  }));
}

/** Copies that were told once are told again, though they are gone. */
function remembering(
  items: NonNullable<LmsAdapter['items']>,
  acted: () => void,
): Partial<NonNullable<LmsAdapter['items']>> {
  const known = new Map<string, HoldingFacts>();
  return {
    async findAvailability(asked, signal) {
      const slots = await items.findAvailability(asked, signal);
      return slots.map((slot, place) => {
        const id = asked[place]?.id ?? '';
        const before = known.get(id);
        if (before === undefined && isFacts(slot)) known.set(id, slot);
        if (before === undefined) return slot;
        acted();
        return before;
      });
    },
  };
}

function lentInstead(adapter: LmsAdapter, holding: HoldingRef | undefined): HoldingFacts | null {
  if (holding === undefined) return null;
  const item: ItemFacts = { ...inPlace(adapter, localOf(holding)), status: 'ON_LOAN' };
  return { asOf: new Date().toISOString(), items: [item], holdQueue: null, limitation: null };
}

function inPlace({ system }: LmsAdapter, localId: string): ItemFacts {
  return { ...NOTHING_KNOWN_OF_ITEM, id: createId(system.id, 'item', localId), status: 'AVAILABLE', use: 'LOAN' };
}
