/** The loans, holds and charges of the fixture world, under the numbers of the recorded one. */
import { addDays, instantOf, localDate } from '../time.ts';
import type { KohaWorld } from './tables.ts';
import { addCharge, checkIn, checkOut, placeHold, renew, setWaiting, startTransfer, suspendHold } from './world.ts';

/** Checkout, patron, item. Those of patron 4 from 150 on are by the hour; 6 to 15 began in September and are overdue. */
const LOANS: readonly (readonly [checkout: number, patron: number, item: number])[] = [
  [1, 5, 1008],
  [2, 5, 735],
  [3, 5, 1939],
  [4, 5, 2378],
  [5, 5, 62],
  [6, 5, 834],
  [7, 4, 643],
  [8, 3, 1675],
  [9, 9, 2180],
  [10, 5, 2648],
  [11, 4, 56],
  [12, 3, 1223],
  [13, 9, 696],
  [14, 5, 2145],
  [15, 4, 838],
  [16, 5, 1142],
  [17, 4, 885],
  [18, 3, 1945],
  [19, 9, 2273],
  [21, 7, 157],
  [24, 15, 2244],
  [32, 23, 398],
  [33, 24, 570],
  [34, 25, 881],
  [43, 34, 2006],
  [44, 35, 722],
  [47, 38, 54],
  [49, 40, 40],
  [50, 5, 2049],
  [51, 4, 1958],
  [52, 3, 671],
  [53, 9, 1319],
  [67, 24, 1986],
  [68, 25, 1430],
  [77, 34, 819],
  [78, 35, 1765],
  [81, 38, 105],
  [83, 40, 857],
  [84, 5, 2210],
  [85, 4, 1023],
  [86, 3, 1570],
  [87, 9, 1296],
  [101, 24, 483],
  [102, 25, 1591],
  [109, 32, 70],
  [111, 34, 64],
  [112, 35, 2004],
  [117, 40, 2542],
  [118, 5, 2003],
  [119, 4, 1499],
  [120, 3, 1026],
  [121, 9, 2059],
  [135, 24, 2182],
  [136, 25, 2275],
  [138, 27, 344],
  [145, 34, 255],
  [146, 35, 2357],
  [150, 4, 1915],
  [151, 4, 812],
  [152, 4, 200],
  [153, 4, 2456],
  [154, 4, 2231],
  [155, 4, 1347],
];
/** Borrowers of the loans that nobody recorded: their numbers hold neither a 4 nor a 5. */
const OTHER_BORROWERS = [6, 7, 8, 12, 16, 17, 18, 22, 26, 28, 31, 36];
const LAST_CHECKOUT = 155;

const EARLY_HOLDS: readonly (readonly [hold: number, patron: number, biblio: number, library: string])[] = [
  [1, 5, 601, 'MPL'],
  [2, 4, 656, 'CPL'],
  [3, 3, 384, 'CPL'],
  [9, 15, 195, 'FFL'],
  [18, 24, 1006, 'FFL'],
  [19, 25, 283, 'FFL'],
  [20, 5, 100, 'MPL'],
  [21, 5, 406, 'MPL'],
  [22, 4, 406, 'MPL'],
  [23, 5, 409, 'MPL'],
  [24, 9, 406, 'MPL'],
];
const LATE_HOLDS: readonly (readonly [hold: number, patron: number, biblio: number, library: string])[] = [
  [1, 5, 601, 'MPL'],
  [2, 4, 656, 'CPL'],
  [3, 3, 384, 'CPL'],
  [22, 4, 406, 'MPL'],
  [24, 9, 406, 'MPL'],
  [28, 5, 419, 'MPL'],
  [29, 5, 376, 'MPL'],
  [30, 6, 606, 'CPL'],
];

export function fixtureCheckouts(world: KohaWorld, stage: 'early' | 'late'): void {
  const known = new Map(LOANS.map(([checkout, patron, item]) => [checkout, { patron, item }]));
  const today = localDate(world.now(), world.timeZone);
  const september = instantOf('2026-09-14T10:30:00', world.timeZone);
  for (let id = 1; id <= LAST_CHECKOUT; id++) {
    const loan = known.get(id) ?? {
      patron: OTHER_BORROWERS[id % OTHER_BORROWERS.length] ?? 6,
      // Items that no recorded loan names, above those whose loans are counted one by one.
      item: 1700 + id * 5 + (1700 + id * 5 === 2145 ? 1 : 0),
    };
    if (world.items.get(loan.item)?.checked_out_date !== null) continue;
    world.next.checkout = id;
    const overdue = id >= 6 && id <= 15;
    checkOut(world, {
      item_id: loan.item,
      patron_id: loan.patron,
      ...(overdue
        ? { at: september, due: instantOf(`${addDays('2026-10-05', id - 6)}T23:59:00`, world.timeZone) }
        : {}),
      ...(id >= 150 ? { due: instantOf(`${today}T19:01:00`, world.timeZone) } : {}),
    });
  }
  world.next.checkout = LAST_CHECKOUT + 1;
  renew(world, 1, 43);
  renew(world, 2, 44);
  if (stage === 'late') {
    renew(world, 121);
    renew(world, 121, 42);
    for (const item of [1142, 2244, 2049]) checkIn(world, item);
  }
}

export function fixtureHolds(world: KohaWorld, stage: 'early' | 'late'): void {
  for (const [hold, patron, biblio, library] of stage === 'early' ? EARLY_HOLDS : LATE_HOLDS) {
    placeHold(world, { hold_id: hold, patron_id: patron, biblio_id: biblio, pickup_library_id: library });
  }
  suspendHold(world, 2, instantOf('2027-02-01T00:00:00', world.timeZone));
  const first = world.holds.get(1);
  if (first !== undefined) first.notes = 'please call me';
  if (stage === 'late') {
    setWaiting(world, 28, 1055);
    startTransfer(world, 946, 'MPL', 29);
    startTransfer(world, 1189, 'CPL');
  }
}

/** What patron 5 owes: some paid already, some of it for loans that are overdue. */
export function fixtureCharges(world: KohaWorld): void {
  const owed = { patron_id: 5, debit_type: 'OVERDUE', interface: 'cron', status: 'UNRETURNED', amount: 10 };
  addCharge(world, {
    account_line_id: 1,
    patron_id: 5,
    amount: 5,
    amount_outstanding: 2,
    description: 'Photocopies',
    internal_note: 'A4',
  });
  addCharge(world, { account_line_id: 2, patron_id: 5, amount: 12.5, debit_type: 'LOST', description: 'Lost book' });
  addCharge(world, { ...owed, account_line_id: 30, description: 'A loan / 2026-10-05', checkout_id: 6, item_id: 834 });
  addCharge(world, {
    ...owed,
    account_line_id: 31,
    description: 'A loan / 2026-10-09',
    checkout_id: 10,
    item_id: 2648,
  });
  addCharge(world, {
    ...owed,
    account_line_id: 32,
    description: 'A loan / 2026-10-13',
    checkout_id: 14,
    item_id: 2145,
  });
}
