/**
 * What changes a Koha, with the side effects that Koha has: which of them stamp `item.timestamp`, `biblio.timestamp` or
 * `biblio_metadata.timestamp` decides what an incremental harvest can see. Loans, returns and transfers stamp it; placing a hold, cancelling it and its turning to
 * waiting do not.
 */
import type { MarcRecord } from '#marc/marc-record.ts';
import { MerciaError } from '#platform/errors.ts';
import { hasOtherBiblioColumns } from './biblio-fields.ts';
import { stampRecord } from './stamp-record.ts';
import type {
  KohaBiblio,
  KohaCheckout,
  KohaHold,
  KohaItem,
  KohaTransfer,
  KohaWorld,
  TransferReason,
} from './tables.ts';
import { CHECKOUT_TABLE, HOLD_TABLE } from './people-tables.ts';
import { addDays, endOfDay, localDate } from '../time.ts';

export interface CheckOut {
  readonly item_id: number;
  readonly patron_id: number;
  /** Where it is lent; the item's holding library where not said. */
  readonly library_id?: string;
  /** A loan by days, due at 23:59 local so many days on; 21 where neither this nor `due` is said. */
  readonly days?: number;
  /** A loan by hours, or one that began long ago: the instant it is due. */
  readonly due?: number;
  /** When it was lent, where not now. */
  readonly at?: number;
}

/** Lends a copy. Stamps the item, takes it off the book cart, fulfils the borrower's own waiting hold. */
export function checkOut(world: KohaWorld, loan: CheckOut): KohaCheckout {
  const item = itemOf(world, loan.item_id);
  for (const open of world.checkouts.values()) {
    if (open.item_id === loan.item_id) throw wrong(`item ${String(loan.item_id)} is already on loan`);
  }
  const at = loan.at ?? world.now();
  const lentOn = localDate(at, world.timeZone);
  const due = loan.due ?? endOfDay(addDays(lentOn, loan.days ?? 21), world.timeZone);
  const checkout: KohaCheckout = {
    ...CHECKOUT_TABLE.fresh,
    checkout_id: world.next.checkout++,
    item_id: loan.item_id,
    patron_id: loan.patron_id,
    library_id: loan.library_id ?? item.holding_library_id,
    checkout_date: at,
    due_date: due,
    timestamp: world.now(),
  };
  world.checkouts.set(checkout.checkout_id, checkout);
  world.transfers.delete(item.item_id);
  for (const hold of world.holds.values()) {
    if (hold.item_id === item.item_id && hold.patron_id === loan.patron_id) world.holds.delete(hold.hold_id);
  }
  touch(world, item, {
    checked_out_date: localDate(due, world.timeZone),
    last_checkout_date: lentOn,
    checkouts_count: (item.checkouts_count ?? 0) + 1,
    holding_library_id: checkout.library_id,
    location: item.location === 'CART' ? item.permanent_location : item.location,
    last_seen_date: at,
  });
  return checkout;
}

/**
 * Checks a copy in at a branch (its home branch where not said), as AddReturn does: the holding branch is written first, whatever
 * follows. A transfer that ends here is received, and its hold begins to wait; one that goes elsewhere stays open. Else the copy
 * is sent where the rule of returns wants it (AutomaticItemReturn). Stamps the item. Returns the closed loan, null where it was
 * not on loan.
 */
export function checkIn(world: KohaWorld, itemId: number, libraryId?: string): KohaCheckout | null {
  const item = itemOf(world, itemId);
  const at = world.now();
  const branch = libraryId ?? item.home_library_id;
  const open = [...world.checkouts.values()].find((checkout) => checkout.item_id === itemId);
  if (open !== undefined) {
    world.checkouts.delete(open.checkout_id);
    Object.assign(open, { checkin_date: at, timestamp: at, note_seen: null });
    world.oldCheckouts.set(open.checkout_id, open);
  }
  const { returnBranch } = world.rules;
  const heldBefore = item.holding_library_id;
  touch(world, item, { checked_out_date: null, holding_library_id: branch, last_seen_date: at });
  const transfer = world.transfers.get(itemId);
  const arrived = transfer?.to_library_id === branch;
  if (arrived) world.transfers.delete(itemId);
  const wanted = arrived && transfer.hold_id !== null ? world.holds.get(transfer.hold_id) : undefined;
  if (wanted?.status === 'T') setWaiting(world, wanted.hold_id, itemId);
  // What came for a hold that is gone goes on like a return; what arrived for anything else stays.
  const isReturn = transfer === undefined || (arrived && transfer.reason === 'Reserve');
  const isCaught = [...world.holds.values()].some((hold) => hold.item_id === itemId && hold.status !== null);
  const [to, reason] =
    returnBranch === 'holdingbranch'
      ? ([heldBefore, 'ReturnToHolding'] as const)
      : ([returnBranch === 'noreturn' ? branch : item.home_library_id, 'ReturnToHome'] as const);
  if (isReturn && !isCaught && to !== branch) {
    requestTransfer(world, itemId, to, reason);
    sendTransfer(world, itemId);
  }
  return open ?? null;
}

/** Renews a loan by so many days from today, or from the day given. Stamps the item, as the day it is due moves. */
export function renew(world: KohaWorld, checkoutId: number, days = 21, from?: string): KohaCheckout {
  const checkout = world.checkouts.get(checkoutId);
  if (checkout === undefined) throw wrong(`there is no checkout ${String(checkoutId)}`);
  const at = world.now();
  const due = endOfDay(addDays(from ?? localDate(at, world.timeZone), days), world.timeZone);
  Object.assign(checkout, {
    due_date: due,
    last_renewed_date: at,
    renewals_count: checkout.renewals_count + 1,
    timestamp: at,
  });
  const item = itemOf(world, checkout.item_id);
  touch(world, item, {
    checked_out_date: localDate(due, world.timeZone),
    renewals_count: (item.renewals_count ?? 0) + 1,
  });
  return checkout;
}

export interface PlaceHold {
  readonly biblio_id: number;
  readonly patron_id: number;
  readonly pickup_library_id: string;
  /** Given: the hold is for this copy alone. */
  readonly item_id?: number;
  readonly hold_id?: number;
}

/** Queues a hold behind those of its title. Leaves the items' timestamps alone. */
export function placeHold(world: KohaWorld, wanted: PlaceHold): KohaHold {
  if (!world.biblios.has(wanted.biblio_id)) throw wrong(`there is no record ${String(wanted.biblio_id)}`);
  const id = wanted.hold_id ?? world.next.hold;
  world.next.hold = Math.max(world.next.hold, id + 1);
  const queued = [...world.holds.values()].filter(
    (hold) => hold.biblio_id === wanted.biblio_id && hold.status === null,
  ).length;
  const hold: KohaHold = {
    ...HOLD_TABLE.fresh,
    hold_id: id,
    biblio_id: wanted.biblio_id,
    item_id: wanted.item_id ?? null,
    item_level: wanted.item_id !== undefined,
    patron_id: wanted.patron_id,
    pickup_library_id: wanted.pickup_library_id,
    priority: queued + 1,
    status: null,
    hold_date: localDate(world.now(), world.timeZone),
    timestamp: world.now(),
  };
  world.holds.set(id, hold);
  return hold;
}

/** Puts a copy on the hold shelf for a hold. Leaves the item's timestamp alone: the harvest does not see it. */
export function setWaiting(world: KohaWorld, holdId: number, itemId: number): KohaHold {
  const hold = holdOf(world, holdId);
  const today = localDate(world.now(), world.timeZone);
  world.transfers.delete(itemId);
  leaveQueue(world, hold);
  return Object.assign(hold, {
    item_id: itemId,
    status: 'W' as const,
    waiting_date: today,
    expiration_date: addDays(today, 7),
    timestamp: world.now(),
  });
}

/** Asks for a transfer: the copy stays where it is until it is sent, and is not stamped. Returns the open transfer. */
export function requestTransfer(
  world: KohaWorld,
  itemId: number,
  toLibraryId: string,
  reason: TransferReason,
): KohaTransfer {
  const transfer: KohaTransfer = {
    item_id: itemId,
    from_library_id: itemOf(world, itemId).holding_library_id,
    to_library_id: toLibraryId,
    reason,
    hold_id: null,
    requested: world.now(),
    sent: null,
  };
  world.transfers.set(itemId, transfer);
  return transfer;
}

/** Sends a copy on its way. It leaves the book cart and is stamped; its holding branch stays the one that sends it. */
export function sendTransfer(world: KohaWorld, itemId: number): void {
  const transfer = world.transfers.get(itemId);
  if (transfer === undefined) throw wrong(`no transfer of item ${String(itemId)} is wanted`);
  const item = itemOf(world, itemId);
  Object.assign(transfer, { from_library_id: item.holding_library_id, sent: world.now() });
  const location = item.location === 'CART' ? item.permanent_location : item.location;
  touch(world, item, { location, last_seen_date: world.now() });
}

/**
 * Sends a copy to another branch: for a hold (which turns to T) or by hand, which REST shows nowhere.
 * Stamps the item.
 */
export function startTransfer(world: KohaWorld, itemId: number, toLibraryId: string, holdId?: number): void {
  const transfer = requestTransfer(world, itemId, toLibraryId, holdId === undefined ? 'Manual' : 'Reserve');
  if (holdId !== undefined) {
    const hold = holdOf(world, holdId);
    leaveQueue(world, hold);
    Object.assign(hold, { item_id: itemId, status: 'T', timestamp: world.now() });
    transfer.hold_id = holdId;
  }
  sendTransfer(world, itemId);
}

/** Stock rotation: the next stage is written as the home branch at once, and the copy is sent there. */
export function advanceRotation(world: KohaWorld, itemId: number, toLibraryId: string): void {
  requestTransfer(world, itemId, toLibraryId, 'StockrotationAdvance');
  touch(world, itemOf(world, itemId), { home_library_id: toLibraryId });
  sendTransfer(world, itemId);
}

/** Checks a copy in where it was sent. */
export function receiveTransfer(world: KohaWorld, itemId: number): void {
  const transfer = world.transfers.get(itemId);
  if (transfer === undefined) throw wrong(`item ${String(itemId)} is not in transit`);
  checkIn(world, itemId, transfer.to_library_id);
}

/** Suspends a hold, until an instant or for good. */
export function suspendHold(world: KohaWorld, holdId: number, until: number | null = null): KohaHold {
  return Object.assign(holdOf(world, holdId), {
    suspended: true,
    suspended_until: until,
    timestamp: world.now(),
  });
}

/** Cancels a hold. Leaves the item's timestamp alone, and a copy that travels for it on its way. */
export function cancelHold(world: KohaWorld, holdId: number): void {
  const hold = holdOf(world, holdId);
  leaveQueue(world, hold);
  world.holds.delete(holdId);
}

/** Changes fields of a copy as staff would (status, shelf, type …). Stamps the item and the dates of its statuses. */
export function editItem(
  world: KohaWorld,
  itemId: number,
  changes: Partial<Omit<KohaItem, 'item_id' | 'biblio_id' | 'timestamp'>>,
): KohaItem {
  const item = itemOf(world, itemId);
  const at = world.now();
  const dates: Partial<KohaItem> = {};
  if (changes.lost_status !== undefined) dates.lost_date = changes.lost_status === 0 ? null : at;
  if (changes.withdrawn !== undefined) dates.withdrawn_date = changes.withdrawn === 0 ? null : at;
  if (changes.damaged_status !== undefined) dates.damaged_date = changes.damaged_status === 0 ? null : at;
  return touch(world, item, { ...dates, ...changes });
}

/**
 * Replaces a record's description and rewrites 005. Stamps the MARC record; the biblio only where one of its columns
 * changes, so that 942$n, an ISBN or a note that is no column is an edit which no timestamp of REST shows.
 */
export function editRecord(world: KohaWorld, biblioId: number, marc: MarcRecord): KohaBiblio {
  const biblio = biblioOf(world, biblioId);
  const at = world.now();
  const edited = { ...biblio, marc: stampRecord(marc, at), metadata_timestamp: at };
  const timestamp = hasOtherBiblioColumns(biblio, edited) ? at : biblio.timestamp;
  return Object.assign(biblio, edited, { timestamp });
}

/**
 * Hangs a copy on another record, its own holds with it. Stamps the copy and neither record: nothing tells of the one that
 * it left.
 */
export function moveItem(world: KohaWorld, itemId: number, toBiblioId: number): KohaItem {
  const item = itemOf(world, itemId);
  biblioOf(world, toBiblioId);
  const siblings = world.itemsOfBiblio.get(item.biblio_id) ?? [];
  world.itemsOfBiblio.set(
    item.biblio_id,
    siblings.filter((id) => id !== itemId),
  );
  world.itemsOfBiblio.set(toBiblioId, [...(world.itemsOfBiblio.get(toBiblioId) ?? []), itemId]);
  for (const hold of world.holds.values()) if (hold.item_id === itemId) hold.biblio_id = toBiblioId;
  return touch(world, item, { biblio_id: toBiblioId });
}

/** Merges a record into another, as staff do: its copies and holds go over, the record that is kept is saved, it is deleted. */
export function mergeRecords(world: KohaWorld, keptId: number, mergedId: number): void {
  const kept = biblioOf(world, keptId);
  for (const itemId of world.itemsOfBiblio.get(mergedId) ?? []) moveItem(world, itemId, keptId);
  for (const hold of world.holds.values()) if (hold.biblio_id === mergedId) hold.biblio_id = keptId;
  editRecord(world, keptId, kept.marc);
  deleteRecord(world, mergedId);
}

/** Deletes a copy for good; refused while it is on loan. */
export function deleteItem(world: KohaWorld, itemId: number): void {
  const item = itemOf(world, itemId);
  if (item.checked_out_date !== null) throw wrong(`item ${String(itemId)} is on loan and cannot be deleted`);
  world.items.delete(itemId);
  world.transfers.delete(itemId);
  const siblings = world.itemsOfBiblio.get(item.biblio_id) ?? [];
  world.itemsOfBiblio.set(
    item.biblio_id,
    siblings.filter((id) => id !== itemId),
  );
  world.deletedItems.push({ item_id: itemId, biblio_id: item.biblio_id, timestamp: world.now() });
}

/** Deletes a record and its holds; refused while it has copies. */
export function deleteRecord(world: KohaWorld, biblioId: number): void {
  if ((world.itemsOfBiblio.get(biblioId) ?? []).length > 0) {
    throw wrong(`record ${String(biblioId)} still has items: delete them first`);
  }
  if (!world.biblios.delete(biblioId)) throw wrong(`there is no record ${String(biblioId)}`);
  world.itemsOfBiblio.delete(biblioId);
  for (const hold of world.holds.values()) if (hold.biblio_id === biblioId) world.holds.delete(hold.hold_id);
  for (const set of world.oaiSets) set.biblio_ids.delete(biblioId);
  world.deletedBiblios.set(biblioId, { biblio_id: biblioId, timestamp: world.now() });
}

function leaveQueue(world: KohaWorld, left: KohaHold): void {
  if (left.status === null) {
    for (const hold of world.holds.values()) {
      if (hold.biblio_id === left.biblio_id && hold.status === null && hold.priority > left.priority) hold.priority--;
    }
  }
  left.priority = 0;
}

function touch(world: KohaWorld, item: KohaItem, changes: Partial<KohaItem>): KohaItem {
  return Object.assign(item, changes, { timestamp: world.now() });
}

function itemOf(world: KohaWorld, id: number): KohaItem {
  const item = world.items.get(id);
  if (item === undefined) throw wrong(`there is no item ${String(id)}`);
  return item;
}

function biblioOf(world: KohaWorld, id: number): KohaBiblio {
  const biblio = world.biblios.get(id);
  if (biblio === undefined) throw wrong(`there is no record ${String(id)}`);
  return biblio;
}

function holdOf(world: KohaWorld, id: number): KohaHold {
  const hold = world.holds.get(id);
  if (hold === undefined) throw wrong(`there is no hold ${String(id)}`);
  return hold;
}

function wrong(what: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', `The simulated Koha refuses: ${what}.`);
}
