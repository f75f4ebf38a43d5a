/** What Koha's own SIP server sees of a simulated Koha: the same world that its REST and OAI-PMH show. */
import {
  cancelHold,
  itemTypeOfBiblio,
  localDate,
  placeHold,
  renew,
  type KohaHold,
  type KohaItem,
  type KohaPatron,
  type KohaWorld,
} from '../koha/world.ts';
import { firstValue } from '../read-records.ts';
import { endOfDay, wallTime } from '../time.ts';
import type {
  Block,
  CopyStatus,
  HoldAsked,
  ItemList,
  LibraryCopy,
  LibraryFine,
  LibraryPatron,
  Refusal,
  RenewalAsked,
  Sip2Library,
} from './library.ts';

/** What SIPconfig.xml and the patrons' table say beyond the world. */
export interface KohaSip2Options {
  /** Terminals that may log in: user → password. */
  readonly logins: ReadonlyMap<string, string>;
  /** The terminals' own library. */
  readonly institution: string;
  /** `noissuescharge`: 5 if left out. */
  readonly owedLimit?: number;
  /** Where a patron lives, and what staff wrote about a restriction; invented if left out. */
  readonly contactOf?: (patron: KohaPatron) => Pick<LibraryPatron, 'address' | 'phone' | 'blockText'>;
}

const RENEWAL_DAYS = 21;
const INVENTED = { address: '1 Invented Road', phone: '01632 960000', blockText: 'Restricted' };

export function kohaLibrary(world: KohaWorld, options: KohaSip2Options): Sip2Library {
  const { logins, institution } = options;
  const patronById = (id: string) =>
    [...world.patrons.values()].find(({ cardnumber }) => cardnumber === id) ??
    [...world.patrons.values()].find(({ userid }) => userid === id);
  return {
    get timeZone() {
      return world.timeZone;
    },
    now: () => world.now(),
    institution,
    name: world.libraries.get(institution)?.name ?? '',
    logIn: (user, password) => logins.get(user) === password,
    copy: (barcode) => {
      const item = itemByBarcode(world, barcode);
      return item === undefined ? null : copyOf(world, item);
    },
    patron: (id) => {
      const patron = patronById(id);
      return patron === undefined ? null : describePatron(world, patron, options);
    },
    checkPin: ({ card }, pin) => {
      const userid = patronById(card)?.userid;
      return world.users.get(userid ?? '')?.password === pin;
    },
    renew: (asked) => renewLoan(world, asked),
    hold: (asked) => addHold(world, asked, institution),
    // A hold on a title is not found by the barcode of a copy (50).
    cancelHold: ({ patron, barcode }) => {
      const hold = holdsOf(world, patron.card).find(
        ({ item_id }) => item_id === itemByBarcode(world, barcode)?.item_id,
      );
      if (hold === undefined) return 'NO_SUCH_HOLD';
      cancelHold(world, hold.hold_id);
      return null;
    },
    moveHold: () => 'NO_SUCH_HOLD',
  };
}

/** The first of its title has no barcode where a hold has none yet: Koha names any copy that it knows. */
function barcodeOfHold(world: KohaWorld, hold: KohaHold): string | null {
  const ids = hold.item_id === null ? (world.itemsOfBiblio.get(hold.biblio_id) ?? []) : [hold.item_id];
  for (const id of ids) {
    const barcode = world.items.get(id)?.external_id ?? null;
    if (barcode !== null) return barcode;
  }
  return null;
}

/** Where a copy was found last: a world may hold very many. */
const found = new WeakMap<KohaWorld, Map<string, number>>();

function itemByBarcode(world: KohaWorld, barcode: string): KohaItem | undefined {
  if (barcode === '') return undefined;
  const known = found.get(world) ?? new Map<string, number>();
  found.set(world, known);
  const last = world.items.get(known.get(barcode) ?? -1);
  if (last?.external_id === barcode) return last;
  for (const { external_id, item_id } of world.items.values())
    if (external_id !== null) known.set(external_id, item_id);
  const item = world.items.get(known.get(barcode) ?? -1);
  return item?.external_id === barcode ? item : undefined;
}

function copyOf(world: KohaWorld, item: KohaItem): LibraryCopy {
  const holds = [...world.holds.values()].filter(({ biblio_id }) => biblio_id === item.biblio_id);
  const waiting = holds.find(({ item_id, status }) => item_id === item.item_id && (status === 'W' || status === 'P'));
  const loan = [...world.checkouts.values()].find(({ item_id }) => item_id === item.item_id);
  return {
    barcode: item.external_id ?? '',
    title: titleOf(world, item.biblio_id),
    status: statusOf(world, item, { isLent: loan !== undefined, isWaiting: waiting !== undefined }),
    due: loan?.due_date ?? null,
    holdUntil: endOf(world, waiting?.expiration_date ?? null),
    queue: holds.length,
    owner: item.home_library_id,
    permanentLocation: item.home_library_id,
    currentLocation: item.holding_library_id,
    collection: item.collection_code,
    media: '001',
  };
}

function endOf(world: KohaWorld, day: string | null): number | null {
  return day === null ? null : endOfDay(day, world.timeZone);
}

function statusOf(
  world: KohaWorld,
  item: KohaItem,
  { isLent, isWaiting }: { readonly isLent: boolean; readonly isWaiting: boolean },
): CopyStatus {
  const type = item.item_type_id ?? itemTypeOfItem(world, item);
  if (item.lost_status > 0)
    return item.lost_status === world.preferences.ClaimReturnedLostValue ? 'CLAIMED_RETURNED' : 'LOST';
  if (isLent) return 'CHARGED';
  if (world.transfers.has(item.item_id)) return 'IN_TRANSIT';
  if (isWaiting) return 'ON_HOLD_SHELF';
  if (item.damaged_status > 0) return 'DAMAGED';
  if (item.not_for_loan_status < 0) return 'ON_ORDER';
  if (item.location === 'CART') return 'TO_BE_RESHELVED';
  if (item.withdrawn > 0) return 'WITHDRAWN';
  if ((item.restricted_status ?? 0) > 0) return 'RESTRICTED';
  const isForLoan = item.not_for_loan_status === 0 && world.itemTypes.get(type ?? '')?.not_for_loan !== true;
  return isForLoan ? 'AVAILABLE' : 'NOT_FOR_LOAN';
}

function itemTypeOfItem(world: KohaWorld, { biblio_id }: KohaItem): string | null {
  const biblio = world.biblios.get(biblio_id);
  return biblio === undefined ? null : itemTypeOfBiblio(biblio);
}

// 245    $a Ocherki po istorii Kazakhskoĭ SSR.
function titleOf(world: KohaWorld, biblioId: number): string {
  const biblio = world.biblios.get(biblioId);
  return biblio === undefined ? '' : (firstValue(biblio.marc, '245', 'a') ?? '');
}

function describePatron(world: KohaWorld, patron: KohaPatron, options: KohaSip2Options): LibraryPatron {
  const charges = [...world.charges.values()].filter(
    ({ patron_id, amount_outstanding }) => patron_id === patron.patron_id && amount_outstanding > 0,
  );
  const fines: readonly LibraryFine[] = charges.map(({ description, amount_outstanding }) => ({
    text: description,
    amount: amount_outstanding,
  }));
  const owed = fines.reduce((sum, { amount }) => sum + amount, 0);
  const owedLimit = options.owedLimit ?? 5;
  return {
    card: patron.cardnumber ?? '',
    firstName: patron.firstname ?? '',
    surname: patron.surname,
    blocks: blocksOf(world, patron, owed > owedLimit),
    owed,
    owedLimit,
    fines,
    ...(options.contactOf?.(patron) ?? INVENTED),
    postCode: '',
    email: patron.email,
    birthDate: patron.date_of_birth,
    category: patron.category_id,
    expires: patron.expiry_date,
    homeLibrary: patron.library_id,
    items: itemsOf(world, patron),
  };
}

function blocksOf(world: KohaWorld, patron: KohaPatron, owesTooMuch: boolean): readonly Block[] {
  const today = localDate(world.now(), world.timeZone);
  const isExpired = patron.expiry_date !== null && patron.expiry_date < today;
  return [
    ...(owesTooMuch ? (['FINES'] as const) : []),
    ...(isExpired ? (['EXPIRED'] as const) : []),
    ...(patron.restricted ? (['BARRED'] as const) : []),
    ...(patron.patron_card_lost ? (['CARD_LOST'] as const) : []),
  ];
}

function itemsOf(world: KohaWorld, patron: KohaPatron): Readonly<Record<ItemList, readonly string[]>> {
  const loans = [...world.checkouts.values()].filter(({ patron_id }) => patron_id === patron.patron_id);
  const barcodes = (rows: readonly { readonly item_id: number }[]) =>
    rows.flatMap(({ item_id }) => world.items.get(item_id)?.external_id ?? []);
  const holds = holdsOf(world, patron.cardnumber ?? '');
  const heldBarcodes = (rows: readonly KohaHold[]) => rows.flatMap((hold) => barcodeOfHold(world, hold) ?? []);
  return {
    charged: barcodes(loans),
    overdue: barcodes(loans.filter(({ due_date }) => due_date < world.now())),
    recalls: [],
    holds: heldBarcodes(holds.filter(({ status }) => status === 'W')),
    unavailableHolds: heldBarcodes(holds.filter(({ status }) => status !== 'W')),
  };
}

function holdsOf(world: KohaWorld, card: string): readonly KohaHold[] {
  const id = idOfCard(world, card);
  return [...world.holds.values()].filter(({ patron_id }) => patron_id === id);
}

function idOfCard(world: KohaWorld, card: string): number | undefined {
  return [...world.patrons.values()].find(({ cardnumber }) => cardnumber === card)?.patron_id;
}

/** As over REST: from the day that the loan was due on, by days alone, as often as the rules allow. */
function renewLoan(world: KohaWorld, { patron, barcode }: RenewalAsked): Refusal | null {
  if (patron.blocks.length > 0) return 'RENEWALS_NOT_ALLOWED';
  const item = itemByBarcode(world, barcode);
  const loan = [...world.checkouts.values()].find(({ item_id }) => item_id === item?.item_id);
  if (item === undefined || loan === undefined || loan.patron_id !== idOfCard(world, patron.card))
    return 'NOT_CHARGED_TO_PATRON';
  const isByDays = wallTime(loan.due_date, world.timeZone).endsWith('23:59:00');
  if (!isByDays || loan.renewals_count >= world.rules.renewals) return 'TOO_MANY_RENEWALS';
  const isWanted = [...world.holds.values()].some(
    ({ biblio_id, status }) => biblio_id === item.biblio_id && status === null,
  );
  if (isWanted) return 'HOLDS_WAITING';
  renew(world, loan.checkout_id, RENEWAL_DAYS, localDate(loan.due_date, world.timeZone));
  return null;
}

/** On the title, whichever copy was named, and even if no other was wanted (50); what a reader owes keeps nobody from it. */
function addHold(world: KohaWorld, { patron, barcode, pickup }: HoldAsked, own: string): Refusal | number {
  const item = itemByBarcode(world, barcode);
  const id = idOfCard(world, patron.card);
  if (item === undefined || id === undefined) return 'NO_SUCH_ITEM';
  const place = pickup === '' ? own : pickup;
  if (world.libraries.get(place)?.pickup_location !== true) return 'NO_SUCH_PLACE';
  if (item.item_type_id !== null && world.rules.withoutHolds.has(item.item_type_id)) return 'HOLDS_NOT_ALLOWED';
  const holds = holdsOf(world, patron.card);
  const onTitle = holds.filter(({ biblio_id, status }) => biblio_id === item.biblio_id && status === null);
  if (onTitle.length >= world.rules.holdsPerRecord) return 'ALREADY_HELD';
  if (holds.length >= world.rules.holdsPerPatron) return 'TOO_MANY_HOLDS';
  return placeHold(world, {
    biblio_id: item.biblio_id,
    patron_id: id,
    pickup_library_id: place,
  }).priority;
}
