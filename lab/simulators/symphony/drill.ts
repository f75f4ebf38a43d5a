/** A drilled Symphony: how it is asked, and what its staff do in the words of every kind. */
import type { DrilledLogin, DrilledWorld } from '../simulated-kind.ts';
import type { Staff } from '../staff.ts';
import { localDate } from '../time.ts';
import { createSymphonySimulator } from './index.ts';
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
} from './world.ts';

const LIBRARY = 'MAIN';

/** Worthless: they open simulated systems alone. */
const SECRETS = {
  SYMPHONY_CLIENT_ID: 'DRILL',
  SYMPHONY_USER: 'hub',
  SYMPHONY_PASSWORD: 'correct horse',
} as const;

export const symphonyDrills: readonly DrilledLogin[] = [
  {
    login: 'symphony',
    credentials: { clientIdEnv: 'SYMPHONY_CLIENT_ID', userEnv: 'SYMPHONY_USER', passwordEnv: 'SYMPHONY_PASSWORD' },
    settings: (address) => ({
      path: '/symws',
      shelves: ['STACKS'],
      itemTypes: { BOOK: 'LOAN' },
      export: { source: `${address}/export/catalogue.mrc` },
      patrons: { access: 'read' },
    }),
    secrets: SECRETS,
    showsAccounts: true,
    calls: ['titles', 'bib', 'patron', 'policy', 'login'],
    expires: true,
    neverReported: [],
    start: startSymphony,
  },
];

/** A Symphony with titles and no copies yet. */
async function startSymphony({ titles, reader }: DrilledWorld): ReturnType<DrilledLogin['start']> {
  const world = createSymphonyWorld({ now: Date.now });
  addLibrary(world, LIBRARY, 'Main');
  for (const [title, marc] of titles) addBib(world, { key: String(title), marc });
  addPatron(world, { key: reader, library: LIBRARY });
  addClient(world, SECRETS.SYMPHONY_CLIENT_ID, 'staff');
  addStaff(world, SECRETS.SYMPHONY_USER, SECRETS.SYMPHONY_PASSWORD);
  return { simulator: await createSymphonySimulator({ world }), staff: createStaff(world, reader) };
}

function createStaff(world: SymphonyWorld, reader: string): Staff {
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
      const { dueDate } = checkOut(world, { itemKey: itemOf(barcode).key, patronKey: reader, days });
      return localDate(dueDate ?? 0, world.timeZone);
    },
    takeBack(barcode) {
      checkIn(world, itemOf(barcode).key);
    },
    mark(barcode, mark) {
      moveItem(world, itemOf(barcode).key, mark ?? itemOf(barcode).homeLocation);
    },
    holds: null,
    transits: null,
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
