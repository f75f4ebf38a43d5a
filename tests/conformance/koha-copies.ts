/** A copy for each state that a simulated Koha has, and everything that its adapter must tell of each, by the way that it asks. */
import type { ItemDetails } from '#domain/catalogue.ts';
import type { ItemLimitation, ItemStatus, Place } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import { rfc3339 } from '#simulators/time.ts';
import { addBiblio, addItem, checkIn, checkOut, placeHold, setWaiting, startTransfer } from '#simulators/koha/world.ts';
import type { KohaItem, KohaWorld } from '#simulators/koha/world.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import type { HarvestedFields, LiveFields, ToldCopies, ToldCopy } from '#conformance/told-copies.ts';
import type { KohaTestOptions } from './koha-options.ts';

const FIRST = 601;
const PATRON = 5;
const LIBRARY = 'alder' as LibraryId;
/** A quarter past an hour, so that it is a loan by the hour. */
const DUE = Date.UTC(2031, 4, 1, 12, 15);

/** What stands in the rows of the copies that have something everywhere. */
const WRITTEN = {
  callnumber: 'QS 12 NOR',
  copy_number: 'c.9',
  serial_issue_number: 'v.7',
  location: 'GEN',
  collection_code: 'REF',
  public_notes: 'Signed by the author',
  internal_notes: 'Bought after a complaint',
  inventory_number: 'INV-1',
  purchase_price: 20.5,
  replacement_price: 31,
  replacement_price_date: '2021-04-02',
  acquisition_date: '2020-03-01',
  last_checkout_date: '2024-05-02',
} as const satisfies Partial<KohaItem>;

/** Nothing but whose it is. */
const BARE = { acquisition_date: null, replacement_price_date: null, call_number_source: null } as const;

const STACKS: Place = { code: 'GEN', name: 'General stacks', siteCode: 'A1' };
const BOTH_NOT_TOLD: readonly ItemLimitation[] = ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'];

/** A state: what is so in Koha, and what of the usual it changes. */
interface State {
  readonly what: string;
  readonly item?: Partial<KohaItem>;
  /** Without what is usually written of a copy. */
  readonly isBare?: boolean;
  readonly marc?: MarcRecord['fields'];
  bring?(world: KohaWorld, ids: { readonly item_id: number; readonly biblio_id: number }): void;
  readonly live?: Partial<LiveFields>;
  readonly harvested?: Partial<HarvestedFields>;
  /** What is told where holds are not: of a copy that then looks as if it were in its place. */
  readonly unseen?: Partial<LiveFields>;
  /** What is told where open transfers are. */
  readonly embedded?: Partial<LiveFields>;
}

const hold = (world: KohaWorld, biblioId: number, itemId?: number) =>
  placeHold(world, {
    biblio_id: biblioId,
    patron_id: PATRON,
    pickup_library_id: 'A1',
    ...(itemId !== undefined && { item_id: itemId }),
  }).hold_id;

/** What tells the state of a copy of which no code does; a hold and a transfer have words of their own. */
const TOLD_BY: Partial<Readonly<Record<ItemStatus, string>>> = {
  AVAILABLE: 'no code or loan',
  ON_LOAN: 'checked out',
  IN_USE_ON_SITE: 'onsite checkout',
  ON_HOLD_SHELF: 'hold status W',
};
const IN_ITS_PLACE: Partial<LiveFields> = { status: 'AVAILABLE', statusAtSource: null, currentLocation: STACKS };

const STATES: readonly State[] = [
  { what: 'a copy in its place' },
  {
    what: 'a copy of which nothing is written, of a record with a type of its own',
    isBare: true,
    marc: [{ tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'c', value: 'VM' }] }],
    item: { ...BARE, home_library_id: 'A2', item_type_id: null, external_id: null },
    live: {
      use: 'SHORT_LOAN',
      itemType: 'Film',
      barcode: null,
      callNumber: null,
      enumeration: null,
      copyNumber: null,
      publicNotes: [],
      permanentLocation: { code: 'A2', name: 'Alder Annexe', siteCode: 'A2' },
      currentLocation: { code: 'A2', name: 'Alder Annexe', siteCode: 'A2' },
    },
  },
  {
    what: 'a copy that is on order',
    item: { not_for_loan_status: -1 },
    live: { status: 'ON_ORDER', statusAtSource: 'Ordered' },
    harvested: { statusAtSource: 'NOT_LOAN -1', use: 'LOAN' },
  },
  {
    what: 'a copy that was withdrawn',
    item: { withdrawn: 1 },
    live: { status: 'WITHDRAWN', statusAtSource: 'Withdrawn', currentLocation: null },
    harvested: { statusAtSource: 'WITHDRAWN 1' },
  },
  {
    what: 'a damaged copy that is not lent',
    item: { damaged_status: 1, not_for_loan_status: 2 },
    live: { status: 'DAMAGED', statusAtSource: 'Damaged', use: 'RESTRICTED' },
    harvested: { statusAtSource: 'DAMAGED 1, NOT_LOAN 2', use: 'RESTRICTED' },
  },
  {
    what: 'a copy with restricted access',
    item: { restricted_status: 1 },
    live: { statusAtSource: 'Restricted access', use: 'RESTRICTED' },
    harvested: { statusAtSource: 'RESTRICTED 1', use: 'RESTRICTED' },
  },
  {
    what: 'a copy of a type that is not lent',
    item: { item_type_id: 'REF' },
    live: { use: 'REFERENCE', itemType: 'REF' },
  },
  {
    what: 'a copy that is read through a link',
    item: { external_id: null, uri: 'https://journals.example/7', not_for_loan_status: 1 },
    live: { barcode: null, use: 'ONLINE', statusAtSource: 'Not for loan', limitations: [] },
    harvested: { statusAtSource: 'NOT_LOAN 1', use: 'ONLINE' },
  },
  {
    what: 'a copy on the book cart',
    item: { location: 'CART', permanent_location: 'GEN' },
    live: {
      // It is being put back, and may be fetched.
      status: 'AVAILABLE',
      statusAtSource: 'Book cart',
      permanentLocation: { ...STACKS, name: null },
      currentLocation: { code: 'CART', name: 'Book cart', siteCode: 'A1' },
    },
  },
  {
    what: 'a copy at another site of its library',
    item: { holding_library_id: 'A2' },
    live: { limitations: ['TRANSIT_NOT_TOLD'], currentLocation: { code: 'A2', name: 'Alder Annexe', siteCode: 'A2' } },
  },
  {
    what: 'a copy at a site of another library',
    item: { holding_library_id: 'B1' },
    live: { limitations: ['TRANSIT_NOT_TOLD'], currentLocation: { code: 'B1', name: 'Birch', siteCode: 'B1' } },
  },
  {
    what: 'a copy that is sent home after its return',
    bring(world, { item_id }) {
      checkIn(world, item_id, 'A2');
    },
    live: { limitations: ['TRANSIT_NOT_TOLD'], currentLocation: { code: 'A2', name: 'Alder Annexe', siteCode: 'A2' } },
    embedded: { status: 'IN_TRANSIT', statusAtSource: 'transfer sent', currentLocation: null },
    // Harvest asks for no transfers.
    harvested: { status: 'AVAILABLE' },
  },
  {
    what: 'a copy that is lent by the hour',
    bring: (world, { item_id }) => checkOut(world, { item_id, patron_id: PATRON, due: DUE }),
    live: { status: 'ON_LOAN', currentLocation: null },
  },
  {
    what: 'a copy that is read at a desk in the library',
    bring(world, { item_id }) {
      checkOut(world, { item_id, patron_id: PATRON, due: DUE }).onsite_checkout = true;
    },
    live: { status: 'IN_USE_ON_SITE' },
    harvested: { status: 'ON_LOAN' },
    // The loan alone says where it is read.
    unseen: { status: 'ON_LOAN', currentLocation: null },
  },
  {
    what: 'a copy on the hold shelf, for whose title two more wait',
    bring(world, { item_id, biblio_id }) {
      setWaiting(world, hold(world, biblio_id), item_id);
      hold(world, biblio_id);
      hold(world, biblio_id);
    },
    live: { status: 'ON_HOLD_SHELF', titleQueue: 2 },
    unseen: IN_ITS_PLACE,
  },
  {
    what: 'a copy that one waits for, beside one who waits for its title',
    bring(world, { item_id, biblio_id }) {
      hold(world, biblio_id, item_id);
      hold(world, biblio_id);
    },
    live: { holdQueue: 1, titleQueue: 2 },
  },
  {
    what: 'a copy whose title another copy is kept for',
    bring(world, { biblio_id }) {
      const other = addItem(world, { biblio_id, home_library_id: 'B1', item_type_id: 'BK' });
      setWaiting(world, hold(world, biblio_id), other.item_id);
    },
  },
  {
    what: 'a copy that travels for a hold',
    bring(world, { item_id, biblio_id }) {
      startTransfer(world, item_id, 'B1', hold(world, biblio_id));
    },
    live: { status: 'IN_TRANSIT', statusAtSource: 'hold status T', currentLocation: null },
    unseen: IN_ITS_PLACE,
  },
  {
    what: 'a copy that is fetched for a hold',
    bring(world, { item_id, biblio_id }) {
      const id = hold(world, biblio_id);
      setWaiting(world, id, item_id);
      Object.assign(world.holds.get(id) ?? {}, { status: 'P' });
    },
    live: { status: 'IN_TRANSIT', statusAtSource: 'hold status P', currentLocation: null },
    unseen: IN_ITS_PLACE,
  },
];

/** Adds a record with one copy for each state. Its address is the site's for the links of titles. */
export function tellKohaCopies(world: KohaWorld, options: KohaTestOptions, address: string): ToldCopies {
  const isRest = options.harvest === 'rest' || options.preferences?.['OAI-PMH:include_items'] === false;
  const copies = STATES.map((state, place) => addState(world, state, { options, isRest, address, id: FIRST + place }));
  const untold = 'Koha has one field for the part and its time';
  const held = 'without a log-in no hold is told';
  return {
    copies,
    isDated: true,
    untold: {
      live: {
        chronology: untold,
        ...(options.login === 'none' && { holdQueue: held, titleQueue: held }),
        ...(options.embedsTransfers === true && { limitations: 'every hold and every open transfer is told' }),
      },
      harvested: isRest ? {} : { staffNotes: 'OAI-PMH is public, and has no subfield of 952 for notes of staff' },
      holding: {},
    },
  };
}

interface Asked {
  readonly options: KohaTestOptions;
  /** REST tells copies at harvest; else 952 does. */
  readonly isRest: boolean;
  readonly address: string;
  readonly id: number;
}

function addState(world: KohaWorld, state: State, { options, isRest, address, id }: Asked): ToldCopy {
  const { what, isBare = false, item = {}, marc = [] } = state;
  const title: MarcRecord['fields'][number] = {
    tag: '245',
    ind1: '1',
    ind2: '0',
    subfields: [{ code: 'a', value: `Told ${String(id)}` }],
  };
  addBiblio(world, { biblio_id: id, marc: { leader: '00000nam a2200000 a 4500', fields: [title, ...marc] } });
  const added = addItem(world, {
    item_id: id * 10,
    biblio_id: id,
    home_library_id: 'A1',
    item_type_id: 'BK',
    external_id: `told${String(id)}`,
    ...(isBare ? {} : WRITTEN),
    ...item,
  });
  state.bring?.(world, { item_id: added.item_id, biblio_id: id });
  const owner = added.home_library_id;
  const told: LiveFields = { ...usual(added, world), ...state.live, ...seenBy(options, state, added) };
  const live = { ...told, statusAtSource: told.statusAtSource ?? TOLD_BY[told.status] ?? null };
  return {
    what,
    recordLocalId: String(id),
    localId: String(added.item_id),
    library: LIBRARY,
    live,
    harvested: { ...usualAtHarvest(added, live, isRest), ...state.harvested },
    holding: {
      callNumbers: added.callnumber === null ? [] : [added.callnumber],
      siteCodes: [owner],
      catalogueUrl: `${address}/cgi-bin/koha/opac-detail.pl?biblionumber=${String(id)}`,
    },
  };
}

/** Of a copy that stands in its place and is lent. */
function usual(item: KohaItem, world: KohaWorld): LiveFields {
  return {
    status: 'AVAILABLE',
    limitations: [],
    statusAtSource: null,
    use: 'LOAN',
    due: item.checked_out_date === null ? null : { on: item.checked_out_date, at: dueAt(world, item.item_id) },
    barcode: item.external_id,
    callNumber: item.callnumber,
    enumeration: item.serial_issue_number,
    chronology: null,
    copyNumber: item.copy_number,
    permanentLocation: STACKS,
    currentLocation: STACKS,
    itemType: 'BK',
    holdQueue: 0,
    publicNotes: item.public_notes === null ? [] : [item.public_notes],
    titleQueue: 0,
  };
}

/** What is otherwise where the public asks: holds are not told, nor where a loan is read, nor its hour. */
function seenBy(
  { login, embedsTransfers = false }: KohaTestOptions,
  state: State,
  item: KohaItem,
): Partial<LiveFields> {
  if (login === 'none') {
    const told = { ...state.live, ...state.unseen };
    const open = ['RESHELVING', 'AVAILABLE', 'DAMAGED', 'ON_ORDER'].includes(told.status ?? 'AVAILABLE');
    return {
      ...state.unseen,
      limitations: open && told.use !== 'ONLINE' ? BOTH_NOT_TOLD : [],
      holdQueue: null,
      titleQueue: null,
      due: item.checked_out_date === null ? null : { on: item.checked_out_date, at: null },
      // The public is not shown where a copy belongs that is elsewhere.
      ...(item.location === 'CART' && { permanentLocation: { code: 'A1', name: 'Alder Main', siteCode: 'A1' } }),
    };
  }
  // Each open transfer is told, and here that there is none.
  return embedsTransfers ? { ...state.embedded, limitations: [] } : {};
}

/** RFC 3339 in the zone of the system. */
function dueAt(world: KohaWorld, itemId: number): string | null {
  const loan = [...world.checkouts.values()].find((one) => one.item_id === itemId);
  if (loan === undefined) return null;
  return rfc3339(loan.due_date, world.timeZone);
}

function usualAtHarvest(item: KohaItem, live: LiveFields, isRest: boolean): HarvestedFields {
  return {
    barcode: item.external_id,
    ownerCode: item.home_library_id,
    callNumber: item.callnumber,
    locationCode: item.location,
    itemType: isRest ? typeOf(item) : item.item_type_id,
    status: live.status,
    statusAtSource: null,
    use: isRest ? live.use : 'UNKNOWN',
    details: isRest ? detailsByRest(item) : detailsBy952(item),
    staffNotes: isRest ? (item.internal_notes === null ? [] : [item.internal_notes]) : null,
  };
}

/** The type that counts: its own, or that of its record. */
const typeOf = (item: KohaItem): string => item.item_type_id ?? 'VM';

const COLUMNS = [
  'call_number_source',
  'inventory_number',
  'replacement_price',
  'replacement_price_date',
  'uri',
] as const;
/** In the order of their subfields: $2 $i $u $v $w. */
const SUBFIELDS = [
  'call_number_source',
  'inventory_number',
  'uri',
  'replacement_price',
  'replacement_price_date',
] as const;

function otherOf(item: KohaItem, names: readonly (typeof COLUMNS)[number][]): NonNullable<ItemDetails['other']> {
  return names.flatMap((name) => (item[name] === null ? [] : [{ name, value: String(item[name]) }]));
}

/** A column that is empty is told to be. */
function detailsByRest(item: KohaItem): ItemDetails {
  return {
    enumeration: item.serial_issue_number,
    copyNumber: item.copy_number,
    collection: item.collection_code,
    price: item.purchase_price === null ? null : String(item.purchase_price),
    acquiredOn: item.acquisition_date,
    lastBorrowedOn: item.last_checkout_date,
    dueOn: item.checked_out_date,
    publicNotes: item.public_notes === null ? [] : [item.public_notes],
    other: otherOf(item, COLUMNS),
  };
}

/** What is empty has no subfield. */
function detailsBy952(item: KohaItem): ItemDetails {
  const told = Object.entries({ ...detailsByRest(item), other: otherOf(item, SUBFIELDS) }).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(told);
}
