/** One Koha being stocked: records, copies and readers, with what every addition needs at hand. */
import type { MarcRecord } from '#marc/marc-record.ts';
import {
  addBiblio,
  addItem,
  addPatron,
  checkOut,
  editItem,
  endOfDay,
  localDate,
  placeHold,
  setWaiting,
  startTransfer,
} from '#simulators/koha/world.ts';
import type { KohaItem, KohaWorld, NewItem } from '#simulators/koha/world.ts';
import type { Random } from '#simulators/random.ts';
import { callNumber } from './call-number.ts';
import { describe } from './describe.ts';
import { CODES, librariesOf } from './libraries.ts';
import type { DemoCodes, DemoLibrary, DemoKohaId } from './libraries.ts';
import type { Publication } from './publications.ts';
import { READER_SURNAMES } from './readers.ts';
import { DEMO_CATEGORIES, ordinaryCard } from './registrations.ts';
import type { TruthRow } from './truth.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const READERS_OF_A_BRANCH = 12;

export interface KohaStock {
  readonly system: DemoKohaId;
  readonly world: KohaWorld;
  readonly codes: DemoCodes;
  readonly libraries: readonly DemoLibrary[];
  readonly random: Random;
  readonly truth: TruthRow<DemoKohaId>[];
  /** The instant that everything is dated from. */
  readonly today: number;
}

export function openStock(options: Omit<KohaStock, 'codes' | 'libraries'>): KohaStock {
  const { random, system, world } = options;
  const stock = { ...options, codes: CODES[system], libraries: librariesOf(system) };
  for (const branch of world.libraries.keys()) {
    for (let count = 0; count < READERS_OF_A_BRANCH; count += 1) {
      addPatron(world, {
        library_id: branch,
        cardnumber: ordinaryCard(system, world.next.patron),
        surname: random.one(READER_SURNAMES),
        firstname: `Reader ${count + 1}`,
        category_id: DEMO_CATEGORIES[system][count % 3] ?? '',
        // The staff among them have gone, and what they borrowed is still out.
        expiry_date: localDate(options.today + (count % 3 === 0 ? -800 : 400) * DAY, world.timeZone),
      });
    }
  }
  return stock;
}

export interface NewRecord {
  readonly publication: Publication;
  readonly library: DemoLibrary;
  readonly joined?: Publication | undefined;
  readonly volumes?: readonly Publication[] | undefined;
  readonly isbnOf?: Publication | undefined;
  readonly suppressed?: boolean | undefined;
  readonly careful?: boolean | undefined;
}

/** Catalogues a publication in this Koha and notes the truth of it. Gives the record's number. */
export function addRecord(stock: KohaStock, record: NewRecord): number {
  const { publication, joined, volumes } = record;
  const { itemTypes } = stock.codes;
  const number = stock.world.next.biblio;
  const online = publication.title.form === 'electronic';
  const printType = publication.title.kind === 'journal' ? itemTypes.journal : itemTypes.loan;
  const marc = describe(
    { ...record, controlNumber: `${stock.system}-${number}`, itemType: online ? itemTypes.ebook : printType },
    stock.random,
  );
  addBiblio(stock.world, { marc, timestamp: stock.today - (40 + (number % 400)) * DAY });
  stock.truth.push({
    system: stock.system,
    record: number,
    edition: volumes === undefined ? publication.key : `set:${publication.set ?? publication.key}`,
    also: joined?.key ?? '',
    visibility: record.suppressed === true ? 'SUPPRESSED' : 'PUBLIC',
  });
  return number;
}

/** A record that is in the region's graph nowhere: its truth has no edition. */
export function addHiddenRecord(stock: KohaStock, marc: MarcRecord, frameworkId: string): number {
  const { biblio_id: number } = addBiblio(stock.world, { marc, framework_id: frameworkId });
  stock.truth.push({ system: stock.system, record: number, edition: '', also: '', visibility: 'ILL_TEMPORARY' });
  return number;
}

export interface NewCopy {
  readonly record: number;
  readonly publication: Publication;
  readonly library: DemoLibrary;
  /** The owning branch; the library's first if not given. */
  readonly branch?: string;
  readonly fields?: Partial<KohaItem>;
}

/** Adds a copy on the open shelves, lent for three weeks, with the library's own call number. */
export function addCopy(stock: KohaStock, copy: NewCopy): KohaItem {
  const { world, codes } = stock;
  const number = world.next.item;
  const branch = copy.branch ?? copy.library.branches[0]?.code ?? '';
  const journal = copy.publication.title.kind === 'journal';
  const item: NewItem = {
    biblio_id: copy.record,
    home_library_id: branch,
    external_id: barcode(stock.system, number),
    item_type_id: journal ? codes.itemTypes.journal : codes.itemTypes.loan,
    location: journal ? codes.shelves.journals : codes.shelves.open,
    callnumber: callNumber(copy.publication, copy.library),
    call_number_source: callNumberSource(copy.library),
    acquisition_date: localDate(stock.today - 400 * DAY, world.timeZone),
    timestamp: stock.today - (30 + (number % 300)) * DAY,
    ...copy.fields,
  };
  return addItem(world, item);
}

/** An e-book of a library: a copy without barcode that says who has it. */
export function addOnlineCopy(stock: KohaStock, copy: NewCopy): KohaItem {
  const fields = {
    external_id: null,
    item_type_id: stock.codes.itemTypes.ebook,
    location: stock.codes.shelves.online,
    callnumber: null,
    uri: `https://ebooks.example.org/${copy.publication.key}`,
  };
  return addCopy(stock, { ...copy, fields: { ...fields, ...copy.fields } });
}

/** Fourteen digits as on a real label; the first ones differ by system, so that a clash is made on purpose only. */
function barcode(system: DemoKohaId, number: number): string {
  const prefix = { 'koha-a': '30101', 'koha-b': '30202', 'koha-c': '30303' }[system];
  return `${prefix}${String(number).padStart(9, '0')}`;
}

function callNumberSource(library: DemoLibrary): string {
  switch (library.habit.shelving) {
    case 'NLM':
      return 'nlm';
    case 'WESSEX':
      return 'z';
    case 'DEWEY':
      return 'ddc';
  }
}

/** A reader of the branch, always the same for the same turn. */
function readerOf(stock: KohaStock, branch: string, turn: number): number {
  const readers = [...stock.world.patrons.values()].filter((patron) => patron.library_id === branch);
  const reader = readers[turn % readers.length];
  if (reader === undefined) throw new RangeError(`no readers at ${branch}`);
  return reader.patron_id;
}

/** Lends a copy; due so many days from today at 23:59, overdue where negative. `at` is the branch that lends it. */
export function lend(stock: KohaStock, item: KohaItem, dueInDays: number, at = item.holding_library_id): void {
  const { world } = stock;
  const due = endOfDay(localDate(stock.today + dueInDays * DAY, world.timeZone), world.timeZone);
  const patron = readerOf(stock, at, item.item_id);
  checkOut(world, { item_id: item.item_id, patron_id: patron, library_id: at, due, at: due - 21 * DAY });
}

/** Lends a copy by the hour: due at the next full hour after so many. */
export function lendByTheHour(stock: KohaStock, item: KohaItem, hours: number): void {
  const due = Math.ceil(stock.today / HOUR) * HOUR + hours * HOUR;
  const patron = readerOf(stock, item.holding_library_id, item.item_id);
  checkOut(stock.world, { item_id: item.item_id, patron_id: patron, due, at: stock.today - HOUR / 2 });
}

/** Queues a hold on the title; gives its number. */
export function queueHold(stock: KohaStock, record: number, pickup: string): number {
  const patron = readerOf(stock, pickup, record + stock.world.next.hold);
  return placeHold(stock.world, { biblio_id: record, patron_id: patron, pickup_library_id: pickup }).hold_id;
}

export function putOnHoldShelf(stock: KohaStock, item: KohaItem): void {
  const pickup = item.holding_library_id;
  // The desk saw it: that stamps the copy, where the hold alone would not.
  editItem(stock.world, item.item_id, { holding_library_id: pickup });
  setWaiting(stock.world, queueHold(stock, item.biblio_id, pickup), item.item_id);
}

/** Sends a copy to another branch for a reader who asked for it there. */
export function sendForHold(stock: KohaStock, item: KohaItem, pickup: string): void {
  startTransfer(stock.world, item.item_id, pickup, queueHold(stock, item.biblio_id, pickup));
}

/** A copy of one branch that stands at another of the same Koha: lent to a sister site, or floated there. */
export function moveToSister(stock: KohaStock, item: KohaItem, branch: string): void {
  editItem(stock.world, item.item_id, { holding_library_id: branch });
}
