/** The Symphony being stocked: titles, copies and readers, with what every addition needs at hand. */
import type { MarcField, MarcRecord } from '#marc/marc-record.ts';
import type { Random } from '#simulators/random.ts';
import {
  addBib,
  addItem,
  addPatron,
  checkOut,
  endOfDay,
  localDate,
  placeHold,
  sendForHold,
  setHeld,
} from '#simulators/symphony/world.ts';
import type { SymphonyItem, SymphonyWorld } from '#simulators/symphony/world.ts';
import { callNumber } from './call-number.ts';
import { describe } from './describe.ts';
import { data } from './marc-fields.ts';
import { READER_SURNAMES } from './readers.ts';
import { type DemoSymphonyId, SYMPHONY_LIBRARIES, type SymphonyLibrary } from './libraries.ts';
import { SYMPHONY_CODES } from './symphony-libraries.ts';
import type { Publication } from './publications.ts';
import type { TruthRow } from './truth.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const READERS_OF_A_BRANCH = 12;

export interface SymphonyStock {
  readonly world: SymphonyWorld;
  readonly random: Random;
  readonly truth: TruthRow<DemoSymphonyId>[];
  /** The instant that everything is dated from. */
  readonly today: number;
}

export function openSymphonyStock(world: SymphonyWorld, random: Random, today: number): SymphonyStock {
  const branches = SYMPHONY_LIBRARIES.flatMap((library) => library.branches);
  for (const branch of branches) {
    for (let count = 0; count < READERS_OF_A_BRANCH; count += 1) {
      // Every fourth one borrows for a ward: what they have is said to be there, not "checked out".
      const checkoutLocation = count % 4 === 3 ? 'DEPTCHARGE' : 'CHECKEDOUT';
      const lastName = random.one(READER_SURNAMES);
      addPatron(world, { library: branch.code, lastName, firstName: `Reader ${count + 1}`, checkoutLocation });
    }
  }
  return { world, random, truth: [], today };
}

export interface NewTitle {
  readonly publication: Publication;
  /** Who catalogues it. */
  readonly library: SymphonyLibrary;
  /** The branches that it is said to be at (596), for records whose copies do not tell. */
  readonly at?: readonly string[];
  readonly joined?: Publication | undefined;
  readonly isbnOf?: Publication | undefined;
  readonly shadowed?: boolean;
  readonly careful?: boolean;
}

/** Catalogues a publication and notes the truth of it. Gives the catalogue key. */
export function addTitle(stock: SymphonyStock, title: NewTitle): string {
  const { publication, library, joined, isbnOf, careful } = title;
  const { fields, leader } = describe(
    { publication, library, joined, isbnOf, careful, controlNumber: '', itemType: null },
    stock.random,
  );
  const at = title.at ?? library.branches.slice(0, 1).map(({ code }) => code);
  return addMarc(stock, { leader, fields: [...fields, ownersField(at)] }, title.shadowed ?? false, {
    edition: publication.key,
    also: joined?.key ?? '',
    visibility: title.shadowed === true ? 'SUPPRESSED' : 'PUBLIC',
  });
}

/** A record that is in the region's graph nowhere: its truth has no edition. */
export function addLoanFromElsewhere(stock: SymphonyStock, marc: MarcRecord): string {
  return addMarc(stock, marc, false, { edition: '', also: '', visibility: 'ILL_TEMPORARY' });
}

function addMarc(
  stock: SymphonyStock,
  marc: MarcRecord,
  shadowed: boolean,
  truth: Pick<TruthRow, 'edition' | 'also' | 'visibility'>,
): string {
  const changed = stock.today - (40 + (stock.world.next.bib % 400)) * DAY;
  const day = localDate(changed, stock.world.timeZone);
  const { key } = addBib(stock.world, {
    marc,
    shadowed,
    catalogDate: day,
    createDate: day,
    modifiedDate: day,
    systemModifiedDate: changed,
  });
  stock.truth.push({ system: 'symphony-d', record: Number(key), ...truth });
  return key;
}

function ownersField(codes: readonly string[]): MarcField {
  return data('596', '  ', ...codes.map((code) => ['a', code] as const));
}

export interface NewSymphonyCopy {
  readonly title: string;
  readonly publication: Publication;
  readonly library: SymphonyLibrary;
  /** The owning library's code; the service's first if not given. */
  readonly branch?: string;
  /** ` v.2`, behind the call number. */
  readonly volume?: string;
  readonly fields?: Partial<Omit<SymphonyItem, 'key' | 'callKey' | 'bibKey' | 'library'>>;
}

/** Adds a copy on the library's open shelves, under a call number of that library. */
export function addCopyOf(stock: SymphonyStock, copy: NewSymphonyCopy): SymphonyItem {
  const { world } = stock;
  const { publication, library, title } = copy;
  const { itemTypes, locations } = SYMPHONY_CODES[library.id];
  const branch = copy.branch ?? library.branches[0]?.code ?? '';
  const journal = publication.title.kind === 'journal';
  const shelvedAt = callNumber(publication, library);
  const call = (world.callsOfBib.get(title) ?? [])
    .flatMap((key) => world.calls.get(key) ?? [])
    .find((each) => each.library === branch && each.volumetric === (copy.volume ?? null) && !each.shadowed);
  const place =
    call === undefined
      ? {
          bibKey: title,
          library: branch,
          callNumber: shelvedAt,
          volumetric: copy.volume ?? null,
          classification: { NLM: 'NLM', WESSEX: 'ASIS', DEWEY: 'DEWEY' }[library.habit.shelving],
        }
      : { callKey: call.key };
  return addItem(world, {
    barcode: `30404${String(world.items.size + 1).padStart(9, '0')}`,
    itemType: journal ? itemTypes.journal : itemTypes.loan,
    homeLocation: journal ? locations.journals : locations.open,
    // Journals stay in the library.
    circulate: !journal,
    systemModifiedDate: stock.today - (30 + (world.items.size % 300)) * DAY,
    createdDate: localDate(stock.today - 400 * DAY, world.timeZone),
    totalCharges: (world.items.size * 7) % 23,
    ...copy.fields,
    ...place,
  });
}

/** An e-book of a library: a copy that says who has it, behind the link of its record. */
export function addOnlineCopyOf(stock: SymphonyStock, copy: NewSymphonyCopy): SymphonyItem {
  const { itemTypes, locations } = SYMPHONY_CODES[copy.library.id];
  const fields = { itemType: itemTypes.ebook, homeLocation: locations.online, circulate: false, ...copy.fields };
  return addCopyOf(stock, { ...copy, fields });
}

/** A reader of the branch, always the same for the same turn. */
function readerOf(stock: SymphonyStock, branch: string, turn: number): string {
  const readers = [...stock.world.patrons.values()].filter((patron) => patron.library === branch);
  const reader = readers[turn % readers.length];
  if (reader === undefined) throw new RangeError(`no readers at ${branch}`);
  return reader.key;
}

/** Lends a copy; due so many days from today at 23:59, overdue where negative. `reader` counts the branch's readers. */
export function lendCopy(
  stock: SymphonyStock,
  item: SymphonyItem,
  dueInDays: number,
  reader = Number(item.bibKey) + item.copyNumber,
): void {
  const { world } = stock;
  const due = dayEnd(stock, dueInDays);
  const patronKey = readerOf(stock, item.library, reader);
  checkOut(world, { itemKey: item.key, patronKey, due, at: due - 21 * DAY });
}

/** 23:59 of a day, counted from today. */
export function dayEnd(stock: SymphonyStock, days: number): number {
  const { timeZone } = stock.world;
  return endOfDay(localDate(stock.today + days * DAY, timeZone), timeZone);
}

/** Lends a copy by the hour: due at the next full hour after so many. */
export function lendCopyByTheHour(stock: SymphonyStock, item: SymphonyItem, hours: number): void {
  const due = Math.ceil(stock.today / HOUR) * HOUR + hours * HOUR;
  const patronKey = readerOf(stock, item.library, 4 * Number(item.bibKey));
  checkOut(stock.world, { itemKey: item.key, patronKey, due, at: stock.today - HOUR / 2 });
}

/** Queues a hold on the title; gives its number. */
export function queueHoldOn(stock: SymphonyStock, title: string, pickup: string): string {
  const patronKey = readerOf(stock, pickup, Number(title) + stock.world.next.hold);
  return placeHold(stock.world, { bibKey: title, patronKey, pickupLibrary: pickup }).key;
}

export function holdAtDesk(stock: SymphonyStock, item: SymphonyItem): void {
  setHeld(stock.world, queueHoldOn(stock, item.bibKey, item.library), item.key);
}

export function sendToPickup(stock: SymphonyStock, item: SymphonyItem, pickup: string): void {
  sendForHold(stock.world, queueHoldOn(stock, item.bibKey, pickup), item.key);
}
