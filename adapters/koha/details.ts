/** Koha → domain, pure: what a copy carries that only a move needs. Koha's own names stay where there is no word of ours. */
import type { ItemForMoves, NamedValue } from '#domain/catalogue.ts';
import { isDay } from '#domain/wall-time.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import { named, textOf, type ReadDetails } from '../shared/item-details.ts';
import type { KohaCopy } from './copy.ts';
import { holdStatusOf, type RecordContext } from './item-facts.ts';
import type { KohaSite } from './site.ts';
import { codesOf, stateOf } from './status.ts';
import type { RawItem } from './wire.ts';

/** What harvest keeps of a copy for a move. Without codes, or without what is on loan, its state is not told. */
export function forMovesOf(site: KohaSite, copy: KohaCopy, context: RecordContext | null): ItemForMoves {
  const { source } = copy;
  const told = source === null ? NOT_TOLD : 'tag' in source ? detailsOfField(source) : detailsOfItem(source);
  if (!copy.hasCodes) return { status: null, statusAtSource: null, use: null, ...told };
  const circulation = {
    holdStatus: holdStatusOf(copy, context?.holds ?? null),
    onsiteLoan: context?.checkouts.get(copy.itemId)?.onsite_checkout ?? false,
  };
  const { status, use } = stateOf(copy, circulation, site.settings, site.onUnmapped);
  const codes = codesOf(copy).map(([list, code]) => `${list} ${code}`);
  const statusAtSource = codes.length === 0 ? null : codes.join(', ');
  return { status: context === null ? null : status, statusAtSource, use, ...told };
}

type Told = Pick<ItemForMoves, 'details' | 'staffNotes'>;

const NOT_TOLD: Told = { details: {}, staffNotes: null };

/**
 * Columns that have no word of ours. How often and when a copy was lent or seen changes with every loan and is not among them:
 * counts of use have a list of their own.
 */
const OTHER_COLUMNS = [
  'acquisition_source',
  'call_number_source',
  'coded_location_qualifier',
  'damaged_date',
  'extended_subfields',
  'inventory_number',
  'lost_date',
  'materials_notes',
  'new_status',
  'replacement_price',
  'replacement_price_date',
  'uri',
  'withdrawn_date',
] as const satisfies readonly (keyof RawItem)[];

/** A column that the row does not have is not told: the public is shown fewer than staff. */
function detailsOfItem(item: RawItem): Told {
  const details: ReadDetails = {};
  if (item.serial_issue_number !== undefined) details.enumeration = textOf(item.serial_issue_number);
  if (item.copy_number !== undefined) details.copyNumber = textOf(item.copy_number);
  if (item.collection_code !== undefined) details.collection = textOf(item.collection_code);
  if (item.purchase_price !== undefined) details.price = textOf(item.purchase_price);
  if (item.acquisition_date !== undefined) details.acquiredOn = dayOf(item.acquisition_date);
  if (item.last_checkout_date !== undefined) details.lastBorrowedOn = dayOf(item.last_checkout_date);
  details.dueOn = dayOf(item.checked_out_date);
  if (item.public_notes !== undefined) details.publicNotes = listOf(item.public_notes);
  details.other = OTHER_COLUMNS.flatMap((name) => named(name, textOf(item[name])));
  return { details, staffNotes: item.internal_notes === undefined ? null : listOf(item.internal_notes) };
}

/** Subfields of 952 with a word of ours. */
const SUBFIELDS: Readonly<Record<string, 'enumeration' | 'copyNumber' | 'collection' | 'price'>> = {
  h: 'enumeration',
  t: 'copyNumber',
  '8': 'collection',
  g: 'price',
};

const OTHER_SUBFIELDS: Readonly<Record<string, (typeof OTHER_COLUMNS)[number]>> = {
  '2': 'call_number_source',
  '3': 'materials_notes',
  e: 'acquisition_source',
  f: 'coded_location_qualifier',
  i: 'inventory_number',
  u: 'uri',
  v: 'replacement_price',
  w: 'replacement_price_date',
};

/** Read elsewhere, or changing with every loan: state, places, number, sort key, counts of use, dates of circulation. */
const READ_ELSEWHERE = new Set('0 1 4 5 6 7 9 a b c l m n o p r y'.split(' '));

/** What is empty has no subfield, and what the framework does not map has none either: what is missing is not told. */
function detailsOfField({ subfields }: MarcDataField): Told {
  const details: ReadDetails = {};
  const publicNotes: string[] = [];
  const staffNotes: string[] = [];
  const other: NamedValue[] = [];
  for (const { code, value } of subfields) {
    const text = textOf(value);
    if (text === null || READ_ELSEWHERE.has(code)) continue;
    const key = SUBFIELDS[code];
    if (key !== undefined) details[key] = text;
    else if (code === 'd') details.acquiredOn = dayOf(text);
    else if (code === 's') details.lastBorrowedOn = dayOf(text);
    else if (code === 'q') details.dueOn = dayOf(text);
    else if (code === 'z') publicNotes.push(text);
    else if (code === 'x') staffNotes.push(text);
    else other.push({ name: OTHER_SUBFIELDS[code] ?? `952$${code}`, value: text });
  }
  if (publicNotes.length > 0) details.publicNotes = publicNotes;
  if (other.length > 0) details.other = other;
  return { details, staffNotes: staffNotes.length === 0 ? null : staffNotes };
}

/** `0000-00-00` is no day. */
function dayOf(value: unknown): string | null {
  const text = textOf(value)?.slice(0, 10) ?? '';
  return isDay(text) ? text : null;
}

function listOf(value: unknown): readonly string[] {
  const text = textOf(value);
  return text === null ? [] : [text];
}
