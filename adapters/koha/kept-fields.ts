/** What hidden-item rules and frameworks read and the index has no place for: kept with copy and record, and read back. */
import type { HarvestedItem, KeptFields } from '#domain/catalogue.ts';
import { NOTHING_PRINTED } from '#domain/facts.ts';
import type { KohaCopy } from './copy.ts';

const CODES = ['withdrawn', 'lost', 'damaged', 'restricted', 'notForLoan'] as const;

/** Only what is not as usual, so that most copies keep nothing. */
export function keptOfCopy(copy: KohaCopy): KeptFields | undefined {
  const kept: Record<string, string> = {};
  for (const code of CODES) if (copy[code] !== 0) kept[code] = String(copy[code]);
  if (copy.collection !== null) kept['collection'] = copy.collection;
  if (copy.holding !== copy.home) kept['holding'] = copy.holding ?? '';
  if (copy.permanentLocation !== null && copy.permanentLocation !== copy.location) {
    kept['permanentLocation'] = copy.permanentLocation;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** The copy as far as anything is read of it but its facts. */
export function copyOfKept(item: HarvestedItem): KohaCopy {
  const { kept = {} } = item;
  const [withdrawn, lost, damaged, restricted, notForLoan] = CODES.map((code) => Number(kept[code] ?? 0));
  const home = item.ownerCode === '' ? null : item.ownerCode;
  const holding = kept['holding'] ?? home;
  return {
    ...NOTHING_PRINTED,
    itemId: Number(item.localId),
    barcode: item.barcode,
    home,
    holding: holding === '' ? null : holding,
    location: item.locationCode,
    permanentLocation: kept['permanentLocation'] ?? item.locationCode,
    collection: kept['collection'] ?? null,
    itemType: item.itemType,
    callNumber: item.callNumber,
    publicNote: null,
    address: null,
    withdrawn: withdrawn ?? 0,
    lost: lost ?? 0,
    damaged: damaged ?? 0,
    restricted: restricted ?? 0,
    notForLoan: notForLoan ?? 0,
    typeNotForLoan: null,
    bookable: false,
    dueOn: null,
    hasCodes: false,
    words: null,
    source: null,
  };
}

/** The framework, if the way of harvest tells it: it is no part of the MARC record. */
export function keptOfRecord(frameworkId: string | null): KeptFields {
  return frameworkId === null || frameworkId === '' ? {} : { framework: frameworkId };
}
