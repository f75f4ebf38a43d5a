/** Sets up the Symphony of the demo region: its libraries, policies and accounts. */
import { addClient, addLibrary, addPolicy, addStaff, createSymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { addSymphonyPolicies } from './policies.ts';
import { SYMPHONY_SECRETS } from './secrets.ts';
import { SYMPHONY_LIBRARIES } from './libraries.ts';
import { SHARED_CODES } from './symphony-libraries.ts';

/** Where its web services are: every site has another path. */
export const SYMPHONY_PATH = '/valemarches_ilsws';

const LOCATIONS: readonly (readonly [code: string, description: string])[] = [
  ['DESK', 'Desk'],
  ['L-SHELF', 'Library shelves'],
  ['L-QUIET', 'Quiet room'],
  ['L-JRNL', 'Current journals'],
  ['L-WEB', 'On the web'],
  [SHARED_CODES.unmapped, 'New books on display'],
];

const ITEM_TYPES: readonly (readonly [code: string, description: string])[] = [
  ['SHORT', 'Short loan'],
  ['L-LOAN', 'Three week loan'],
  ['L-REF', 'Use in the library'],
  ['L-EBOOK', 'Electronic book'],
  ['L-JRNL', 'Journal'],
  [SHARED_CODES.ill, 'Inter-library loan'],
];

/**
 * An empty Symphony of the region, ready to be stocked. Its exports and its legacy lookup also hold what is shadowed:
 * who reads them has to ask what may be shown.
 */
export function setUpSymphony(now: () => number): SymphonyWorld {
  const world = createSymphonyWorld({
    timeZone: 'Europe/London',
    now,
    settings: {
      catKeyPrefix: 'u',
      exportsShadowed: true,
      lookupShowsShadowed: true,
      exportsCharges: 'dmy',
      exportsDetails: 'dmy',
    },
  });
  for (const library of SYMPHONY_LIBRARIES) {
    for (const branch of library.branches) addLibrary(world, branch.code, branch.name);
  }
  for (const [code, description] of LOCATIONS) addPolicy(world, 'location', code, { description });
  addPolicy(world, 'location', SHARED_CODES.staffRoom, { description: 'Staff room', shadowed: true, holdable: false });
  for (const [code, description] of ITEM_TYPES) addPolicy(world, 'itemType', code, { description });
  addSymphonyPolicies(world);
  addClient(world, SYMPHONY_SECRETS.DEMO_SYMPHONY_D_CLIENT_ID, 'staff');
  addClient(world, SYMPHONY_SECRETS.DEMO_SYMPHONY_D_PUBLIC_CLIENT_ID, 'public');
  addStaff(world, SYMPHONY_SECRETS.DEMO_SYMPHONY_D_USER, SYMPHONY_SECRETS.DEMO_SYMPHONY_D_PASSWORD);
  return world;
}
