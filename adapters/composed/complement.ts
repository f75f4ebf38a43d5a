/**
 * What a live part adds to a system that tells itself how its copies stand: only copies that look as if they were in their place,
 * and of which the system cannot tell whether they travel or wait for a reader, are asked for.
 */
import type { CopyRef, CopyState, HoldingFacts, ItemFacts, ItemLimitation, ItemStatus } from '#domain/facts.ts';
import { parseId } from '#domain/ids.ts';
import { isSomewhere } from '#domain/item-status.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { CopySource, ItemSource, LiveItem, Slot } from '../adapter.ts';
import { createBarcodeWatch } from './barcodes.ts';

/**
 * Milliseconds that the first answers wait for what the live part adds. They are true without it, only less precise: a live part
 * that hangs must not make a system late that has answered.
 */
const COMPLEMENT_WITHIN_MS = 1_000;

export interface ComplementOptions {
  /** Milliseconds to wait for the live part; the usual where not said. */
  readonly withinMs?: number;
}

/** The part of a copy that decides whether there is something to ask. */
type Told = Pick<CopyState, 'status' | 'limitations'>;
type Asked = CopyRef & { readonly barcode: string };

/** The states that a limitation says may be true. */
const HIDDEN_STATUSES: readonly ItemStatus[] = ['IN_TRANSIT', 'ON_HOLD_SHELF'];

/** An item source with what a live part tells besides. */
export function complementItems(items: ItemSource, live: CopySource, options: ComplementOptions = {}): ItemSource {
  const ask = createAsk(live, options);
  return {
    ...(items.isLarge === undefined ? {} : { isLarge: (holding) => items.isLarge?.(holding) ?? false }),
    ...(items.needsHolding === undefined ? {} : { needsHolding: items.needsHolding }),
    async findAvailability(holdings, signal, onSlot) {
      // What the system itself says counts as soon as it is there.
      const slots = await items.findAvailability(holdings, signal, onSlot);
      for (const [index, slot] of slots.entries()) onSlot?.(index, slot);
      const wanted = slots.flatMap((slot, index) =>
        hasFacts(slot) ? slot.items.flatMap(toRef(holdings[index]?.id)) : [],
      );
      return ask(wanted, signal, (answers, last) => {
        const mended = slots.map((slot) => (hasFacts(slot) ? mend(slot, answers) : slot));
        if (!last) tellChanged(slots, mended, onSlot);
        return mended;
      });
    },
    async findItems(ids, signal) {
      const slots = await items.findItems(ids, signal);
      const wanted = slots.flatMap((slot) => (hasItem(slot) ? toRef(slot.recordLocalId)(slot.item) : []));
      return ask(wanted, signal, (answers) =>
        slots.map((slot) => (hasItem(slot) ? { ...slot, item: mendItem(slot.item, answers) } : slot)),
      );
    },
  };
}

/** The same for a main part that tells of single copies. */
export function complementCopies(copies: CopySource, live: CopySource, options: ComplementOptions = {}): CopySource {
  const ask = createAsk(live, options);
  return {
    by: copies.by,
    async findCopies(wanted, signal, onSlot) {
      const slots = await copies.findCopies(wanted, signal, onSlot);
      for (const [index, slot] of slots.entries()) onSlot?.(index, slot);
      const doubtful = wanted.flatMap((copy, index): readonly Asked[] => {
        const slot = slots[index] ?? null;
        const { barcode } = copy;
        return slot === null || isMerciaError(slot) || barcode === null || !isDoubtful(slot)
          ? []
          : [{ ...copy, barcode }];
      });
      return ask(doubtful, signal, (answers, last) => {
        const mended = slots.map((slot, index) => {
          const answer = answers.get(wanted[index]?.barcode ?? '');
          return slot === null || isMerciaError(slot) || answer === undefined
            ? slot
            : { ...slot, ...mendTold(slot, answer) };
        });
        if (!last) tellChanged(slots, mended, onSlot);
        return mended;
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
  { withinMs = COMPLEMENT_WITHIN_MS }: ComplementOptions,
): <Result>(wanted: readonly Asked[], signal: AbortSignal, use: Use<Result>) => Promise<Result> {
  const barcodes = createBarcodeWatch();
  return async (wanted, signal, use) => {
    const answers = new Map<string, CopyState>();
    barcodes.see(wanted);
    const asked = [...new Map(wanted.map((copy) => [copy.localId, copy])).values()].filter(
      ({ barcode }) => !barcodes.isDoubtful(barcode),
    );
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

function tellChanged<T>(before: readonly T[], after: readonly T[], onSlot: OnSlotOf<T> | undefined): void {
  if (onSlot === undefined) return;
  for (const [index, slot] of after.entries()) if (slot !== before[index]) onSlot(index, slot);
}

type OnSlotOf<S> = (index: number, slot: S) => void;

function hasFacts(slot: Slot<HoldingFacts | null>): slot is HoldingFacts {
  return slot !== null && !isMerciaError(slot);
}

function hasItem(slot: Slot<LiveItem | null>): slot is LiveItem {
  return slot !== null && !isMerciaError(slot);
}

/** A copy that stands in its place, unless what its system does not tell is true. */
function isDoubtful({ status, limitations }: Told): boolean {
  return status === 'AVAILABLE' && limitations.length > 0;
}

function toRef(record: string | undefined): (item: ItemFacts) => readonly Asked[] {
  return (item) => {
    const { id, barcode } = item;
    const localId = parseId(id, 'item')?.local;
    if (localId === undefined || barcode === null || !isDoubtful(item)) return [];
    return [{ localId, barcode, recordLocalId: record ?? '' }];
  };
}

/** The same object where nothing is added. */
function mend(facts: HoldingFacts, answers: Answers): HoldingFacts {
  const items = facts.items.map((item) => mendItem(item, answers));
  return items.every((item, index) => item === facts.items[index]) ? facts : { ...facts, items };
}

function mendItem(item: ItemFacts, answers: Answers): ItemFacts {
  const answer = item.barcode === null || !isDoubtful(item) ? undefined : answers.get(item.barcode);
  if (answer === undefined) return item;
  const told = mendTold(item, answer);
  if (told === item) return item;
  const mended = { ...item, ...told };
  return isSomewhere(mended.status) ? mended : { ...mended, currentLocation: null };
}

/**
 * What the live part tells of a copy that looked in its place: that it travels or waits for a reader takes the place of that; that it
 * is in takes away what the live part can tell itself. Anything else leaves the doubt: the system itself knows it better.
 */
function mendTold<Copy extends Told & Pick<CopyState, 'statusAtSource'>>(
  copy: Copy,
  live: CopyState,
): Partial<Copy> | Copy {
  if (!isDoubtful(copy) || live.reason !== null) return copy;
  if (HIDDEN_STATUSES.includes(live.status)) {
    const { status, limitations, statusAtSource } = live;
    return { ...copy, status, limitations, statusAtSource };
  }
  if (live.status !== 'AVAILABLE') return copy;
  const limitations = copy.limitations.filter((each: ItemLimitation) => live.limitations.includes(each));
  return { ...copy, limitations };
}
