/** A small library with nothing but its exports, for the conformance suite. */
import { filesKind } from '#adapters/files/index.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { createId } from '#domain/ids.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, createFilesWorld, deleteRecord, editRecord, touch } from '#simulators/files/world.ts';
import type { FilesWorld } from '#simulators/files/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import type { ToldOfCopies } from '#conformance/checks/harvest.ts';
import { cannot } from '#conformance/situations.ts';
import type { Situations } from '#conformance/situations.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { ConformanceSystem, OwnHiding, OwnState } from '#conformance/system.ts';
import { SIMULATOR_FAULTS } from './simulator-faults.ts';

export const SYSTEM = 'files-t' as SystemId;
export const TOKEN_KEY = Buffer.alloc(32, 7);
const RECORDS = 26;
const DAY_MS = 86_400_000;
export const FOR_STAFF = 'Ask the night porter';
/** A serial of which its library states the run. */
const STATED = 22;
const STATEMENT = {
  tag: '866',
  ind1: ' ',
  ind2: '0',
  subfields: [{ code: 'a', value: 'v.1-20 (1990-2009)' }],
} as const;
const CONNECTIONS = 2;

/** Alder owns A1 and A2, Birch owns B1. `isDropped`: the exports are found where they are dropped. */
export function testConfig(address: string, callTimeoutMs: number, isDropped = false): SystemConfig {
  // Of a drop, the same names below its place.
  const sourceOf = (name: string): string => (isDropped ? name : `${address}/${name}`);
  const owner = (code: string, library: string) => ({
    system: SYSTEM,
    code,
    library: library as LibraryId,
    site: null,
  });
  return {
    id: SYSTEM,
    name: 'Test files',
    kind: 'files',
    address: '',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: [owner('A1', 'alder'), owner('A2', 'alder'), owner('B1', 'birch')],
    limits: {
      connections: CONNECTIONS,
      callTimeoutMs,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {
      policies: {
        categories: { CONS: 'Consultant' },
        rules: [
          { days: 21, renewals: 'unlimited' },
          { category: 'CONS', days: 28, holds: 0 },
        ],
      },
      ...(isDropped && { drop: { address, complete: { stableSeconds: 0 } } }),
      records: [{ source: sourceOf('catalogue.mrc') }],
      items: [
        {
          source: sourceOf('items.csv'),
          columns: {
            record: 'BIB',
            barcode: 'BARCODE',
            owner: 'BRANCH',
            callNumber: 'CALL NUMBER',
            location: 'LOCATION',
            itemType: 'TYPE',
            status: 'STATUS',
            due: 'DUE',
            hidden: 'HIDDEN',
            enumeration: 'VOLUME',
            price: 'PRICE',
            acquiredOn: 'ACQUIRED',
            staffNotes: 'STAFF NOTE',
            statistics: 'FUND',
          },
        },
      ],
      lists: {
        loans: [
          {
            source: sourceOf('loans.csv'),
            columns: {
              id: 'issue_id',
              reader: 'borrowernumber',
              record: 'biblionumber',
              barcode: 'barcode',
              loanedOn: 'issuedate',
              due: 'date_due',
              renewals: 'renewals_count',
            },
          },
        ],
        holds: [
          {
            source: sourceOf('holds.csv'),
            columns: {
              id: 'reserve_id',
              reader: 'borrowernumber',
              record: 'biblionumber',
              barcode: 'barcode',
              status: { columns: ['found', 'suspend'], join: '/' },
              placedOn: 'reservedate',
              arrivedOn: 'waitingdate',
              pickupSite: 'branchcode',
              place: 'priority',
            },
          },
        ],
        readerStatuses: { '': 'MAY_BORROW', '9999-12-31': 'BLOCKED' },
        holdStatuses: { '/0': 'QUEUED', '/1': 'SUSPENDED', 'W/0': 'READY', 'T/0': 'IN_TRANSIT' },
        readers: [
          {
            source: sourceOf('readers.csv'),
            columns: {
              reader: 'borrowernumber',
              name: { columns: ['surname', 'firstname'], join: ', ' },
              birthDate: 'dateofbirth',
              email: 'email',
              otherEmails: ['B_email'],
              card: 'cardnumber',
              category: 'categorycode',
              homeSite: 'branchcode',
              expiresOn: 'dateexpiry',
              status: 'debarred',
              messages: 'COUNT(message_id)',
            },
          },
        ],
        charges: [
          {
            source: sourceOf('charges.csv'),
            columns: {
              id: 'accountlines_id',
              reader: 'borrowernumber',
              amount: 'amountoutstanding',
              kind: 'debit_type_code',
              chargedOn: 'date',
              record: 'biblionumber',
              barcode: 'barcode',
            },
          },
        ],
      },
      statuses: { '0': 'AVAILABLE', L: 'LOST', T: 'IN_TRANSIT', W: 'WITHDRAWN' },
      itemTypes: { BOOK: 'LOAN' },
      suppression: { record: { '942$n': ['1'] } },
    },
  };
}

export function marcOf(title: string, ...more: MarcRecord['fields']): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${title} /` }] }, ...more],
  };
}

/** Written yesterday. Copies at one, two or three sites; record 7 is hidden, and so is a copy of record 8. */
export function createTestWorld(): FilesWorld {
  let agoMs = DAY_MS;
  const world = createFilesWorld(() => Date.now() - agoMs);
  for (let number = 1; number <= RECORDS; number += 1) {
    const record = addRecord(world, marcOf(`Title ${number}`, ...(number === STATED ? [STATEMENT] : [])), {
      isHidden: number === 7,
    });
    const owners = number % 3 === 0 ? ['A1', 'A2', 'B1'] : number % 3 === 1 ? ['A1'] : ['B1', 'B1'];
    for (const branch of owners) addCopy(world, record, { branch, callNumber: `W ${number}`, staffNote: FOR_STAFF });
    if (number === 8) addCopy(world, record, { branch: 'A1', isHidden: true, barcode: null });
  }
  agoMs = 0;
  return world;
}

/** Somebody who has a copy, waits for another and owes: a list without a line is not believed. */
function addReader({ readers, loans, holds, charges }: FilesWorld): void {
  const reader = 'R1';
  const unsaid = { surname: '', forenames: '', born: '', email: '', otherEmail: '', expires: '', debarred: '' };
  readers.push({ ...unsaid, number: reader, card: '79', category: 'STAFF', branch: 'A1', messages: '0' });
  const lent = { issued: '2026-01-05 10:30:00', due: '2031-05-12 23:59:00', renewals: '0' };
  loans.push({ ...lent, id: '1', reader, record: 'b1000001', barcode: '30000000000000' });
  const waits = { placed: '2026-01-07', found: '', waiting: '', priority: '1', suspended: '0' } as const;
  holds.push({ ...waits, id: '1', reader, record: 'b1000002', barcode: '', branch: 'A1' });
  const late = { kind: 'OVERDUE', record: '', barcode: '', date: '2026-03-01 10:30:00' };
  charges.push({ ...late, id: '1', reader, outstanding: '2.500000' });
}

/** For parts of the suite that are skipped, because a file answers nobody. */
function notTold(): never {
  throw new Error('files tell nothing live');
}

export async function createFilesSystem(isDropped = false): Promise<ConformanceSystem> {
  const world = createTestWorld();
  addReader(world);
  // Each file is fetched over a connection of its own, and an idle one occupies a worker for a second.
  const simulator = await createFilesSimulator({ world, workers: 8 });
  return {
    port: simulator.port,
    connections: CONNECTIONS,
    timeZone: 'Europe/London',
    secrets: [],
    createAdapter(address, callTimeoutMs, logger = createLogger('silent')) {
      const system = testConfig(address, callTimeoutMs, isDropped);
      return filesKind.create({
        system,
        guard: freshGuard(system),
        secret: () => undefined,
        logger,
        now: Date.now,
        readerToken: createReaderTokens(TOKEN_KEY, SYSTEM),
        agreedPurposes: new Set(['STATISTICS', 'DATA_CLEANING']),
      });
    },
    setFault: (fault) => simulator.faults.set(fault === null ? {} : SIMULATOR_FAULTS[fault]),
    recordIds: () => [...world.records.keys()],
    writtenAt: () => world.writtenAt,
    missing: { id: createId(SYSTEM, 'holding', 'b999@alder'), liveKeys: [] },
    missingItem: createId(SYSTEM, 'item', 'b999/1'),
    spoilRecord: notTold,
    sendAway: notTold,
    keepForReader: notTold,
    change() {
      editRecord(world, 'b1000003', marcOf('Title 3, second edition'));
      addCopy(world, addRecord(world, marcOf('Title 40')), { branch: 'A2' });
      deleteRecord(world, 'b1000013');
    },
    // A drop takes a second to be seen, and is read by the same code.
    ...(!isDropped && { ownStates: rowsOf(world), ownHidings: filesHidings(world) }),
    forStaff: [FOR_STAFF],
    situations: filesSituations(world),
    close: () => simulator.close(),
  };
}

/** What rows of the list of copies say of them. */
function rowsOf(world: FilesWorld): readonly OwnState[] {
  const row = (
    name: string,
    status: ItemStatus,
    says: { readonly status: string; readonly due?: string },
  ): OwnState => ({
    name,
    status,
    dueOn: says.due,
    set(localId) {
      for (const copy of world.records.get(localId)?.copies ?? []) Object.assign(copy, { due: '', ...says });
      touch(world);
    },
  });
  return [
    row('lost by its code', 'LOST', { status: 'L' }),
    row('on its way by its code', 'IN_TRANSIT', { status: 'T' }),
    row('in a state that nobody has mapped', 'UNKNOWN', { status: '?' }),
    row('due some day, and in its place by its code', 'ON_LOAN', { status: '0', due: '2031-05-12' }),
  ];
}

/** Beside the column for it. */
export function filesHidings(world: FilesWorld): readonly OwnHiding[] {
  return [
    {
      name: 'whose type is that of interlibrary loans, in other letters',
      hides: 'copy',
      hide(localId) {
        const record = world.records.get(localId);
        if (record === undefined) throw new Error(`there is no record ${localId}`);
        return `${localId}/${addCopy(world, record, { branch: 'A1', type: 'ill ' }).barcode ?? ''}`;
      },
    },
    {
      name: 'whose leader says that it was deleted',
      hides: 'title',
      hide(localId) {
        editRecord(world, localId, { ...marcOf('Deleted'), leader: '00000dam a2200000 a 4500' });
        return localId;
      },
    },
  ];
}

const NOT_LIVE = cannot('files tell nothing live');

/** What can be brought about in a world of exports, in the words of the suite; what needs a live answer is added by who has one. */
export function filesSituations(world: FilesWorld): Situations {
  const recordOf = (localId: string) => {
    const record = world.records.get(localId);
    if (record === undefined) throw new Error(`there is no record ${localId}`);
    return record;
  };
  const change = (localId: string, act: (record: ReturnType<typeof recordOf>) => void): void => {
    act(recordOf(localId));
    touch(world);
  };
  return {
    lendUntil: NOT_LIVE,
    takeBack: NOT_LIVE,
    giveUnmappedState: NOT_LIVE,
    lose: NOT_LIVE,
    makeReference: NOT_LIVE,
    placeThreeHolds: NOT_LIVE,
    hidesTitleAtOnce: NOT_LIVE,
    hidesCopyAtOnce: NOT_LIVE,
    hideCopy(localId) {
      const { copies } = recordOf(localId);
      const place = copies.findIndex(({ isHidden }) => !isHidden);
      change(localId, () => copies.splice(place, 1, { ...copies[place]!, isHidden: true }));
      return `${localId}/${copies[place]?.barcode ?? ''}`;
    },
    hideRecord(localId) {
      world.records.set(localId, { ...recordOf(localId), isHidden: true });
      touch(world);
    },
    addForeignCopy: (localId) => addCopy(world, recordOf(localId), { branch: 'X9' }).barcode ?? '',
    deleteCopy(localId) {
      const [first] = recordOf(localId).copies;
      change(localId, ({ copies }) => copies.splice(0, 1));
      return `${localId}/${first?.barcode ?? ''}`;
    },
    deleteRecord: (localId) => {
      deleteRecord(world, localId);
    },
    editTitle: (localId, title) => {
      editRecord(world, localId, marcOf(title));
    },
    addRecord({ title, note, barcodes }) {
      const noted: MarcRecord['fields'] =
        note === undefined ? [] : [{ tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: note }] }];
      const record = addRecord(world, marcOf(title, ...noted));
      for (const barcode of barcodes) addCopy(world, record, { branch: 'A1', barcode });
      return record.id;
    },
    bindInto: cannot('a line of the list of copies names one record'),
    sharesBarcodes: true,
    lacksBarcodes: true,
    largeRecords: cannot('a record of MARC 21 in ISO 2709 has 99,999 bytes at most'),
    spoilDescription: (localId) => {
      change(localId, (record) => {
        record.isBroken = true;
      });
    },
    spoilNumber: (localId) => {
      change(localId, (record) => {
        record.lacksNumber = true;
      });
    },
    expireLogin: cannot('files are fetched without a log-in'),
    everyField: cannot('its columns are named by the region file, and compared in the tests of the kind'),
    cancelsOnTheWay: NOT_LIVE,
    passTime: cannot('a file is as old as it says'),
    failsInPart: cannot('a file tells everything at once'),
  };
}

/** What a column is named for, here these. */
export const TOLD_BY_COLUMNS: readonly ToldOfCopies[] = [
  'status',
  'statusAtSource',
  'use',
  'staffNotes',
  'enumeration',
  'price',
  'acquiredOn',
  'dueOn',
  'statistics',
];
