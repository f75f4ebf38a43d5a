/** Symphony → domain, pure: what a copy carries that only a move needs, from a 999 of an export or the tree of a title. */
import type { ItemForMoves, NamedValue } from '#domain/catalogue.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import { named, type ReadDetails } from '../shared/item-details.ts';
import type { WireCall, WireItem } from './wire.ts';
import { toDay, type DayOrder } from './written-day.ts';

export type Told = Pick<ItemForMoves, 'details' | 'staffNotes'>;

const CATEGORIES: Readonly<Record<string, string>> = { x: 'itemCategory1', z: 'itemCategory2' };

/** By the names that the web services have for them. */
const OTHER_SUBFIELDS: Readonly<Record<string, string>> = {
  g: 'timesInventoried',
  j: 'pieces',
  r: 'circulate',
  s: 'permanent',
  u: 'createdDate',
  w: 'classification',
};

/** Read elsewhere, or changing with every loan: last activity ($d), loans ($n), use in the house ($q). */
const READ_ELSEWHERE = new Set('a d i k l m n q t'.split(' '));

/**
 * An export leaves out what is empty, and the site what it did not tick: what is missing is not told. A day that can be read in
 * two ways stays as it was written, among the others.
 *
 *     999 ## $a DS432 .T3 $w LC $c 1 $i X000951206 $d 4/17/2009 $e 4/17/2009 $l ALD-STKS $m ALDERMAN $n 3 $p $20.00
 *            $r M $s Y $t BOOK $u 6/28/1996 $x H-NOTIS $o .STAFF. TRAN TO IVY 8/00
 */
export function detailsOfField({ subfields }: MarcDataField, order: DayOrder | null): Told {
  const details: ReadDetails = {};
  const statistics: NamedValue[] = [];
  const other: NamedValue[] = [];
  const publicNotes: string[] = [];
  const staffNotes: string[] = [];
  for (const { code, value: written } of subfields) {
    const value = written.trim();
    if (value === '' || READ_ELSEWHERE.has(code)) continue;
    const category = CATEGORIES[code];
    if (code === 'c') details.copyNumber = value;
    else if (code === 'p') details.price = value;
    else if (code === 'e') addDay(details, 'lastBorrowedOn', toDay(value, order));
    else if (code === 'o') {
      for (const note of notesIn(value)) (isPublicNote(note) ? publicNotes : staffNotes).push(withoutKind(note));
    } else if (category !== undefined) statistics.push({ name: category, value });
    else if (code !== 'u' || !addDay(details, 'createdOn', toDay(value, order))) {
      other.push({ name: OTHER_SUBFIELDS[code] ?? `999$${code}`, value });
    }
  }
  if (statistics.length > 0) details.statistics = statistics;
  if (publicNotes.length > 0) details.publicNotes = publicNotes;
  if (other.length > 0) details.other = other;
  return { details, staffNotes: staffNotes.length === 0 ? null : staffNotes };
}

/** False if the day cannot be read: then it is not told. */
function addDay(details: ReadDetails, key: 'createdOn' | 'lastBorrowedOn', day: string | null): boolean {
  if (day !== null) details[key] = day;
  return day !== null;
}

/** `.PUBLIC. Signed .STAFF. Lost by a reader`: notes of several kinds may stand in one subfield. */
function notesIn(text: string): readonly string[] {
  const notes = text.split(/(?=\.[A-Z]{3,}\.)/).map((note) => note.trim());
  return notes.filter((note) => withoutKind(note) !== '');
}

/** `.PUBLIC. Signed by the author`; a note of another kind, or of none, is for staff. */
function isPublicNote(note: string): boolean {
  return note.startsWith('.PUBLIC.');
}

function withoutKind(note: string): string {
  return note.replace(/^\.[A-Z]+\.\s*/, '');
}

const CATEGORY_NAMES = ['itemCategory1', 'itemCategory2', 'itemCategory3', 'itemCategory4', 'itemCategory5'] as const;

/** What the tree does not hold is not told; its notes and its last loan never are. */
export function detailsOfItem(call: WireCall, item: WireItem): Told {
  const details: ReadDetails = {};
  if (call.volumetric !== undefined) details.enumeration = textOf(call.volumetric);
  if (item.copyNumber !== undefined) details.copyNumber = textOf(item.copyNumber);
  if (item.price !== undefined) details.price = priceOf(item.price);
  if (item.createdDate !== undefined) details.createdOn = toDay(textOf(item.createdDate) ?? '', 'ymd');
  if (item.itemCategory1 !== undefined) {
    details.statistics = CATEGORY_NAMES.flatMap((name) => named(name, keyOf(item[name])));
  }
  details.other = [
    ...named('classification', keyOf(call.classification)),
    ...named('mediaDesk', keyOf(item.mediaDesk)),
    ...named('permanent', textOf(item.permanent)),
    ...named('pieces', textOf(item.pieces)),
  ];
  return { details, staffNotes: null };
}

/** A text, number or truth as text; null for nothing, and for what is none of these. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** `{ "currencyCode": "GBP", "amount": "20.00" }` */
function priceOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return textOf(value);
  const { amount, currencyCode } = value as { readonly amount?: unknown; readonly currencyCode?: unknown };
  const told = [textOf(amount), textOf(currencyCode)].filter((part) => part !== null);
  return textOf(amount) === null ? null : told.join(' ');
}

function keyOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'key' in value ? textOf(value.key) : textOf(value);
}
