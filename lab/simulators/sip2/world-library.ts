/** What a SIP2 server sees of a world of its own. */
import { localDate } from '../time.ts';
import { cancelHold, placeHold, renew } from './circulation.ts';
import type {
  Block,
  HoldAsked,
  ItemList,
  LibraryCopy,
  LibraryPatron,
  Refusal,
  RenewalAsked,
  Sip2Library,
} from './library.ts';
import type { Sip2Copy, Sip2Hold, Sip2Patron, Sip2World } from './tables.ts';

export function libraryOf(world: Sip2World): Sip2Library {
  return {
    get timeZone() {
      return world.timeZone;
    },
    now: () => world.now(),
    get institution() {
      return world.institution;
    },
    get name() {
      return world.name;
    },
    logIn: (user, password) => world.logins.get(user) === password,
    copy: (barcode) => copyOf(world, barcode),
    patron: (id) => patronOf(world, id),
    checkPin: ({ card }, pin) => world.patrons.get(card)?.pin === pin,
    renew: (asked) => renewLoan(world, asked),
    hold: (asked) => addHold(world, asked),
    cancelHold: ({ patron, barcode }) => {
      const hold = holdOf(world, patron, barcode);
      if (hold === undefined) return 'NO_SUCH_HOLD';
      cancelHold(world, hold);
      return null;
    },
    moveHold: ({ patron, barcode, pickup }) => {
      const hold = holdOf(world, patron, barcode);
      if (hold === undefined) return 'NO_SUCH_HOLD';
      if (!isPickup(world, pickup)) return 'NO_SUCH_PLACE';
      hold.pickup = pickup;
      return null;
    },
  };
}

function copyOf(world: Sip2World, barcode: string): LibraryCopy | null {
  const copy = world.stock.find(barcode);
  if (copy === undefined) return null;
  const { titleId, title, due, owner, permanentLocation, currentLocation, collection, media } = copy;
  const shelved = world.holds.find((hold) => hold.barcode === barcode && hold.state === 'WAITING');
  return {
    barcode: copy.barcode,
    title,
    status: statusOf(world, copy),
    due,
    holdUntil: shelved?.until ?? null,
    queue: world.holds.filter((hold) => hold.titleId === titleId && hold.state === 'QUEUED').length,
    owner,
    permanentLocation,
    currentLocation,
    collection,
    media,
  };
}

/** What staff noted of a copy says more than its loan. */
function statusOf(world: Sip2World, { barcode, state, due }: Sip2Copy): LibraryCopy['status'] {
  if (state !== 'AVAILABLE') return state;
  if (due === null) return 'AVAILABLE';
  return world.loans.get(barcode)?.recalled === true ? 'RECALLED' : 'CHARGED';
}

function patronOf(world: Sip2World, id: string): LibraryPatron | null {
  const patron = world.patrons.get(id);
  if (patron === undefined) return null;
  const { pin: _pin, barred: _barred, cardLost: _cardLost, ...told } = patron;
  const owed = patron.fines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...told,
    owed,
    owedLimit: world.rules.owedLimit,
    blocks: blocksOf(world, patron, owed),
    items: itemsOf(world, patron.card),
  };
}

function blocksOf(world: Sip2World, { barred, cardLost, expires }: Sip2Patron, owed: number): readonly Block[] {
  const isExpired = expires !== null && expires < localDate(world.now(), world.timeZone);
  return [
    ...(owed > world.rules.owedLimit ? (['FINES'] as const) : []),
    ...(isExpired ? (['EXPIRED'] as const) : []),
    ...(barred ? (['BARRED'] as const) : []),
    ...(cardLost ? (['CARD_LOST'] as const) : []),
  ];
}

function itemsOf(world: Sip2World, card: string): Readonly<Record<ItemList, readonly string[]>> {
  const loans = [...world.loans.values()].filter((loan) => loan.card === card && world.stock.find(loan.barcode));
  const isOverdue = ({ barcode }: { barcode: string }) => (world.stock.find(barcode)?.due ?? Infinity) < world.now();
  const holds = world.holds.filter((hold) => hold.card === card);
  const barcodes = (rows: readonly { barcode: string }[]) => rows.map(({ barcode }) => barcode);
  return {
    charged: barcodes(loans),
    overdue: barcodes(loans.filter(isOverdue)),
    recalls: barcodes(loans.filter(({ recalled }) => recalled)),
    holds: barcodes(holds.filter(({ state }) => state === 'WAITING')),
    unavailableHolds: barcodes(holds.filter(({ state }) => state !== 'WAITING')),
  };
}

function renewLoan(world: Sip2World, { patron, barcode }: RenewalAsked): Refusal | null {
  const copy = world.stock.find(barcode);
  if (copy === undefined) return 'NO_SUCH_ITEM';
  if (patron.blocks.length > 0) return 'BLOCKED';
  const loan = world.loans.get(barcode);
  if (loan?.card !== patron.card) return 'NOT_CHARGED_TO_PATRON';
  if (loan.renewals >= world.rules.renewals) return 'TOO_MANY_RENEWALS';
  if (world.holds.some((hold) => hold.titleId === copy.titleId && hold.state === 'QUEUED')) return 'HOLDS_WAITING';
  renew(world, barcode);
  return null;
}

function addHold(world: Sip2World, { patron, barcode, pickup, thisCopy }: HoldAsked): Refusal | number {
  const copy = world.stock.find(barcode);
  if (copy === undefined) return 'NO_SUCH_ITEM';
  if (patron.blocks.length > 0) return 'BLOCKED';
  if (!isPickup(world, pickup)) return 'NO_SUCH_PLACE';
  if (holdOf(world, patron, barcode) !== undefined) return 'ALREADY_HELD';
  if (world.holds.filter(({ card }) => card === patron.card).length >= world.rules.holdsPerPatron) {
    return 'TOO_MANY_HOLDS';
  }
  placeHold(world, { card: patron.card, barcode, pickup, thisCopy });
  return world.holds.filter((hold) => hold.titleId === copy.titleId && hold.state === 'QUEUED').length;
}

function holdOf(world: Sip2World, { card }: LibraryPatron, barcode: string): Sip2Hold | undefined {
  const titleId = world.stock.find(barcode)?.titleId;
  return world.holds.find((hold) => hold.card === card && (hold.barcode === barcode || hold.titleId === titleId));
}

function isPickup({ pickups }: Sip2World, place: string): boolean {
  return pickups.size === 0 || pickups.has(place);
}
