/** Gives the copies of the region a day's life: lent, late, waited for, lost, on order, elsewhere. */
import type { Random } from '#simulators/random.ts';
import type { KohaItem, KohaBiblio } from '#simulators/koha/world.ts';
import { editItem, startTransfer } from '#simulators/koha/world.ts';
import {
  addCopy,
  lend,
  lendByTheHour,
  moveToSister,
  putOnHoldShelf,
  queueHold,
  sendForHold,
  addOnlineCopy,
} from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import { HIDDEN_COLLECTION } from './koha-setup.ts';
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';
import { data } from './marc-fields.ts';
import { statedRun } from './stated-run.ts';

type Fate = (stock: KohaStock, item: KohaItem) => void;

/** How many printed copies in a thousand are in which state; all others are on the shelf. */
const FATES: readonly (readonly [permille: number, fate: Fate])[] = [
  [130, lendAhead],
  [35, lendLate],
  [25, lendAndQueue],
  [20, lendShort],
  [12, lendHourly],
  [14, putOnHoldShelf],
  [8, sendToSisterForHold],
  [8, sendHome],
  [25, standAtSister],
  [14, lendFromSister],
  [12, changed(({ codes }) => ({ lost_status: codes.lost.lost }))],
  [12, changed(({ codes }) => ({ lost_status: codes.lost.missing }))],
  [4, changed(({ codes }) => ({ lost_status: codes.lost.claimedReturned }))],
  [10, changed(() => ({ damaged_status: 1 }))],
  [12, changed(() => ({ withdrawn: 1 }))],
  [14, changed(({ codes }) => ({ not_for_loan_status: codes.notForLoan.onOrder, external_id: null }))],
  [8, changed(({ codes }) => ({ not_for_loan_status: codes.notForLoan.inProcess }))],
  [9, changed(({ codes }) => ({ not_for_loan_status: codes.notForLoan.bindery }))],
  [45, changed(({ codes }) => ({ item_type_id: codes.itemTypes.reference }))],
  [12, changed(({ codes }) => ({ not_for_loan_status: codes.notForLoan.reference }))],
  [12, changed(() => ({ restricted_status: 1 }))],
  [12, changed(() => ({ location: 'CART' }))],
  [10, changed(() => ({ external_id: null }))],
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
  throwFate(FATES, stock.random)?.(stock, item);
}

/** Undefined for a copy that stays on its shelf. */
export function throwFate<Fate>(
  fates: readonly (readonly [permille: number, fate: Fate])[],
  random: Random,
): Fate | undefined {
  let thrown = random.next() * 1000;
  return fates.find(([permille]) => (thrown -= permille) < 0)?.[1];
}

type Changes = Parameters<typeof editItem>[2];

function changed(changes: (stock: KohaStock) => Changes): Fate {
  return (stock, item) => {
    edit(stock, item, changes(stock));
  };
}

function edit(stock: KohaStock, item: KohaItem, changes: Changes): void {
  editItem(stock.world, item.item_id, changes);
}

function lendAhead(stock: KohaStock, item: KohaItem): void {
  lend(stock, item, stock.random.whole(1, 21));
}

function lendLate(stock: KohaStock, item: KohaItem): void {
  lend(stock, item, -stock.random.whole(1, 60));
}

function lendAndQueue(stock: KohaStock, item: KohaItem): void {
  lendAhead(stock, item);
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

function addJournalVolumes(stock: KohaStock, record: number, publication: Publication, library: DemoLibrary): void {
  const { title } = publication;
  if (title.form === 'electronic') {
    addOnlineCopy(stock, { record, publication, library });
    return;
  }
  const from = stock.random.whole(1, 20);
  const held = stock.random.whole(2, 5);
  const last = from + held - 1;
  for (let volume = from; volume <= last; volume += 1) {
    addCopy(stock, { record, publication, library, fields: { serial_issue_number: `Vol. ${volume}` } });
  }
  const biblio = stock.world.biblios.get(record);
  const branch = library.branches[0]?.code;
  const run = statedRun(publication, library, { from, last }, stock.today);
  if (biblio === undefined || branch === undefined || run === null) return;
  stateRun(biblio, branch, run);
}

/** States a run of a branch in a record, linked to its place as MARC 21 has it: 852 and 866 with one number in $8. */
function stateRun(biblio: KohaBiblio, branch: string, run: string): void {
  const { fields } = biblio.marc;
  const link = String(fields.filter(({ tag }) => tag === '852').length + 1);
  const stated = [data('852', '  ', ['8', link], ['b', branch]), data('866', ' 0', ['8', link], ['a', run])];
  biblio.marc = { ...biblio.marc, fields: [...fields, ...stated] };
}
