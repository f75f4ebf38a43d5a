/** A drilled Koha: how it is asked, and what its staff do in the words of every kind. */
import type { DrilledLogin, DrilledWorld } from '../simulated-kind.ts';
import { createSip2Simulator } from '../sip2/index.ts';
import { kohaLibrary } from '../sip2/koha-library.ts';
import type { HoldStaff, Staff } from '../staff.ts';
import { createKohaSimulator } from './index.ts';
import {
  addBiblio,
  addItem,
  addLibrary,
  addOAuthClient,
  addPatron,
  addUser,
  cancelHold,
  checkIn,
  checkOut,
  createKohaWorld,
  deleteItem,
  editItem,
  placeHold,
  receiveTransfer,
  setWaiting,
  startTransfer,
  type KohaItem,
  type KohaWorld,
} from './world.ts';

const PERMISSIONS = [
  'catalogue',
  'circulate:circulate_remaining_permissions',
  'reserveforothers',
  'borrowers',
  'updatecharges:remaining_permissions',
] as const;
const BRANCH = 'MAIN';
const OTHER_BRANCH = 'EAST';

/** Worthless: they open simulated systems alone. */
const SECRETS = {
  KOHA_CLIENT_ID: 'drill-client',
  KOHA_CLIENT_SECRET: 'drill-secret',
  KOHA_USER: 'drill',
  KOHA_PASSWORD: 'correct horse',
} as const;

const OF_ACCOUNT = {
  settings: () => ({ patrons: { access: 'read' } }),
  secrets: SECRETS,
  showsAccounts: true,
  start: (world: DrilledWorld) => startKoha(world, { tellsHolds: true }),
} as const satisfies Partial<DrilledLogin>;
const CALLS = ['items', 'holds', 'checkouts', 'biblios', 'patrons', 'account'];

export const kohaDrills: readonly DrilledLogin[] = [
  {
    // Copies travel home after they were returned elsewhere, and for nothing else.
    ...OF_ACCOUNT,
    login: 'koha-oauth',
    neverReported: [],
    showsWhoIsAway: true,
    start: (world) => startKoha(world, { tellsHolds: true, sends: 'HOME' }),
    credentials: { clientIdEnv: 'KOHA_CLIENT_ID', clientSecretEnv: 'KOHA_CLIENT_SECRET' },
    calls: [...CALLS, 'oauth-token'],
    expires: true,
  },
  {
    // Staff send copies out, and the region file says so.
    ...OF_ACCOUNT,
    login: 'koha-basic',
    settings: () => ({ ...OF_ACCOUNT.settings(), transfers: 'manual' }),
    neverReported: ['TRANSIT_NOT_TOLD'],
    credentials: { userEnv: 'KOHA_USER', passwordEnv: 'KOHA_PASSWORD' },
    calls: CALLS,
    expires: false,
  },
  {
    ...OF_ACCOUNT,
    login: 'koha-sip2',
    credentials: { userEnv: 'KOHA_USER', passwordEnv: 'KOHA_PASSWORD' },
    calls: CALLS,
    expires: false,
    // Whether a copy travels is what SIP2 is there for.
    neverReported: [],
    live: {
      kind: 'sip2',
      credentials: { userEnv: 'KOHA_USER', passwordEnv: 'KOHA_PASSWORD' },
      settings: { dialect: 'koha' },
      tells: 'rest',
    },
    start: startKohaWithSip2,
  },
  {
    login: 'koha-public',
    credentials: {},
    settings: () => ({}),
    secrets: {},
    showsAccounts: false,
    calls: ['public-items', 'public-biblio'],
    expires: false,
    neverReported: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'],
    start: (world) => startKoha(world, { tellsHolds: false }),
  },
  {
    login: 'koha-ils-di',
    credentials: {},
    settings: () => ({ interface: 'ils-di', itemTypes: { BK: 'LOAN' } }),
    secrets: {},
    showsAccounts: false,
    calls: ['ilsdi'],
    expires: false,
    neverReported: ['HOLD_SHELF_NOT_TOLD'],
    // Records are asked for too, for one title or where one of their copies is lent.
    tellsTransitAtTimes: true,
    // "Item lost" is all that it says, whatever the code.
    tellsLess: { as: { MISSING: 'LOST' } },
    start: startWithoutRest,
  },
];
/** ILS-DI writes call numbers as they are: with this one it says two things of the copy. */
const TOLD_TWICE = '</dlf:itemcallnumber></dlf:simpleavailability><dlf:simpleavailability><dlf:itemcallnumber>';

/** A Koha with titles and no copies yet, which gives no REST. Its staff spoil what they write on a spine. */
async function startWithoutRest(drilled: DrilledWorld): ReturnType<DrilledLogin['start']> {
  const world = createDrilledWorld(drilled);
  world.preferences['ILS-DI'] = true;
  const staff = createStaff(world, Number(drilled.reader), { tellsHolds: false });
  return {
    simulator: await createKohaSimulator({ world }),
    staff: {
      ...staff,
      withdraw(barcode) {
        editItem(world, Number(barcode.slice(1)), { withdrawn: 1 });
      },
      spoil(barcode) {
        const item = world.items.get(Number(barcode.slice(1)));
        if (item === undefined) throw new Error(`no copy ${barcode}`);
        const before = item.callnumber;
        item.callnumber = TOLD_TWICE;
        return () => {
          item.callnumber = before;
        };
      },
    },
  };
}

interface Habits {
  /** The hub has an account that may see holds. */
  readonly tellsHolds: boolean;
  /** `HOME`: copies are brought back to another branch, which sends them home. Else staff send them out by hand. */
  readonly sends?: 'HOME';
  readonly numbersFrom?: number | undefined;
}

/** A Koha with titles and no copies yet. */
async function startKoha(drilled: DrilledWorld, habits: Habits): ReturnType<DrilledLogin['start']> {
  const world = createDrilledWorld(drilled);
  const simulator = await createKohaSimulator({ world });
  return {
    simulator,
    staff: createStaff(world, Number(drilled.reader), { ...habits, numbersFrom: drilled.numbersFrom }),
  };
}

/** The same, with its own SIP server beside it. */
async function startKohaWithSip2(drilled: DrilledWorld): ReturnType<DrilledLogin['start']> {
  const world = createDrilledWorld(drilled);
  const logins = new Map([[SECRETS.KOHA_USER, SECRETS.KOHA_PASSWORD]]);
  const library = kohaLibrary(world, { logins, institution: BRANCH });
  return {
    simulator: await createKohaSimulator({ world }),
    live: await createSip2Simulator({ library, dialect: 'koha' }),
    staff: createStaff(world, Number(drilled.reader), { tellsHolds: true }),
  };
}

function createDrilledWorld({ titles, reader }: DrilledWorld): KohaWorld {
  const world = createKohaWorld({
    now: Date.now,
    preferences: { 'OAI-PMH:include_items': true, OpacHiddenItems: {} },
  });
  addLibrary(world, BRANCH, 'Main');
  addLibrary(world, OTHER_BRANCH, 'East');
  for (const [title, marc] of titles) addBiblio(world, { biblio_id: title, marc });
  addPatron(world, { patron_id: Number(reader), library_id: BRANCH });
  addUser(world, SECRETS.KOHA_USER, SECRETS.KOHA_PASSWORD, PERMISSIONS);
  addOAuthClient(world, SECRETS.KOHA_CLIENT_ID, SECRETS.KOHA_CLIENT_SECRET, SECRETS.KOHA_USER);
  return world;
}

function createStaff(world: KohaWorld, reader: number, { tellsHolds, sends, numbersFrom = 0 }: Habits): Staff {
  let next = 1000;
  const itemOf = (barcode: string): KohaItem => {
    const item = world.items.get(numbersFrom + Number(barcode.slice(1)));
    if (item === undefined) throw new Error(`no copy ${barcode}`);
    return item;
  };
  const idOf = (barcode: string): number => itemOf(barcode).item_id;
  return {
    add(title) {
      const id = (next += 1);
      const [barcode, shelf] = [`b${id}`, { item_type_id: 'BK', location: 'GEN', callnumber: `W ${title}` }];
      addItem(world, {
        item_id: numbersFrom + id,
        biblio_id: title,
        home_library_id: BRANCH,
        external_id: barcode,
        ...shelf,
      });
      return barcode;
    },
    remove(barcode) {
      deleteItem(world, idOf(barcode));
    },
    lend(barcode, days) {
      checkOut(world, { item_id: idOf(barcode), patron_id: reader, days });
      return itemOf(barcode).checked_out_date ?? '';
    },
    takeBack(barcode) {
      checkIn(world, idOf(barcode));
    },
    mark(barcode, mark) {
      editItem(world, idOf(barcode), { lost_status: mark === null ? 0 : mark === 'LOST' ? 1 : 4 });
    },
    holds: tellsHolds ? createHoldStaff(world, reader, idOf) : null,
    transits: {
      send(barcode) {
        if (sends === 'HOME') checkIn(world, idOf(barcode), OTHER_BRANCH);
        else startTransfer(world, idOf(barcode), OTHER_BRANCH);
      },
      arrive(barcode) {
        receiveTransfer(world, idOf(barcode));
        if (sends === 'HOME') return;
        startTransfer(world, idOf(barcode), BRANCH);
        receiveTransfer(world, idOf(barcode));
      },
    },
    spoil(barcode) {
      const item = itemOf(barcode);
      const before = item.lost_status;
      Object.assign(item, { lost_status: 'no number' });
      return () => {
        // A change meanwhile has mended it.
        if (typeof item.lost_status !== 'number') Object.assign(item, { lost_status: before });
      };
    },
  };
}

function createHoldStaff(world: KohaWorld, reader: number, idOf: (barcode: string) => number): HoldStaff {
  const place = (title: number) => placeHold(world, { biblio_id: title, patron_id: reader, pickup_library_id: BRANCH });
  return {
    queue: (title) => void place(title),
    shelve: (title, barcode) => void setWaiting(world, place(title).hold_id, idOf(barcode)),
    unshelve(barcode) {
      const hold = [...world.holds.values()].find((one) => one.item_id === idOf(barcode));
      if (hold !== undefined) cancelHold(world, hold.hold_id);
    },
  };
}
