/** Sets up the three Kohas of the demo region: branches, code lists, accounts. Each has its own codes, as Kohas do. */
import {
  addAuthorisedValue,
  addItemType,
  addLibrary,
  addOAuthClient,
  addUser,
  createKohaWorld,
} from '#simulators/koha/world.ts';
import type { KohaPreferences, KohaWorld } from '#simulators/koha/world.ts';
import { CODES, librariesOf } from './libraries.ts';
import type { DemoKohaId } from './libraries.ts';
import { addKohaPolicies } from './policies.ts';
import { KOHA_SECRETS } from './secrets.ts';

/** The value by which a site hides copies from its public catalogue. */
export const HIDDEN_COLLECTION = 'HIDDEN';

const PREFERENCES: Readonly<Record<DemoKohaId, Partial<KohaPreferences>>> = {
  'koha-a': {
    LibraryName: 'Four Rivers Shared Catalogue',
    'OAI-PMH:archiveID': 'FOUR-RIVERS',
    'OAI-PMH:MaxCount': 100,
    'OAI-PMH:include_items': true,
    RESTBasicAuth: false,
    SvcMaxReportRows: 1000,
    OpacHiddenItems: { location: ['STAFF'], withdrawn: [1] },
  },
  'koha-b': {
    LibraryName: 'Hollow and Dale Libraries',
    'OAI-PMH': false,
    RESTOAuth2ClientCredentials: false,
    SvcMaxReportRows: 1000,
    OpacHiddenItems: { ccode: [HIDDEN_COLLECTION] },
  },
  'koha-c': {
    LibraryName: 'Fosseholm Library',
    'OAI-PMH:archiveID': 'FOSSEHOLM',
    'OAI-PMH:include_items': true,
    OpacHiddenItems: { itemlost: [1] },
  },
};

/** An empty Koha of the region, ready to be stocked. */
export function setUpKoha(system: DemoKohaId, now: () => number): KohaWorld {
  const world = createKohaWorld({ timeZone: 'Europe/London', now, preferences: PREFERENCES[system] });
  for (const library of librariesOf(system)) {
    for (const branch of library.branches)
      addLibrary(world, branch.code, branch.name, { marc_org_code: library.agency });
  }
  addCodes(world, system);
  addKohaPolicies(world, system);
  addAccounts(world, system);
  return world;
}

function addCodes(world: KohaWorld, system: DemoKohaId): void {
  const { itemTypes, shelves, notForLoan, lost } = CODES[system];
  addItemType(world, itemTypes.loan, 'Book, three weeks');
  addItemType(world, itemTypes.short, 'Short loan, one week');
  addItemType(world, itemTypes.hourly, 'Loan by the hour');
  addItemType(world, itemTypes.reference, 'Reference only', true);
  addItemType(world, itemTypes.ebook, 'E-book', true);
  addItemType(world, itemTypes.journal, 'Journal', true);
  addItemType(world, itemTypes.ill, 'Inter-library loan');

  const shelfNames = [
    [shelves.open, 'Open shelves'],
    [shelves.desk, 'Short loan at the desk'],
    [shelves.journals, 'Journals'],
    [shelves.online, 'Online'],
    [shelves.staff, 'Staff office'],
  ] as const;
  for (const [code, name] of shelfNames) addAuthorisedValue(world, 'LOC', code, name);
  addAuthorisedValue(world, 'CCODE', HIDDEN_COLLECTION, 'Not shown to the public');

  addAuthorisedValue(world, 'NOT_LOAN', String(notForLoan.onOrder), 'On order');
  addAuthorisedValue(world, 'NOT_LOAN', String(notForLoan.inProcess), 'Being catalogued');
  addAuthorisedValue(world, 'NOT_LOAN', String(notForLoan.reference), 'Use in the library only');
  addAuthorisedValue(world, 'NOT_LOAN', String(notForLoan.bindery), 'At the bindery');
  // In use at one site and mapped by nobody: what `mercia doctor` is there to find.
  if (system === 'koha-b') addAuthorisedValue(world, 'NOT_LOAN', '9', 'Packed for the move');

  addAuthorisedValue(world, 'LOST', String(lost.lost), 'Lost');
  addAuthorisedValue(world, 'LOST', String(lost.missing), 'Missing from the shelf');
  addAuthorisedValue(world, 'LOST', String(lost.claimedReturned), 'Reader says it was returned');
}

function addAccounts(world: KohaWorld, system: DemoKohaId): void {
  const permissions = [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers',
    'borrowers',
    'updatecharges:remaining_permissions',
  ] as const;
  const secrets = KOHA_SECRETS;
  switch (system) {
    case 'koha-a':
      addUser(world, 'mercia', 'no-basic-login-here', permissions);
      addOAuthClient(world, secrets.DEMO_KOHA_A_CLIENT_ID, secrets.DEMO_KOHA_A_CLIENT_SECRET, 'mercia');
      return;
    case 'koha-b':
      addUser(world, secrets.DEMO_KOHA_B_USER, secrets.DEMO_KOHA_B_PASSWORD, permissions);
      return;
    case 'koha-c':
      addUser(world, 'mercia', 'no-basic-login-here', permissions);
      addOAuthClient(world, secrets.DEMO_KOHA_C_CLIENT_ID, secrets.DEMO_KOHA_C_CLIENT_SECRET, 'mercia');
  }
}
