/** A copy as 952 of Koha, and the record's own 942. Pure. */
import type { ItemDetails } from '#domain/catalogue.ts';
import type { MarcDataField } from '#marc/index.ts';

/** A copy with the codes that the plan gives it. */
export interface PlannedItem {
  readonly barcode: string | null;
  /** Codes of the target; null where the copy has none, or its code becomes nothing. */
  readonly branch: string | null;
  readonly location: string | null;
  readonly collection: string | null;
  readonly itemType: string | null;
  /** `LOST 4`, or several with commas between, as Mercia reads the states of a Koha. */
  readonly status: string | null;
  readonly callNumber: string | null;
  readonly details: ItemDetails;
  readonly staffNotes: readonly string[];
}

/** Koha's lists of states, and where 952 has each. */
const STATES: Readonly<Record<string, string>> = {
  WITHDRAWN: '0',
  LOST: '1',
  DAMAGED: '4',
  RESTRICTED: '5',
  NOT_LOAN: '7',
};

/** Details that Koha has a column for, by the names under which its copies tell them. */
const OTHER: Readonly<Record<string, string>> = {
  call_number_source: '2',
  materials_notes: '3',
  acquisition_source: 'e',
  coded_location_qualifier: 'f',
  inventory_number: 'i',
  uri: 'u',
  replacement_price: 'v',
  replacement_price_date: 'w',
};

/**
 * The subfields are in the order in which Koha writes them. No `$9`, which is a number of the source, and no `$q`: a day on which it is
 * due without a loan would lock the copy.
 *
 *     952 __ $0 0 $1 0 $4 0 $7 0 $8 NFIC $a MED $b MED $c GEN $d 2019-03-10 $g 12.50 $o WB 100 $p 30101000001545 $y BK
 */
export function itemField(item: PlannedItem): MarcDataField {
  const { details } = item;
  const values = new Map<string, string>([...Object.values(STATES)].map((code) => [code, '0']));
  // Koha writes no 0 there: null is not restricted.
  values.delete(STATES['RESTRICTED'] ?? '');
  for (const [code, value] of statesOf(item.status)) values.set(code, value);
  for (const { name, value } of details.other ?? []) {
    const code = OTHER[name];
    if (code !== undefined) values.set(code, value);
  }
  const enumeration = [details.enumeration, details.chronology].filter(isSaid).join(' ');
  const told: readonly (readonly [string, string | null | undefined])[] = [
    ['8', item.collection],
    ['a', item.branch],
    ['b', item.branch],
    ['c', item.location],
    ['d', details.acquiredOn],
    ['g', priceOf(details.price)],
    ['h', enumeration],
    ['o', item.callNumber],
    ['p', item.barcode],
    ['s', details.lastBorrowedOn],
    ['t', details.copyNumber],
    ['x', item.staffNotes.join(' | ')],
    ['y', item.itemType],
    ['z', (details.publicNotes ?? []).join(' | ')],
  ];
  for (const [code, value] of told) if (isSaid(value)) values.set(code, value);
  const subfields = [...values]
    .map(([code, value]) => ({ code, value }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return { tag: '952', ind1: ' ', ind2: ' ', subfields };
}

/** What of a copy has no place in 952: names of details alone, never what they say. */
export function itemLosses({ details, status }: Pick<PlannedItem, 'details' | 'status'>): readonly string[] {
  const others = (details.other ?? []).filter(({ name }) => OTHER[name] === undefined).map(({ name }) => name);
  return [
    ...others,
    ...(details.statistics ?? []).map(({ name }) => name),
    ...(isSaid(details.price) && priceOf(details.price) === null ? ['price'] : []),
    ...(isSaid(details.createdOn) ? ['createdOn'] : []),
    ...(isSaid(status) && statesOf(status).length === 0 ? ['status'] : []),
  ];
}

/** The record's own type, and whether the public sees it. Koha's OpacSuppression looks at `$n`. */
export function recordField(itemType: string | null, isSuppressed: boolean): MarcDataField | null {
  if (itemType === null && !isSuppressed) return null;
  const subfields = [
    ...(itemType === null ? [] : [{ code: 'c', value: itemType }]),
    ...(isSuppressed ? [{ code: 'n', value: '1' }] : []),
  ];
  return { tag: '942', ind1: ' ', ind2: ' ', subfields };
}

function statesOf(status: string | null): readonly (readonly [code: string, value: string])[] {
  return (status ?? '').split(',').flatMap((one) => {
    const [, list = '', value = ''] = /^\s*([A-Z_]+) (-?\d+)\s*$/.exec(one) ?? [];
    const code = STATES[list];
    return code === undefined ? [] : [[code, value] as const];
  });
}

/** A decimal without its currency, as Koha's column has it; null if it says several amounts, or none. */
function priceOf(price: string | null | undefined): string | null {
  const [, amount = null] = /^\D*?(\d+(?:\.\d+)?)\D*$/.exec((price ?? '').replaceAll(/(\d),(\d{3})\b/g, '$1$2')) ?? [];
  return amount;
}

function isSaid(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value !== '';
}
