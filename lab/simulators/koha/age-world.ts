/** Lets time pass in a simulated Koha: copies go out and come back, are asked for, wait and travel. */
import { createRandom, type Random } from '../random.ts';
import type { KohaHold, KohaItem, KohaWorld } from './tables.ts';
import {
  cancelHold,
  checkIn,
  checkOut,
  editItem,
  placeHold,
  receiveTransfer,
  renew,
  setWaiting,
  startTransfer,
} from './world.ts';

export type WorldChange =
  | 'lent'
  | 'returned'
  | 'renewed'
  | 'held'
  | 'cancelled'
  | 'waiting'
  | 'sent'
  | 'received'
  | 'edited';

export interface WorldEvent {
  readonly change: WorldChange;
  readonly itemId: number | null;
  readonly biblioId: number;
}

/** Makes so many changes, one after the other, each stamped by the world's clock. The same seed makes the same ones. */
export function ageWorld(world: KohaWorld, random: Random, steps = 1): WorldEvent[] {
  return Array.from({ length: steps }, () => step(world, random)).filter((event) => event !== null);
}

/** Goes on changing a running simulator's world until the function it gives is called. Never keeps the process alive. */
export function startChanging(
  { world }: { readonly world: KohaWorld },
  { everyMs, seed }: { readonly everyMs: number; readonly seed: number },
): () => void {
  const random = createRandom(seed);
  const timer = setInterval(() => {
    step(world, random);
  }, everyMs).unref();
  return () => {
    clearInterval(timer);
  };
}

function step(world: KohaWorld, random: Random): WorldEvent | null {
  const dice = random.next();
  if (dice < 0.35) return lend(world, random);
  if (dice < 0.65) return takeBack(world, random);
  if (dice < 0.75) return extend(world, random);
  if (dice < 0.86) return hold(world, random);
  if (dice < 0.88) return cancel(world, random);
  if (dice < 0.95) return serveHold(world, random);
  if (dice < 0.98) return receive(world, random);
  return editShelf(world, random);
}

function event(change: WorldChange, item: KohaItem): WorldEvent {
  return { change, itemId: item.item_id, biblioId: item.biblio_id };
}

function isFree(world: KohaWorld, item: KohaItem): boolean {
  return (
    item.checked_out_date === null &&
    item.lost_status === 0 &&
    item.withdrawn === 0 &&
    item.not_for_loan_status === 0 &&
    !world.transfers.has(item.item_id) &&
    ![...world.holds.values()].some((one) => one.item_id === item.item_id)
  );
}

function lend(world: KohaWorld, random: Random): WorldEvent | null {
  const item = random.pick([...world.items.values()]);
  const patron = random.pick([...world.patrons.values()]);
  if (item === undefined || patron === undefined || !isFree(world, item)) return null;
  checkOut(world, { item_id: item.item_id, patron_id: patron.patron_id });
  return event('lent', item);
}

function takeBack(world: KohaWorld, random: Random): WorldEvent | null {
  const loan = random.pick([...world.checkouts.values()]);
  const item = loan === undefined ? undefined : world.items.get(loan.item_id);
  if (item === undefined) return null;
  // One in five comes back somewhere else, and starts to travel home.
  const elsewhere = random.below(5) === 0 ? random.pick([...world.libraries.keys()]) : undefined;
  checkIn(world, item.item_id, elsewhere);
  return event('returned', item);
}

function extend(world: KohaWorld, random: Random): WorldEvent | null {
  const loan = random.pick([...world.checkouts.values()]);
  const item = loan === undefined ? undefined : world.items.get(loan.item_id);
  if (loan === undefined || item === undefined) return null;
  renew(world, loan.checkout_id);
  return event('renewed', item);
}

function hold(world: KohaWorld, random: Random): WorldEvent | null {
  const loan = random.pick([...world.checkouts.values()]);
  const item = loan === undefined ? undefined : world.items.get(loan.item_id);
  const patron = random.pick([...world.patrons.values()]);
  if (item === undefined || patron === undefined) return null;
  placeHold(world, {
    biblio_id: item.biblio_id,
    patron_id: patron.patron_id,
    pickup_library_id: item.home_library_id,
  });
  return { change: 'held', itemId: null, biblioId: item.biblio_id };
}

function cancel(world: KohaWorld, random: Random): WorldEvent | null {
  const given = random.pick([...world.holds.values()].filter((one) => one.status === null));
  if (given === undefined) return null;
  cancelHold(world, given.hold_id);
  return { change: 'cancelled', itemId: given.item_id, biblioId: given.biblio_id };
}

/** The next in a queue gets a free copy: on the shelf where it stands, else by transfer. */
function serveHold(world: KohaWorld, random: Random): WorldEvent | null {
  const queued = [...world.holds.values()].filter((one) => one.status === null && one.priority === 1 && !one.suspended);
  const next: KohaHold | undefined = random.pick(queued);
  if (next === undefined) return null;
  const copies = (world.itemsOfBiblio.get(next.biblio_id) ?? []).flatMap((id) => world.items.get(id) ?? []);
  const copy = copies.find((item) => isFree(world, item));
  if (copy === undefined) return null;
  if (copy.holding_library_id === next.pickup_library_id) {
    setWaiting(world, next.hold_id, copy.item_id);
    return event('waiting', copy);
  }
  startTransfer(world, copy.item_id, next.pickup_library_id, next.hold_id);
  return event('sent', copy);
}

function receive(world: KohaWorld, random: Random): WorldEvent | null {
  const transfer = random.pick([...world.transfers.values()]);
  const item = transfer === undefined ? undefined : world.items.get(transfer.item_id);
  if (item === undefined) return null;
  receiveTransfer(world, item.item_id);
  return event('received', item);
}

function editShelf(world: KohaWorld, random: Random): WorldEvent | null {
  const item = random.pick([...world.items.values()]);
  const shelf = random.pick(world.categories.get('LOC')?.values ?? []);
  if (item === undefined || shelf === undefined) return null;
  editItem(world, item.item_id, { location: shelf.value, permanent_location: shelf.value });
  return event('edited', item);
}
