/** Live items of a system whose live part knows single copies only: they are found by what harvest wrote into the live keys. */
import type { CopyRef, CopyState, HoldingFacts, HoldingRef, Reason } from '#domain/facts.ts';
import { sayDay } from '#domain/say-day.ts';
import { sharedBarcodesIn } from '#domain/shared-barcodes.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { CopySource, ItemSource, OnSlot, Slot } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createBarcodeWatch, type BarcodeWatch } from './barcodes.ts';
import { toBareItem, toItemFacts, type ComposedNames, type CopyAnswer } from './item-facts.ts';
import { readComposedKeys, type ListedCopies, type ListedCopy } from './live-keys.ts';
import { createPace } from './pace.ts';
import { isLarge, tooManyCopies, LIVE_COPIES_MAX } from '../shared/live-keys.ts';

export interface ComposedItemsOptions {
  readonly system: SystemConfig;
  readonly names: ComposedNames;
  readonly source: CopySource;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type HoldingSlot = Slot<HoldingFacts | null>;
/** What is asked of a holding, or the error that is its answer. */
type WantedSlot = Slot<Wanted>;

interface Context extends ComposedItemsOptions {
  readonly barcodes: BarcodeWatch;
  /** Of a copy whose answer may still come. One for all: each answer that comes looks at all copies of its holding. */
  readonly notYet: MerciaError;
}

/** The item source of a list of copies and a {@link CopySource}. */
export function createComposedItems(options: ComposedItemsOptions): ItemSource {
  const { system } = options;
  const notYet = lmsError(system.id, 'LMS_TIMEOUT', 'live items: not answered yet');
  const context: Context = { ...options, barcodes: createBarcodeWatch(options.source), notYet };
  return {
    isLarge,
    needsHolding: true,
    findAvailability: (holdings, signal, onSlot) => findAvailability(context, holdings, signal, onSlot),
    findItems(ids) {
      const what = 'live items: a copy is asked for with its holding here';
      return Promise.resolve(ids.map(() => lmsError(system.id, 'CAPABILITY_UNSUPPORTED', what)));
    },
  };
}

/** What is asked of one holding. */
interface Wanted {
  readonly list: ListedCopies;
  /** Its copies that are this library's by the region file of now. */
  readonly copies: readonly ListedCopy[];
  /** Ids of copies whose barcode another copy bears, too, as far as the index knows. */
  readonly shared: ReadonlySet<string>;
}

async function findAvailability(
  context: Context,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
  onSlot: OnSlot<HoldingFacts | null> | undefined,
): Promise<readonly HoldingSlot[]> {
  const wanted = holdings.map((holding) => toWanted(context, holding));
  const known = wanted.filter(isWanted);
  context.barcodes.see(known.flatMap(({ copies }) => copies));
  const copies = known.flatMap((each) => each.copies.filter((copy) => canAsk(context, each, copy) === null));
  const asked = [...new Map(copies.map(toNamed(known))).values()];
  const places = new Map(asked.map(({ localId }, place) => [localId, place]));
  const holders = holdersOf(wanted, places);
  const answers: (Slot<CopyState | null> | undefined)[] = [];
  const slotOf = (each: WantedSlot): HoldingSlot =>
    isWanted(each) ? toSlot(context, each, (copy) => answers[places.get(copy.localId) ?? -1]) : each;

  if (asked.length === 0) return wanted.map(slotOf);
  const pace = createPace(
    (holding) => onSlot?.(holding, slotOf(wanted[holding] as Wanted)),
    (holding) => copiesIn(wanted[holding] as Wanted),
    signal,
  );
  const onCopy: OnSlot<CopyState | null> = (place, answer) => {
    answers[place] = answer;
    if (onSlot === undefined || isMerciaError(answer)) return;
    for (const holding of holders[place] ?? []) pace.tell(holding);
  };
  try {
    const all = await context.source.findCopies(asked, signal, onCopy);
    if (all.length !== asked.length)
      throw new Error(`${asked.length} copies were asked and ${all.length} answers came.`);
    for (const [place, answer] of all.entries()) answers[place] = answer;
    return wanted.map(slotOf);
  } finally {
    pace.end();
  }
}

/** Those of which a slot tells. */
function copiesIn({ copies, list: { beyond } }: Wanted): number {
  return copies.length + beyond.length;
}

/** Each copy once, as its source is asked for it. */
function toNamed(wanted: readonly Wanted[]): (copy: ListedCopy) => readonly [string, CopyRef] {
  const records = new Map(
    wanted.flatMap(({ list, copies }) => copies.map(({ localId }) => [localId, list.record] as const)),
  );
  return ({ localId, barcode }) => [localId, { localId, barcode, recordLocalId: records.get(localId) ?? '' }];
}

/** The holdings that each copy is one of, by the place at which it is asked. */
function holdersOf(wanted: readonly WantedSlot[], places: ReadonlyMap<string, number>): readonly (readonly number[])[] {
  const holders: number[][] = Array.from(places, () => []);
  for (const [holding, each] of wanted.entries()) {
    if (!isWanted(each)) continue;
    for (const { localId } of each.copies) holders[places.get(localId) ?? -1]?.push(holding);
  }
  return holders;
}

function isWanted(each: WantedSlot): each is Wanted {
  return !isMerciaError(each);
}

/** What a holding's keys ask for, or the error that is its answer. */
function toWanted({ system }: Context, { liveKeys }: HoldingRef): WantedSlot {
  const list = readComposedKeys(liveKeys);
  if (list === null) {
    const what = "live items: a holding's live keys are not of this adapter; harvest the system again";
    return lmsError(system.id, 'BAD_USER_INPUT', what);
  }
  const codes = new Set(system.owners.filter(({ library }) => library === list.library).map(({ code }) => code));
  if (codes.size === 0) {
    const what = `the region file gives library ${list.library} no code of this system; add its owner codes`;
    return lmsError(system.id, 'CONFIG_INVALID', `live items: ${what}`);
  }
  if (list.total > LIVE_COPIES_MAX) return tooManyCopies(system.id, list.record, list.total);
  const copies = list.copies.filter(({ ownerCode }) => codes.has(ownerCode));
  if (copies.length > 0) return { list, copies, shared: sharedBarcodesIn(liveKeys) };
  // Nothing is asked, so nothing is said: that there are none now is more than an old list can tell.
  const what = 'the list of copies has none of this holding';
  const publicMessage = `The list of copies of ${system.name} has none of this title, so there is none to ask for; ask the library.`;
  return new MerciaError('CAPABILITY_UNSUPPORTED', `[${system.id}] live items: ${what}`, {
    system: system.id,
    publicMessage,
  });
}

/** Why a copy cannot be asked for; null if it can. */
function canAsk(
  { source, barcodes }: Context,
  { shared }: Wanted,
  { localId, barcode }: ListedCopy,
): 'NO_BARCODE' | 'SHARED_BARCODE' | null {
  if (source.by === 'id') return null;
  if (barcode === null) return 'NO_BARCODE';
  return shared.has(localId) || barcodes.isDoubtful(barcode) ? 'SHARED_BARCODE' : null;
}

/**
 * The facts of a holding, as far as its copies are answered. Where nothing at all was answered the first error is the slot's:
 * then everything is last known, and nothing is called live.
 */
function toSlot(
  context: Context,
  wanted: Wanted,
  answerOf: (copy: ListedCopy) => Slot<CopyState | null> | undefined,
): HoldingSlot {
  const { system, names, now, notYet } = context;
  const { list, copies } = wanted;
  const given = copies.map((copy): CopyAnswer => {
    const answer = canAsk(context, wanted, copy) ?? answerOf(copy);
    // Null is an answer: the live part knows no such copy.
    return answer === undefined ? notYet : answer;
  });
  const states = given.filter(isState);
  const failed = given.find((answer) => isMerciaError(answer));
  if (states.length === 0 && !given.includes(null)) {
    return failed ?? noneToAskFor(context);
  }
  const listedOn = list.listedAt === null ? null : dayIn(list.listedAt, system.timeZone);
  const queues = states.flatMap(({ holdQueue }) => holdQueue ?? []);
  return {
    // As old as the oldest of what was answered.
    asOf: states.map(({ asOf }) => asOf).reduce((a, b) => (a < b ? a : b), new Date(now()).toISOString()),
    items: [
      ...copies.map((copy, place) => toItemFacts(names, copy, given[place] ?? null, listedOn)),
      ...list.beyond.map((localId) => toBareItem(names, localId)),
    ],
    holdQueue: queues.length === 0 ? null : Math.max(...queues),
    limitation: limitationOf(names, listedOn),
  };
}

/** Of this title alone: its system can be asked about others. */
function noneToAskFor({ system, names: { liveTitle } }: Context): MerciaError {
  const what = 'no copy of this holding has a barcode of its own, by which it could be asked for';
  const publicMessage = `No copy of this title has a barcode of its own by which ${liveTitle} of ${system.name} could be asked; ask the library.`;
  return new MerciaError('CAPABILITY_UNSUPPORTED', `[${system.id}] live items: ${what}`, {
    system: system.id,
    publicMessage,
  });
}

function isState(answer: CopyAnswer): answer is CopyState {
  return answer !== null && typeof answer === 'object' && !isMerciaError(answer);
}

/** Which copies there are is as old as their list, however new the word on each. */
function limitationOf(names: ComposedNames, listedOn: string | null): Reason {
  const day = listedOn === null ? 'a day that is not known' : sayDay(listedOn);
  const message = `Copies as listed on ${day}: what came or went since is not seen.`;
  return { code: 'NOT_SUPPORTED', message, system: names.system.id };
}

/** The day of a moment where the library is; null for what is no moment. */
function dayIn(at: string, timeZone: string): string | null {
  const instant = Date.parse(at);
  return Number.isNaN(instant) ? null : toWallTime(instant, timeZone).day;
}
