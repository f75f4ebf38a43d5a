/** What staff and readers do with copies in a world of its own. */
import { MerciaError } from '#platform/errors.ts';
import { addDays, endOfDay, localDate, type Instant } from '../time.ts';
import type { ShelfState, Sip2Copy, Sip2Hold, Sip2Loan, Sip2World } from './tables.ts';

const DAYS_ON_HOLD_SHELF = 7;

export interface CheckOut {
  readonly barcode: string;
  readonly card: string;
  /** Due at 23:59 so many days on. */
  readonly days?: number;
  readonly due?: Instant;
}

/** Lends a copy; a hold of that reader on its title is filled. Gives when it is due. */
export function checkOut(world: Sip2World, { barcode, card, days, due }: CheckOut): Instant {
  const copy = copyOf(world, barcode);
  if (world.loans.has(barcode)) throw wrong(`${barcode} is on loan already`);
  if (!world.patrons.has(card)) throw wrong(`nobody has the card ${card}`);
  world.loans.set(barcode, { barcode, card, renewals: 0, recalled: false });
  dropHolds(world, (hold) => hold.card === card && hold.titleId === copy.titleId);
  copy.state = 'AVAILABLE';
  copy.due = due ?? dueAfter(world, days ?? world.rules.loanDays);
  return copy.due;
}

/** Takes a copy back: it is in its place again. */
export function checkIn(world: Sip2World, barcode: string): void {
  const copy = copyOf(world, barcode);
  world.loans.delete(barcode);
  copy.due = null;
  copy.state = 'AVAILABLE';
}

/** Prolongs a loan from today; gives when it is due now. */
export function renew(world: Sip2World, barcode: string, days = world.rules.loanDays): Instant {
  const copy = copyOf(world, barcode);
  loanOf(world, barcode).renewals += 1;
  copy.due = dueAfter(world, days);
  return copy.due;
}

/** Asks a borrower to bring a copy back. */
export function recall(world: Sip2World, barcode: string): void {
  loanOf(world, barcode).recalled = true;
}

export interface PlaceHold {
  readonly card: string;
  readonly barcode: string;
  readonly pickup: string;
  readonly thisCopy?: boolean;
}

/** A reader asks for a title, by the barcode of any of its copies. */
export function placeHold(world: Sip2World, { card, barcode, pickup, thisCopy = false }: PlaceHold): Sip2Hold {
  const { titleId } = copyOf(world, barcode);
  const hold: Sip2Hold = { card, titleId, thisCopy, barcode, pickup, state: 'QUEUED', until: null };
  world.holds.push(hold);
  return hold;
}

export function cancelHold(world: Sip2World, hold: Sip2Hold): void {
  const { barcode, state } = hold;
  dropHolds(world, (one) => one === hold);
  if (state !== 'QUEUED') copyOf(world, barcode).state = 'AVAILABLE';
}

export function setWaiting(world: Sip2World, hold: Sip2Hold, barcode: string): void {
  const until = dueAfter(world, DAYS_ON_HOLD_SHELF);
  Object.assign(hold, { barcode, state: 'WAITING', until });
  copyOf(world, barcode).state = 'ON_HOLD_SHELF';
}

/** Sends a copy to another branch, for a hold or not. */
export function startTransfer(world: Sip2World, barcode: string, hold?: Sip2Hold): void {
  copyOf(world, barcode).state = 'IN_TRANSIT';
  if (hold !== undefined) Object.assign(hold, { barcode, state: 'IN_TRANSIT' });
}

/** Gives a copy another state: lost, missing, withdrawn, on order … `AVAILABLE` puts it back in its place. */
export function setState(world: Sip2World, barcode: string, state: ShelfState): void {
  copyOf(world, barcode).state = state;
}

/** Charges a reader. */
export function addFine(world: Sip2World, card: string, amount: number, text: string): void {
  const patron = world.patrons.get(card);
  if (patron === undefined) throw wrong(`nobody has the card ${card}`);
  patron.fines.push({ amount, text });
}

function dropHolds(world: Sip2World, dropped: (hold: Sip2Hold) => boolean): void {
  const kept = world.holds.filter((hold) => !dropped(hold));
  world.holds.splice(0, world.holds.length, ...kept);
}

function dueAfter(world: Sip2World, days: number): Instant {
  return endOfDay(addDays(localDate(world.now(), world.timeZone), days), world.timeZone);
}

function copyOf(world: Sip2World, barcode: string): Sip2Copy {
  const copy = world.stock.find(barcode);
  if (copy === undefined) throw wrong(`there is no copy ${barcode}`);
  return copy;
}

function loanOf(world: Sip2World, barcode: string): Sip2Loan {
  const loan = world.loans.get(barcode);
  if (loan === undefined) throw wrong(`${barcode} is not on loan`);
  return loan;
}

function wrong(what: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', `The simulated library refuses: ${what}.`);
}
