/** Symphony → domain, pure. A code of Symphony's goes no further than this file, but for its own wording. */
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import type { ItemFacts, Place, Reason, Visibility } from '#domain/facts.ts';
import { createId, parseId } from '#domain/ids.ts';
import type { ItemId, LibraryId } from '#domain/ids.ts';
import type { HarvestedDescription } from '../adapter.ts';
import { sizeKeys } from '../large-titles.ts';
import { isControlField } from '../protocols/marc/marc-record.ts';
import type { MarcFormat, MarcRecord } from '../protocols/marc/marc-record.ts';
import type { Policies } from './policies.ts';
import type { Shadow } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import { stateOf } from './status.ts';
import type { BoundCopy, TitleCopy } from './title-info.ts';

const ITEM_TAG = '999';
/** A class mark list longer than this helps nobody, and a serial can have hundreds of copies. */
const MAX_CALL_NUMBERS = 20;
const HIDDEN_TOO_MANY = 'H';

/** A copy is its title's key and its own number, because the XML of many titles tells no other. */
export function itemLocalId(titleId: string, barcode: string): string {
  return `${titleId}:${barcode}`;
}

/** What an item id asks for: a copy of a title by its number, or Symphony's own key (`476022:46:1`); null for neither. */
export function readItemId(
  id: ItemId,
): { readonly titleId: string; readonly barcode: string } | { readonly key: string } | null {
  const local = parseId(id, 'item')?.local ?? '';
  if (/^\d+:\d+:\d+$/.test(local)) return { key: local };
  const [, titleId, barcode] = /^(\d{1,15}):(.+)$/.exec(local) ?? [];
  return titleId === undefined || barcode === undefined ? null : { titleId, barcode };
}

/** One copy as it is now. */
export function toItemFacts(site: SymphonySite, policies: Policies, copy: TitleCopy): ItemFacts {
  const state = stateOf(site, copy);
  const type = copy.itemType === null ? null : site.typeOf(copy.library, copy.itemType);
  return {
    id: createId(site.system.id, 'item', itemLocalId(copy.titleId, copy.barcode)),
    barcode: copy.barcode,
    status: state.status,
    statusAtSource: state.fromLocation
      ? (nameOf(site, policies, copy.library, copy.currentLocation) ?? copy.currentLocation)
      : null,
    use: state.use,
    due: state.due,
    callNumber: copy.callNumber,
    permanentLocation: place(site, policies, copy.library, copy.homeLocation),
    // A location that only says a state (CHECKEDOUT) is no place to go to.
    currentLocation:
      (site.meaningOf(copy.library, copy.currentLocation)?.status ?? null) === null
        ? place(site, policies, copy.library, copy.currentLocation)
        : null,
    enumeration: null,
    chronology: null,
    copyNumber: null,
    itemType:
      type?.name ?? (copy.itemType === null ? null : (policies.itemTypes.get(copy.itemType)?.name ?? copy.itemType)),
    holdQueue: null,
    publicNotes: copy.publicNotes,
    reason: null,
  };
}

/** A copy that hangs on another title, which could not be read: it is there, and nobody can say how it is. */
export function unknownBoundCopy(site: SymphonySite, bound: BoundCopy, reason: Reason): ItemFacts {
  return {
    id: createId(site.system.id, 'item', itemLocalId(bound.parentTitleId, bound.barcode)),
    barcode: bound.barcode,
    status: 'UNKNOWN',
    statusAtSource: null,
    use: 'UNKNOWN',
    due: null,
    callNumber: bound.callNumber,
    permanentLocation: null,
    currentLocation: null,
    enumeration: null,
    chronology: null,
    copyNumber: null,
    itemType: null,
    holdQueue: null,
    publicNotes: [],
    reason,
  };
}

function nameOf(site: SymphonySite, policies: Policies, library: string, location: string): string | null {
  return site.meaningOf(library, location)?.name ?? policies.locations.get(location)?.name ?? null;
}

function place(site: SymphonySite, policies: Policies, library: string, location: string | null): Place | null {
  if (location !== null) {
    return { code: location, name: nameOf(site, policies, library, location), siteCode: library };
  }
  const name = site.settings.libraries[library]?.name ?? policies.libraries.get(library)?.name ?? null;
  return { code: library, name, siteCode: library };
}

/** A copy where it was at harvest: enough to find and to hide it. */
export interface HarvestCopy {
  readonly barcode: string;
  readonly library: string;
  readonly callNumber: string | null;
  readonly homeLocation: string | null;
  readonly currentLocation: string | null;
  readonly itemType: string | null;
}

/** Whether a copy may be seen: its own and its call's mark, its locations' policies, and loans from elsewhere. */
export function copyVisibility(
  site: SymphonySite,
  policies: Policies,
  copy: Omit<HarvestCopy, 'callNumber'>,
  shadowed: ReadonlySet<string>,
): Visibility {
  if (copy.itemType !== null && site.settings.illItemTypes.includes(copy.itemType)) return 'ILL_TEMPORARY';
  if (shadowed.has(copy.barcode)) return 'SUPPRESSED';
  const hidden = [copy.homeLocation, copy.currentLocation].some(
    (location) =>
      location !== null &&
      (policies.locations.get(location)?.shadowed === true || site.meaningOf(copy.library, location)?.hidden === true),
  );
  return hidden ? 'SUPPRESSED' : 'PUBLIC';
}

/**
 * Copies of an export record; those without a number are counted and left out.
 *
 *     999 ## $a NA1181 .T47 1983 $w LC $c 1 $i X000888731 $k CHECKEDOUT $l FA-STKS $m FINE-ARTS $t BOOK
 */
export function copiesOfExport(marc: MarcRecord): {
  readonly copies: readonly HarvestCopy[];
  readonly leftOut: number;
} {
  const copies: HarvestCopy[] = [];
  let leftOut = 0;
  for (const field of marc.fields) {
    if (field.tag !== ITEM_TAG || isControlField(field)) continue;
    const value = (code: string): string | null => {
      const text = field.subfields.find((subfield) => subfield.code === code)?.value.trim() ?? '';
      return text === '' ? null : text;
    };
    const barcode = value('i');
    const library = value('m');
    if (barcode === null || library === null) {
      leftOut += 1;
      continue;
    }
    copies.push({
      barcode,
      library,
      callNumber: value('a'),
      homeLocation: value('l'),
      currentLocation: value('k'),
      itemType: value('t'),
    });
  }
  return { copies, leftOut };
}

export interface RecordAtSource {
  readonly titleId: string;
  readonly changedAt: string | null;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly copies: readonly HarvestCopy[];
  readonly shadow: Shadow;
  /** Libraries that have a call number here without a copy of their own: the copy hangs on another title. */
  readonly callLibraries: readonly string[];
}

/** One record with its copies and, library by library, what is owned. */
export function toHarvestedDescription(
  site: SymphonySite,
  policies: Policies,
  source: RecordAtSource,
): HarvestedDescription {
  const marc: MarcRecord = {
    leader: source.marc.leader,
    fields: source.marc.fields.filter((field) => field.tag !== ITEM_TAG),
  };
  const items = source.copies.map((copy): HarvestedItem => ({
    localId: itemLocalId(source.titleId, copy.barcode),
    barcode: copy.barcode,
    ownerCode: copy.library,
    callNumber: copy.callNumber,
    locationCode: copy.homeLocation,
    itemType: copy.itemType,
    visibility: copyVisibility(site, policies, copy, source.shadow.copies),
  }));
  const borrowed = items.length > 0 && items.every((item) => item.visibility === 'ILL_TEMPORARY');
  const visibility: Visibility = source.shadow.title ? 'SUPPRESSED' : borrowed ? 'ILL_TEMPORARY' : 'PUBLIC';
  return {
    deleted: false,
    localId: source.titleId,
    changedAt: source.changedAt,
    visibility,
    raw: source.raw,
    format: source.format,
    marc,
    repairs: source.repairs,
    items,
    // What the public may not see is held by nobody as far as the graph is concerned.
    holdings: visibility === 'PUBLIC' ? toHoldings(site, source, marc, items) : [],
  };
}

function toHoldings(
  site: SymphonySite,
  source: RecordAtSource,
  marc: MarcRecord,
  items: readonly HarvestedItem[],
): readonly HarvestedHolding[] {
  const { titleId } = source;
  const catalogueUrl = site.settings.catalogueUrl?.replaceAll('{key}', titleId) ?? null;
  const hidden = items.filter((item) => item.visibility !== 'PUBLIC').map((item) => item.barcode ?? '');
  const byLibrary = new Map<LibraryId, HarvestedItem[]>();
  for (const item of items) {
    const library = site.libraryOf(item.ownerCode);
    if (library === null) site.onUnknownOwner(item.ownerCode);
    else if (item.visibility === 'PUBLIC') byLibrary.set(library, [...(byLibrary.get(library) ?? []), item]);
  }
  const holdings = [...byLibrary].map(([library, own]): HarvestedHolding => ({
    statements: [],
    catalogueUrl,
    library,
    basis: 'ITEMS',
    copies: own.length,
    callNumbers: distinct(own.flatMap((item) => item.callNumber ?? [])).slice(0, MAX_CALL_NUMBERS),
    siteCodes: distinct(own.map((item) => item.ownerCode)),
    liveKeys: toLiveKeys(titleId, library, hidden, items.length),
    facts: null,
  }));
  const withoutCopies = items.length === 0 ? ownersOfRecord(site, source, marc) : ownersOfCalls(site, source);
  for (const library of withoutCopies) {
    if (byLibrary.has(library)) continue;
    holdings.push({
      statements: [],
      catalogueUrl,
      library,
      basis: items.length === 0 && hasResourceLink(marc) ? 'LINK' : 'RECORD_ONLY',
      copies: source.callLibraries.length > 0 ? null : 0,
      callNumbers: [],
      siteCodes: [],
      liveKeys: toLiveKeys(titleId, library, hidden, items.length),
      facts: null,
    });
  }
  return holdings;
}

function ownersOfCalls(site: SymphonySite, source: RecordAtSource): readonly LibraryId[] {
  return distinct(source.callLibraries.flatMap((code) => site.libraryOf(code) ?? []));
}

/** Whose a record without copies is: told by its calls, or by a subfield; else clear only where one library has the system. */
function ownersOfRecord(site: SymphonySite, source: RecordAtSource, marc: MarcRecord): readonly LibraryId[] {
  const byCall = ownersOfCalls(site, source);
  if (byCall.length > 0) return byCall;
  const { recordOwner } = site.settings;
  if (recordOwner !== null) {
    const tag = recordOwner.slice(0, 3);
    for (const field of marc.fields) {
      if (field.tag !== tag || isControlField(field)) continue;
      for (const { code, value } of field.subfields) {
        const library = code === recordOwner.slice(4) ? site.libraryOf(value.trim()) : null;
        if (library !== null) return [library];
      }
    }
  }
  return site.onlyLibrary === null ? [] : [site.onlyLibrary];
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

/** The title, whose copies count, how many it has, and those that harvest saw shadowed: the XML of many titles does not say so. */
function toLiveKeys(
  titleId: string,
  library: LibraryId,
  hidden: readonly string[],
  copiesOfTitle: number,
): readonly string[] {
  const keys = [`r:${titleId}`, `l:${library}`, ...sizeKeys(copiesOfTitle)];
  if (keys.length + hidden.length > LIVE_KEYS_MAX) return [...keys, HIDDEN_TOO_MANY];
  return [...keys, ...hidden.map((barcode) => `h:${barcode}`)];
}

/** What live keys say of a holding. */
export interface LiveKeys {
  readonly titleId: string;
  readonly library: string;
  readonly hidden: ReadonlySet<string>;
  /** More is hidden than live keys can hold: the title itself has to be asked. */
  readonly hidesTooMany: boolean;
}

/** Reads what {@link toLiveKeys} wrote; null where it did not. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const titleId = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  if (titleId === undefined || library === undefined) return null;
  return {
    titleId,
    library,
    hidden: new Set(keys.filter((key) => key.startsWith('h:')).map((key) => key.slice(2))),
    hidesTooMany: keys.includes(HIDDEN_TOO_MANY),
  };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
