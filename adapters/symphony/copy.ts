/** One copy as harvest knows it, whichever way it came: a 999 field of an export, or the tree of a title. */
import { NUMBER_MAX } from '#domain/catalogue.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { detailsOfField, detailsOfItem, type Told } from './details.ts';
import type { WireBib } from './wire.ts';
import type { DayOrder } from './written-day.ts';

/** An export has one such field for each copy. */
export const ITEM_TAG = '999';

/** A copy where it was at harvest: enough to find and to hide it. */
export interface SymphonyCopy extends Told {
  readonly barcode: string;
  readonly library: string;
  readonly callNumber: string | null;
  readonly homeLocation: string | null;
  readonly currentLocation: string | null;
  readonly itemType: string | null;
}

/** A copy that nobody could ask for again, or whose owner is not told. */
export interface UnnamedCopy extends Omit<SymphonyCopy, 'barcode' | 'library'> {
  readonly barcode: string | null;
  readonly library: string | null;
  /** Its place under the title, from 1. */
  readonly place: number;
}

export interface ReadCopies {
  readonly copies: readonly SymphonyCopy[];
  /** Those without a number or a library. */
  readonly leftOut: readonly UnnamedCopy[];
}

/**
 * The copies of an export record.
 *
 *     999 ## $a NA1181 .T47 1983 $w LC $c 1 $i X000888731 $k CHECKEDOUT $l FA-STKS $m FINE-ARTS $t BOOK
 */
export function copiesOfExport(marc: MarcRecord, order: DayOrder | null): ReadCopies {
  return named(
    dataFieldsOf(marc, ITEM_TAG).map((field) => {
      const value = (code: string): string | null => subfieldValue(field, code);
      return {
        barcode: value('i'),
        library: value('m'),
        callNumber: value('a'),
        homeLocation: value('l'),
        currentLocation: value('k'),
        itemType: value('t'),
        ...detailsOfField(field, order),
      };
    }),
  );
}

/** The copies in the tree of a title. */
export function copiesOfBib(bib: WireBib): ReadCopies {
  return named(
    bib.callList.flatMap((call) =>
      call.itemList.map((item) => ({
        barcode: item.barcode,
        library: item.library ?? call.library,
        callNumber: call.dispCallNumber ?? call.callNumber,
        homeLocation: item.homeLocation,
        currentLocation: item.currentLocation,
        itemType: item.itemType,
        ...detailsOfItem(call, item),
      })),
    ),
  );
}

/** Those that have a number and a library, and those that have not: a text that is longer than any number is none. */
export function named(all: readonly Omit<UnnamedCopy, 'place'>[]): ReadCopies {
  const copies: SymphonyCopy[] = [];
  const leftOut: UnnamedCopy[] = [];
  for (const [index, copy] of all.entries()) {
    const { library } = copy;
    const barcode = copy.barcode !== null && copy.barcode.length > NUMBER_MAX ? null : copy.barcode;
    if (barcode === null || library === null) leftOut.push({ ...copy, barcode, place: index + 1 });
    else copies.push({ ...copy, barcode, library });
  }
  return { copies, leftOut };
}
