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
import type { OpenHoldFields, OpenLoanFields, ReaderFields, ToldAccounts } from '#conformance/readers/told-accounts.ts';
import { cannot } from '#conformance/situations.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import {
  addCopy,
  addRecord,
  touch,
  type ExportedHold,
  type ExportedLoan,
  type ExportedReader,
  type FilesWorld,
} from '#simulators/files/world.ts';
import type { Faults } from '#simulators/faults.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
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
    suspended: '0',
    ...more,
  };
  world.holds.push(one);
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
  world.charges.push({ id: '1', reader: reader.number, outstanding: '2.500000' });
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
        agreedPurposes: new Set(['STATISTICS', 'DATA_CLEANING']),
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
    ['a reader on the last day', { expires: today }, { expiry: { year: yearOf(today), expired: false } }],
    ['a reader who has expired', { expires: yesterday }, { expiry: { year: yearOf(yesterday), expired: true } }],
    ['a reader without an end and a category', { expires: '', category: '' }, { expiry: null, category: null }],
    ['a reader of another site', { branch: 'B1' }, { homeSite: 'B1' }],
    ['a reader who owes', {}, { owes: true }, '0.010000'],
    ['a reader in credit, with a second address', { otherEmail: 'b@example.org' }, { hasEmail: true }, '-4.000000'],
  ];
  const readers = people.map(([what, row, fields, owed], index) => {
    const number = `Told${String(71 + index)}`;
    world.readers.push(readerOf(number, row));
    if (owed !== undefined) world.charges.push({ id: `c${number}`, reader: number, outstanding: owed });
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
    useCount: {},
    listed: {},
  };
  const things = { openLoans: loansTold(world), openHolds: holdsTold(world) };
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
        ...fields,
      } satisfies OpenHoldFields,
    };
  };
  return [
    told('that waits', {}, {}),
    told('of a copy, placed on another day', { barcode: '30000999', placed: '2026-02-01' }, { placedOn: '2026-02-01' }),
    told('that is suspended', { suspended: '1' }, { status: 'SUSPENDED' }),
    told('that can be collected', { found: 'W', waiting: '2026-02-03' }, { status: 'READY', arrivedOn: '2026-02-03' }),
    told('whose copy travels', { found: 'T', branch: 'A2' }, { status: 'IN_TRANSIT', pickupSite: 'A2' }),
    told('of a state that nobody has mapped', { found: 'P' }, { status: 'UNKNOWN' }),
  ];
}
