/** Gives the copies of the Symphony a day's life. A copy's state is where it is said to be. */
import { checkIn, editItem, moveItem, recall, startTransit } from '#simulators/symphony/world.ts';
import type { SymphonyItem } from '#simulators/symphony/world.ts';
import type { MarcField } from '#marc/index.ts';
import { throwFate } from './circulation.ts';
import { data } from './marc-fields.ts';
import type { Publication } from './publications.ts';
import { statedRun } from './stated-run.ts';
import { SYMPHONY_LIBRARIES, type SymphonyLibrary } from './libraries.ts';
import { SHARED_CODES, SYMPHONY_CODES } from './symphony-libraries.ts';
import {
  addCopyOf,
  addOnlineCopyOf,
  dayEnd,
  holdAtDesk,
  lendCopy,
  lendCopyByTheHour,
  queueHoldOn,
  sendToPickup,
} from './symphony-stock.ts';
import type { SymphonyStock } from './symphony-stock.ts';

type Fate = (stock: SymphonyStock, item: SymphonyItem, library: SymphonyLibrary) => void;

/** How many printed copies in a thousand are in which state; all others are on the shelf. */
const FATES: readonly (readonly [permille: number, fate: Fate])[] = [
  [130, lendAhead],
  [35, lendLate],
  [25, lendAndQueue],
  [16, lendAndRecall],
  [40, keepAtDesk],
  [16, holdAtDesk],
  [10, sendElsewhere],
  [12, sendHome],
  [14, moveTo('LOST-ASSUM')],
  [8, moveTo('LOST')],
  [14, moveTo('MISSING')],
  [9, moveTo('BINDERY')],
  [9, moveTo('INPROCESS')],
  [18, orderIt],
  [45, keepForReference],
  [14, shadowItem],
  [8, shadowCall],
  [12, moveTo(SHARED_CODES.withdrawn)],
  [10, keepInStaffRoom],
  [6, moveTo(SHARED_CODES.unmapped)],
];

/** Copies of a printed book or journal at one library, each with its fate. */
export function addCopiesOf(
  stock: SymphonyStock,
  title: string,
  publication: Publication,
  library: SymphonyLibrary,
): void {
  const { random } = stock;
  if (publication.title.kind === 'journal') {
    addVolumes(stock, title, publication, library);
    return;
  }
  const count = random.chance(0.72) ? 1 : random.whole(2, 4);
  for (let copy = 1; copy <= count; copy += 1) {
    const branch = random.one(library.branches).code;
    decide(stock, addCopyOf(stock, { title, publication, library, branch }), library);
  }
}

function addVolumes(stock: SymphonyStock, title: string, publication: Publication, library: SymphonyLibrary): void {
  if (publication.title.form === 'electronic') {
    addOnlineCopyOf(stock, { title, publication, library });
    return;
  }
  const from = stock.random.whole(1, 20);
  const held = stock.random.whole(2, 5);
  for (let volume = from; volume < from + held; volume += 1) {
    addCopyOf(stock, { title, publication, library, volume: ` v.${volume}` });
  }
  const bib = stock.world.bibs.get(title);
  const run = statedRun(publication, library, { from, last: from + held - 1 }, stock.today);
  if (bib !== undefined && run !== null)
    bib.holdingsRecords = [...bib.holdingsRecords, ...holdingsRecord(library, run)];
}

/** As Symphony writes one behind its title: the run is of the 852 before it. */
function holdingsRecord({ id, branches }: SymphonyLibrary, run: string): readonly MarcField[] {
  const branch = branches[0]?.code ?? '';
  const { journals } = SYMPHONY_CODES[id].locations;
  return [data('852', '  ', ['b', branch], ['c', journals]), data('866', ' 0', ['8', '1'], ['a', run])];
}

function decide(stock: SymphonyStock, item: SymphonyItem, library: SymphonyLibrary): void {
  throwFate(FATES, stock.random)?.(stock, item, library);
}

function moveTo(location: string): Fate {
  return (stock, item) => {
    moveItem(stock.world, item.key, location);
  };
}

function lendAhead(stock: SymphonyStock, item: SymphonyItem): void {
  lendCopy(stock, item, stock.random.whole(1, 21));
}

function lendLate(stock: SymphonyStock, item: SymphonyItem): void {
  lendCopy(stock, item, -stock.random.whole(1, 60));
}

function lendAndQueue(stock: SymphonyStock, item: SymphonyItem): void {
  lendAhead(stock, item);
  const waiting = stock.random.whole(1, 3);
  for (let reader = 0; reader < waiting; reader += 1) queueHoldOn(stock, item.bibKey, item.library);
}

/** Wanted back before its time: the recall's date is the one that counts. */
function lendAndRecall(stock: SymphonyStock, item: SymphonyItem): void {
  lendCopy(stock, item, 18);
  queueHoldOn(stock, item.bibKey, item.library);
  recall(stock.world, item.key, dayEnd(stock, stock.random.whole(2, 6)));
}

/** `DESK` and `SHORT`: a week at one library, some hours at the other. */
function keepAtDesk(stock: SymphonyStock, item: SymphonyItem, library: SymphonyLibrary): void {
  const { itemTypes, locations } = SYMPHONY_CODES[library.id];
  const desk = { itemType: itemTypes.short, homeLocation: locations.desk, currentLocation: locations.desk };
  editItem(stock.world, item.key, desk);
  if (!stock.random.chance(0.6)) return;
  if (library.id === 'leamsworth') lendCopyByTheHour(stock, item, stock.random.whole(1, 4));
  else lendCopy(stock, item, stock.random.whole(1, 7));
}

function keepForReference(stock: SymphonyStock, item: SymphonyItem, library: SymphonyLibrary): void {
  const { itemTypes, locations } = SYMPHONY_CODES[library.id];
  const shelf = { homeLocation: locations.reference, currentLocation: locations.reference };
  editItem(stock.world, item.key, { ...shelf, itemType: itemTypes.reference, circulate: false });
}

function sisterOf(stock: SymphonyStock, item: SymphonyItem): string {
  const branches = SYMPHONY_LIBRARIES.flatMap((library) => library.branches.map(({ code }) => code));
  return stock.random.one(branches.filter((code) => code !== item.library));
}

function sendElsewhere(stock: SymphonyStock, item: SymphonyItem): void {
  sendToPickup(stock, item, sisterOf(stock, item));
}

/** Given back at another library, and on its way home. */
function sendHome(stock: SymphonyStock, item: SymphonyItem): void {
  const at = sisterOf(stock, item);
  lendCopy(stock, item, 5);
  checkIn(stock.world, item.key, at);
  startTransit(stock.world, item.key, { source: at, destination: item.library, reason: 'RETURN' });
}

function orderIt(stock: SymphonyStock, item: SymphonyItem): void {
  // No label yet: the number that the system gives until there is one.
  editItem(stock.world, item.key, { currentLocation: 'ON-ORDER', barcode: item.key.replaceAll(':', '-') });
}

function shadowItem(stock: SymphonyStock, item: SymphonyItem): void {
  editItem(stock.world, item.key, { shadowed: true });
}

function shadowCall(stock: SymphonyStock, item: SymphonyItem): void {
  const call = stock.world.calls.get(item.callKey);
  if (call !== undefined) call.shadowed = true;
}

/** Hidden by the policy of the location alone: nothing on the copy itself says so. */
function keepInStaffRoom(stock: SymphonyStock, item: SymphonyItem): void {
  const { staffRoom } = SHARED_CODES;
  editItem(stock.world, item.key, { homeLocation: staffRoom, currentLocation: staffRoom });
}
