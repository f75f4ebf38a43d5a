/** Rules of hidden items: as conditions of REST, and found again from the copies that they hide. */
import { HIDDEN_FIELDS, type HiddenField, type KohaSettings } from './config.ts';
import type { KohaCopy } from './copy.ts';
import type { Condition } from './lists.ts';

export type HiddenItems = KohaSettings['suppression']['hiddenItems'];

/** Columns of Koha that REST calls otherwise. */
const REST_FIELDS: Readonly<Partial<Record<HiddenField, string>>> = {
  barcode: 'external_id',
  ccode: 'collection_code',
  damaged: 'damaged_status',
  homebranch: 'home_library_id',
  holdingbranch: 'holding_library_id',
  itemcallnumber: 'callnumber',
  itemlost: 'lost_status',
  itype: 'item_type_id',
  notforloan: 'not_for_loan_status',
  restricted: 'restricted_status',
};

/** One condition for each field; a copy for which one of them holds is hidden. */
export function conditionsOf(rules: HiddenItems): readonly Condition[] {
  return Object.entries(rules).map(([field, values]) => ({ [REST_FIELDS[field as HiddenField] ?? field]: values }));
}

export interface HidingValue {
  readonly field: HiddenField;
  readonly value: string;
}

/** Copies that have the value: those that the public is not shown, and those that it is. */
export interface Tally {
  readonly hidden: number;
  readonly shown: number;
}

export interface FoundValue extends HidingValue, Pick<Tally, 'hidden'> {}

/** What sites hide copies by, the usual first: of two that hide the same, the first is taken. */
const USUAL: readonly HiddenField[] = [
  'location',
  'itemlost',
  'withdrawn',
  'notforloan',
  'ccode',
  'itype',
  'damaged',
  'restricted',
  'homebranch',
];
/** Taken only where nothing of the above fits: they change as copies move. */
const UNUSUAL: readonly HiddenField[] = ['permanent_location', 'holdingbranch'];

/**
 * What hides this copy, most likely: the value that most hidden copies share and no copy has that the public is shown. Where
 * there is none, its own barcode; null where it has none either.
 */
export async function hidingValueOf(
  copy: KohaCopy,
  tally: (candidate: HidingValue) => Promise<Tally>,
): Promise<FoundValue | null> {
  for (const fields of [USUAL, UNUSUAL]) {
    let best: FoundValue | null = null;
    for (const candidate of fields.flatMap((field) => valueOf(copy, field))) {
      const { hidden, shown } = await tally(candidate);
      if (shown === 0 && hidden > (best?.hidden ?? 0)) best = { ...candidate, hidden };
    }
    if (best !== null) return best;
  }
  return copy.barcode === null ? null : { field: 'barcode', value: copy.barcode, hidden: 1 };
}

/** None where the field is empty, or 0, which is what a status is where there is nothing to say. */
function valueOf(copy: KohaCopy, field: HiddenField): readonly HidingValue[] {
  const value = copy[HIDDEN_FIELDS[field]];
  return value === null || value === 0 ? [] : [{ field, value: String(value) }];
}

export function hasValue(copy: KohaCopy, { field, value }: HidingValue): boolean {
  return String(copy[HIDDEN_FIELDS[field]]) === value;
}

export function withValue(rules: HiddenItems, { field, value }: HidingValue): HiddenItems {
  return { ...rules, [field]: [...(rules[field] ?? []), value] };
}

/** By what the copies are hidden, and what to write: one line of YAML, as it stands among the settings of a system. */
export function adviceOf(found: readonly FoundValue[], rules: HiddenItems): string {
  const values = found.map(
    ({ field, value, hidden }) => `${field} ${value} (${hidden === 1 ? '1 copy' : `${hidden} copies`})`,
  );
  const fields = Object.entries(rules).map(([field, hiding]) => `${field}: ${JSON.stringify(hiding)}`);
  const write = `suppression: { hiddenItems: { ${fields.join(', ')} } }`;
  const compare = 'compare with the preferences OpacHiddenItems and hidelostitems';
  return found.length === 0 ? compare : `by ${values.join(', ')}; ${compare}, and write ${write}`;
}
