/** Symphony → domain, pure: a record of a harvest, with its copies and, library by library, what is owned. */
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import { addStatements } from '../shared/add-statements.ts';
import type { HarvestedDescription } from '../adapter.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { runsInOrder } from '../protocols/marc/holding-statements.ts';
import type { StatedRun } from '../protocols/marc/holding-statements.ts';
import { isControlField } from '../protocols/marc/marc-record.ts';
import type { MarcFormat, MarcRecord } from '../protocols/marc/marc-record.ts';
import { toFactsAtHarvest } from './harvest-copy.ts';
import type { HarvestCopy } from './harvest-copy.ts';
import { copyVisibility, isHiddenLocation } from './item-facts.ts';
import { keptOfCopy, keptOfTitle } from './kept-fields.ts';
import { itemLocalId, toLiveKeys } from './keys.ts';
import type { Policies } from './policies.ts';
import type { Shadow } from './shadows.ts';
import type { SymphonySite } from './site.ts';

const ITEM_TAG = '999';
/** A class mark list longer than this helps nobody, and a serial can have hundreds of copies. */
const MAX_CALL_NUMBERS = 20;

export interface RecordAtSource {
  readonly titleId: string;
  readonly changedAt: string | null;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly copies: readonly HarvestCopy[];
  /** Copies that were left out because they cannot be read. */
  readonly leftOut: number;
  readonly shadow: Shadow;
  /** When the system said so (RFC 3339, UTC); null where nobody can say. */
  readonly asOf: string | null;
  /** How visible the copies were when the index last knew them; they are shown no more than that. */
  readonly shown?: ReadonlyMap<string, Visibility> | undefined;
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
    visibility: moreHidden(
      copyVisibility(site, policies, copy, source.shadow.copies),
      source.shown?.get(itemLocalId(source.titleId, copy.barcode)),
    ),
    ...keptOfCopy(site, copy),
  }));
  const visibility = titleVisibility(source.shadow, items);
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
    holdings: visibility === 'PUBLIC' ? toHoldings(site, policies, source, marc, items) : [],
    kept: keptOfTitle(source.shadow),
  };
}

/** A title is shadowed itself, or by its copies: the public is not shown one of which all calls and copies are shadowed. */
function titleVisibility(shadow: Shadow, items: readonly HarvestedItem[]): Visibility {
  if (shadow.title) return 'SUPPRESSED';
  if (items.length === 0 || items.some((item) => item.visibility === 'PUBLIC')) return 'PUBLIC';
  if (items.every((item) => item.visibility === 'ILL_TEMPORARY')) return 'ILL_TEMPORARY';
  return shadow.callLibraries.length > 0 ? 'PUBLIC' : 'SUPPRESSED';
}

function toHoldings(
  site: SymphonySite,
  policies: Policies,
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
    else if (item.visibility === 'PUBLIC') {
      const own = byLibrary.get(library);
      if (own === undefined) byLibrary.set(library, [item]);
      else own.push(item);
    }
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
    facts: factsOf(site, policies, source, library, new Set(own.map((item) => item.barcode))),
  }));
  const withoutCopies = (library: LibraryId, basis: HarvestedHolding['basis']): HarvestedHolding => ({
    statements: [],
    catalogueUrl,
    library,
    basis,
    copies: source.shadow.callLibraries.length > 0 ? null : 0,
    callNumbers: [],
    siteCodes: [],
    liveKeys: toLiveKeys(titleId, library, hidden, items.length),
    facts: null,
  });
  const owners = items.length === 0 ? ownersOfRecord(site, source, marc) : ownersOfCalls(site, source);
  for (const library of owners) {
    if (byLibrary.has(library)) continue;
    holdings.push(withoutCopies(library, items.length === 0 && hasResourceLink(marc) ? 'LINK' : 'RECORD_ONLY'));
  }
  const runs = runsInOrder(marc).filter((run) => isShown(site, policies, run));
  return addStatements(site, runs, holdings, (library) => withoutCopies(library, 'STATEMENT'));
}

/** A run on a shelf that the public does not see is not told, as no copy there is. */
function isShown(site: SymphonySite, policies: Policies, { place, shelf }: StatedRun): boolean {
  return place === null || shelf === null || !isHiddenLocation(site, policies, place, shelf);
}

/** Null where the copies are not all there are: one could not be read, or hangs on another title. */
function factsOf(
  site: SymphonySite,
  policies: Policies,
  { titleId, copies, leftOut, shadow, asOf }: RecordAtSource,
  library: LibraryId,
  shown: ReadonlySet<string | null>,
): HoldingFacts | null {
  const isWhole = leftOut === 0 && !shadow.callLibraries.some((code) => site.libraryOf(code) === library);
  if (asOf === null || !isWhole) return null;
  const own = copies.filter((copy) => shown.has(copy.barcode) && site.libraryOf(copy.library) === library);
  return toFactsAtHarvest(site, policies, titleId, own, asOf);
}

function ownersOfCalls(site: SymphonySite, source: RecordAtSource): readonly LibraryId[] {
  return distinct(source.shadow.callLibraries.flatMap((code) => site.libraryOf(code) ?? []));
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

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
