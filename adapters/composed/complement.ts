/**
 * What a live part adds to a system that tells itself how its copies stand: only copies of which that leaves something open are asked
 * for. Such a copy looks as if it were in its place, though it may travel or wait for a reader; or it is lent, nobody says until when;
 * or the system has no word for how it stands.
 */
import type { CopyRef, CopyState, HoldingFacts, ItemFacts, ItemLimitation, ItemStatus } from '#domain/facts.ts';
import { parseId, recordOfHolding } from '#domain/ids.ts';
import { isSomewhere, mayBeOnLoan } from '#domain/item-status.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { CopySource, ItemSource, Slot } from '#contract/adapter.ts';
import { createBarcodeWatch } from './barcodes.ts';
import { createPace } from './pace.ts';

/**
 * Milliseconds that the first answers wait for what the live part adds. They are true without it, only less precise: a live part
 * that hangs must not make a system late that has answered.
 */
const COMPLEMENT_WITHIN_MS = 1_000;

/** The part of a copy that decides whether there is something to ask, and that the answer may change. */
type Told = Pick<CopyState, 'status' | 'limitations' | 'statusAtSource' | 'statusRule' | 'due' | 'reason'>;
type Asked = CopyRef & { readonly barcode: string };
/** A copy that the system told of, and whether something is left to ask. */
interface Known {
  readonly copy: Asked;
  readonly isOpen: boolean;
}

/** The states that a limitation says may be true. */
const HIDDEN_STATUSES: readonly ItemStatus[] = ['IN_TRANSIT', 'ON_HOLD_SHELF'];
const LENT: readonly ItemStatus[] = ['ON_LOAN', 'IN_USE_ON_SITE'];

/** An item source with what a live part tells besides. */
export function complementItems(items: ItemSource, live: CopySource, withinMs?: number): ItemSource {
  const ask = createAsk(live, withinMs);
  return {
    ...(items.isLarge === undefined ? {} : { isLarge: (holding) => items.isLarge?.(holding) ?? false }),
    ...(items.needsHolding === undefined ? {} : { needsHolding: items.needsHolding }),
    async findAvailability(holdings, signal, onSlot) {
      // What the system itself says counts as soon as it is there.
      const slots = await items.findAvailability(holdings, signal, onSlot);
      for (const [index, slot] of slots.entries()) onSlot?.(index, slot);
      const known = slots.flatMap((slot, index) =>
        isTold(slot) ? slot.items.flatMap(toKnown(recordOfHolding(holdings[index]?.id ?? ''))) : [],
      );
      const now = [...slots];
      const pace = createPace(
        (index) => onSlot?.(index, now[index] ?? null),
        (index) => copiesIn(now[index] ?? null),
        signal,
      );
      try {
        return await ask(known, signal, (answers, last) => {
          const changed = mendAll(now, (slot) => mend(slot, answers));
          if (!last) for (const index of changed) pace.tell(index);
          return now;
        });
      } finally {
        pace.end();
      }
    },
    async findItems(ids, signal) {
      const slots = await items.findItems(ids, signal);
      const known = slots.flatMap((slot) => (isTold(slot) ? toKnown(slot.recordLocalId)(slot.item) : []));
      return ask(known, signal, (answers) =>
        slots.map((slot) => (isTold(slot) ? { ...slot, item: mendItem(slot.item, answers) } : slot)),
      );
    },
  };
}

/** The same for a main part that tells of single copies. */
export function complementCopies(copies: CopySource, live: CopySource): CopySource {
  const ask = createAsk(live);
  return {
    by: copies.by,
    comparable: copies.comparable,
    async findCopies(wanted, signal, onSlot) {
      const slots = await copies.findCopies(wanted, signal, onSlot);
      for (const [index, slot] of slots.entries()) onSlot?.(index, slot);
      const known = wanted.flatMap((copy, index): readonly Known[] => {
        const slot = slots[index] ?? null;
        const { barcode } = copy;
        return barcode === null ? [] : [{ copy: { ...copy, barcode }, isOpen: isTold(slot) && leavesOpen(slot) }];
      });
      const now = [...slots];
      return ask(known, signal, (answers, last) => {
        const changed = mendAll(now, (slot, index) => {
          const answer = answers.get(wanted[index]?.barcode ?? '');
          return answer === undefined ? slot : mendTold(slot, answer);
        });
        if (!last) for (const index of changed) onSlot?.(index, now[index] ?? null);
        return now;
      });
    },
  };
}

/** Live answers by barcode. */
type Answers = ReadonlyMap<string, CopyState>;

/** `use` makes the result of what was answered; `last` is false for an answer that more may follow. */
type Use<Result> = (answers: Answers, last: boolean) => Result;

function createAsk(
  live: CopySource,
  withinMs = COMPLEMENT_WITHIN_MS,
): <Result>(known: readonly Known[], signal: AbortSignal, use: Use<Result>) => Promise<Result> {
  const barcodes = createBarcodeWatch(live);
  return async (known, signal, use) => {
    const answers = new Map<string, CopyState>();
    barcodes.see(known.map(({ copy }) => copy));
    const open = known.filter(({ copy, isOpen }) => isOpen && !barcodes.isDoubtful(copy.barcode));
    const asked = [...new Map(open.map(({ copy }) => [copy.localId, copy])).values()];
    if (asked.length === 0) return use(answers, true);
    const take = (place: number, slot: Slot<CopyState | null> | undefined): void => {
      const copy = asked[place];
      if (copy === undefined || slot === undefined || slot === null || isMerciaError(slot)) return;
      answers.set(copy.barcode, slot);
    };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
    try {
      const slots = await live.findCopies(asked, limit, (place, slot) => {
        take(place, slot);
        use(answers, false);
      });
      for (const [place, slot] of slots.entries()) take(place, slot);
    } catch (error) {
      // The live part only adds: that it is down costs what it would have added, and each limitation stays.
      if (!isMerciaError(error)) throw error;
    }
    return use(answers, true);
  };
}

/** Mends each slot in its place; gives the places of those that are others now, so that none is told again for another's sake. */
function mendAll<Value>(
  slots: Slot<Value | null>[],
  mendSlot: (slot: Value, index: number) => Value,
): readonly number[] {
  return [...slots.entries()].flatMap(([index, slot]) => {
    if (!isTold(slot)) return [];
    const mended = mendSlot(slot, index);
    slots[index] = mended;
    return mended === slot ? [] : [index];
  });
}

function copiesIn(slot: Slot<HoldingFacts | null>): number {
  return isTold(slot) ? slot.items.length : 0;
}

function isTold<Value>(slot: Slot<Value | null>): slot is Value {
  return slot !== null && !isMerciaError(slot);
}

/** Whether the system itself leaves open how a copy stands, or until when it is lent. */
function leavesOpen({ status, limitations, due, reason }: Told): boolean {
  if (status === 'UNKNOWN') return reason?.code === 'NOT_SUPPORTED';
  return LENT.includes(status) ? due === null : status === 'AVAILABLE' && limitations.length > 0;
}

/** `record`: the system's own number, by which some live parts find a copy; null where it is not known. */
function toKnown(record: string | null): (item: ItemFacts) => readonly Known[] {
  return (item) => {
    const { id, barcode } = item;
    const localId = parseId(id, 'item')?.local;
    if (localId === undefined || barcode === null) return [];
    return [{ copy: { localId, barcode, recordLocalId: record ?? '' }, isOpen: leavesOpen(item) }];
  };
}

/** The same object where nothing is added. */
function mend(facts: HoldingFacts, answers: Answers): HoldingFacts {
  const items = facts.items.map((item) => mendItem(item, answers));
  return items.every((item, index) => item === facts.items[index]) ? facts : { ...facts, items };
}

function mendItem(item: ItemFacts, answers: Answers): ItemFacts {
  const answer = item.barcode === null ? undefined : answers.get(item.barcode);
  if (answer === undefined) return item;
  const mended = mendTold(item, answer);
  if (mended === item) return item;
  return isSomewhere(mended.status) ? mended : { ...mended, currentLocation: null };
}

/** What the live part tells of what was left open; the same object where that is nothing. Anything else leaves the copy as it was: the system itself knows it better. */
function mendTold<Copy extends Told>(copy: Copy, live: CopyState): Copy {
  if (!leavesOpen(copy) || live.reason !== null || live.status === 'UNKNOWN') return copy;
  const { status, limitations, statusAtSource, statusRule, due } = live;
  const asLive = { ...copy, status, limitations, statusAtSource, statusRule, due, reason: null };
  if (copy.status === 'UNKNOWN') return asLive;
  if (LENT.includes(copy.status)) {
    if (!mayBeOnLoan(status)) return copy;
    // What is lent may be lost as well.
    if (!LENT.includes(status)) return asLive;
    return due === null ? copy : { ...copy, due };
  }
  if (HIDDEN_STATUSES.includes(status)) return asLive;
  if (status !== 'AVAILABLE') return copy;
  const left = copy.limitations.filter((each: ItemLimitation) => limitations.includes(each));
  return left.length === copy.limitations.length ? copy : { ...copy, limitations: left };
}
