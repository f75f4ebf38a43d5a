/**
 * The titles that the README's query asks for: made by hand, first of all and always the same, so that its answer has
 * facts of all systems and nearly every state a copy can be in. The slow changes of the demo leave them alone.
 */
import { editItem } from '#simulators/koha/world.ts';
import {
  addCopy,
  addOnlineCopy,
  addRecord,
  lend,
  lendByTheHour,
  moveToSister,
  putOnHoldShelf,
  queueHold,
  sendForHold,
} from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import { libraryNamed } from './libraries.ts';
import type { DemoLibrary, DemoKohaId } from './libraries.ts';
import type { Publication } from './publications.ts';

/** The ISBNs of the README's query, and what each is there to show. */
export const SHOWCASE = {
  /** Wheater's pathology: in all systems, two records of one shared Koha, on loan, on the hold shelf, in transit. */
  pathology: '9780702075551',
  /** The APA's publication manual: lent to a sister site, on order, a queue of holds. */
  publicationManual: '9781433805592',
  /** A colour atlas of anatomy: lent by the hour, a reference copy. */
  anatomy: '9783135333052',
  /** Fundamentals of clinical trials: an e-book. */
  clinicalTrials: '9783319185392',
} as const;

export const SHOWCASE_ISBNS: readonly string[] = Object.values(SHOWCASE);

export function findShown(publications: ReadonlyMap<string, Publication>, isbn: string): Publication {
  const found = publications.get(isbn);
  if (found === undefined) throw new RangeError(`titles.tsv lacks the showcase title ${isbn}`);
  return found;
}

export function addShowcase(stock: KohaStock, publications: ReadonlyMap<string, Publication>): void {
  const find = (isbn: string): Publication => findShown(publications, isbn);
  const shelf = new Shelf(stock);
  SHOWS[stock.system](stock, shelf, find);
}

/** Shorthand for records and copies of the showcase. */
class Shelf {
  readonly #stock: KohaStock;

  constructor(stock: KohaStock) {
    this.#stock = stock;
  }

  record(publication: Publication, library: DemoLibrary): number {
    return addRecord(this.#stock, { publication, library, careful: true });
  }

  copy(record: number, publication: Publication, library: DemoLibrary, branch?: string): ReturnType<typeof addCopy> {
    return addCopy(this.#stock, { record, publication, library, ...(branch === undefined ? {} : { branch }) });
  }
}

type Show = (stock: KohaStock, shelf: Shelf, find: (isbn: string) => Publication) => void;

const SHOWS: Readonly<Record<DemoKohaId, Show>> = {
  'koha-a': showFourRivers,
  'koha-b': showHollowAndDale,
  'koha-c': showFosseholm,
};

function showFourRivers(stock: KohaStock, shelf: Shelf, find: (isbn: string) => Publication): void {
  const severnhythe = libraryNamed('severnhythe');
  const clentwood = libraryNamed('clentwood');
  const stourmere = libraryNamed('stourmere');
  const wrekinmoor = libraryNamed('wrekinmoor');

  // One title, two records: each library shows the copies of its own.
  const pathology = find(SHOWCASE.pathology);
  const first = shelf.record(pathology, severnhythe);
  shelf.copy(first, pathology, severnhythe, 'MAIN');
  lend(stock, shelf.copy(first, pathology, severnhythe, 'MAIN'), 9);
  const education = shelf.copy(first, pathology, severnhythe, 'EDU');
  editItem(stock.world, education.item_id, {
    item_type_id: stock.codes.itemTypes.short,
    location: stock.codes.shelves.desk,
  });
  const second = shelf.record(pathology, clentwood);
  putOnHoldShelf(stock, shelf.copy(second, pathology, clentwood, 'LIB'));
  lend(stock, shelf.copy(second, pathology, clentwood, 'HAG'), -3);

  // One record, two libraries; one copy stands at the sister site and still belongs to its owner.
  const manual = find(SHOWCASE.publicationManual);
  const shared = shelf.record(manual, stourmere);
  moveToSister(stock, shelf.copy(shared, manual, stourmere, 'SMH'), 'WRK');
  const lent = shelf.copy(shared, manual, stourmere, 'SMH');
  moveToSister(stock, lent, 'WRK');
  lend(stock, lent, 12, 'WRK');
  shelf.copy(shared, manual, wrekinmoor, 'WRK');

  const anatomy = find(SHOWCASE.anatomy);
  const atlas = shelf.record(anatomy, severnhythe);
  const hourly = shelf.copy(atlas, anatomy, severnhythe, 'EDU');
  editItem(stock.world, hourly.item_id, {
    item_type_id: stock.codes.itemTypes.hourly,
    location: stock.codes.shelves.desk,
  });
  lendByTheHour(stock, hourly, 2);
  const reference = shelf.copy(atlas, anatomy, severnhythe, 'MAIN');
  editItem(stock.world, reference.item_id, { item_type_id: stock.codes.itemTypes.reference });

  const trials = find(SHOWCASE.clinicalTrials);
  addOnlineCopy(stock, { record: shelf.record(trials, severnhythe), publication: trials, library: severnhythe });
}

function showHollowAndDale(stock: KohaStock, shelf: Shelf, find: (isbn: string) => Publication): void {
  const tamehollow = libraryNamed('tamehollow');
  const blythecross = libraryNamed('blythecross');
  const ankerdale = libraryNamed('ankerdale');

  const pathology = find(SHOWCASE.pathology);
  const shared = shelf.record(pathology, tamehollow);
  shelf.copy(shared, pathology, tamehollow, 'MAIN');
  sendForHold(stock, shelf.copy(shared, pathology, tamehollow, 'DEN'), 'LIB');
  const reference = shelf.copy(shared, pathology, blythecross, 'LIB');
  editItem(stock.world, reference.item_id, { item_type_id: stock.codes.itemTypes.reference });

  const manual = find(SHOWCASE.publicationManual);
  const ordered = shelf.copy(shelf.record(manual, ankerdale), manual, ankerdale, 'AMB');
  editItem(stock.world, ordered.item_id, {
    not_for_loan_status: stock.codes.notForLoan.onOrder,
    external_id: null,
  });

  const trials = find(SHOWCASE.clinicalTrials);
  addOnlineCopy(stock, { record: shelf.record(trials, tamehollow), publication: trials, library: tamehollow });
}

function showFosseholm(stock: KohaStock, shelf: Shelf, find: (isbn: string) => Publication): void {
  const fosseholm = libraryNamed('fosseholm');

  const pathology = find(SHOWCASE.pathology);
  const record = shelf.record(pathology, fosseholm);
  shelf.copy(record, pathology, fosseholm);
  const missing = shelf.copy(record, pathology, fosseholm);
  editItem(stock.world, missing.item_id, { lost_status: stock.codes.lost.missing });

  const manual = find(SHOWCASE.publicationManual);
  const wanted = shelf.record(manual, fosseholm);
  lend(stock, shelf.copy(wanted, manual, fosseholm), 5);
  queueHold(stock, wanted, 'FOS');
  queueHold(stock, wanted, 'FOS');

  const trials = find(SHOWCASE.clinicalTrials);
  addOnlineCopy(stock, { record: shelf.record(trials, fosseholm), publication: trials, library: fosseholm });
}
