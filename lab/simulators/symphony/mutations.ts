/** What changes a Symphony, with its side effects: the state of a copy is where it is said to be. */
import { MerciaError } from '#platform/errors.ts';
import { addDays, endOfDay, localDate } from '../time.ts';
import type { SymphonyBib, SymphonyCircRecord, SymphonyHold, SymphonyItem, SymphonyWorld } from './tables.ts';
import { FRESH_HOLD, FRESH_CIRC_RECORD } from './circulation-tables.ts';

export interface CheckOut {
  readonly itemKey: string;
  readonly patronKey: string;
  /** Where it is lent; the copy's own library where not said. */
  readonly library?: string;
  /** A loan by days, due at 23:59 local so many days on; 21 where neither this nor `due` is said. */
  readonly days?: number;
  /** A loan by hours, or one that began long ago: the instant it is due. */
  readonly due?: number;
  /** When it was lent, where not now. */
  readonly at?: number;
  /** The charge number at the end of its key; 1 where not said. */
  readonly charge?: number;
}

/** Lends a copy: it goes to the patron's check-out location (`CHECKEDOUT`, `DEPTCHARGE`, `ILLEND` …). */
export function checkOut(world: SymphonyWorld, loan: CheckOut): SymphonyCircRecord {
  const item = itemOf(world, loan.itemKey);
  const patron = world.patrons.get(loan.patronKey);
  if (patron === undefined) throw wrong(`there is no patron ${loan.patronKey}`);
  if (loanOf(world, item.key) !== undefined) throw wrong(`item ${item.key} is already on loan`);
  const at = loan.at ?? world.now();
  const due = loan.due ?? endOfDay(addDays(localDate(at, world.timeZone), loan.days ?? 21), world.timeZone);
  const record: SymphonyCircRecord = {
    ...FRESH_CIRC_RECORD,
    key: `${item.key}:${String(loan.charge ?? 1)}`,
    itemKey: item.key,
    patronKey: patron.key,
    library: loan.library ?? item.library,
    checkOutDate: at,
    dueDate: due,
  };
  world.circRecords.set(record.key, record);
  for (const hold of world.holds.values()) {
    if (hold.selectedItemKey === item.key && hold.patronKey === patron.key) world.holds.delete(hold.key);
  }
  touch(world, item, {
    currentLocation: patron.checkoutLocation,
    transit: null,
    totalCharges: item.totalCharges + 1,
    lastChargeDate: localDate(at, world.timeZone),
  });
  return record;
}

/** Takes a copy back at a library (its own where not said); elsewhere it starts its way home. */
export function checkIn(world: SymphonyWorld, itemKey: string, library?: string): void {
  const item = itemOf(world, itemKey);
  const loan = loanOf(world, itemKey);
  if (loan !== undefined) world.circRecords.delete(loan.key);
  touch(world, item, { currentLocation: item.homeLocation, transit: null });
  if (library !== undefined && library !== item.library) {
    startTransit(world, itemKey, { source: library, destination: item.library, reason: 'RETURN' });
  }
}

/** Asks the borrower to bring a copy back sooner: `recallDueDate` then stands in place of the due date. */
export function recall(world: SymphonyWorld, itemKey: string, recallDue: number): SymphonyCircRecord {
  const loan = loanOf(world, itemKey);
  if (loan === undefined) throw wrong(`item ${itemKey} is not on loan`);
  Object.assign(loan, { recalledDate: localDate(world.now(), world.timeZone), recallDueDate: recallDue });
  return loan;
}

export function renew(world: SymphonyWorld, circRecordKey: string, days = 21): SymphonyCircRecord {
  const loan = world.circRecords.get(circRecordKey);
  if (loan === undefined) throw wrong(`there is no loan ${circRecordKey}`);
  const now = world.now();
  const remaining = loan.unseenRenewalsRemaining;
  Object.assign(loan, {
    dueDate: endOfDay(addDays(localDate(now, world.timeZone), days), world.timeZone),
    renewalDate: now,
    renewalCount: (loan.renewalCount ?? 0) + 1,
    unseenRenewalsRemaining: remaining === null ? null : remaining - 1,
  });
  return loan;
}

/** Sends a copy on its way; it stands at `INTRANSIT` until {@link endTransit}. */
export function startTransit(
  world: SymphonyWorld,
  itemKey: string,
  way: { readonly source?: string; readonly destination: string; readonly reason?: string },
): void {
  const item = itemOf(world, itemKey);
  const transit = {
    source: way.source ?? item.library,
    destination: way.destination,
    reason: way.reason ?? 'HOLD',
    date: world.now(),
  };
  touch(world, item, { currentLocation: 'INTRANSIT', transit });
}

/** The copy arrives, and stands at a location: the hold shelf where it came for a hold, else its own shelf. */
export function endTransit(world: SymphonyWorld, itemKey: string, holdShelf = 'HOLDS'): void {
  const item = itemOf(world, itemKey);
  const hold = [...world.holds.values()].find((one) => one.selectedItemKey === itemKey && one.status === 'TRANSIT');
  if (hold !== undefined) setHeld(world, hold.key, itemKey, holdShelf);
  else touch(world, item, { currentLocation: item.homeLocation, transit: null });
}

/** Puts a copy somewhere else: `MISSING`, `LOST`, `BINDERY`, `ON-ORDER`, a shelf. */
export function moveItem(world: SymphonyWorld, itemKey: string, currentLocation: string): void {
  touch(world, itemOf(world, itemKey), { currentLocation });
}

export interface PlaceHold {
  readonly bibKey: string;
  readonly patronKey: string;
  readonly pickupLibrary: string;
  /** Given: the hold is for this copy alone. */
  readonly itemKey?: string;
  readonly key?: string;
  readonly comment?: string;
  readonly fillByDate?: string;
  readonly placedLibrary?: string;
}

/** Queues a hold. Throws where the title has no copy. */
export function placeHold(world: SymphonyWorld, wanted: PlaceHold): SymphonyHold {
  const itemKey = wanted.itemKey ?? firstItemOf(world, wanted.bibKey);
  if (itemKey === undefined) throw wrong(`title ${wanted.bibKey} has no copy that a hold could be for`);
  const key = wanted.key ?? String(world.next.hold);
  world.next.hold = Math.max(world.next.hold, Number(key) + 1);
  const hold: SymphonyHold = {
    ...FRESH_HOLD,
    key,
    bibKey: wanted.bibKey,
    itemKey,
    patronKey: wanted.patronKey,
    pickupLibrary: wanted.pickupLibrary,
    placedLibrary: wanted.placedLibrary ?? wanted.pickupLibrary,
    holdType: wanted.itemKey === undefined ? 'TITLE' : 'COPY',
    placedDate: localDate(world.now(), world.timeZone),
    fillByDate: wanted.fillByDate ?? null,
    comment: wanted.comment ?? '',
  };
  world.holds.set(key, hold);
  return hold;
}

/** A copy waits for the reader on the hold shelf. */
export function setHeld(world: SymphonyWorld, holdKey: string, itemKey: string, holdShelf = 'HOLDS'): SymphonyHold {
  const hold = holdOf(world, holdKey);
  const today = localDate(world.now(), world.timeZone);
  Object.assign(hold, {
    status: 'BEING_HELD',
    selectedItemKey: itemKey,
    beingHeldDate: today,
    expirationDate: addDays(today, 7),
  });
  touch(world, itemOf(world, itemKey), { currentLocation: holdShelf, transit: null });
  return hold;
}

/** A copy is on its way to the pick-up library of a hold. */
export function sendForHold(world: SymphonyWorld, holdKey: string, itemKey: string): SymphonyHold {
  const hold = holdOf(world, holdKey);
  Object.assign(hold, { status: 'TRANSIT', selectedItemKey: itemKey });
  startTransit(world, itemKey, { destination: hold.pickupLibrary, reason: 'HOLD' });
  return hold;
}

export function cancelHold(world: SymphonyWorld, holdKey: string): SymphonyHold {
  const hold = holdOf(world, holdKey);
  const inactiveDate = localDate(world.now(), world.timeZone);
  Object.assign(hold, { status: 'CANCELLED', inactiveReason: 'CANCELLED', inactiveDate });
  return hold;
}

/** Changes a copy as a cataloguer does. */
export function editItem(world: SymphonyWorld, itemKey: string, changes: Partial<SymphonyItem>): SymphonyItem {
  const item = itemOf(world, itemKey);
  touch(world, item, changes);
  return item;
}

/** Changes a title as a cataloguer does. */
export function editBib(
  world: SymphonyWorld,
  bibKey: string,
  changes: Partial<Pick<SymphonyBib, 'marc' | 'shadowed' | 'lacksNumber'>>,
): SymphonyBib {
  const bib = world.bibs.get(bibKey);
  if (bib === undefined) throw wrong(`there is no title ${bibKey}`);
  const now = world.now();
  Object.assign(bib, changes, { systemModifiedDate: now, modifiedDate: localDate(now, world.timeZone) });
  return bib;
}

/** Takes a copy out of the catalogue, with its loan. Its call number goes with the last copy. */
export function deleteItem(world: SymphonyWorld, itemKey: string): void {
  const item = itemOf(world, itemKey);
  const loan = loanOf(world, itemKey);
  if (loan !== undefined) world.circRecords.delete(loan.key);
  world.items.delete(itemKey);
  const left = (world.itemsOfCall.get(item.callKey) ?? []).filter((key) => key !== itemKey);
  world.itemsOfCall.set(item.callKey, left);
  if (left.length === 0) deleteCall(world, item.callKey);
}

function deleteCall(world: SymphonyWorld, callKey: string): void {
  const call = world.calls.get(callKey);
  if (call === undefined) return;
  world.calls.delete(callKey);
  world.itemsOfCall.delete(callKey);
  const left = (world.callsOfBib.get(call.bibKey) ?? []).filter((key) => key !== callKey);
  world.callsOfBib.set(call.bibKey, left);
}

/** Takes a title out of the catalogue with all its copies and holds. Nothing tells of it but its absence. */
export function deleteBib(world: SymphonyWorld, bibKey: string): void {
  for (const callKey of world.callsOfBib.get(bibKey) ?? []) {
    for (const itemKey of [...(world.itemsOfCall.get(callKey) ?? [])]) deleteItem(world, itemKey);
    deleteCall(world, callKey);
  }
  for (const hold of world.holds.values()) if (hold.bibKey === bibKey) world.holds.delete(hold.key);
  world.callsOfBib.delete(bibKey);
  world.bibs.delete(bibKey);
}

/** The open loan of a copy. */
export function loanOf(world: SymphonyWorld, itemKey: string): SymphonyCircRecord | undefined {
  for (const record of world.circRecords.values()) {
    if (record.itemKey === itemKey && record.status !== 'INACTIVE') return record;
  }
  return undefined;
}

function firstItemOf(world: SymphonyWorld, bibKey: string): string | undefined {
  for (const call of world.callsOfBib.get(bibKey) ?? []) {
    const [first] = world.itemsOfCall.get(call) ?? [];
    if (first !== undefined) return first;
  }
  return undefined;
}

function touch(world: SymphonyWorld, item: SymphonyItem, changes: Partial<SymphonyItem>): void {
  Object.assign(item, changes, { systemModifiedDate: world.now() });
}

function itemOf(world: SymphonyWorld, key: string): SymphonyItem {
  const item = world.items.get(key);
  if (item === undefined) throw wrong(`there is no item ${key}`);
  return item;
}

function holdOf(world: SymphonyWorld, key: string): SymphonyHold {
  const hold = world.holds.get(key);
  if (hold === undefined) throw wrong(`there is no hold ${key}`);
  return hold;
}

function wrong(what: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', `Symphony world: ${what}.`);
}
