/** A small simulated Koha for the conformance suite and the Koha tests. */
import { koha } from '#adapters/koha/index.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { createId } from '#domain/ids.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { categoriesReport, circulationRulesReport, itemTypesReport } from '#simulators/koha/report.ts';
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
  deleteRecord,
  editItem,
  editRecord,
  placeHold,
  setCirculationRules,
  setWaiting,
  startTransfer,
} from '#simulators/koha/world.ts';
import type { ToldOfCopies } from '#conformance/checks/harvest.ts';
import type { KohaPermission, KohaWorld } from '#simulators/koha/world.ts';
import { cannot } from '#conformance/situations.ts';
import type { PartFault, Situations } from '#conformance/situations.ts';
import { tellKohaCopies } from './koha-copies.ts';
import type { KohaTestOptions } from './koha-options.ts';
import type { ConformanceSystem } from '#conformance/system.ts';
import { SIMULATOR_FAULTS } from './simulator-faults.ts';

/** Everything that Koha has a place for and that only a move needs. */
const WRITTEN_OF_COPIES = {
  serial_issue_number: 'v.1',
  copy_number: '2',
  collection_code: 'REF',
  purchase_price: 20.5,
  acquisition_date: '2020-03-01',
  last_checkout_date: '2024-05-02',
  public_notes: 'Signed by the author',
  internal_notes: 'Damp',
  inventory_number: 'INV-1',
} as const;
/** A serial of which its library states the run. */
const STATED = 22;
const STATEMENT = {
  tag: '866',
  ind1: ' ',
  ind2: '0',
  subfields: [{ code: 'a', value: 'v.1-20 (1990-2009)' }],
} as const;
/** A copy with a code of its state. */
const NOT_FOR_LOAN = 80;

/** What 952 fields tell of copies by these. */
export const TOLD_BY_952: readonly ToldOfCopies[] = [
  'status',
  'statusAtSource',
  'use',
  'enumeration',
  'copyNumber',
  'collection',
  'price',
  'acquiredOn',
  'lastBorrowedOn',
  'publicNotes',
  'other',
];
/** REST tells notes of staff, too, and that a copy is not on loan: 952 has no `$q` then, and none of these copies is. */
export const TOLD_BY_REST: readonly ToldOfCopies[] = [...TOLD_BY_952, 'dueOn', 'staffNotes'];

export const SYSTEM = 'koha-t' as SystemId;
const RECORDS = 26;
/** What a service account needs for everything that the adapter reads. */
const ALL_PERMISSIONS = [
  'catalogue',
  'circulate:circulate_remaining_permissions',
  'reserveforothers:place_holds',
] as const;
const DAY_MS = 86_400_000;
/** Copies in this collection are hidden, by Koha and by the region file. */
const HIDDEN = { collection_code: ['CLOSED'] };

/** A record with a title, and whatever fields a test needs. */
export function marcOf(title: string, ...more: MarcRecord['fields']): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '001', value: `src-${title}` },
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${title} /` }] },
      ...more,
    ],
  };
}

/** The reports of {@link createTestWorld}. */
export const REPORTS = { rules: { report: 1 }, itemTypes: { report: 2 }, categories: { report: 3 } };

/** Two libraries on one Koha: Alder owns branches A1 and A2, Birch owns B1. Everything was loaded yesterday. */
export function createTestWorld(options: KohaTestOptions): KohaWorld {
  const now = options.now ?? Date.now;
  let clock = now() - DAY_MS;
  const world = createKohaWorld({
    timeZone: options.timeZone ?? 'Europe/Berlin',
    now: () => clock,
    preferences: {
      'OAI-PMH:MaxCount': 10,
      'OAI-PMH:include_items': true,
      OpacHiddenItems: { ccode: HIDDEN.collection_code },
      ...options.preferences,
    },
  });
  world.rest.embedsTransfers = options.embedsTransfers ?? false;
  for (const [code, name] of [
    ['A1', 'Alder Main'],
    ['A2', 'Alder Annexe'],
    ['B1', 'Birch'],
  ] as const) {
    addLibrary(world, code, name);
  }
  for (let id = 1; id <= RECORDS; id += 1) {
    const suppressed: MarcRecord['fields'] =
      id === 7 ? [{ tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] }] : [];
    const stated: MarcRecord['fields'] = id === STATED ? [STATEMENT] : [];
    addBiblio(world, {
      biblio_id: id,
      marc: marcOf(`Title ${id}`, ...suppressed, ...stated),
      framework_id: id === 8 ? 'FA' : '',
    });
    for (const [index, branch] of (id % 3 === 0
      ? ['A1', 'A2', 'B1']
      : id % 3 === 1
        ? ['A1']
        : ['B1', 'B1']
    ).entries()) {
      addItem(world, {
        item_id: id * 10 + index,
        biblio_id: id,
        home_library_id: branch,
        item_type_id: 'BK',
        external_id: `bar${id * 10 + index}`,
        callnumber: `W ${id}`,
        location: 'GEN',
        ...WRITTEN_OF_COPIES,
        not_for_loan_status: id * 10 + index === NOT_FOR_LOAN ? 1 : 0,
      });
    }
  }
  setCirculationRules(world, ['*', '*', '*'], {
    issuelength: 21,
    lengthunit: 'days',
    maxissueqty: 5,
    renewalsallowed: 2,
  });
  setCirculationRules(world, ['B1', 'CON', '*'], {
    issuelength: 28,
    maxissueqty: '',
    fine: '0.200000',
    chargeperiod: 1,
  });
  world.patronCategories.set('CON', 'Consultant');
  const reports = [circulationRulesReport, itemTypesReport, categoriesReport];
  for (const [index, rows] of reports.entries()) world.reports.set(index + 1, { public: true, rows });
  addPatron(world, { patron_id: 5, library_id: 'A1' });
  addUser(world, 'service', 'correct horse', options.permissions ?? ALL_PERMISSIONS);
  addOAuthClient(world, 'client-1', 'client-secret', 'service');
  clock = now();
  world.now = now;
  return world;
}

/** The region file's description of the test system. */
export function testConfig(address: string, options: KohaTestOptions, callTimeoutMs = 5_000): SystemConfig {
  const { login } = options;
  const owner = (code: string, library: string) => ({
    system: SYSTEM,
    code,
    library: library as LibraryId,
    site: null,
  });
  return {
    id: SYSTEM,
    name: 'Test Koha',
    kind: 'koha',
    address,
    timeZone: options.timeZone ?? 'Europe/Berlin',
    credentials: {
      clientIdEnv: login === 'oauth' ? 'CLIENT_ID' : null,
      clientSecretEnv: login === 'oauth' ? 'CLIENT_SECRET' : null,
      userEnv: login === 'basic' ? 'USER' : null,
      passwordEnv: login === 'basic' ? 'PASSWORD' : null,
    },
    owners: [owner('A1', 'alder'), owner('A2', 'alder'), owner('B1', 'birch')],
    limits: {
      connections: 2,
      callTimeoutMs,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: options.harvest ?? 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {
      suppression: { hiddenItems: HIDDEN },
      itemTypes: { VM: { name: 'Film', use: 'SHORT_LOAN' } },
      opacAddress: address,
      ...options.settings,
    },
  };
}

export const TEST_SECRETS: Readonly<Record<string, string>> = {
  CLIENT_ID: 'client-1',
  CLIENT_SECRET: 'client-secret',
  USER: 'service',
  PASSWORD: 'correct horse',
};

/** An adapter for the test system at an address. */
export function createTestAdapter(
  address: string,
  options: KohaTestOptions,
  callTimeoutMs?: number,
  logger = createLogger('silent'),
): LmsAdapter {
  const system = testConfig(address, options, callTimeoutMs);
  return koha.create({
    system,
    guard: freshGuard(system),
    secret: (name) => TEST_SECRETS[name],
    logger,
    now: options.now ?? Date.now,
    readerToken: options.readerToken,
  });
}

export interface TestKoha extends ConformanceSystem {
  readonly simulator: KohaSimulator;
  /** The clock of the system and of its adapters. */
  readonly now: () => number;
}

/** The simulated Koha as the conformance suite wants it. */
export async function createKohaSystem(given: KohaTestOptions): Promise<TestKoha> {
  let aheadMs = 0;
  const now = (): number => (given.now ?? Date.now)() + aheadMs;
  const options = { ...given, now };
  const world = createTestWorld(options);
  const simulator = await createKohaSimulator({ world });
  let address = '';
  return {
    simulator,
    now,
    port: simulator.port,
    connections: 2,
    timeZone: world.timeZone,
    secrets: Object.values(TEST_SECRETS).filter((secret) => secret !== TEST_SECRETS['USER']),
    createAdapter(at, callTimeoutMs, logger) {
      address = at;
      return createTestAdapter(at, options, callTimeoutMs, logger);
    },
    setFault: (fault) => simulator.faults.set(fault === null ? {} : SIMULATOR_FAULTS[fault]),
    recordIds: () => [...world.biblios.keys()].map(String),
    missing: { id: createId(SYSTEM, 'holding', '999999@alder'), liveKeys: ['r:999999', 'l:alder'] },
    missingItem: createId(SYSTEM, 'item', '999999'),
    spoilRecord(localId) {
      for (const item of world.items.values()) {
        if (item.biblio_id === Number(localId)) Object.assign(item, { lost_status: 'no number' });
      }
    },
    sendAway(localId) {
      // Brought back to another branch, which sends it home.
      for (const id of world.itemsOfBiblio.get(Number(localId)) ?? [])
        checkIn(world, id, world.items.get(id)?.home_library_id === 'B1' ? 'A1' : 'B1');
    },
    keepForReader(localId) {
      const wanted = { biblio_id: Number(localId), patron_id: 5, pickup_library_id: 'A1' };
      for (const id of world.itemsOfBiblio.get(Number(localId)) ?? [])
        setWaiting(world, placeHold(world, wanted).hold_id, id);
    },
    change() {
      editRecord(world, 3, marcOf('Title 3, second edition'));
      checkOut(world, { item_id: 40, patron_id: 5 });
      addBiblio(world, { biblio_id: 40, marc: marcOf('Title 40') });
      addItem(world, { item_id: 400, biblio_id: 40, home_library_id: 'A2', item_type_id: 'BK' });
      for (const item of [...world.items.values()]) if (item.biblio_id === 13) deleteItem(world, item.item_id);
      deleteRecord(world, 13);
    },
    losesItsPlace:
      options.harvest === 'rest'
        ? undefined
        : () => {
            world.forgetsOaiToken = true;
          },
    situations: {
      ...kohaSituations(simulator, options),
      everyField: () => tellKohaCopies(world, options, address),
      passTime(ms) {
        aheadMs += ms;
      },
      failsInPart:
        options.login === 'none'
          ? cannot('the public is told the copies of a title and nothing beside')
          : failingParts(simulator),
    },
    close: () => simulator.close(),
  };
}

/** Questions beside that for the copies: each fails, and then the service account may not ask it any more. */
function failingParts({ world, faults }: KohaSimulator): readonly PartFault[] {
  const fails = (what: string, kind: string): PartFault => ({
    where: `the question for ${what} fails`,
    set: (isBroken) => faults.set(isBroken ? { status: 500, only: [kind] } : {}),
  });
  const isForbidden = (what: string, permission: KohaPermission): PartFault => ({
    where: `the service account may not see ${what}`,
    async set(isBroken) {
      const permissions = ALL_PERMISSIONS.filter((one) => !isBroken || one !== permission);
      addUser(world, 'service', TEST_SECRETS['PASSWORD'] ?? '', permissions);
    },
  });
  return [
    fails('loans', 'checkouts'),
    fails('holds', 'holds'),
    isForbidden('loans', 'circulate:circulate_remaining_permissions'),
    isForbidden('holds', 'reserveforothers:place_holds'),
  ];
}

/** What can be brought about in the simulated Koha, in the words of the suite. */
function kohaSituations(
  { world, faults }: KohaSimulator,
  { login, harvest }: KohaTestOptions,
): Omit<Situations, 'everyField' | 'passTime' | 'failsInPart'> {
  const itemIds = (localId: string): readonly number[] => [...(world.itemsOfBiblio.get(Number(localId)) ?? [])];
  const editItems = (localId: string, changes: Parameters<typeof editItem>[2]): void => {
    for (const id of itemIds(localId)) editItem(world, id, changes);
  };
  const deleteCopies = (localId: string): void => {
    for (const id of itemIds(localId)) deleteItem(world, id);
  };
  let next = 500;
  const firstOf = (localId: string): number => {
    const [first] = itemIds(localId);
    if (first === undefined) throw new Error(`record ${localId} has no copies`);
    return first;
  };
  return {
    lendUntil(localId, at) {
      for (const id of itemIds(localId)) checkOut(world, { item_id: id, patron_id: 5, due: at.getTime() });
      // The public is told of the day alone, which stands in the copy.
      return login === 'none' ? 'day' : 'hour';
    },
    takeBack(localId) {
      for (const id of itemIds(localId)) checkIn(world, id);
    },
    giveUnmappedState: (localId) => {
      editItems(localId, { not_for_loan_status: 77 });
    },
    lose: (localId) => {
      editItems(localId, { lost_status: 1 });
    },
    makeReference: (localId) => {
      editItems(localId, { not_for_loan_status: 1 });
    },
    placeThreeHolds(localId) {
      const wanted = { biblio_id: Number(localId), patron_id: 5, pickup_library_id: 'A1' };
      for (let hold = 0; hold < 3; hold += 1) placeHold(world, wanted);
    },
    hideCopy(localId) {
      const shown = itemIds(localId).filter((id) => world.items.get(id)?.collection_code?.toUpperCase() !== 'CLOSED');
      const [id = firstOf(localId)] = shown;
      // The database, which hides it, minds no capitals.
      editItem(world, id, { collection_code: 'Closed' });
      return String(id);
    },
    hideRecord(localId) {
      const marc = marcOf('Hidden', { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] });
      editRecord(world, Number(localId), marc);
    },
    hidesTitleAtOnce: cannot('copies are asked for without their record, which alone says that it is hidden (942$n)'),
    hidesCopyAtOnce: true,
    cancelsOnTheWay: {
      send(localId) {
        for (const id of itemIds(localId)) {
          const wanted = { biblio_id: Number(localId), patron_id: 5, pickup_library_id: 'A2' };
          startTransfer(world, id, 'A2', placeHold(world, wanted).hold_id);
        }
      },
      cancel(localId) {
        for (const hold of world.holds.values())
          if (String(hold.biblio_id) === localId) cancelHold(world, hold.hold_id);
      },
    },
    addForeignCopy(localId) {
      addLibrary(world, 'X9', 'Elsewhere');
      const item = { item_id: 9_999, biblio_id: Number(localId), home_library_id: 'X9', item_type_id: 'BK' };
      addItem(world, item);
      return '9999';
    },
    deleteCopy(localId) {
      const id = firstOf(localId);
      deleteItem(world, id);
      return String(id);
    },
    deleteRecord(localId) {
      deleteCopies(localId);
      deleteRecord(world, Number(localId));
    },
    editTitle: (localId, title) => {
      editRecord(world, Number(localId), marcOf(title));
    },
    addRecord({ title, note, barcodes }) {
      const id = (next += 1);
      const noted: MarcRecord['fields'] =
        note === undefined ? [] : [{ tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: note }] }];
      addBiblio(world, { biblio_id: id, marc: marcOf(title, ...noted) });
      for (const [place, barcode] of barcodes.entries()) {
        const item = { item_id: id * 10_000 + place, biblio_id: id, home_library_id: 'A1', item_type_id: 'BK' };
        addItem(world, { ...item, external_id: barcode });
      }
      return String(id);
    },
    sharesBarcodes: cannot('Koha gives a barcode to one copy only'),
    lacksBarcodes: true,
    spoilDescription:
      harvest === 'rest'
        ? (localId) => {
            void faults.set({ badRecords: [Number(localId)] });
          }
        : cannot('what OAI-PMH writes of a record with a forbidden character is mended while it is read'),
    bindInto: cannot('Koha gives a copy to one record only'),
    spoilNumber: cannot('every record comes with its number beside it'),
    largeRecords: true,
    expireLogin:
      login === 'oauth'
        ? async () => {
            faults.expireTokens();
          }
        : cannot('it has no log-in that ends'),
  };
}
