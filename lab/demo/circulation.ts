/** Gives the copies of the region a day's life: lent, late, waited for, lost, on order, elsewhere. */
import type { KohaItem } from '#simulators/koha/world.ts';
import { editItem, startTransfer } from '#simulators/koha/world.ts';
import { addCopy, lend, lendByTheHour, moveToSister, putOnHoldShelf, queueHold, sendForHold } from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import { addJournalVolumes } from './journal-volumes.ts';
import { HIDDEN_COLLECTION } from './koha-setup.ts';
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';

type Fate = (stock: KohaStock, item: KohaItem) => void;

/** How many printed copies in a thousand are in which state; all others are on the shelf. */
const FATES: readonly (readonly [permille: number, fate: Fate])[] = [
  [
    130,
    (stock, item) => {
      lend(stock, item, stock.random.whole(1, 21));
    },
  ],
  [
    35,
    (stock, item) => {
      lend(stock, item, -stock.random.whole(1, 60));
    },
  ],
  [25, lendAndQueue],
  [20, lendShort],
  [12, lendHourly],
  [
    14,
    (stock, item) => {
      putOnHoldShelf(stock, item);
    },
  ],
  [8, sendToSisterForHold],
  [8, sendHome],
  [25, standAtSister],
  [14, lendFromSister],
  [
    12,
    (stock, item) => {
      edit(stock, item, { lost_status: stock.codes.lost.lost });
    },
  ],
  [
    12,
    (stock, item) => {
      edit(stock, item, { lost_status: stock.codes.lost.missing });
    },
  ],
  [
    4,
    (stock, item) => {
      edit(stock, item, { lost_status: stock.codes.lost.claimedReturned });
    },
  ],
  [
    10,
    (stock, item) => {
      edit(stock, item, { damaged_status: 1 });
    },
  ],
  [
    12,
    (stock, item) => {
      edit(stock, item, { withdrawn: 1 });
    },
  ],
  [
    14,
    (stock, item) => {
      edit(stock, item, { not_for_loan_status: stock.codes.notForLoan.onOrder, external_id: null });
    },
  ],
  [
    8,
    (stock, item) => {
      edit(stock, item, { not_for_loan_status: stock.codes.notForLoan.inProcess });
    },
  ],
  [
    9,
    (stock, item) => {
      edit(stock, item, { not_for_loan_status: stock.codes.notForLoan.bindery });
    },
  ],
  [
    45,
    (stock, item) => {
      edit(stock, item, { item_type_id: stock.codes.itemTypes.reference });
    },
  ],
  [
    12,
    (stock, item) => {
      edit(stock, item, { not_for_loan_status: stock.codes.notForLoan.reference });
    },
  ],
  [
    12,
    (stock, item) => {
      edit(stock, item, { restricted_status: 1 });
    },
  ],
  [
    12,
    (stock, item) => {
      edit(stock, item, { location: 'CART' });
    },
  ],
  [
    10,
    (stock, item) => {
      edit(stock, item, { external_id: null });
    },
  ],
  [12, hide],
  [6, packForMove],
];

/** Copies of a printed book or journal at one library, each with its fate. */
export function addCopies(stock: KohaStock, record: number, publication: Publication, library: DemoLibrary): void {
  const { random } = stock;
  if (publication.title.kind === 'journal') {
    addJournalVolumes(stock, record, publication, library);
    return;
  }
  const count = random.chance(0.72) ? 1 : random.whole(2, 4);
  for (let copy = 1; copy <= count; copy += 1) {
    const branch = random.one(library.branches).code;
    const fields = count === 1 ? {} : { copy_number: String(copy) };
    decide(stock, addCopy(stock, { record, publication, library, branch, fields }));
  }
}

/** A set on one record: the volumes stand side by side, distinguished by their enumeration. */
export function addSetCopies(
  stock: KohaStock,
  record: number,
  volumes: readonly Publication[],
  library: DemoLibrary,
): void {
  volumes.forEach((publication, index) => {
    addCopy(stock, { record, publication, library, fields: { serial_issue_number: `v. ${index + 1}` } });
  });
}

function decide(stock: KohaStock, item: KohaItem): void {
  let thrown = stock.random.next() * 1000;
  for (const [permille, fate] of FATES) {
    thrown -= permille;
    if (thrown < 0) {
      fate(stock, item);
      return;
    }
  }
}

function edit(
  stock: KohaStock,
  item: KohaItem,
  changes: Partial<Omit<KohaItem, 'item_id' | 'biblio_id' | 'timestamp'>>,
): void {
  editItem(stock.world, item.item_id, changes);
}

function lendAndQueue(stock: KohaStock, item: KohaItem): void {
  lend(stock, item, stock.random.whole(1, 21));
  const waiting = stock.random.whole(1, 3);
  for (let reader = 0; reader < waiting; reader += 1) queueHold(stock, item.biblio_id, item.home_library_id);
}

function lendShort(stock: KohaStock, item: KohaItem): void {
  edit(stock, item, { item_type_id: stock.codes.itemTypes.short, location: stock.codes.shelves.desk });
  if (stock.random.chance(0.6)) lend(stock, item, stock.random.whole(1, 7));
}

function lendHourly(stock: KohaStock, item: KohaItem): void {
  edit(stock, item, { item_type_id: stock.codes.itemTypes.hourly, location: stock.codes.shelves.desk });
  if (stock.random.chance(0.7)) lendByTheHour(stock, item, stock.random.whole(1, 4));
}

function sisterOf(stock: KohaStock, item: KohaItem): string | null {
  const others = [...stock.world.libraries.keys()].filter((branch) => branch !== item.home_library_id);
  return others.length === 0 ? null : stock.random.one(others);
}

function sendToSisterForHold(stock: KohaStock, item: KohaItem): void {
  const sister = sisterOf(stock, item);
  if (sister !== null) sendForHold(stock, item, sister);
}

/** On its way back to its owner: a transfer that Koha's REST interface shows nowhere. */
function sendHome(stock: KohaStock, item: KohaItem): void {
  const sister = sisterOf(stock, item);
  if (sister === null) return;
  moveToSister(stock, item, sister);
  startTransfer(stock.world, item.item_id, item.home_library_id);
}

function standAtSister(stock: KohaStock, item: KohaItem): void {
  const sister = sisterOf(stock, item);
  if (sister !== null) moveToSister(stock, item, sister);
}

function lendFromSister(stock: KohaStock, item: KohaItem): void {
  const sister = sisterOf(stock, item);
  if (sister === null) return;
  moveToSister(stock, item, sister);
  lend(stock, item, stock.random.whole(1, 28), sister);
}

/** Hidden by the rule of its own Koha: a staff shelf here, a collection there; the third hides what is lost. */
function hide(stock: KohaStock, item: KohaItem): void {
  switch (stock.system) {
    case 'koha-a':
      edit(stock, item, { location: stock.codes.shelves.staff });
      return;
    case 'koha-b':
      edit(stock, item, { collection_code: HIDDEN_COLLECTION });
      return;
    case 'koha-c':
      edit(stock, item, { lost_status: stock.codes.lost.lost });
  }
}

function packForMove(stock: KohaStock, item: KohaItem): void {
  if (stock.system === 'koha-b') edit(stock, item, { not_for_loan_status: 9 });
}
