/** The readers whom the demonstration knows by name, and what they have of the Kohas: an account for every case. */
import {
  addCharge,
  addPatron,
  checkOut,
  endOfDay,
  localDate,
  placeHold,
  renew,
  setWaiting,
} from '#simulators/koha/world.ts';
import type { KohaItem } from '#simulators/koha/world.ts';
import type { KohaStock } from './koha-stock.ts';
import { DEMO_CARDS } from './readers.ts';
import type { DemoCard } from './readers.ts';
import { DEMO_CATEGORIES, registrationsOf } from './registrations.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Koha's own limit in a stock installation; the simulated rules have it too. */
const ALLOWED_RENEWALS = 2;

/** `spent`: renewed as often as is allowed. `wanted`: somebody waits for it. `hourly`: due in some hours. */
type LoanCase = { readonly dueInDays: number; readonly also?: 'spent' | 'wanted' } | 'hourly';

interface Account {
  readonly loans: readonly LoanCase[];
  readonly holds: readonly ('queued' | 'ready')[];
  readonly charges: readonly (readonly [what: string, amount: number])[];
}

const ACCOUNTS: Readonly<Record<string, Account>> = {
  '21001004711': {
    loans: [
      { dueInDays: 12 },
      { dueInDays: 5, also: 'spent' },
      { dueInDays: 9, also: 'wanted' },
      { dueInDays: -4 },
      'hourly',
    ],
    holds: ['queued', 'ready'],
    charges: [
      ['Photocopies', 1.2],
      ['Late return', 2.5],
    ],
  },
  '22002000815': { loans: [{ dueInDays: 6 }, { dueInDays: 15 }], holds: ['queued'], charges: [] },
  '23003000042': { loans: [{ dueInDays: 3 }, { dueInDays: 18 }], holds: ['ready'], charges: [['Photocopies', 0.8]] },
  '21001009981': { loans: [{ dueInDays: -30 }], holds: [], charges: [['Lost book', 14]] },
  '22002000233': { loans: [{ dueInDays: 2 }], holds: [], charges: [] },
};

/** Registers them behind everybody else, and lends them what stands on the shelves; `untouched` records stay as they are. */
export function addNamedReaders(stock: KohaStock, untouched: ReadonlySet<number>): void {
  const taken = new Set(untouched);
  for (const card of DEMO_CARDS) if (card.system === stock.system) addReader(stock, card, taken);
}

/** Registers those who are there to be counted; they have borrowed nothing. */
export function addCountedReaders({ world, system, today }: KohaStock): void {
  for (const one of registrationsOf(system)) {
    const { patron_id: patron } = addPatron(world, {
      cardnumber: one.card,
      surname: one.surname,
      firstname: one.forenames,
      date_of_birth: one.birthDate,
      email: one.email,
      library_id: one.branch,
      category_id: one.category,
      expiry_date: one.endsInDays === null ? null : localDate(today + one.endsInDays * DAY, world.timeZone),
    });
    if (one.owes > 0) addCharge(world, { patron_id: patron, description: 'Late return', amount: one.owes });
  }
}

function addReader(stock: KohaStock, card: DemoCard, taken: Set<number>): void {
  const { world, today } = stock;
  const account = ACCOUNTS[card.card];
  const { patron_id: patron } = addPatron(
    world,
    {
      cardnumber: card.card,
      surname: card.surname,
      firstname: card.forenames,
      date_of_birth: card.birthDate,
      email: card.email,
      library_id: card.branch,
      category_id: DEMO_CATEGORIES[stock.system][0],
      restricted: card.standing === 'barred',
      expiry_date: localDate(today + (card.standing === 'expired' ? -90 : 300) * DAY, world.timeZone),
      staff_notes: `Note of the desk on ${card.surname}`,
    },
    card.pin,
  );
  for (const loan of account?.loans ?? []) lendTo(stock, patron, takeFromShelf(stock, card.branch, taken), loan);
  for (const hold of account?.holds ?? []) keepFor(stock, patron, { branch: card.branch, hold }, taken);
  for (const [description, amount] of account?.charges ?? [])
    addCharge(world, { patron_id: patron, description, amount });
}

function lendTo(stock: KohaStock, patron: number, item: KohaItem, loan: LoanCase): void {
  const { world, today } = stock;
  if (loan === 'hourly') {
    const due = Math.ceil(today / HOUR) * HOUR + 3 * HOUR;
    checkOut(world, { item_id: item.item_id, patron_id: patron, due, at: today - HOUR / 2 });
    return;
  }
  const day = localDate(today + loan.dueInDays * DAY, world.timeZone);
  const due = endOfDay(day, world.timeZone);
  const { checkout_id: checkout } = checkOut(world, {
    item_id: item.item_id,
    patron_id: patron,
    due,
    at: due - 21 * DAY,
  });
  if (loan.also === 'spent') for (let times = 0; times < ALLOWED_RENEWALS; times += 1) renew(world, checkout, 0, day);
  if (loan.also !== 'wanted') return;
  const somebody = [...world.patrons.values()].find((one) => one.library_id === item.home_library_id);
  if (somebody === undefined) return;
  placeHold(world, {
    biblio_id: item.biblio_id,
    patron_id: somebody.patron_id,
    pickup_library_id: item.home_library_id,
  });
}

function keepFor(
  stock: KohaStock,
  patron: number,
  { branch, hold }: { readonly branch: string; readonly hold: 'queued' | 'ready' },
  taken: Set<number>,
): void {
  const { world } = stock;
  const item = hold === 'ready' ? takeFromShelf(stock, branch, taken) : takeLent(stock, branch, taken);
  const { hold_id: id } = placeHold(world, { biblio_id: item.biblio_id, patron_id: patron, pickup_library_id: branch });
  if (hold === 'ready') setWaiting(world, id, item.item_id);
}

/** A copy of the branch that anybody may borrow and nobody has asked for. */
function takeFromShelf(stock: KohaStock, branch: string, taken: Set<number>): KohaItem {
  const { codes } = stock;
  return take(
    stock,
    branch,
    taken,
    (item) => item.checked_out_date === null && item.item_type_id === codes.itemTypes.loan,
  );
}

function takeLent(stock: KohaStock, branch: string, taken: Set<number>): KohaItem {
  return take(stock, branch, taken, (item) => item.checked_out_date !== null);
}

function take(
  { world, system, truth, codes }: KohaStock,
  branch: string,
  taken: Set<number>,
  isWanted: (item: KohaItem) => boolean,
): KohaItem {
  const asked = new Set([...world.holds.values()].map((hold) => hold.biblio_id));
  const shown = new Set(
    truth.filter((row) => row.system === system && row.visibility === 'PUBLIC').map((row) => row.record),
  );
  const found = [...world.items.values()].find(
    (item) =>
      item.home_library_id === branch &&
      item.holding_library_id === branch &&
      !taken.has(item.biblio_id) &&
      !asked.has(item.biblio_id) &&
      shown.has(item.biblio_id) &&
      item.location !== codes.shelves.staff &&
      item.collection_code === null &&
      item.lost_status + item.withdrawn + item.damaged_status === 0 &&
      item.not_for_loan_status === 0 &&
      item.restricted_status === null &&
      !world.transfers.has(item.item_id) &&
      isWanted(item),
  );
  if (found === undefined) throw new RangeError(`nothing is left on the shelves of ${system} ${branch}`);
  taken.add(found.biblio_id);
  return found;
}
