/** Skeleton → domain, pure: what a record says, and which library owns what. */
import type { HarvestedHolding, HarvestedItem, OwnerCode } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { HarvestedDescription, HarvestReject } from '../adapter.ts';
import { parseMarcInJson } from '../protocols/marc/index.ts';
import type { WireCopy, WireDescription } from './wire.ts';

/** A record as harvest tells it, or why it cannot be read. */
export function toHarvested(
  owners: readonly OwnerCode[],
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
    holdings: holdingsOf(owners, id, items),
  };
}

function toItem({ id, barcode, owner, callNumber, location, type, hidden }: WireCopy): HarvestedItem {
  const visibility: Visibility = hidden ? 'SUPPRESSED' : 'PUBLIC';
  return { localId: id, barcode, ownerCode: owner, callNumber, locationCode: location, itemType: type, visibility };
}

/** What each library owns under a record, of the copies that the public may see. */
export function holdingsOf(
  owners: readonly OwnerCode[],
  recordId: string,
  items: readonly HarvestedItem[],
): readonly HarvestedHolding[] {
  const shown = items.filter(({ visibility }) => visibility === 'PUBLIC');
  const libraryOf = new Map(owners.map(({ code, library }) => [code, library]));
  return [...Map.groupBy(shown, ({ ownerCode }) => libraryOf.get(ownerCode))].flatMap(([library, copies]) => {
    // A code that the region file does not map: `mercia doctor` has to name it.
    if (library === undefined) return [];
    const callNumbers = copies.flatMap(({ callNumber }) => callNumber ?? []);
    return {
      library,
      basis: 'ITEMS' as const,
      copies: copies.length,
      callNumbers: [...new Set(callNumbers)],
      statements: [],
      siteCodes: [...new Set(copies.map(({ ownerCode }) => ownerCode))],
      catalogueUrl: null,
      liveKeys: [`r:${recordId}`, `l:${library}`],
      facts: null,
    };
  });
}
