/** A Symphony whose every place for something personal holds a mark. */
import {
  addBib,
  addBlock,
  addClient,
  addItem,
  addLibrary,
  addPatron,
  addPolicy,
  addStaff,
  checkOut,
  createSymphonyWorld,
  placeHold,
  setHeld,
} from '#simulators/symphony/world.ts';
import type { SymphonyPatron, SymphonyWorld } from '#simulators/symphony/world.ts';
import type { Marks, Owner } from './marks.ts';
import { loanFromElsewhere, sharedTitle, TITLES } from './planted-records.ts';

const DAY_MS = 86_400_000;

export const SYMPHONY_LOGIN = {
  client: 'MERCIA_STAFF',
  user: 'MERCIA',
  password: 'a password of a simulated Symphony',
};
export const SYMPHONY_PATH = '/fen_ilsws';
export const SYMPHONY_LIBRARY = 'EAST';
const ID = 'symphony-e';

export function createPlantedSymphony(owners: readonly Owner[], marks: Marks): SymphonyWorld {
  const yesterday = Date.now() - DAY_MS;
  const world = createSymphonyWorld({
    now: () => yesterday,
    settings: { exportsShadowed: true, lookupShowsShadowed: true, exportsDetails: 'dmy' },
  });
  addClient(world, SYMPHONY_LOGIN.client, 'staff');
  addStaff(world, SYMPHONY_LOGIN.user, SYMPHONY_LOGIN.password);
  addLibrary(world, SYMPHONY_LIBRARY, 'East Library');
  addPolicy(world, 'itemType', 'ILL', { description: 'From elsewhere' });
  for (const title of TITLES) {
    const { key } = addBib(world, {
      marc: sharedTitle(title, { owner: 'A', marks, what: `${ID} public record ${title}` }),
    });
    addItem(world, {
      bibKey: key,
      library: SYMPHONY_LIBRARY,
      staffNote: `for ${marks.hide('A', `${ID} note on a copy of ${title}`)}`,
    });
  }
  for (const owner of owners) addReader(world, owner, marks);
  world.now = Date.now;
  return world;
}

function addReader(world: SymphonyWorld, owner: Owner, marks: Marks): void {
  const hide = (what: string, form?: Parameters<Marks['hide']>[2]): string => marks.hide(owner, `${ID} ${what}`, form);
  const patron = addPatron(world, {
    key: hide('patron number', 'number'),
    library: SYMPHONY_LIBRARY,
    barcode: hide('card', 'card'),
    alternateID: hide('alternative number'),
    pin: hide('PIN'),
    firstName: hide('forename'),
    middleName: hide('middle name'),
    lastName: hide('surname'),
  });
  lend(world, patron, owner, marks);
  for (const [index, state] of (['queued', 'ready'] as const).entries()) {
    const bibKey = bibAt(world, index + 1);
    const hold = placeHold(world, {
      bibKey,
      patronKey: patron.key,
      pickupLibrary: SYMPHONY_LIBRARY,
      key: hide(`hold number, ${state}`, 'number'),
      comment: hide(`note on a hold, ${state}`),
    });
    if (state === 'ready') setHeld(world, hold.key, addItem(world, { bibKey, library: SYMPHONY_LIBRARY }).key);
  }
  addBlock(world, { patronKey: patron.key, owed: '3.00', comment: hide('note on a bill') });
}

/** A copy from the shelf, and a book from elsewhere with the reader's name in its record. */
function lend(world: SymphonyWorld, { key: patronKey }: SymphonyPatron, owner: Owner, marks: Marks): void {
  const foreign = addBib(world, { marc: loanFromElsewhere(owner, marks, `${ID} ILL`) });
  const wanted = [
    addItem(world, { bibKey: bibAt(world, 0), library: SYMPHONY_LIBRARY }),
    addItem(world, {
      bibKey: foreign.key,
      library: SYMPHONY_LIBRARY,
      itemType: 'ILL',
      publicNote: `For ${marks.hide(owner, `${ID} public note of a loan`)}`,
    }),
  ];
  for (const { key: itemKey } of wanted)
    checkOut(world, { itemKey, patronKey, charge: marks.number(owner, `${ID} loan number of ${itemKey}`) });
}

function bibAt(world: SymphonyWorld, index: number): string {
  return [...world.bibs.keys()][index] ?? '';
}
