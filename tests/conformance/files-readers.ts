/** The library of files with readers in it, as the patron suite wants them: what it exports of them, and nothing live. */
import { filesKind } from '#adapters/files/index.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import type {
  FaultReach,
  PatronFault,
  PatronScene,
  PatronSystem,
  SceneReader,
} from '#conformance/readers/patron-system.ts';
import type {
  OpenChargeFields,
  OpenHoldFields,
  OpenLoanFields,
  ReaderFields,
  ToldAccounts,
} from '#conformance/readers/told-accounts.ts';
import { cannot } from '#conformance/situations.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import {
  addCopy,
  addRecord,
  touch,
  type ExportedCharge,
  type ExportedHold,
  type ExportedLoan,
  type ExportedReader,
  type FilesWorld,
} from '#simulators/files/world.ts';
import type { Faults } from '#simulators/faults.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { totalOwed } from './total-owed.ts';
import { createTestWorld, marcOf, SYSTEM, testConfig, TOKEN_KEY } from './files-system.ts';

const ZONE = 'Europe/London';
const FAULTS: Readonly<Record<PatronFault, Partial<Faults>>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'internal error': { status: 500 },
  'out of service': { status: 503 },
  overloaded: { status: 503, retryAfterSeconds: 30 },
  'no answer': { hang: true },
  'cut connection': { reset: true },
};

/** Invented people; what marks them must be found nowhere. The number of one holds that of the other. */
const PEOPLE: Readonly<Record<'reader' | 'stranger', ExportedReader>> = {
  reader: readerOf('Q70053', { card: '70000005', surname: 'Quillfeather', forenames: 'Ada' }),
  stranger: readerOf('9Q70053', { card: '700000051', surname: 'Thistlewick', forenames: 'Ben', branch: 'B1' }),
};

function readerOf(number: string, more: Partial<ExportedReader> = {}): ExportedReader {
  return {
    number,
    card: `7${number}`,
    surname: '',
    forenames: '',
    born: '',
    email: '',
    otherEmail: '',
    category: 'STAFF',
    branch: 'A1',
    expires: '2031-03-31',
    debarred: '',
    messages: '0',
    ...more,
  };
}

/** Lends a copy that is bought for it. */
function lend(world: FilesWorld, reader: string, more: Partial<ExportedLoan> = {}): ExportedLoan {
  const record = addRecord(world, marcOf(`Lent ${String(world.loans.length)}`));
  const { barcode } = addCopy(world, record, { branch: 'A1' });
  const loan: ExportedLoan = {
    id: String(500 + world.loans.length),
    reader,
    record: record.id,
    barcode: barcode ?? '',
    issued: '2026-01-05 10:30:00',
    due: '2031-05-12 23:59:00',
    renewals: '0',
    ...more,
  };
  world.loans.push(loan);
  touch(world);
  return loan;
}

function hold(world: FilesWorld, reader: string, more: Partial<ExportedHold> = {}): ExportedHold {
  const record = addRecord(world, marcOf(`Held ${String(world.holds.length)}`));
  const one: ExportedHold = {
    id: String(900 + world.holds.length),
    reader,
    record: record.id,
    barcode: '',
    branch: 'A1',
    placed: '2026-01-07',
    found: '',
    waiting: '',
    priority: '1',
    suspended: '0',
    ...more,
  };
  world.holds.push(one);
  touch(world);
  return one;
}

function charge(world: FilesWorld, reader: string, more: Partial<ExportedCharge>): ExportedCharge {
  const one: ExportedCharge = {
    id: `c${String(world.charges.length)}`,
    reader,
    outstanding: '2.500000',
    kind: 'OVERDUE',
    record: '',
    barcode: '',
    date: '2026-03-01 10:30:00',
    ...more,
  };
  world.charges.push(one);
  touch(world);
  return one;
}

export async function createFilesReaders(): Promise<PatronSystem> {
  const world = createTestWorld();
  const { reader, stranger } = PEOPLE;
  world.readers.push(reader, stranger);
  for (const { number } of [reader, reader, stranger]) lend(world, number);
  hold(world, reader.number);
  hold(world, stranger.number);
  charge(world, reader.number, {});
  const simulator = await createFilesSimulator({ world, workers: 8 });
  return {
    port: simulator.port,
    scene: sceneOf(world),
    timeZone: ZONE,
    createAdapter(address, callTimeoutMs, logger) {
      const system = testConfig(address, callTimeoutMs);
      return filesKind.create({
        system,
        guard: freshGuard(system),
        secret: () => undefined,
        logger,
        now: Date.now,
        readerToken: createReaderTokens(TOKEN_KEY, SYSTEM),
        agreedPurposes: new Set(['STATISTICS', 'DATA_CLEANING', 'MOVE_RECONCILIATION']),
      });
    },
    setFault: async (fault: PatronFault | null, _reach: FaultReach) => {
      await simulator.faults.set(fault === null ? {} : FAULTS[fault]);
    },
    writes: () => 0,
    pinTries: () => 0,
    situations: {
      lendUntil: cannot('files tell nothing live'),
      lendMany: (copies) => {
        for (let count = 0; count < copies; count += 1) lend(world, stranger.number);
      },
      contradictHold: cannot('files tell no account'),
      contradictWrites: cannot('files take no writes'),
      expireLogin: cannot('files are fetched without a log-in'),
      expireLoginAtWrite: cannot('files take no writes'),
      everyField: () => tellLists(world),
      spoilLoan: cannot('files tell no account'),
      heldAs: cannot('files take no writes'),
    },
    openCharges: () => totalOwed(world.charges.map(({ outstanding }) => Number(outstanding))),
    listsWrittenAt: () => Math.floor(world.writtenAt / 1_000) * 1_000,
    holdsOn: () => 0,
    close: () => simulator.close(),
  };
}

function sceneOf(world: FilesWorld): PatronScene {
  const sceneReader = ({ number, card, branch }: ExportedReader): SceneReader => ({
    card,
    pin: '',
    homeSite: branch,
    loans: world.loans
      .filter((loan) => loan.reader === number)
      .map(({ record, barcode, due }) => ({
        itemLocalId: `${record}/${barcode}`,
        recordLocalId: record,
        title: '',
        due: { on: due.slice(0, 10), at: null },
        overdue: false,
        renewable: null,
      })),
    holds: world.holds
      .filter((one) => one.reader === number)
      .map(({ record }) => ({ recordLocalId: record, status: 'QUEUED' })),
    charges: [],
  });
  const nothing = { recordLocalId: '', itemLocalId: null, enumeration: null, pickup: null, neededBy: null };
  return {
    reader: sceneReader(PEOPLE.reader),
    stranger: sceneReader(PEOPLE.stranger),
    blocked: [],
    verifiesExpired: false,
    unknownCard: '79999999',
    missingAccount: 'Z',
    holdable: [nothing, nothing],
    unholdable: [],
    personal: Object.values(PEOPLE).flatMap(({ number, card, surname, forenames }) => [
      number,
      card,
      surname,
      forenames,
    ]),
  };
}

const OWNER = 'Told71';

/** Loans, holds and registrations in each state that a list can have, and what must be told of each. */
function tellLists(world: FilesWorld): ToldAccounts {
  const tokenOf = createReaderTokens(TOKEN_KEY, SYSTEM);
  const today = toWallTime(Date.now(), ZONE).day;
  const yesterday = toWallTime(Date.now() - 86_400_000, ZONE).day;
  const listed: ReaderFields = {
    homeSite: 'A1',
    nameAndBirth: null,
    email: null,
    category: 'STAFF',
    expiry: { year: 2031, expired: false },
    hasEmail: false,
    owes: false,
    expiryDay: tokenOf('expiry', '2031-03-31'),
    blocked: false,
    messages: 0,
  };
  const yearOf = (day: string): number => Number(day.slice(0, 4));
  const people: readonly (readonly [string, Partial<ExportedReader>, Partial<ReaderFields>, owed?: string])[] = [
    ['a reader who is good', {}, {}],
    [
      'a reader with a name, a birth date and an address',
      { surname: 'Told', forenames: 'Ada Mary', born: '1970-01-02', email: 'Told.72@example.org' },
      {
        nameAndBirth: tokenOf('name-birth', 'told|ada|1970-01-02'),
        email: tokenOf('email', 'told.72@example.org'),
        hasEmail: true,
      },
    ],
    [
      'a reader on the last day',
      { expires: today },
      { expiry: { year: yearOf(today), expired: false }, expiryDay: tokenOf('expiry', today) },
    ],
    [
      'a reader who has expired',
      { expires: yesterday },
      { expiry: { year: yearOf(yesterday), expired: true }, expiryDay: tokenOf('expiry', yesterday) },
    ],
    [
      'a reader without an end and a category',
      { expires: '', category: '' },
      { expiry: null, expiryDay: null, category: null },
    ],
    ['a reader whom somebody has blocked', { debarred: '9999-12-31' }, { blocked: true }],
    ['a reader with messages', { messages: '2' }, { messages: 2 }],
    ['a reader of another site', { branch: 'B1' }, { homeSite: 'B1' }],
    ['a reader who owes', {}, { owes: true }, '0.010000'],
    ['a reader in credit, with a second address', { otherEmail: 'b@example.org' }, { hasEmail: true }, '-4.000000'],
  ];
  const readers = people.map(([what, row, fields, owed], index) => {
    const number = `Told${String(71 + index)}`;
    world.readers.push(readerOf(number, row));
    if (owed !== undefined) charge(world, number, { outstanding: owed });
    const { id } = lend(world, number);
    return {
      what,
      card: `7${number}`,
      loanLocalId: id,
      listed: { ...listed, ...fields },
      fields: { category: null, homeSite: null, expiresOn: null, blocks: null, limitation: null },
    };
  });
  const untold = {
    registration: {},
    loan: {},
    hold: {},
    charge: {},
    openLoan: {},
    openHold: {},
    openCharge: {},
    useCount: {},
    listed: {},
  };
  const things = { openLoans: loansTold(world), openHolds: holdsTold(world), openCharges: chargesTold(world) };
  return { readers, card: '', loans: [], holds: [], charges: [], ...things, useCounts: [], untold };
}

function loansTold(world: FilesWorld): ToldAccounts['openLoans'] {
  const told = (what: string, row: Partial<ExportedLoan>, fields: Partial<OpenLoanFields>) => {
    const { id, record, barcode } = lend(world, OWNER, row);
    return {
      what: `a loan ${what}`,
      fields: {
        localId: id,
        itemLocalId: `${record}/${barcode}`,
        recordLocalId: record,
        loanedAt: '2026-01-05T10:30:00.000Z',
        due: { on: '2031-05-12', at: null },
        renewals: 0,
        ...fields,
      },
    };
  };
  return [
    told('by the day', {}, {}),
    // An hour ahead of UTC in summer.
    told(
      'by the hour, lent in summer',
      { issued: '2026-07-01 00:30:00', due: '2031-06-01 17:00:00' },
      { loanedAt: '2026-06-30T23:30:00.000Z', due: { on: '2031-06-01', at: '2031-06-01T16:00:00.000Z' } },
    ),
    told('that was renewed twice', { renewals: '2' }, { renewals: 2 }),
    told('that is overdue', { due: '2026-01-09 23:59:00' }, { due: { on: '2026-01-09', at: null } }),
    told(
      'of which little is told',
      { issued: '', due: '', renewals: '' },
      { loanedAt: null, due: null, renewals: null },
    ),
  ];
}

function holdsTold(world: FilesWorld): ToldAccounts['openHolds'] {
  const told = (what: string, row: Partial<ExportedHold>, fields: Partial<OpenHoldFields>) => {
    const { id, record, barcode } = hold(world, OWNER, row);
    return {
      what: `a hold ${what}`,
      fields: {
        localId: id,
        recordLocalId: record,
        itemLocalId: barcode === '' ? null : `${record}/${barcode}`,
        status: 'QUEUED',
        placedOn: '2026-01-07',
        arrivedOn: null,
        pickupSite: 'A1',
        place: 1,
        ...fields,
      } satisfies OpenHoldFields,
    };
  };
  return [
    told('that waits', {}, {}),
    told('of a copy, placed on another day', { barcode: '30000999', placed: '2026-02-01' }, { placedOn: '2026-02-01' }),
    told('that is suspended', { suspended: '1', priority: '3' }, { status: 'SUSPENDED', place: 3 }),
    told(
      'that can be collected',
      { found: 'W', waiting: '2026-02-03', priority: '0' },
      { status: 'READY', arrivedOn: '2026-02-03', place: null },
    ),
    told('whose copy travels', { found: 'T', branch: 'A2' }, { status: 'IN_TRANSIT', pickupSite: 'A2' }),
    told('of a state that nobody has mapped', { found: 'P' }, { status: 'UNKNOWN' }),
  ];
}

function chargesTold(world: FilesWorld): ToldAccounts['openCharges'] {
  const told = (
    what: string,
    row: Partial<ExportedCharge>,
    fields: Partial<OpenChargeFields>,
    who = PEOPLE.reader,
  ) => ({
    what: `a charge ${what}`,
    fields: {
      localId: charge(world, who.number, row).id,
      homeSite: 'A1',
      itemLocalId: null,
      recordLocalId: null,
      kind: 'OVERDUE',
      amountPence: 250,
      chargedOn: '2026-03-01',
      ...fields,
    } satisfies OpenChargeFields,
  });
  const { record, barcode } = lend(world, OWNER);
  charge(world, PEOPLE.reader.number, { outstanding: '0.000000' });
  return [
    told('that is not paid', {}, {}),
    told('for a copy', { record, barcode }, { itemLocalId: `${record}/${barcode}`, recordLocalId: record }),
    told(
      'of another kind and day',
      { kind: 'LOST', date: '2026-02-28 00:00:00' },
      { kind: 'LOST', chargedOn: '2026-02-28' },
    ),
    told('that binary fractions miss', { outstanding: '1.100000' }, { amountPence: 110 }),
    told(
      'of one penny, at another site',
      { outstanding: '0.010000' },
      { amountPence: 1, homeSite: 'B1' },
      PEOPLE.stranger,
    ),
    told('that is in credit', { outstanding: '-4.000000' }, { amountPence: -400 }),
  ];
}
