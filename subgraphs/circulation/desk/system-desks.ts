/** One desk a system: what the router asks of it, gathered into as few calls as can be, and what becomes of the answers. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import type { ItemId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { ItemSource, LiveItem, LmsAdapter, Slot, SystemIdentity } from '#adapters/adapter.ts';
import { hasGaps } from '../availability.ts';
import { isUntold, toLiveItem } from '../item.ts';
import { toGoneFacts } from '../last-known/last-known.ts';
import type { HoldingAnswer, LastKnown } from '../last-known/last-known.ts';
import type { ItemModel } from '../models.ts';
import type { CallKind, CirculationObserver } from '../observer.ts';
import { createFreshAnswers } from './fresh-answers.ts';
import type { FreshAnswers } from './fresh-answers.ts';
import type { Place } from './gathering-queue.ts';
import { createQuestion } from './question.ts';
import type { Question, QuestionOptions } from './question.ts';

export interface SystemDesk {
  readonly system: SystemIdentity;
  /** Facts, not what is said of them: those that are told again as they were are held once, here and in last-known. */
  readonly availability: Question<HoldingRef, HoldingFacts>;
  /** Null where the system has no such copy, or shows it to nobody. */
  readonly items: Question<ItemId, ItemModel | null>;
  /** A write was done there: its copies are asked for anew, whatever it said of them before. */
  forget(): void;
}

export type SystemDesks = ReadonlyMap<SystemId, SystemDesk>;

export interface SystemDesksOptions {
  readonly region: Region;
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly lastKnown: LastKnown;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly observe?: CirculationObserver | undefined;
}

/** Milliseconds that the first question of a page waits for the others. */
const GATHER_MS = 2;
/** Of a system that the region file does not limit. */
const DEFAULT_LIMITS = { callTimeoutMs: 10_000, freshForMs: 0 };
/** Copies whose facts are held to be told again, over all systems: some 20 MB. */
const FRESH_COPIES = 20_000;

interface FreshFacts {
  readonly availability: FreshAnswers<HoldingFacts>;
  readonly items: FreshAnswers<ItemModel | null>;
}

export function createSystemDesks(options: SystemDesksOptions): SystemDesks {
  const limits = new Map(options.region.systems.map((system) => [system.id, system.limits]));
  const now = (): number => performance.now();
  const fresh: FreshFacts = {
    availability: createFreshAnswers({ maxSize: FRESH_COPIES, sizeOf: ({ items }) => 1 + items.length, now }),
    items: createFreshAnswers({ maxSize: FRESH_COPIES, sizeOf: () => 1, now }),
  };
  return new Map(
    Array.from(options.adapters, ([id, adapter]) => [
      id,
      createDesk(adapter, { ...options, fresh, now, ...(limits.get(id) ?? DEFAULT_LIMITS) }),
    ]),
  );
}

interface DeskOptions extends SystemDesksOptions {
  readonly fresh: FreshFacts;
  readonly now: () => number;
  readonly callTimeoutMs: number;
  readonly freshForMs: number;
}

function createDesk({ system, items }: LmsAdapter, options: DeskOptions): SystemDesk {
  if (items === undefined) return { system, availability: cannotTell, items: cannotTell, forget: () => undefined };
  const questions = {
    availability: createQuestion({
      ...commonOptions(system.id, 'availability', options),
      fresh: options.fresh.availability,
      nameOf: nameHolding,
      isAlone: items.isLarge?.bind(items),
      ask: (holdings, signal) => askHoldings(system.id, items, holdings, signal, options),
    }),
    items: createQuestion({
      ...commonOptions(system.id, 'items', options),
      fresh: options.fresh.items,
      nameOf: (id: ItemId) => id,
      ask: (ids, signal) => askItems(system.id, items, ids, signal, options),
    }),
  };
  return {
    system,
    availability: questions.availability.ask,
    items: questions.items.ask,
    forget() {
      questions.availability.forget();
      questions.items.forget();
    },
  };
}

const CANNOT_TELL: Place<never> = {
  call: {
    answers: Promise.resolve([
      new MerciaError('CAPABILITY_UNSUPPORTED', 'This system has no means to tell how its copies stand.'),
    ]),
  },
  slot: 0,
};

/** What its harvest said of the copies is all there is. */
function cannotTell(): Place<never> {
  return CANNOT_TELL;
}

/** A holding that was harvested again between two questions is found by other keys: those are two questions. */
function nameHolding({ id, liveKeys }: HoldingRef): string {
  return `${id}\n${liveKeys.join('\n')}`;
}

type CommonOptions = Pick<
  QuestionOptions<never, never>,
  'gatherMs' | 'callTimeoutMs' | 'freshForMs' | 'now' | 'onFault' | 'onCallEnd'
>;

function commonOptions(
  system: SystemId,
  kind: CallKind,
  { callTimeoutMs, freshForMs, now, logger, observe }: DeskOptions,
): CommonOptions {
  return {
    gatherMs: GATHER_MS,
    callTimeoutMs,
    freshForMs,
    now,
    onFault(err) {
      logger.error({ err, system }, 'An adapter broke its contract');
    },
    onCallEnd: (outcome, elapsedMs) => observe?.call(system, kind, outcome, elapsedMs),
  };
}

async function askHoldings(
  system: SystemId,
  items: ItemSource,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
  { lastKnown, clock }: DeskOptions,
): Promise<readonly Slot<HoldingFacts>[]> {
  const slots = inOrder(holdings, await items.findAvailability(holdings, signal));
  const goneAt = new Date(clock()).toISOString();
  const kept = slots.map((slot, index) => toKept(holdings[index], slot, goneAt));
  const held = lastKnown
    .keepAvailability(
      system,
      kept.filter((answer) => answer !== null),
    )
    .values();
  return slots.map((slot, index) => {
    const facts = slot ?? toGoneFacts(goneAt);
    return kept[index] === null ? facts : (held.next().value ?? facts);
  });
}

async function askItems(
  system: SystemId,
  items: ItemSource,
  ids: readonly ItemId[],
  signal: AbortSignal,
  { lastKnown }: DeskOptions,
): Promise<readonly Slot<ItemModel | null>[]> {
  const slots = inOrder(ids, await items.findItems(ids, signal));
  lastKnown.keepItems(system, slots.filter(isKeptItem));
  return slots.map((slot) => (slot === null || isMerciaError(slot) ? slot : toLiveItem(slot)));
}

/** Slots are told apart by their place alone: one too few, and every fact could be another holding's. */
function inOrder<T>(keys: readonly unknown[], slots: readonly T[]): readonly T[] {
  if (slots.length === keys.length) return slots;
  throw new Error(`${keys.length} keys were asked and ${slots.length} slots came back.`);
}

/** An answer with a copy that could not be told this time does not take the place of one that was whole. */
function toKept(
  holding: HoldingRef | undefined,
  slot: Slot<HoldingFacts | null>,
  goneAt: string,
): HoldingAnswer | null {
  if (holding === undefined || isMerciaError(slot)) return null;
  if (slot === null) return { holding: holding.id, asOf: goneAt, facts: null };
  return hasGaps(slot) ? null : { holding: holding.id, asOf: slot.asOf, facts: slot };
}

function isKeptItem(slot: LiveItem | MerciaError | null): slot is LiveItem {
  return slot !== null && !isMerciaError(slot) && !isUntold(slot.item);
}
