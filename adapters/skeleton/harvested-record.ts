/** Skeleton → domain, pure: what a record says, and which library owns what. */
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { HarvestedDescription, HarvestReject } from '../adapter.ts';
import { parseMarcInJson, type MarcRecord } from '../protocols/marc/index.ts';
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
    holdings: holdingsOf(site, id, read.record, items),
  };
}

function toItem({ id, barcode, owner, callNumber, location, type, hidden }: WireCopy): HarvestedItem {
  const visibility: Visibility = hidden ? 'SUPPRESSED' : 'PUBLIC';
  return { localId: id, barcode, ownerCode: owner, callNumber, locationCode: location, itemType: type, visibility };
}

/** What each library owns under a record, of the copies that the public may see. */
export function holdingsOf(
  site: SkeletonSite,
  recordId: string,
  marc: MarcRecord,
  items: readonly HarvestedItem[],
): readonly HarvestedHolding[] {
  return toHoldings(site, {
    marc,
    items,
    // Who owns a record without copies, and which runs of a serial are stated: not told yet.
    owners: [],
    copiesIfNone: 0,
    runs: [],
    catalogueUrl: null,
    liveKeysOf: (library) => toLiveKeys(recordId, library, items.length),
    factsOf: () => null,
  });
}
