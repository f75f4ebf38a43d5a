/** Koha → domain, pure. A code of Koha's goes no further than this file, but for its own wording. */
import type { HarvestedHolding, HarvestedItem, HoldingBasis } from '#domain/catalogue.ts';
import type { Due, ItemFacts, Place, Reason } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestedDescription } from '../adapter.ts';
import { sizeKeys } from '../large-titles.ts';
import { isControlField } from '../protocols/marc/marc-record.ts';
import type { MarcDataField, MarcField, MarcFormat, MarcRecord } from '../protocols/marc/marc-record.ts';
import type { CodeList } from './config.ts';
import { copyOfField, copyOfItem } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import type { KohaSite } from './site.ts';
import { stateOf } from './status.ts';
import { copyVisibility, recordVisibility, subfieldValues } from './visibility.ts';
import type { WireCheckout, WireHold, WireItem } from './wire.ts';

const ITEM_TAG = '952';
/** A class mark list longer than this helps nobody, and a serial can have hundreds of copies. */
const MAX_CALL_NUMBERS = 20;

const STRINGS_FIELD: Readonly<
  Record<CodeList, 'withdrawn' | 'lost_status' | 'damaged_status' | 'not_for_loan_status' | 'restricted_status'>
> = {
  WITHDRAWN: 'withdrawn',
  LOST: 'lost_status',
  DAMAGED: 'damaged_status',
  NOT_LOAN: 'not_for_loan_status',
  RESTRICTED: 'restricted_status',
};

/** What was learnt of a copy beside the item itself. */
export interface CopyContext {
  /** Holds on the copy's record; null where they could not be read. */
  readonly holds: readonly WireHold[] | null;
  /** Set where holds should be readable but were not this time: a copy that looks available may be on the hold shelf. */
  readonly holdsFailed: Reason | null;
  readonly checkout: WireCheckout | null;
}

/** One copy as it is now. */
export function toItemFacts(site: KohaSite, item: WireItem, context: CopyContext): ItemFacts {
  const { settings } = site;
  const copy = copyOfItem(item);
  const caught = context.holds?.find((hold) => hold.item_id === copy.itemId && hold.status !== null);
  const state = stateOf(
    copy,
    { holdStatus: caught?.status ?? null, onsiteLoan: context.checkout?.onsite_checkout ?? false },
    settings,
    site.onUnmapped,
  );
  const strings = item._strings ?? {};
  const doubtful = context.holdsFailed !== null && (state.status === 'AVAILABLE' || state.status === 'RESHELVING');
  const atSource =
    state.list === null
      ? state.label
      : (strings[STRINGS_FIELD[state.list]]?.str ?? state.label ?? `${state.list} ${state.code ?? ''}`);
  const type = copy.itemType === null ? undefined : settings.itemTypes[copy.itemType];
  return {
    id: createId(site.system.id, 'item', String(copy.itemId)),
    barcode: copy.barcode,
    status: doubtful ? 'UNKNOWN' : state.status,
    statusAtSource: atSource === '' ? null : atSource,
    use: state.use,
    due: state.status === 'ON_LOAN' || state.status === 'IN_USE_ON_SITE' ? toDue(copy, context.checkout) : null,
    callNumber: copy.callNumber,
    permanentLocation: permanentPlace(site, copy, item),
    currentLocation: currentPlace(site, copy, item),
    enumeration: copy.enumeration,
    chronology: null,
    copyNumber: copy.copyNumber,
    itemType: type?.name ?? copy.itemType,
    holdQueue:
      context.holds === null
        ? null
        : context.holds.filter((hold) => hold.item_level && hold.item_id === copy.itemId && hold.status === null)
            .length,
    publicNotes: copy.publicNote === null ? [] : [copy.publicNote],
    reason: doubtful ? context.holdsFailed : null,
  };
}

/**
 * When a loan is due. Koha writes the end of the day, 23:59 local, for loans by the day; anything else is by the hour.
 *
 *     "due_date":"2026-12-15T23:59:00+01:00"
 */
export function toDue(copy: KohaCopy, checkout: WireCheckout | null): Due | null {
  const time = checkout?.due_date ?? null;
  if (time !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time)) {
    const on = time.slice(0, 10);
    return time.slice(11, 16) === '23:59' ? { on, at: null } : { on, at: time };
  }
  return copy.dueOn === null ? null : { on: copy.dueOn, at: null };
}

/** Requests that still wait for a copy; those on the shelf or on their way have theirs. */
export function queueLength(holds: readonly WireHold[]): number {
  return holds.filter((hold) => hold.status === null).length;
}

function permanentPlace(site: KohaSite, copy: KohaCopy, item: WireItem): Place | null {
  const code = copy.permanentLocation ?? copy.location;
  const label = code === copy.location ? item._strings?.location?.str : item._strings?.permanent_location?.str;
  return place(site, code, copy.home, label ?? null, item._strings?.home_library_id?.str ?? null);
}

/** A copy at a sister site stands on no shelf that Koha names: the site itself is the place. */
function currentPlace(site: KohaSite, copy: KohaCopy, item: WireItem): Place | null {
  const away = copy.holding !== null && copy.holding !== copy.home;
  const shelf = away ? null : copy.location;
  const strings = item._strings;
  return place(
    site,
    shelf,
    copy.holding ?? copy.home,
    strings?.location?.str ?? null,
    strings?.holding_library_id?.str ?? null,
  );
}

function place(
  site: KohaSite,
  shelf: string | null,
  branch: string | null,
  shelfName: string | null,
  branchName: string | null,
): Place | null {
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

export interface RecordAtSource {
  readonly biblioId: number;
  readonly changedAt: string | null;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  /** With its 952 fields where the source has them. */
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly frameworkId: string | null;
  /** `in the record`: 952 fields are all there is. `unknown`: this way of harvest brings no copies. Else, from REST. */
  readonly copies: readonly KohaCopy[] | 'in the record' | 'unknown';
}

/** One record with its copies and, library by library, what is owned. */
export function toHarvestedDescription(site: KohaSite, source: RecordAtSource): HarvestedDescription {
  const itemFields = source.marc.fields.filter(
    (field): field is MarcDataField => field.tag === ITEM_TAG && !isControlField(field),
  );
  const marc = withoutItems(source.marc);
  const copies = source.copies === 'in the record' ? readCopies(itemFields) : source.copies;
  const lost = source.copies === 'in the record' ? itemFields.length - copies.length : 0;
  const visibility = recordVisibility(marc, source.frameworkId, site.settings);
  const items = copies === 'unknown' ? null : copies.map((copy) => toHarvestedItem(site, copy));
  return {
    deleted: false,
    localId: String(source.biblioId),
    changedAt: source.changedAt,
    visibility,
    raw: source.raw,
    format: source.format,
    marc,
    repairs: lost === 0 ? source.repairs : [...source.repairs, `item field without id: ${lost} 952 left out`],
    items: items ?? [],
    // What the public may not see is held by nobody as far as the graph is concerned.
    holdings: visibility === 'PUBLIC' ? toHoldings(site, source.biblioId, marc, items) : [],
  };
}

function readCopies(fields: readonly MarcDataField[]): readonly KohaCopy[] {
  return fields.map(copyOfField).filter((copy) => copy !== null);
}

/** The description alone: items are another matter. */
export function withoutItems(marc: MarcRecord): MarcRecord {
  const fields = marc.fields.filter((field: MarcField) => field.tag !== ITEM_TAG);
  return fields.length === marc.fields.length ? marc : { leader: marc.leader, fields };
}

function toHarvestedItem(site: KohaSite, copy: KohaCopy): HarvestedItem {
  return {
    localId: String(copy.itemId),
    barcode: copy.barcode,
    ownerCode: copy.home ?? '',
    callNumber: copy.callNumber,
    locationCode: copy.location,
    itemType: copy.itemType,
    visibility: copyVisibility(copy, site.settings),
  };
}

function toHoldings(
  site: KohaSite,
  biblioId: number,
  marc: MarcRecord,
  items: readonly HarvestedItem[] | null,
): readonly HarvestedHolding[] {
  const catalogueUrl =
    site.settings.opacAddress === null
      ? null
      : `${site.settings.opacAddress}/cgi-bin/koha/opac-detail.pl?biblionumber=${biblioId}`;
  const shared = { statements: [], catalogueUrl };
  if (items === null || items.length === 0) {
    const library = ownerOfRecord(site, marc);
    if (library === null) return [];
    return [
      {
        ...shared,
        library,
        basis: hasResourceLink(marc) ? 'LINK' : 'RECORD_ONLY',
        copies: items === null ? null : 0,
        callNumbers: [],
        siteCodes: [],
        liveKeys: toLiveKeys(biblioId, library, 0),
        facts: null,
      },
    ];
  }
  const byLibrary = new Map<LibraryId, HarvestedItem[]>();
  for (const item of items) {
    const library = site.libraryOf(item.ownerCode);
    if (library === null) site.onUnknownOwner(item.ownerCode);
    else if (item.visibility === 'PUBLIC') byLibrary.set(library, [...(byLibrary.get(library) ?? []), item]);
  }
  const basis: HoldingBasis = 'ITEMS';
  return [...byLibrary].map(([library, own]) => ({
    ...shared,
    library,
    basis,
    copies: own.length,
    callNumbers: distinct(own.map((item) => item.callNumber).filter((mark) => mark !== null)).slice(
      0,
      MAX_CALL_NUMBERS,
    ),
    siteCodes: distinct(own.map((item) => item.ownerCode)),
    liveKeys: toLiveKeys(biblioId, library, items.length),
    facts: null,
  }));
}

/** Whose a record without copies is: told by a subfield where the region file names one, else clear only where one library has the system. */
function ownerOfRecord(site: KohaSite, marc: MarcRecord): LibraryId | null {
  const { recordOwner } = site.settings;
  if (recordOwner !== null) {
    for (const code of subfieldValues(marc, recordOwner.slice(0, 3), recordOwner.slice(4))) {
      const library = site.libraryOf(code);
      if (library !== null) return library;
    }
  }
  return site.onlyLibrary;
}

/**
 * A link to the resource itself; a second indicator 2 marks a related one.
 *
 *     856 40 $u https://example.org/book $z Read online
 */
function hasResourceLink(marc: MarcRecord): boolean {
  return marc.fields.some(
    (field) =>
      field.tag === '856' &&
      !isControlField(field) &&
      field.ind2 !== '2' &&
      field.subfields.some(({ code }) => code === 'u'),
  );
}

/**
 * What finds these copies again: the record, how many copies it has where they are many, and whose branches count.
 * Branches are looked up when asked, so that a new one counts at once.
 */
function toLiveKeys(biblioId: number, library: LibraryId, copiesOfRecord: number): readonly string[] {
  return [`r:${biblioId}`, `l:${library}`, ...sizeKeys(copiesOfRecord)];
}

/** Reads what {@link toLiveKeys} wrote; null where it did not. */
export function readLiveKeys(keys: readonly string[]): { readonly biblioId: number; readonly library: string } | null {
  const biblioId = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  return biblioId === undefined || library === undefined ? null : { biblioId: Number(biblioId), library };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
