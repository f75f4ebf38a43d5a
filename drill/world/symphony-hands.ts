import { createSymphonySimulator, type SymphonySimulator } from '#simulators/symphony/index.ts';
import { localDate } from '#simulators/time.ts';
import {
  addBib,
  addClient,
  addItem,
  addLibrary,
  addPatron,
  addStaff,
  checkIn,
  checkOut,
  createSymphonyWorld,
  deleteItem,
  moveItem,
  type SymphonyItem,
  type SymphonyWorld,
} from '#simulators/symphony/world.ts';
import { READER } from '../accounts/account-door.ts';
import { TITLES, describeTitle, type Hands } from './hands.ts';

/** Borrows everything; `accounts/account-door.ts` asks for the account. */
const PATRON = READER;
const LIBRARY = 'MAIN';

/** Worthless: they open simulated systems alone. */
export const SYMPHONY_SECRETS = {
  SYMPHONY_CLIENT_ID: 'DRILL',
  SYMPHONY_USER: 'hub',
  SYMPHONY_PASSWORD: 'correct horse',
} as const;

export interface DrilledSymphony {
  readonly simulator: SymphonySimulator;
  readonly hands: Hands;
}

/** A Symphony with titles and no copies yet. */
export async function startSymphony(): Promise<DrilledSymphony> {
  const world = createSymphonyWorld({ now: Date.now });
  addLibrary(world, LIBRARY, 'Main');
  for (let title = 1; title <= TITLES; title += 1) addBib(world, { key: String(title), marc: describeTitle(title) });
  addPatron(world, { key: PATRON, library: LIBRARY });
  addClient(world, SYMPHONY_SECRETS.SYMPHONY_CLIENT_ID, 'staff');
  addStaff(world, SYMPHONY_SECRETS.SYMPHONY_USER, SYMPHONY_SECRETS.SYMPHONY_PASSWORD);
  return { simulator: await createSymphonySimulator({ world }), hands: createHands(world) };
}

function createHands(world: SymphonyWorld): Hands {
  let next = 3000;
  const itemOf = (barcode: string): SymphonyItem => {
    for (const item of world.items.values()) if (item.barcode === barcode) return item;
    throw new Error(`no copy ${barcode}`);
  };
  return {
    add(title) {
      const barcode = String((next += 1));
      addItem(world, { bibKey: String(title), library: LIBRARY, callNumber: `W ${title}`, barcode });
      return barcode;
    },
    remove(barcode) {
      deleteItem(world, itemOf(barcode).key);
    },
    lend(barcode, days) {
      const { dueDate } = checkOut(world, { itemKey: itemOf(barcode).key, patronKey: PATRON, days });
      return localDate(dueDate ?? 0, world.timeZone);
    },
    takeBack(barcode) {
      checkIn(world, itemOf(barcode).key);
    },
    mark(barcode, mark) {
      moveItem(world, itemOf(barcode).key, mark ?? itemOf(barcode).homeLocation);
    },
    holds: null,
    spoil(barcode) {
      const item = itemOf(barcode);
      const before = item.currentLocation;
      Object.assign(item, { currentLocation: '' });
      return () => {
        // A change meanwhile has mended it.
        if (item.currentLocation === '') item.currentLocation = before;
      };
    },
  };
}
