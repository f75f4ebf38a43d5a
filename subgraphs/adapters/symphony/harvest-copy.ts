/** Copies as harvest sees them, and how far that tells how they stand. */
import { NOTHING_PRINTED } from '#domain/facts.ts';
import type { HoldingFacts, ItemFacts, Reason } from '#domain/facts.ts';
import type { MarcRecord } from '../protocols/marc/marc-record.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { toItemFacts } from './item-facts.ts';
import type { Policies } from './policies.ts';
import type { SymphonySite } from './site.ts';

/** An export has one such field for each copy. */
export const ITEM_TAG = '999';

/** A copy where it was at harvest: enough to find and to hide it. */
export interface HarvestCopy {
  readonly barcode: string;
  readonly library: string;
  readonly callNumber: string | null;
  readonly homeLocation: string | null;
  readonly currentLocation: string | null;
  readonly itemType: string | null;
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
  for (const field of dataFieldsOf(marc, ITEM_TAG)) {
    const value = (code: string): string | null => subfieldValue(field, code);
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

/**
 * How copies stood at a moment; null where one of them is nowhere. A location that names a state is told as it is. A copy
 * on a shelf may be out all the same, and its rule may be another for a while: the date of a loan and the reserve desk
 * are told to live questions only.
 */
export function toFactsAtHarvest(
  site: SymphonySite,
  policies: Policies,
  titleId: string,
  copies: readonly HarvestCopy[],
  asOf: string,
): HoldingFacts | null {
  const items: ItemFacts[] = [];
  for (const copy of copies) {
    const currentLocation = copy.currentLocation ?? copy.homeLocation;
    if (currentLocation === null) return null;
    const facts = toItemFacts(site, policies, { ...NOT_HARVESTED, ...copy, titleId, currentLocation });
    const onShelf = facts.status === 'AVAILABLE' || facts.status === 'RESHELVING';
    items.push({
      ...facts,
      status: onShelf ? 'UNKNOWN' : facts.status,
      // Only the strictest rule cannot be another at the reserve desk.
      use: facts.use === 'RESTRICTED' ? facts.use : 'UNKNOWN',
      reason: onShelf ? shelfOnly(site) : facts.reason,
    });
  }
  return { asOf, items, holdQueue: null, limitation: policies.limitation };
}

const NOT_HARVESTED = {
  ...NOTHING_PRINTED,
  dueDate: null,
  recallDueDate: null,
  chargeable: null,
  inTransit: false,
  reserveRule: null,
  publicNotes: [],
};

function shelfOnly(site: SymphonySite): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: 'Harvest tells on which shelf this copy belongs, not whether it is out',
    system: site.system.id,
  };
}
