/** The readers whom the demonstration knows by name, and what they have of the Symphony. */
import {
  addBlock,
  addPatron,
  addPolicy,
  checkOut,
  loanOf,
  localDate,
  placeHold,
  recall,
  setHeld,
} from '#simulators/symphony/world.ts';
import type { SymphonyItem, SymphonyWorld } from '#simulators/symphony/world.ts';
import { DEMO_CARDS } from './readers.ts';
import type { DemoCard } from './readers.ts';
import { SYMPHONY_CODES } from './symphony-libraries.ts';
import { dayEnd } from './symphony-stock.ts';
import type { SymphonyStock } from './symphony-stock.ts';

const DAY = 86_400_000;
const LENT_FOR_WEEKS: readonly string[] = Object.values(SYMPHONY_CODES).map(({ itemTypes }) => itemTypes.loan);

/** `spent`: no renewal is left for readers. `recalled`: wanted back sooner. */
interface LoanCase {
  readonly dueInDays: number;
  readonly also?: 'spent' | 'recalled';
}

interface Account {
  readonly loans: readonly LoanCase[];
  readonly holds: readonly ('queued' | 'ready')[];
  /** Bill type and what is owed. */
  readonly bills: readonly (readonly [block: string, owed: string])[];
}

/** The usual rule renews within a week of the due date, so that one loan is too young for it. */
const ACCOUNTS: Readonly<Record<string, Account>> = {
  '29004000311': {
    loans: [{ dueInDays: 5 }, { dueInDays: 16 }, { dueInDays: 3, also: 'spent' }, { dueInDays: 18, also: 'recalled' }],
    holds: ['queued', 'ready'],
    bills: [['OVERDUE', '1.50']],
  },
  '29004000786': { loans: [{ dueInDays: -9 }], holds: [], bills: [] },
};

/** Registers them behind everybody else, and lends them what stands on the shelves; `untouched` titles stay as they are. */
export function addSymphonyReaders(stock: SymphonyStock, untouched: ReadonlySet<string>): void {
  addPolicy(stock.world, 'block', 'OVERDUE', { description: 'Returned late' });
  const taken = new Set(untouched);
  for (const card of DEMO_CARDS) if (card.system === 'symphony-d') addReader(stock, card, taken);
}

/** Keys of the named readers: what changes by itself leaves their accounts alone. */
export function namedPatrons(world: SymphonyWorld): ReadonlySet<string> {
  const cards = new Set(DEMO_CARDS.map(({ card }) => card));
  return new Set([...world.patrons.values()].flatMap(({ key, barcode }) => (cards.has(barcode) ? [key] : [])));
}

function addReader(stock: SymphonyStock, card: DemoCard, taken: Set<string>): void {
  const { world, today } = stock;
  const account = ACCOUNTS[card.card];
  const ends = today + (card.standing === 'expired' ? -90 : 300) * DAY;
  const { key } = addPatron(world, {
    barcode: card.card,
    pin: card.pin,
    lastName: card.surname,
    firstName: card.forenames,
    library: card.branch,
    standing: card.standing === 'barred' ? 'BARRED' : 'OK',
    privilegeExpiresDate: localDate(ends, world.timeZone),
  });
  for (const loan of account?.loans ?? []) lendTo(stock, key, takeFromShelf(stock, card.branch, taken), loan);
  for (const hold of account?.holds ?? []) keepFor(stock, key, { branch: card.branch, hold }, taken);
  for (const [block, owed] of account?.bills ?? []) addBlock(world, { patronKey: key, block, owed });
}

function lendTo(stock: SymphonyStock, patronKey: string, item: SymphonyItem, { dueInDays, also }: LoanCase): void {
  const due = dayEnd(stock, dueInDays);
  const loan = checkOut(stock.world, { itemKey: item.key, patronKey, due, at: due - 21 * DAY });
  if (also === 'spent') Object.assign(loan, { renewalCount: 3, unseenRenewalsRemaining: 0 });
  if (also === 'recalled') recall(stock.world, item.key, dayEnd(stock, 4));
}

function keepFor(
  stock: SymphonyStock,
  patronKey: string,
  { branch, hold }: { readonly branch: string; readonly hold: 'queued' | 'ready' },
  taken: Set<string>,
): void {
  const { world } = stock;
  const item = hold === 'ready' ? takeFromShelf(stock, branch, taken) : takeLent(stock, branch, taken);
  const { key } = placeHold(world, { bibKey: item.bibKey, patronKey, pickupLibrary: branch });
  if (hold === 'ready') setHeld(world, key, item.key);
}

function takeFromShelf(stock: SymphonyStock, branch: string, taken: Set<string>): SymphonyItem {
  return take(stock, branch, taken, (item) => item.currentLocation === item.homeLocation && item.transit === null);
}

function takeLent(stock: SymphonyStock, branch: string, taken: Set<string>): SymphonyItem {
  return take(stock, branch, taken, (item) => loanOf(stock.world, item.key) !== undefined);
}

/** The first copy of the branch that anybody may borrow, of a title that nobody has asked for. */
function take(
  { world, truth }: SymphonyStock,
  branch: string,
  taken: Set<string>,
  isWanted: (item: SymphonyItem) => boolean,
): SymphonyItem {
  const asked = new Set([...world.holds.values()].map(({ bibKey }) => bibKey));
  const shown = new Set(truth.flatMap((row) => (row.visibility === 'PUBLIC' ? [String(row.record)] : [])));
  const found = [...world.items.values()].find(
    (item) =>
      item.library === branch &&
      LENT_FOR_WEEKS.includes(item.itemType) &&
      item.circulate &&
      !item.shadowed &&
      world.calls.get(item.callKey)?.shadowed === false &&
      world.policies.get('location')?.get(item.homeLocation)?.shadowed === false &&
      shown.has(item.bibKey) &&
      !taken.has(item.bibKey) &&
      !asked.has(item.bibKey) &&
      isWanted(item),
  );
  if (found === undefined) throw new RangeError(`nothing is left on the shelves of ${branch}`);
  taken.add(found.bibKey);
  return found;
}
