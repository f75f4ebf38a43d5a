/** One copy as Koha knows it, whichever way it came: a REST item or a 952 field. */
import type { ItemDescription } from '#domain/facts.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import { subfieldValue } from '../shared/marc-fields.ts';
import type { RawItem, WireItem } from './wire.ts';

export interface KohaCopy extends ItemDescription {
  readonly itemId: number;
  readonly home: string | null;
  readonly holding: string | null;
  readonly location: string | null;
  readonly permanentLocation: string | null;
  readonly collection: string | null;
  /** The copy's own type, or the record's where it has none. */
  readonly itemType: string | null;
  readonly publicNote: string | null;
  /** Where it is read, for an online copy. */
  readonly address: string | null;
  readonly withdrawn: number;
  readonly lost: number;
  readonly damaged: number;
  readonly restricted: number;
  readonly notForLoan: number;
  /** The copy may be lent, but its type may not; null when unknown. */
  readonly typeNotForLoan: boolean | null;
  /** The day it is due back (`YYYY-MM-DD`); null where it is not on loan. */
  readonly dueOn: string | null;
  /** It may be booked, and then waits for one reader without a word of it in any answer. */
  readonly bookable: boolean;
  /** False if the codes of its state came as words alone: its state is unknown then. */
  readonly hasCodes: boolean;
  /** Koha's own words for the codes; null if they did not come with the copy. */
  readonly words: WireItem['_strings'];
  /** What it was read from, for what only harvest reads (`details.ts`); null if it comes from the index. */
  readonly source: RawItem | MarcDataField | null;
}

export function copyOfItem(item: WireItem): KohaCopy {
  return {
    itemId: item.item_id,
    barcode: item.external_id,
    home: item.home_library_id,
    holding: item.holding_library_id,
    location: item.location,
    permanentLocation: item.permanent_location,
    collection: item.collection_code,
    itemType: item.effective_item_type_id ?? item.item_type_id,
    callNumber: item.callnumber,
    copyNumber: item.copy_number,
    enumeration: item.serial_issue_number,
    chronology: null,
    publicNote: item.public_notes,
    address: item.uri,
    withdrawn: item.withdrawn,
    lost: item.lost_status,
    damaged: item.damaged_status,
    restricted: item.restricted_status,
    notForLoan: item.not_for_loan_status,
    typeNotForLoan: item.not_for_loan_status === 0 && item.effective_not_for_loan_status !== 0,
    dueOn: item.checked_out_date?.slice(0, 10) ?? null,
    bookable: item.bookable,
    hasCodes: true,
    words: item._strings,
    source: item.raw,
  };
}

/** Subfields that Koha always writes, zeros included: withdrawn, lost, damaged, not for loan. */
const STATE_CODES = ['0', '1', '4', '7'];

function isCode(text: string | null): boolean {
  return text !== null && /^-?\d+$/.test(text);
}

/**
 * A copy from a 952 field; null where it has no item id ($9).
 *
 *     952 ## $0 0 $1 1 $4 0 $7 0 $8 NFIC $9 1 $a FPL $b LPL $c STAFF $o PK2788.9.A9 $p 39999000000001 $t 1 $y BK
 */
export function copyOfField(field: MarcDataField): KohaCopy | null {
  const itemId = subfieldValue(field, '9');
  if (itemId === null || !/^\d+$/.test(itemId)) return null;
  return { itemId: Number(itemId), ...copyWithoutId(field) };
}

/** Everything else that a 952 field says of its copy. */
export function copyWithoutId(field: MarcDataField): Omit<KohaCopy, 'itemId'> {
  const value = (code: string): string | null => subfieldValue(field, code);
  const status = (code: string): number => {
    const text = value(code);
    // With `expanded_avs` Koha writes names where the codes stand, and nothing for zero: any name is "set".
    return text === null ? 0 : isCode(text) ? Number(text) : 1;
  };
  return {
    barcode: value('p'),
    home: value('a'),
    holding: value('b'),
    location: value('c'),
    permanentLocation: null,
    collection: value('8'),
    itemType: value('y'),
    callNumber: value('o'),
    copyNumber: value('t'),
    enumeration: value('h'),
    chronology: null,
    publicNote: value('z'),
    address: value('u'),
    withdrawn: status('0'),
    lost: status('1'),
    damaged: status('4'),
    restricted: status('5'),
    notForLoan: status('7'),
    // A copy with a rule of its own goes by that one; the rule of its type is not in the record.
    typeNotForLoan: status('7') === 0 ? null : false,
    dueOn: value('q')?.slice(0, 10) ?? null,
    bookable: false,
    hasCodes: STATE_CODES.every((code) => isCode(value(code))),
    words: null,
    source: field,
  };
}
