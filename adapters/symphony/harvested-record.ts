/** Symphony → domain, pure: a record of a harvest, with its copies and, library by library, what is owned. */
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestedDescription } from '../adapter.ts';
import { ownerOfRecord, toHoldings } from '../shared/holdings.ts';
import { withoutFields } from '../shared/marc-fields.ts';
import { moreHidden } from '../shared/reading-rules.ts';
import { runsInOrder } from '../protocols/marc/holding-statements.ts';
import type { StatedRun } from '../protocols/marc/holding-statements.ts';
import type { MarcFormat, MarcRecord } from '../protocols/marc/marc-record.ts';
import { ITEM_TAG } from './copy.ts';
import type { SymphonyCopy } from './copy.ts';
import { toFactsAtHarvest } from './item-facts.ts';
import { keptOfCopy, keptOfTitle } from './kept-fields.ts';
import { itemLocalId } from './item-ids.ts';
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
  readonly leftOut: number;
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
    holdings: visibility === 'PUBLIC' ? holdingsOf(site, policies, source, marc, items) : [],
    kept: keptOfTitle(source.shadow),
  };
}

function holdingsOf(
  site: SymphonySite,
  policies: Policies,
  source: RecordAtSource,
  marc: MarcRecord,
  items: readonly HarvestedItem[],
): readonly HarvestedHolding[] {
  const { titleId, shadow } = source;
  const hidden = items.filter((item) => item.visibility !== 'PUBLIC').map((item) => item.barcode ?? '');
  return toHoldings(site, {
    marc,
    items,
    owners: ownersOf(site, source, marc, items),
    copiesIfNone: shadow.callLibraries.length > 0 ? null : 0,
    runs: runsInOrder(marc).filter((run) => isShown(site, policies, run)),
    catalogueUrl: site.settings.catalogueUrl?.replaceAll('{key}', titleId) ?? null,
    liveKeysOf: (library) => toLiveKeys(titleId, library, hidden, items.length),
    factsOf: (library, own) =>
      own.length === 0 ? null : factsOf(site, policies, source, library, new Set(own.map((item) => item.barcode))),
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
  shown: ReadonlySet<string | null>,
): HoldingFacts | null {
  const isWhole = leftOut === 0 && !shadow.callLibraries.some((code) => site.libraryOf(code) === library);
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
