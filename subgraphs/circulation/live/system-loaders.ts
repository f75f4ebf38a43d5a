/**
 * For each system, one loader of each kind of question, for the life of the process: what all requests want of the system
 * becomes as few calls of its adapter as possible, and every answer is kept as last known.
 */
import { liveFreshForMs } from '#domain/call-limits.ts';
import type { HoldingFacts, HoldingRef, LiveItem } from '#domain/facts.ts';
import { recordOfHolding, type ItemId, type SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { inSpan } from '#platform/traces.ts';
import type { ItemSource, LmsAdapter, OnSlot, Slot, SystemIdentity } from '#contract/adapter.ts';
import { hasGaps } from '../availability.ts';
import { createCallTimeout } from '../call-timeout.ts';
import { isUndetermined } from '../item.ts';
import { toGoneFacts, type LastKnown } from '../last-known/last-known.ts';
import type { CallKind, CirculationObserver } from '../observer.ts';
import { createAnswerCache, createBatchLoader } from './batch-loader.ts';
import type { AnswerCache, BatchLoaderOptions, Load } from './batch-loader.ts';
import { CANNOT_REPORT, findByHolding, findListed } from './items-by-holding.ts';
import type { Place } from './batch-queue.ts';
import { createTroubleLog } from '../answering.ts';

export interface SystemLoader {
  readonly system: SystemIdentity;
  // Both give facts, not yet what the graph says of them: unchanged facts are held once, here and in last-known.
  readonly availability: Load<HoldingRef, HoldingFacts>;
  /** Null if the system has no such copy, or does not show it to the public. */
  readonly items: Load<ItemId, LiveItem | null>;
  /** Something was written there: its copies are fetched again, whatever it said of them before. */
  forget(): void;
}

export type SystemLoaders = ReadonlyMap<SystemId, SystemLoader>;

export interface SystemLoadersOptions {
  readonly region: Region;
  /** By the system's id. A system that is missing here is answered for with UNKNOWN. */
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly lastKnown: LastKnown;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly observe?: CirculationObserver | undefined;
}

/** Milliseconds that the first question of a page waits for the others. */
const GATHER_MS = 2;
/** Copies whose facts are held to be used again, over all systems: some 20 MB. */
const CACHED_COPIES = 20_000;

interface Shared extends SystemLoadersOptions {
  readonly caches: {
    readonly availability: AnswerCache<HoldingFacts>;
    readonly items: AnswerCache<LiveItem | null>;
  };
  readonly optionsFor: (system: SystemId, kind: CallKind) => CommonOptions;
}

type CommonOptions = Pick<
  BatchLoaderOptions<never, never>,
  'gatherMs' | 'callTimeoutMs' | 'freshForMs' | 'now' | 'onFault' | 'onCallEnd'
>;

export function createSystemLoaders(options: SystemLoadersOptions): SystemLoaders {
  const { region, adapters, logger, observe } = options;
  const now = (): number => performance.now();
  const noteTrouble = createTroubleLog(logger, now);
  const callTimeout = createCallTimeout(region);
  const freshFor = new Map(region.systems.map((system) => [system.id, liveFreshForMs(system)]));
  const shared: Shared = {
    ...options,
    caches: {
      availability: createAnswerCache({ maxSize: CACHED_COPIES, sizeOf: ({ items }) => 1 + items.length, now }),
      items: createAnswerCache({ maxSize: CACHED_COPIES, sizeOf: () => 1, now }),
    },
    optionsFor: (system, kind) => ({
      gatherMs: GATHER_MS,
      callTimeoutMs: callTimeout(system),
      freshForMs: freshFor.get(system) ?? 0,
      now,
      onFault(err) {
        logger.error({ err, system }, 'An adapter broke its contract');
      },
      onCallEnd(outcome, elapsedMs, failure) {
        observe?.call(system, kind, outcome, elapsedMs, failure);
        noteTrouble(system, failure);
      },
    }),
  };
  return new Map(Array.from(adapters, ([id, adapter]) => [id, createSystemLoader(adapter, shared)]));
}

/** What a system behind an adapter server can do may change while it is used, so its `items` are looked at with each question. */
function createSystemLoader(adapter: LmsAdapter, shared: Shared): SystemLoader {
  const { system } = adapter;
  // One call is for several requests: its span is within that of the first.
  const asked = <T>(kind: CallKind, count: number, work: () => Promise<T>): Promise<T> =>
    inSpan('system.ask', { attributes: { system: system.id, kind, count } }, work);
  const options = shared.optionsFor(system.id, 'items');
  const byId = createBatchLoader<ItemId, LiveItem | null>({
    ...options,
    onCallEnd(...ended) {
      // The index alone is asked otherwise.
      if (adapter.items !== undefined) options.onCallEnd(...ended);
    },
    cache: shared.caches.items,
    nameOf: (id) => id,
    isWhole: (live) => live === null || !isUndetermined(live.item),
    ageOf: (live) => ageOf(live?.asOf ?? null, shared),
    ask: (ids, signal, tell) => {
      const { items } = adapter;
      return items === undefined
        ? findListed(ids, shared.lastKnown)
        : asked('items', ids.length, () => askItems({ ...shared, items, tell }, ids, signal));
    },
  });
  const isLarge = (holding: HoldingRef): boolean => adapter.items?.isLarge?.(holding) === true;
  const availability = createBatchLoader<HoldingRef, HoldingFacts>({
    ...shared.optionsFor(system.id, 'availability'),
    cache: shared.caches.availability,
    nameOf: nameHolding,
    // Its system reads a large title as a whole, whichever library's copies are wanted.
    ownCallOf: (holding) => (isLarge(holding) ? recordOfHolding(holding.id) : null),
    isWhole: (facts) => !hasGaps(facts),
    // A large title is as old as its first page, and costs so many calls that it is used from when the last one came.
    ageOf: ({ asOf }, holding) => (isLarge(holding) ? 0 : ageOf(asOf, shared)),
    ask: (holdings, signal, tell) => {
      const { items } = adapter;
      return items === undefined
        ? Promise.resolve(holdings.map(() => CANNOT_REPORT))
        : asked('availability', holdings.length, () => askHoldings({ ...shared, items, tell }, holdings, signal));
    },
  });
  return {
    system,
    // Copies of one that cannot tell of them are known from harvest alone.
    availability: (holding, receivedAt) =>
      adapter.items === undefined ? NOT_SUPPORTED : availability.load(holding, receivedAt),
    items: byId.load,
    forget() {
      availability.forget();
      byId.forget();
    },
  };
}

const NOT_SUPPORTED: Place<never> = {
  call: { came: () => undefined, answers: Promise.resolve([CANNOT_REPORT]) },
  slot: 0,
};

/** A holding that was harvested again between two questions is found by other keys: those are two questions. */
function nameHolding({ id, liveKeys }: HoldingRef): string {
  return `${id}\n${liveKeys.join('\n')}`;
}

/** Milliseconds since a moment; 0 where it is not known. */
function ageOf(asOf: string | null, { clock }: Shared): number {
  const at = asOf === null ? Number.NaN : Date.parse(asOf);
  return Number.isNaN(at) ? 0 : clock() - at;
}

async function askHoldings(
  { items, lastKnown, clock, tell }: Shared & { readonly items: ItemSource; readonly tell: OnSlot<HoldingFacts> },
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
): Promise<readonly Slot<HoldingFacts>[]> {
  const toFacts = (facts: HoldingFacts | null): HoldingFacts => facts ?? toGoneFacts(new Date(clock()).toISOString());
  // An answer in which a copy's status is missing does not replace a whole one.
  const keep = ({ id }: HoldingRef, facts: HoldingFacts, early?: 'early'): HoldingFacts =>
    hasGaps(facts) ? facts : lastKnown.keepAvailability(id, facts, early);
  /** What was told, and is not written yet. */
  const told = new Map<HoldingRef, HoldingFacts>();
  const keepTold = (): void => {
    for (const [holding, facts] of told) keep(holding, facts);
    told.clear();
  };
  signal.addEventListener('abort', keepTold, { once: true });
  try {
    const slots = await items.findAvailability(holdings, signal, (place, slot) => {
      const holding = holdings[place];
      if (holding === undefined || isMerciaError(slot)) return;
      // Kept at once: it may be shown before the call ends, and nothing older may be shown after that.
      const facts = keep(holding, toFacts(slot), signal.aborted ? undefined : 'early');
      if (!signal.aborted && !hasGaps(facts)) told.set(holding, facts);
      tell(place, facts);
    });
    return inOrder(holdings, slots, (holding, slot) => {
      if (isMerciaError(slot)) return slot;
      const facts = toFacts(slot);
      if (!hasGaps(facts)) told.delete(holding);
      return keep(holding, facts);
    });
  } finally {
    signal.removeEventListener('abort', keepTold);
    keepTold();
  }
}

async function askItems(
  { items, lastKnown, tell }: Shared & { readonly items: ItemSource; readonly tell: OnSlot<LiveItem | null> },
  ids: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  const isFoundByHolding = items.needsHolding === true && lastKnown.findHoldings !== undefined;
  const slots = isFoundByHolding
    ? await findByHolding(items, ids, signal, lastKnown, tell)
    : await items.findItems(ids, signal);
  return inOrder(ids, slots, (_id, slot) => {
    if (slot !== null && !isMerciaError(slot) && !isUndetermined(slot.item)) lastKnown.keepItem(slot);
    return slot;
  });
}

/** Slots are told apart by their place alone: with one too few, every fact could be another holding's. */
function inOrder<Key, From, To>(
  keys: readonly Key[],
  slots: readonly From[],
  toAnswer: (key: Key, slot: From) => To,
): readonly To[] {
  if (slots.length !== keys.length) {
    throw new Error(`${keys.length} keys were asked and ${slots.length} slots came back.`);
  }
  return keys.map((key, index) => toAnswer(key, slots[index] as From));
}
