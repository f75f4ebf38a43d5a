/** Symphony → domain, pure: a record of a harvest, with its copies and, library by library, what is owned. */
import type { HarvestedHolding, HarvestedItem, LeftOutItem } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { ownerOfRecord, toHoldings } from '../shared/holdings.ts';
import { withoutFields } from '../shared/marc-fields.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { runsInOrder, type StatedRun } from '#marc/holding-statements.ts';
import type { MarcFormat, MarcRecord } from '#marc/marc-record.ts';
import { ITEM_TAG, type SymphonyCopy, type UnnamedCopy } from './copy.ts';
import { stateForMoves, toFactsAtHarvest } from './item-facts.ts';
import { keptOfCopy, keptOfTitle } from './kept-fields.ts';
import { barcodeOfLocalId, isMadeUp, itemLocalId } from './item-ids.ts';
import { toLiveKeys } from './live-keys.ts';
import type { Policies } from './policies.ts';
import type { Shadow } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import { copyVisibility, isHiddenLocation, titleVisibility } from './visibility.ts';

export interface RecordAtSource {
  readonly titleId: string;
  readonly changedAt: string | null;
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  readonly copies: readonly SymphonyCopy[];
  /** Copies that were left out because they cannot be read. */
  readonly leftOut: readonly UnnamedCopy[];
  readonly shadow: Shadow;
  /** When the system said so (RFC 3339, UTC); null when unknown. */
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
  const marc = withoutFields(source.marc, ITEM_TAG);
  const items = source.copies.map((copy): HarvestedItem => ({
    localId: itemLocalId(source.titleId, copy.barcode),
    barcode: isMadeUp(source.titleId, copy.barcode) ? null : copy.barcode,
    ownerCode: copy.library,
    callNumber: copy.callNumber,
    locationCode: copy.homeLocation,
    itemType: copy.itemType,
    visibility: moreHidden(
      copyVisibility(site, policies, copy, source.shadow.copies),
      source.shown?.get(itemLocalId(source.titleId, copy.barcode)),
    ),
    ...keptOfCopy(site, copy),
    ...stateForMoves(site, copy),
    details: copy.details,
    staffNotes: copy.staffNotes,
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
    leftOutItems: source.leftOut.map((copy) => toLeftOutItem(site, policies, source.titleId, copy)),
    holdings: holdingsOf(site, policies, source, { marc, visibility, items }),
    kept: keptOfTitle(source.shadow),
  };
}

/** A copy without a number, or whose library nobody named: no holding counts it. */
function toLeftOutItem(site: SymphonySite, policies: Policies, titleId: string, copy: UnnamedCopy): LeftOutItem {
  const { barcode, library, homeLocation, currentLocation, itemType } = copy;
  const place = { barcode: barcode ?? '', library: library ?? '', homeLocation, currentLocation, itemType };
  return {
    localId: `${titleId}/#${copy.place}`,
    leftOut: barcode === null ? 'NO_BARCODE' : 'NO_OWNER',
    barcode: barcode === null || isMadeUp(titleId, barcode) ? null : barcode,
    ownerCode: library,
    callNumber: copy.callNumber,
    locationCode: homeLocation,
    itemType,
    visibility: copyVisibility(site, policies, place, new Set()),
    ...stateForMoves(site, copy),
    details: copy.details,
    staffNotes: copy.staffNotes,
  };
}

interface ReadTitle {
  readonly marc: MarcRecord;
  readonly visibility: Visibility;
  readonly items: readonly HarvestedItem[];
}

function holdingsOf(
  site: SymphonySite,
  policies: Policies,
  source: RecordAtSource,
  { marc, visibility, items }: ReadTitle,
): readonly HarvestedHolding[] {
  const { titleId, shadow } = source;
  const numberOf = ({ localId }: HarvestedItem): string => barcodeOfLocalId(titleId, localId);
  const hidden = items.filter((item) => item.visibility !== 'PUBLIC').map(numberOf);
  return toHoldings(site, {
    marc,
    visibility,
    items,
    owners: ownersOf(site, source, marc, items),
    copiesIfNone: shadow.callLibraries.length > 0 ? null : 0,
    runs: runsInOrder(marc).filter((run) => isShown(site, policies, run)),
    catalogueUrl: site.settings.catalogueUrl?.replaceAll('{key}', titleId) ?? null,
    liveKeysOf: (library) => {
      const own = items.filter((item) => item.visibility === 'PUBLIC' && site.libraryOf(item.ownerCode) === library);
      const numbers = own.flatMap((item): readonly (readonly [string, string])[] => {
        const { copyNumber } = item.details;
        return typeof copyNumber === 'string' ? [[numberOf(item), copyNumber]] : [];
      });
      return toLiveKeys(titleId, library, hidden, items.length, new Map(numbers));
    },
    factsOf: (library, own) =>
      own.length === 0 ? null : factsOf(site, policies, source, library, new Set(own.map(numberOf))),
  });
}

/** A run on a shelf that the public does not see is not shown, as no copy there is. */
function isShown(site: SymphonySite, policies: Policies, { place, shelf }: StatedRun): boolean {
  return place === null || shelf === null || !isHiddenLocation(site, policies, place, shelf);
}

/** Null where the copies are not all there are: one could not be read, or hangs on another title. */
function factsOf(
  site: SymphonySite,
  policies: Policies,
  { titleId, copies, leftOut, shadow, asOf }: RecordAtSource,
  library: LibraryId,
  shown: ReadonlySet<string>,
): HoldingFacts | null {
  const isWhole = leftOut.length === 0 && !shadow.callLibraries.some((code) => site.libraryOf(code) === library);
  if (asOf === null || !isWhole) return null;
  const own = copies.filter((copy) => shown.has(copy.barcode) && site.libraryOf(copy.library) === library);
  return toFactsAtHarvest(site, policies, titleId, own, asOf);
}

/** Libraries with a call number under the title; if there are no copies at all, else the record's own library. */
function ownersOf(
  site: SymphonySite,
  { shadow }: RecordAtSource,
  marc: MarcRecord,
  items: readonly HarvestedItem[],
): readonly LibraryId[] {
  const byCall = shadow.callLibraries.flatMap((code) => site.libraryOf(code) ?? []);
  if (byCall.length > 0 || items.length > 0) return byCall;
  const owner = ownerOfRecord(site, marc, site.settings.recordOwner);
  return owner === null ? [] : [owner];
}
