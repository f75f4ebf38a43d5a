/** A small simulated Symphony for the conformance suite and the Symphony tests. */
import type { MarcRecord } from '#marc/marc-record.ts';
import { createId } from '#domain/ids.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import {
  addBib,
  addCall,
  addClient,
  addFile,
  addItem,
  addLibrary,
  addPatron,
  addPolicy,
  addStaff,
  bindTogether,
  checkIn,
  checkOut,
  createSymphonyWorld,
  deleteBib,
  deleteItem,
  editBib,
  editItem,
  moveItem,
  placeHold,
  recall,
  setHeld,
  startTransit,
} from '#simulators/symphony/world.ts';
import type { SymphonyItem } from '#simulators/symphony/tables.ts';
import type { SymphonySettings, SymphonyWorld } from '#simulators/symphony/world.ts';
import { endOfDay } from '#simulators/time.ts';
import { cannot } from '#conformance/situations.ts';
import type { Situations } from '#conformance/situations.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { ConformanceSystem, OwnHiding, OwnState, SystemFault } from '#conformance/system.ts';
import { createTestAdapter, SYSTEM, TEST_SECRETS } from './symphony-config.ts';

const TITLES = 26;
/** So many keys in a row without a title end a harvest by key. */
const GAP = 20;
const DAY_MS = 86_400_000;

/** What a test title is: a title, and whatever fields a test needs. */
export function marcOf(title: string, ...more: MarcRecord['fields']): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${title} /` }] },
      ...more,
    ],
  };
}

const HOLDINGS_RECORD: MarcRecord['fields'] = [
  {
    tag: '852',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      { code: 'b', value: 'ASH-MAIN' },
      { code: 'c', value: 'STACKS' },
    ],
  },
  {
    tag: '866',
    ind1: ' ',
    ind2: '0',
    subfields: [
      { code: '8', value: '1' },
      { code: 'a', value: 'v.1-20 (1990-2009)' },
    ],
  },
];

/** Everything that Symphony has a place for and that only a move needs. */
const WRITTEN_OF_COPIES = {
  price: '20.00',
  createdDate: '2020-03-01',
  itemCategory1: 'NURSING',
  staffNote: 'Damp',
  publicNote: 'Signed by the author',
  lastChargeDate: '2024-05-02',
  totalCharges: 3,
} as const;

export interface SymphonySystemOptions {
  readonly login: boolean;
  /** `files`: there are no web services. */
  readonly harvest: 'export' | 'keys' | 'files';
  readonly server?: Partial<SymphonySettings>;
}

/**
 * Two libraries on one server: Ash owns ASH-MAIN and ASH-ANNEX, Beech owns BEECH. Something is shadowed at each of the
 * four levels, title 12 is bound into title 11, and everything was there yesterday. The server shows what is shadowed
 * wherever it can, so that only the adapter hides it.
 */
export function createTestWorld(server: Partial<SymphonySettings> = {}): SymphonyWorld {
  let clock = Date.now() - DAY_MS;
  const world = createSymphonyWorld({
    now: () => clock,
    settings: { exportsShadowed: true, lookupShowsShadowed: true, ...server },
  });
  addLibrary(world, 'ASH-MAIN', 'Ash Main');
  addLibrary(world, 'ASH-ANNEX', 'Ash Annexe');
  addLibrary(world, 'BEECH', 'Beech');
  addPolicy(world, 'location', 'STAFF', { description: 'Staff room', shadowed: true });
  for (let id = 1; id <= TITLES; id += 1) {
    const bibKey = String(id);
    const holdingsRecords = id === 1 ? HOLDINGS_RECORD : [];
    addBib(world, { key: bibKey, marc: marcOf(`Title ${bibKey}`), holdingsRecords, shadowed: id === 7 });
    if (id === 12) continue;
    const owners = id % 3 === 0 ? ['ASH-MAIN', 'ASH-ANNEX', 'BEECH'] : id % 3 === 1 ? ['ASH-MAIN'] : ['BEECH', 'BEECH'];
    for (const [index, library] of owners.entries()) {
      addItem(world, {
        bibKey,
        library,
        callNumber: `W ${bibKey}`,
        barcode: `3000${id * 10 + index}`,
        ...WRITTEN_OF_COPIES,
      });
    }
  }
  addItem(world, { bibKey: '8', library: 'ASH-MAIN', barcode: '39001', shadowed: true });
  addItem(world, { bibKey: '8', library: 'ASH-MAIN', barcode: '39002', homeLocation: 'STAFF' });
  const hidden = addCall(world, { bibKey: '8', library: 'ASH-MAIN', shadowed: true });
  addItem(world, { callKey: hidden.key, barcode: '39003' });
  const bound = addCall(world, { bibKey: '12', library: 'BEECH' });
  bindTogether(world, '11:1', [bound.key]);
  addFile(world, 'map.csv', [
    'library,profile,itemType,rule',
    '*,*,*,NOCIRC',
    '*,READER,BOOK,21D',
    'ASH-MAIN ASH-ANNEX,READER,BOOK,28D',
  ]);
  addFile(world, 'rules.csv', [
    'rule;circulates;loanPeriod;unit;renewals;maxCharges;fine',
    'NOCIRC;N;;;;;',
    '21D;Y;21;DAYS;2;10;0.20',
    '28D;Y;4;WEEKS;UNLIMITED;10;',
  ]);
  addPatron(world, { key: '5', library: 'ASH-MAIN' });
  addClient(world, TEST_SECRETS['CLIENT_ID'] ?? '', 'staff');
  addClient(world, TEST_SECRETS['PUBLIC_CLIENT_ID'] ?? '', 'public');
  addStaff(world, TEST_SECRETS['STAFF_USER'] ?? '', TEST_SECRETS['STAFF_PASSWORD'] ?? '');
  clock = Date.now();
  world.now = Date.now;
  return world;
}

type Faults = Parameters<SymphonySimulator['faults']['set']>[0];

export const FAULTS: Readonly<Record<SystemFault, Faults>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'an error as an answer': { garbage: 'shape' },
  'internal error': { status: 500 },
  'out of service': { status: 503 },
  overloaded: { status: 503, retryAfterSeconds: 30 },
  'wrong credentials': { wrongCredentials: true },
};

export const MAPPED = {
  shelves: ['STACKS', 'JOURNALS', 'SHORTLOAN', 'REFERENCE', 'ONLINE', 'STAFF'],
  locations: { DEPTCHARGE: 'UNAVAILABLE', READINGRM: 'REFERENCE' },
  reserveRules: {},
};

/** Titles behind keys that have none: each gap is shorter than the one that ends a harvest, and all together are longer. */
function leaveGaps(world: SymphonyWorld): void {
  for (const key of [TITLES + GAP / 2, TITLES + GAP]) {
    addBib(world, { key: String(key), marc: marcOf(`Title ${key}`) });
    addItem(world, { bibKey: String(key), library: 'BEECH', barcode: `3000${key}0` });
  }
  addBib(world, { key: String(TITLES + 1.5 * GAP), marc: marcOf('The last title') });
}

/** Whatever a simulated Symphony writes into files, and nothing else of it. */
export function filesAt(address: string) {
  const at = (name: string): string => `${address}/export/${name}`;
  return {
    interface: 'none',
    // Nobody else says what they are called.
    libraries: { 'ASH-MAIN': { name: 'Ash Main' }, 'ASH-ANNEX': { name: 'Ash Annexe' }, BEECH: { name: 'Beech' } },
    shadows: 'lists',
    export: { source: at('catalogue.mrc') },
    reports: {
      items: { source: at('items.txt') },
      shadowed: {
        titles: at('shadowed-titles.txt'),
        calls: at('shadowed-calls.txt'),
        items: at('shadowed-items.txt'),
        locations: at('shadowed-locations.txt'),
      },
    },
  };
}

/** The simulated Symphony as the conformance suite wants it. */
export async function createSymphonySystem(
  options: SymphonySystemOptions,
): Promise<ConformanceSystem & { readonly simulator: SymphonySimulator }> {
  const world = createTestWorld(options.server);
  if (options.harvest === 'keys') leaveGaps(world);
  const simulator = await createSymphonySimulator({ world });
  const settingsAt = (address: string) => ({
    ...MAPPED,
    ...(options.harvest === 'files' && filesAt(address)),
    publicClientIdEnv: 'PUBLIC_CLIENT_ID',
    keys: { gap: GAP },
    ...(options.login && { policies: { map: `${address}/export/map.csv`, rules: `${address}/export/rules.csv` } }),
    ...(options.harvest === 'export' ? { export: { source: `${address}/export/catalogue.mrc`, dates: 'dmy' } } : {}),
  });
  const itemKeysOf = (bibKey: string): readonly string[] =>
    [...world.items.values()].filter((item) => item.bibKey === bibKey).map(({ key }) => key);
  return {
    simulator,
    port: simulator.port,
    connections: 2,
    timeZone: 'Europe/London',
    secrets: [TEST_SECRETS['STAFF_PASSWORD'] ?? ''],
    createAdapter: (address, callTimeoutMs, logger) =>
      createTestAdapter(address, {
        login: options.login,
        callTimeoutMs,
        settings: settingsAt(address),
        ...(logger && { logger }),
      }),
    setFault: (fault) => simulator.faults.set(fault === null ? {} : FAULTS[fault]),
    recordIds: () => [...world.bibs.keys()],
    missing: { id: createId(SYSTEM, 'holding', '999999@ash'), liveKeys: ['r:999999', 'l:ash'] },
    missingItem: createId(SYSTEM, 'item', '999999:1'),
    spoilRecord(localId) {
      for (const item of world.items.values())
        if (item.bibKey === localId) Object.assign(item, { currentLocation: '' });
    },
    sendAway(localId) {
      for (const key of itemKeysOf(localId)) startTransit(world, key, { destination: 'BEECH', reason: 'RETURN' });
    },
    keepForReader(localId) {
      const wanted = { bibKey: localId, patronKey: '5', pickupLibrary: 'ASH-MAIN' };
      for (const itemKey of itemKeysOf(localId)) setHeld(world, placeHold(world, { ...wanted, itemKey }).key, itemKey);
    },
    change() {
      editBib(world, '3', { marc: marcOf('Title 3, second edition') });
      checkOut(world, { itemKey: '4:1:1', patronKey: '5' });
      addBib(world, { key: '40', marc: marcOf('Title 40') });
      addItem(world, { bibKey: '40', library: 'ASH-ANNEX', barcode: '40001' });
      deleteBib(world, '13');
      simulator.runExport();
    },
    ownStates: statesOf(simulator, options),
    ownHidings: hidingsOf(simulator, options),
    forStaff: [WRITTEN_OF_COPIES.staffNote],
    situations: symphonySituations(simulator, options),
    close: () => simulator.close(),
  };
}

/** By the places of the stock and by the dates of a copy, which may say two things. */
function statesOf({ world, runExport }: SymphonySimulator, { harvest }: SymphonySystemOptions): readonly OwnState[] {
  const state = (name: string, status: ItemStatus, act: (item: SymphonyItem) => void, dueOn?: string): OwnState => ({
    name,
    status,
    dueOn,
    set(localId) {
      for (const item of world.items.values()) {
        if (item.bibKey !== localId) continue;
        for (const [key, loan] of world.circRecords) if (loan.itemKey === item.key) world.circRecords.delete(key);
        Object.assign(item, { transit: null, currentLocation: item.homeLocation });
        act(item);
      }
      if (harvest !== 'keys') runExport();
    },
  });
  const due = Date.parse('2031-05-12T12:00:00.000Z');
  const lend = ({ key }: SymphonyItem): void => {
    checkOut(world, { itemKey: key, patronKey: '5', due });
  };
  const atHome = ({ key, homeLocation }: SymphonyItem): void => {
    moveItem(world, key, homeLocation);
  };
  const located = {
    HOLDS: 'ON_HOLD_SHELF',
    CHECKEDOUT: 'ON_LOAN',
    INTRANSIT: 'IN_TRANSIT',
    RESHELVING: 'RESHELVING',
    'ON-ORDER': 'ON_ORDER',
    INPROCESS: 'IN_PROCESS',
    BINDERY: 'AT_BINDERY',
    MISSING: 'MISSING',
    'LOST-ASSUM': 'LOST',
    'LOST-PAID': 'LOST',
  } as const;
  const byLocation = Object.entries(located).map(([location, status]) =>
    state(`at the location ${location}`, status, ({ key }) => {
      moveItem(world, key, location);
    }),
  );
  // Files say where a copy is said to be; whether one that is back on its shelf is lent, nobody asks.
  if (harvest === 'files') return byLocation.filter(({ status }) => status !== 'RESHELVING');
  return [
    ...byLocation,
    state('on its way, while its location is its shelf', 'IN_TRANSIT', (item) => {
      startTransit(world, item.key, { destination: 'BEECH', reason: 'RETURN' });
      atHome(item);
    }),
    state(
      'lent, while its location is its shelf',
      'ON_LOAN',
      (item) => {
        lend(item);
        atHome(item);
      },
      '2031-05-12',
    ),
    {
      ...state(
        'lent until the end of a day',
        'ON_LOAN',
        ({ key }) => {
          checkOut(world, { itemKey: key, patronKey: '5', due: endOfDay('2031-05-12', world.timeZone) });
        },
        '2031-05-12',
      ),
      isDueByDay: true,
    },
    state(
      'lent and recalled for an earlier day',
      'ON_LOAN',
      (item) => {
        lend(item);
        recall(world, item.key, Date.parse('2031-05-05T12:00:00.000Z'));
      },
      '2031-05-05',
    ),
  ];
}

/** Beside the mark of a copy itself. */
function hidingsOf({ world, runExport }: SymphonySimulator, { harvest }: SymphonySystemOptions): readonly OwnHiding[] {
  const hiding = (name: string, act: (bibKey: string) => SymphonyItem): OwnHiding => ({
    name,
    hides: 'copy',
    hide(localId) {
      const { bibKey, barcode } = act(localId);
      if (harvest !== 'keys') runExport();
      return `${bibKey}:${barcode}`;
    },
  });
  const library = 'ASH-MAIN';
  return [
    hiding('whose call number is shadowed', (bibKey) =>
      addItem(world, { callKey: addCall(world, { bibKey, library, shadowed: true }).key, barcode: '39101' }),
    ),
    hiding('whose location is shadowed', (bibKey) =>
      addItem(world, { bibKey, library, barcode: '39102', homeLocation: 'STAFF' }),
    ),
  ];
}

/** What can be brought about in the simulated Symphony, in the words of the suite. The export is written again after each. */
function symphonySituations(
  simulator: SymphonySimulator,
  { login, harvest, server = {} }: SymphonySystemOptions,
): Situations {
  const isExported = harvest !== 'keys';
  const write = (): void => {
    if (isExported) simulator.runExport();
  };
  const { world } = simulator;
  const itemsOf = (bibKey: string) => [...world.items.values()].filter((item) => item.bibKey === bibKey);
  const eachItem = (bibKey: string, change: (itemKey: string) => void): void => {
    for (const { key } of itemsOf(bibKey)) change(key);
    write();
  };
  const firstOf = (bibKey: string) => {
    const [first] = itemsOf(bibKey);
    if (first === undefined) throw new Error(`title ${bibKey} has no copies`);
    return first;
  };
  const localIdOf = ({ bibKey, barcode }: { bibKey: string; barcode: string }): string => `${bibKey}:${barcode}`;
  const situations: Situations = {
    lendUntil(localId, at) {
      eachItem(localId, (itemKey) => checkOut(world, { itemKey, patronKey: '5', due: at.getTime() }));
      return 'hour';
    },
    takeBack: (localId) => {
      eachItem(localId, (itemKey) => {
        checkIn(world, itemKey);
      });
    },
    giveUnmappedState: (localId) => {
      eachItem(localId, (itemKey) => {
        moveItem(world, itemKey, 'NEW-PLACE');
      });
    },
    lose: (localId) => {
      eachItem(localId, (itemKey) => {
        moveItem(world, itemKey, 'LOST');
      });
    },
    makeReference: (localId) => {
      eachItem(localId, (itemKey) => {
        editItem(world, itemKey, { homeLocation: 'READINGRM', currentLocation: 'READINGRM', circulate: false });
      });
    },
    placeThreeHolds: cannot('it does not declare HOLD_QUEUE: the web services tell no queue of a title'),
    hideCopy(localId) {
      const item = itemsOf(localId).find(({ shadowed }) => !shadowed) ?? firstOf(localId);
      editItem(world, item.key, { shadowed: true });
      write();
      return localIdOf(item);
    },
    hideRecord(localId) {
      editBib(world, localId, { shadowed: true });
      write();
    },
    hidesTitleAtOnce: cannot('the XML of many titles shows what is shadowed, and does not say that it is'),
    hidesCopyAtOnce: cannot('the XML of many titles shows what is shadowed, and does not say that it is'),
    addForeignCopy(localId) {
      addLibrary(world, 'CEDAR', 'Cedar');
      const added = addItem(world, { bibKey: localId, library: 'CEDAR', barcode: '99001' });
      write();
      return localIdOf(added);
    },
    deleteCopy(localId) {
      const item = firstOf(localId);
      deleteItem(world, item.key);
      write();
      return localIdOf(item);
    },
    deleteRecord(localId) {
      deleteBib(world, localId);
      write();
    },
    editTitle(localId, title) {
      editBib(world, localId, { marc: marcOf(title) });
      write();
    },
    addRecord({ title, note, barcodes }) {
      const noted: MarcRecord['fields'] =
        note === undefined ? [] : [{ tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: note }] }];
      const { key } = addBib(world, { marc: marcOf(title, ...noted) });
      const { key: callKey } = addCall(world, { bibKey: key, library: 'ASH-MAIN' });
      for (const barcode of barcodes) addItem(world, { callKey, ...(barcode !== null && { barcode }) });
      write();
      return key;
    },
    bindInto(localId) {
      const { callKey, library } = firstOf(localId);
      const { key } = addBib(world, { marc: marcOf('Bound with another') });
      bindTogether(world, callKey, [addCall(world, { bibKey: key, library }).key]);
      write();
      return key;
    },
    sharesBarcodes: cannot('Symphony gives a barcode to one copy only, and makes one up where there is none'),
    lacksBarcodes: cannot('Symphony makes a barcode up where there is none'),
    largeRecords: isExported ? cannot('a record of MARC 21 in ISO 2709 has 99,999 bytes at most') : true,
    spoilDescription: isExported
      ? cannot('an export is one file, of which no part can be spoiled alone')
      : (localId) => {
          void simulator.faults.set({ badRecords: [Number(localId)] });
        },
    spoilNumber: isExported
      ? (localId) => {
          editBib(world, localId, { lacksNumber: true });
          write();
        }
      : cannot('titles are asked for by their numbers'),
    expireLogin:
      login && server.openTitleLookup === false
        ? async () => {
            simulator.faults.expireTokens();
          }
        : cannot('titles are open to every client, without a log-in'),
    everyField: cannot('its copies are compared in the states above, and with their harvest'),
    cancelsOnTheWay: cannot('it tells each transit, whatever it is for'),
    passTime: cannot('its export and its server go by the clock of the machine'),
    failsInPart: cannot('one answer tells everything of a title and its copies'),
  };
  return harvest === 'files' ? { ...situations, ...OF_FILES } : situations;
}

const NOT_LIVE = cannot('files tell nothing live');

/** What files do not tell. */
const OF_FILES: Partial<Situations> = {
  lendUntil: NOT_LIVE,
  takeBack: NOT_LIVE,
  giveUnmappedState: NOT_LIVE,
  lose: NOT_LIVE,
  makeReference: NOT_LIVE,
  placeThreeHolds: NOT_LIVE,
  hidesTitleAtOnce: NOT_LIVE,
  hidesCopyAtOnce: NOT_LIVE,
  bindInto: cannot('a call number without a copy of its own is in no file'),
  cancelsOnTheWay: NOT_LIVE,
  expireLogin: cannot('files are fetched without a log-in'),
  failsInPart: cannot('a file tells everything at once'),
};
