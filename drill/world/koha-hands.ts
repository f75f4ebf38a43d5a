import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
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
  setWaiting,
  type KohaItem,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { READER } from '../accounts/account-door.ts';
import { TITLES, describeTitle, type Hands, type HoldHands } from './hands.ts';

const PERMISSIONS = [
  'catalogue',
  'circulate:circulate_remaining_permissions',
  'reserveforothers',
  'borrowers',
] as const;
/** Borrows everything; `accounts/account-door.ts` asks for the account. */
const PATRON = Number(READER);
const BRANCH = 'MAIN';

/** Worthless: they open simulated systems alone. */
export const KOHA_SECRETS = {
  KOHA_CLIENT_ID: 'drill-client',
  KOHA_CLIENT_SECRET: 'drill-secret',
  KOHA_USER: 'drill',
  KOHA_PASSWORD: 'correct horse',
} as const;

export interface DrilledKoha {
  readonly simulator: KohaSimulator;
  readonly hands: Hands;
}

/** A Koha with titles and no copies yet. `tellsHolds`: the hub has an account that may see them. */
export async function startKoha(tellsHolds: boolean): Promise<DrilledKoha> {
  const world = createKohaWorld({
    now: Date.now,
    preferences: { 'OAI-PMH:include_items': true, OpacHiddenItems: {} },
  });
  addLibrary(world, BRANCH, 'Main');
  for (let title = 1; title <= TITLES; title += 1) addBiblio(world, { biblio_id: title, marc: describeTitle(title) });
  addPatron(world, { patron_id: PATRON, library_id: BRANCH });
  addUser(world, KOHA_SECRETS.KOHA_USER, KOHA_SECRETS.KOHA_PASSWORD, PERMISSIONS);
  addOAuthClient(world, KOHA_SECRETS.KOHA_CLIENT_ID, KOHA_SECRETS.KOHA_CLIENT_SECRET, KOHA_SECRETS.KOHA_USER);
  return { simulator: await createKohaSimulator({ world }), hands: createHands(world, tellsHolds) };
}

function createHands(world: KohaWorld, tellsHolds: boolean): Hands {
  let next = 1000;
  const itemOf = (barcode: string): KohaItem => {
    const item = world.items.get(Number(barcode.slice(1)));
    if (item === undefined) throw new Error(`no copy ${barcode}`);
    return item;
  };
  const idOf = (barcode: string): number => itemOf(barcode).item_id;
  return {
    add(title) {
      const id = (next += 1);
      const [barcode, shelf] = [`b${id}`, { item_type_id: 'BK', location: 'GEN', callnumber: `W ${title}` }];
      addItem(world, { item_id: id, biblio_id: title, home_library_id: BRANCH, external_id: barcode, ...shelf });
      return barcode;
    },
    remove(barcode) {
      deleteItem(world, idOf(barcode));
    },
    lend(barcode, days) {
      checkOut(world, { item_id: idOf(barcode), patron_id: PATRON, days });
      return itemOf(barcode).checked_out_date ?? '';
    },
    takeBack(barcode) {
      checkIn(world, idOf(barcode));
    },
    mark(barcode, mark) {
      editItem(world, idOf(barcode), { lost_status: mark === null ? 0 : mark === 'LOST' ? 1 : 4 });
    },
    holds: tellsHolds ? createHoldHands(world, idOf) : null,
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

function createHoldHands(world: KohaWorld, idOf: (barcode: string) => number): HoldHands {
  const place = (title: number) => placeHold(world, { biblio_id: title, patron_id: PATRON, pickup_library_id: BRANCH });
  return {
    queue: (title) => void place(title),
    shelve: (title, barcode) => void setWaiting(world, place(title).hold_id, idOf(barcode)),
    unshelve(barcode) {
      const hold = [...world.holds.values()].find((one) => one.item_id === idOf(barcode));
      if (hold !== undefined) cancelHold(world, hold.hold_id);
    },
  };
}
