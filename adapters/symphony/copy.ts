/** One copy as harvest knows it, whichever way it came: a 999 field of an export, or the tree of a title. */
import type { MarcRecord } from '../protocols/marc/marc-record.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import type { WireBib } from './wire.ts';

/** An export has one such field for each copy. */
export const ITEM_TAG = '999';

/** A copy where it was at harvest: enough to find and to hide it. */
export interface SymphonyCopy {
  readonly barcode: string;
  readonly library: string;
  readonly callNumber: string | null;
  readonly homeLocation: string | null;
  readonly currentLocation: string | null;
  readonly itemType: string | null;
}

export interface ReadCopies {
  readonly copies: readonly SymphonyCopy[];
  /** Those without a number or a library. */
  readonly leftOut: number;
}

/**
 * The copies of an export record.
 *
 *     999 ## $a NA1181 .T47 1983 $w LC $c 1 $i X000888731 $k CHECKEDOUT $l FA-STKS $m FINE-ARTS $t BOOK
 */
export function copiesOfExport(marc: MarcRecord): ReadCopies {
  const copies: SymphonyCopy[] = [];
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

/** The copies in the tree of a title. */
export function copiesOfBib(bib: WireBib): ReadCopies {
  const copies: SymphonyCopy[] = [];
  let leftOut = 0;
  for (const call of bib.callList) {
    for (const { barcode, homeLocation, currentLocation, itemType, ...item } of call.itemList) {
      const library = item.library ?? call.library;
      if (barcode === null || library === null) {
        leftOut += 1;
        continue;
      }
      const callNumber = call.dispCallNumber ?? call.callNumber;
      copies.push({ barcode, library, callNumber, homeLocation, currentLocation, itemType });
    }
  }
  return { copies, leftOut };
}
