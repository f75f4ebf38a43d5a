/** Koha → domain, pure: how copies stand. A code of Koha's goes no further than this, but for its own wording. */
import { NOTHING_KNOWN_OF_ITEM, descriptionOf } from '#domain/facts.ts';
import type { Due, HoldingFacts, ItemFacts, ItemLimitation, Place, Reason } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isSomewhere, limitationsOf, mayBeOnLoan } from '#domain/item-status.ts';
import { hasCode } from '../shared/codes.ts';
import type { CodeList } from './config.ts';
import type { KohaCopy } from './copy.ts';
import { dueOf } from './due.ts';
import type { KohaSite } from './site.ts';
import { stateOf } from './status.ts';
import { mayTravel, type CopyOnItsWay } from './transfers.ts';
import { copyVisibility } from './visibility.ts';
import type { OpenTransfer, WireCheckout, WireHold } from './wire.ts';

const STRINGS_FIELD: Readonly<
  Record<CodeList, 'withdrawn' | 'lost_status' | 'damaged_status' | 'not_for_loan_status' | 'restricted_status'>
> = {
  WITHDRAWN: 'withdrawn',
  LOST: 'lost_status',
  DAMAGED: 'damaged_status',
  NOT_LOAN: 'not_for_loan_status',
  RESTRICTED: 'restricted_status',
};

/** What Koha says of a copy outside its own row. */
export interface CopyContext extends CopyOnItsWay {
  /** Holds on the copy's record; null where they could not be read. */
  readonly holds: readonly WireHold[] | null;
  readonly checkout: WireCheckout | null;
  /** Holds that have caught a copy of the record without saying which. */
  readonly unplaced?: readonly WireHold[] | undefined;
}

/** What Koha says of a record's copies outside their own rows. */
export interface RecordContext extends Pick<CopyContext, 'holds' | 'unplaced'> {
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly limitation: Reason | null;
  /** Loans by item id; a copy that is not in it is due on its own date. */
  readonly checkouts: ReadonlyMap<number, WireCheckout>;
  /** Open transfers by item id, of those copies of which they are told. */
  readonly transfers?: ReadonlyMap<number, OpenTransfer>;
  /** Item ids of copies that were sent for a hold that is gone, and not seen since. */
  readonly underWay?: ReadonlySet<number>;
}

export function contextOfCopy(context: Omit<RecordContext, 'asOf' | 'limitation'>, itemId: number): CopyContext {
  const { holds, unplaced, checkouts, transfers, underWay } = context;
  return {
    holds,
    unplaced,
    checkout: checkouts.get(itemId) ?? null,
    transfer: transfers?.get(itemId),
    isUnderWay: underWay?.has(itemId) ?? false,
  };
}

/** How those of a record's copies stand that the public may see and that have one of these branches as their home. */
export function toHoldingFacts(
  site: KohaSite,
  copies: readonly KohaCopy[],
  owners: ReadonlySet<string>,
  recordContext: RecordContext,
): HoldingFacts {
  const { asOf, holds, limitation } = recordContext;
  const own = copies.filter(
    (copy) => copy.home !== null && owners.has(site.branchOf(copy.home)) && isPublic(site, copy),
  );
  return {
    asOf,
    items: own.map((copy) => toItemFacts(site, copy, contextOfCopy(recordContext, copy.itemId))),
    holdQueue: holds === null ? null : holds.filter((hold) => hold.status === null).length,
    limitation,
  };
}

/** The same now: a copy that names no branch may belong to each library that has the record, which counts it as unknown. */
export function toLiveHoldingFacts(
  site: KohaSite,
  copies: readonly KohaCopy[],
  owners: ReadonlySet<string>,
  recordContext: RecordContext,
): HoldingFacts {
  const facts = toHoldingFacts(site, copies, owners, recordContext);
  const nobodys = copies.filter((copy) => copy.home === null && isPublic(site, copy));
  if (nobodys.length === 0) return facts;
  return { ...facts, items: [...facts.items, ...nobodys.map((copy) => ownerNotTold(site, copy))] };
}

function ownerNotTold({ system }: KohaSite, copy: KohaCopy): ItemFacts {
  return {
    ...NOTHING_KNOWN_OF_ITEM,
    ...descriptionOf(copy),
    id: createId(system.id, 'item', String(copy.itemId)),
    reason: {
      code: 'BAD_ANSWER',
      message: 'The system does not say which library this copy belongs to',
      system: system.id,
    },
  };
}

export function isPublic(site: KohaSite, copy: KohaCopy): boolean {
  return copyVisibility(copy, site.settings) === 'PUBLIC';
}

export function toItemFacts(site: KohaSite, copy: KohaCopy, context: CopyContext): ItemFacts {
  const { settings } = site;
  const state = stateOf(
    copy,
    {
      holdStatus: holdStatusOf(copy, context.holds),
      onsiteLoan: context.checkout?.onsite_checkout ?? false,
      isSent: context.transfer === 'SENT',
    },
    settings,
    site.onUnmapped,
  );
  const atSource =
    state.list === null
      ? state.label
      : (copy.words?.[STRINGS_FIELD[state.list]]?.str ?? state.label ?? `${state.list} ${state.code ?? ''}`);
  const type = copy.itemType === null ? undefined : settings.itemTypes[copy.itemType];
  return {
    id: createId(site.system.id, 'item', String(copy.itemId)),
    ...descriptionOf(copy),
    status: state.status,
    limitations: state.use === 'ONLINE' ? [] : limitationsOf(state.status, notTold(site, copy, context)),
    statusAtSource: atSource === '' ? null : atSource,
    statusRule: state.rule,
    use: state.use,
    due: mayBeOnLoan(state.status) ? toDue(copy, context.checkout) : null,
    permanentLocation: permanentPlace(site, copy),
    currentLocation: isSomewhere(state.status) ? currentPlace(site, copy) : null,
    itemType: type?.name ?? copy.itemType,
    holdQueue:
      context.holds === null
        ? null
        : context.holds.filter((hold) => hold.item_level && hold.item_id === copy.itemId && hold.status === null)
            .length,
    publicNotes: copy.publicNote === null ? [] : [copy.publicNote],
    reason: null,
  };
}

/** Holds that have caught a copy and name none, or one that is not among these; null: which copies the record has is not known. */
export function unplacedHolds(
  holds: readonly WireHold[] | null,
  copies: readonly KohaCopy[] | null,
): readonly WireHold[] {
  const known = copies && new Set(copies.map(({ itemId }) => itemId));
  return (holds ?? []).filter(
    ({ status, item_id: named }) => status !== null && (named === null || known?.has(named) === false),
  );
}

/** Letter of the hold that has caught the copy; null if there is none, or when unknown. */
export function holdStatusOf(copy: KohaCopy, holds: readonly WireHold[] | null): string | null {
  return holds?.find((hold) => hold.item_id === copy.itemId && hold.status !== null)?.status ?? null;
}

/** The hold shelf, and the way to it, are in Koha's holds alone; what waits for a recall or a booking is nowhere. */
function notTold(site: KohaSite, copy: KohaCopy, context: CopyContext): readonly ItemLimitation[] {
  if (context.holds === null) return ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'];
  if (context.transfer === 'SENT') return [];
  const { unplaced = [] } = context;
  const mayBeSent = unplaced.some(({ status }) => status !== 'W') || mayTravel(site, copy, context);
  return [
    ...(site.settings.recalls || copy.bookable || unplaced.length > 0 ? (['HOLD_SHELF_NOT_TOLD'] as const) : []),
    ...(mayBeSent ? (['TRANSIT_NOT_TOLD'] as const) : []),
  ];
}

/** When a loan is due: by the hour where the loan tells it, else on the copy's own date. */
export function toDue(copy: KohaCopy, checkout: WireCheckout | null): Due | null {
  return dueOf(checkout?.due_date ?? '') ?? dueOf(copy.dueOn ?? '');
}

/** A copy on the book cart belongs on another shelf; where that one is not told, its site is all that is known. */
function permanentPlace(site: KohaSite, copy: KohaCopy): Place | null {
  const passing = copy.location !== null && (site.settings.locations[copy.location]?.status ?? null) !== null;
  const code = copy.permanentLocation ?? (passing ? null : copy.location);
  const label = code === copy.location ? copy.words?.location?.str : copy.words?.permanent_location?.str;
  return place(site, code, copy.home, label ?? null, copy.words?.home_library_id?.str ?? null);
}

/** A copy at a sister site stands on no shelf that Koha names: the site itself is the place. */
function currentPlace(site: KohaSite, copy: KohaCopy): Place | null {
  const away = copy.holding !== null && !hasCode([copy.holding], copy.home);
  const shelf = away ? null : copy.location;
  return place(
    site,
    shelf,
    copy.holding ?? copy.home,
    copy.words?.location?.str ?? null,
    copy.words?.holding_library_id?.str ?? null,
  );
}

function place(
  site: KohaSite,
  shelf: string | null,
  told: string | null,
  shelfName: string | null,
  branchName: string | null,
): Place | null {
  const branch = told === null ? null : site.branchOf(told);
  if (shelf !== null) {
    return { code: shelf, name: site.settings.locations[shelf]?.name ?? orNull(shelfName), siteCode: branch };
  }
  return branch === null
    ? null
    : { code: branch, name: site.settings.branches[branch] ?? orNull(branchName), siteCode: branch };
}

function orNull(text: string | null): string | null {
  return text === '' ? null : text;
}
