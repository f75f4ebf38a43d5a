/** Skeleton → domain, pure: what a record says, and which library owns what. */
import { NOTHING_FOR_MOVES, type HarvestedHolding, type HarvestedItem } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { HarvestedDescription, HarvestReject } from '#contract/adapter.ts';
import { parseMarcInJson, type MarcRecord } from '#marc/index.ts';
import { toHoldings } from '../shared/holdings.ts';
import { toLiveKeys } from '../shared/live-keys.ts';
import type { SkeletonSite } from './site.ts';
import type { WireCopy, WireDescription } from './wire.ts';

/** A record as harvest tells it, or why it cannot be read. */
export function toHarvested(
  site: SkeletonSite,
  { id, changedAt, hidden, marc, copies }: WireDescription,
): HarvestedDescription | HarvestReject {
  const raw = Buffer.from(JSON.stringify(marc ?? null));
  const read = parseMarcInJson(marc);
  if (read.kind === 'reject') {
    return { localId: id, place: `record ${id}`, reason: read.reason, raw, format: 'marc-in-json' };
  }
  const items = copies.map(toItem);
  const visibility: Visibility = hidden ? 'SUPPRESSED' : 'PUBLIC';
  return {
    deleted: false,
    localId: id,
    changedAt,
    visibility,
    raw,
    format: 'marc-in-json',
    marc: read.record,
    repairs: read.repairs,
    items,
    leftOutItems: [],
    holdings: holdingsOf(site, { localId: id, visibility, marc: read.record, items }),
  };
}

function toItem({ id, barcode, owner, callNumber, location, type, hidden }: WireCopy): HarvestedItem {
  const visibility: Visibility = hidden ? 'SUPPRESSED' : 'PUBLIC';
  return {
    // Status, notes, dates and whatever else the system tells of a copy go along from here.
    ...NOTHING_FOR_MOVES,
    localId: id,
    barcode,
    ownerCode: owner,
    callNumber,
    locationCode: location,
    itemType: type,
    visibility,
  };
}

interface ReadRecord {
  readonly localId: string;
  readonly visibility: Visibility;
  readonly marc: MarcRecord;
  readonly items: readonly HarvestedItem[];
}

/** What each library owns under a record. */
export function holdingsOf(
  site: SkeletonSite,
  { localId, visibility, marc, items }: ReadRecord,
): readonly HarvestedHolding[] {
  return toHoldings(site, {
    marc,
    visibility,
    items,
    // Who owns a record without copies, and which runs of a serial are stated: not told yet.
    owners: [],
    copiesIfNone: 0,
    runs: [],
    catalogueUrl: null,
    liveKeysOf: (library) => toLiveKeys(localId, library, items.length),
    factsOf: () => null,
  });
}
