/** A simulated SIP2 server with readers behind it, as the patron suite wants them. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { sip2Kind } from '#adapters/sip2/index.ts';
import type { BlockCode, RefusalCode, WantedHold } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Faults } from '#simulators/faults.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import type { DialectName, Sip2Simulator, Sip2SimulatorOptions } from '#simulators/sip2/index.ts';
import { localDate } from '#simulators/time.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import {
  addCopy,
  addFine,
  addPatron,
  checkOut,
  createSip2World,
  placeHold,
  recall,
  renew,
  setState,
  setWaiting,
} from '#simulators/sip2/world.ts';
import type { Sip2Loan, Sip2Patron, Sip2World } from '#simulators/sip2/world.ts';
import { createLogger } from '#platform/logger.ts';
import type { Logger } from '#platform/logger.ts';
import { cannot } from '#conformance/situations.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import type {
  FaultReach,
  PatronFault,
  PatronScene,
  PatronSystem,
  SceneLoan,
  SceneReader,
} from '#conformance/readers/patron-system.ts';

export const SYSTEM = 'sip-t' as SystemId;
const ZONE = 'Europe/London';
const HOUR_MS = 3_600_000;

export const FAULTS: Readonly<Record<PatronFault, Partial<Faults>>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'internal error': { garbage: 'shape' },
  'out of service': { reset: true },
  overloaded: {},
  'no answer': { hang: true },
  'cut connection': { cutOff: true },
};
export const KINDS: Readonly<Record<FaultReach, readonly string[]>> = {
  everything: [],
  pins: ['patron-pin'],
  writes: ['write'],
};

/** Invented people; what marks them must be found nowhere but in answers that are theirs. */
const PEOPLE = {
  reader: { card: '70000005', firstName: 'Ada', surname: 'Quillfeather' },
  stranger: { card: '700000051', firstName: 'Ben', surname: 'Thistlewick' },
  expired: { card: '70000055', firstName: 'Cyn', surname: 'Marrowbanks', expires: '2024-01-31' },
  barred: { card: '70000056', firstName: 'Dov', surname: 'Larksworthy', barred: true, blockText: 'User BARRED' },
  lost: { card: '70000057', firstName: 'Eli', surname: 'Ousegrave', cardLost: true },
  owing: { card: '70000059', firstName: 'Flo', surname: 'Pennyfoldge' },
  test: { card: '79000001', firstName: 'Test', surname: 'Cardholder' },
} as const satisfies Record<string, Partial<Sip2Patron>>;
type Person = keyof typeof PEOPLE;

const pinOf = (person: Person): string => `pin-of-${person}-8831`;

/** A library in one building, with every reader of the suite. */
export function createReadersWorld(): Sip2World {
  const world = createSip2World({ timeZone: ZONE });
  for (const [person, patron] of Object.entries(PEOPLE) as [Person, Partial<Sip2Patron>][]) {
    const { surname = '' } = patron;
    addPatron(world, { ...patron, pin: pinOf(person), email: `${surname}@example.org` });
  }
  for (let title = 1; title <= 20; title += 1) {
    for (const copy of [1, 2]) {
      addCopy(world, { barcode: barcodeOf(title, copy), titleId: `t${title}`, title: `Title ${title} /` });
    }
  }
  const { reader, stranger, owing } = PEOPLE;
  checkOut(world, { barcode: barcodeOf(1), card: reader.card, days: 14 });
  checkOut(world, { barcode: barcodeOf(2), card: reader.card, due: hourFrom(world, 3) });
  checkOut(world, { barcode: barcodeOf(3), card: reader.card, days: 5 });
  checkOut(world, { barcode: barcodeOf(4), card: reader.card, days: -3 });
  checkOut(world, { barcode: barcodeOf(5), card: reader.card, days: 9 });
  renew(world, barcodeOf(3));
  renew(world, barcodeOf(3));
  recall(world, barcodeOf(5));
  checkOut(world, { barcode: barcodeOf(1, 2), card: stranger.card, days: 7 });
  placeHold(world, { barcode: barcodeOf(6), card: stranger.card, pickup: 'DEMO1' });
  placeHold(world, { barcode: barcodeOf(7), card: reader.card, pickup: 'DEMO1' });
  setWaiting(world, placeHold(world, { barcode: barcodeOf(8), card: reader.card, pickup: 'DEMO1' }), barcodeOf(8, 2));
  addFine(world, reader.card, 2.5, 'Photocopies');
  addFine(world, reader.card, 1.05, 'Title 4 / 2026-10-05');
  addFine(world, stranger.card, 3, 'Lost book');
  addFine(world, owing.card, 10.01, 'Lost book');
  world.pickups.add('DEMO1');
  return world;
}

export function barcodeOf(title: number, copy = 1): string {
  return String(3_000_100 + title * 10 + copy);
}

/** A quarter past the hour, so never at the end of a day. */
function hourFrom({ now }: Sip2World, hours: number): number {
  return Math.floor((now() + hours * HOUR_MS) / HOUR_MS) * HOUR_MS + HOUR_MS / 4;
}

function sceneReader(world: Sip2World, person: Person, { homeSite, atLimit }: Told): SceneReader {
  const { card } = PEOPLE[person];
  return {
    card,
    pin: pinOf(person),
    homeSite,
    loans: [...world.loans.values()]
      .filter((loan) => loan.card === card)
      .map((loan) => sceneLoan(world, loan, atLimit)),
    holds: world.holds
      .filter((hold) => hold.card === card)
      .map(({ state }) => ({ recordLocalId: null, status: state === 'WAITING' ? 'READY' : 'QUEUED' })),
    charges: world.patrons.get(card)?.fines.map(({ amount }) => amount.toFixed(2)) ?? [],
  };
}

function sceneLoan(world: Sip2World, { barcode, renewals, recalled }: Sip2Loan, atLimit: RefusalCode): SceneLoan {
  const copy = world.stock.find(barcode);
  const due = copy?.due ?? 0;
  const on = localDate(due, ZONE);
  const isByDay = localDate(due + 60_000, ZONE) !== on;
  return {
    itemLocalId: barcode,
    recordLocalId: null,
    title: copy?.title.replace(' /', '') ?? '',
    due: { on, at: isByDay ? null : new Date(due).toISOString() },
    overdue: due < world.now(),
    renewable: recalled ? 'RECALLED' : null,
    renews: recalled ? 'RECALLED' : renewals >= world.rules.renewals ? atLimit : true,
  };
}

/** Lends the stranger a copy that is bought for it; gives its barcode. */
function lendNew(world: Sip2World, due?: number): string {
  const barcode = String(4_000_000 + world.loans.size);
  addCopy(world, { barcode, titleId: 't20', title: 'Title 20 /' });
  checkOut(world, { barcode, card: PEOPLE.stranger.card, ...(due !== undefined && { due }) });
  return barcode;
}

/** What harvest would know of a title. */
export function wantedTitle(title: number, more: Partial<WantedHold> = {}): WantedHold {
  const recordLocalId = `t${title}`;
  const copies = [1, 2].map((copy) => {
    const barcode = barcodeOf(title, copy);
    return { localId: barcode, barcode, recordLocalId };
  });
  return { recordLocalId, itemLocalId: null, copies, enumeration: null, pickup: 'DEMO1', neededBy: null, ...more };
}

interface Told {
  readonly homeSite: string | null;
  /** Whether a hold on one copy is kept for that copy. */
  readonly holdsCopies: boolean;
  /** What a renewal beyond the limit is refused with: texts are known of one make alone. */
  readonly atLimit: RefusalCode;
  readonly blocked: readonly (readonly [Person, BlockCode])[];
}

function sceneOf(world: Sip2World, told: Told): PatronScene {
  const ofCopy = wantedTitle(12, { itemLocalId: barcodeOf(12, 2) });
  const gone = { localId: '9', barcode: '9999999', recordLocalId: 't99' };
  return {
    reader: sceneReader(world, 'reader', told),
    stranger: sceneReader(world, 'stranger', told),
    blocked: told.blocked.map(([person, code]) => ({ reader: sceneReader(world, person, told), code })),
    verifiesExpired: true,
    unknownCard: '79999999',
    missingAccount: '99999999',
    holdable: [wantedTitle(11), told.holdsCopies ? ofCopy : wantedTitle(12)],
    unholdable: [
      ...(told.holdsCopies
        ? [
            {
              why: 'a copy of another title',
              wanted: wantedTitle(11, { itemLocalId: 'x12' }),
              code: 'NOT_FOUND',
            } as const,
          ]
        : [{ why: 'a copy, where titles alone are kept', wanted: ofCopy, code: 'NOT_SUPPORTED' } as const]),
      { why: 'a title that is kept already', wanted: wantedTitle(7), code: 'ALREADY_DONE' },
      { why: 'copies that are not there', wanted: wantedTitle(99, { copies: [gone] }), code: 'NOT_FOUND' },
      { why: 'a title without barcodes', wanted: wantedTitle(13, { copies: [] }), code: 'NOT_SUPPORTED' },
      { why: 'a volume without a copy', wanted: wantedTitle(13, { enumeration: 'v.3' }), code: 'NOT_SUPPORTED' },
      { why: 'a place where nothing is collected', wanted: wantedTitle(13, { pickup: 'NOPE' }), code: 'OTHER' },
    ],
    personal: (Object.entries(PEOPLE) as [Person, { card: string; firstName: string; surname: string }][]).flatMap(
      ([person, { card, surname }]) => [surname, card, pinOf(person), `${surname}@example.org`],
    ),
  };
}

/** How each dialect is described in the region file, and what it then tells. */
const DIALECTS: Readonly<Record<'koha' | 'symphony' | 'horizon', { readonly settings: object; readonly told: Told }>> =
  {
    koha: {
      settings: {},
      told: {
        homeSite: null,
        holdsCopies: false,
        atLimit: 'LIMIT_REACHED',
        blocked: [
          ['expired', 'EXPIRED'],
          // Why is in a note of staff.
          ['barred', 'OTHER'],
          ['lost', 'CARD_LOST'],
          ['owing', 'OWES'],
        ],
      },
    },
    symphony: {
      settings: { listsCaughtHolds: true },
      told: {
        homeSite: 'DEMO1',
        holdsCopies: true,
        atLimit: 'OTHER',
        blocked: [
          ['expired', 'EXPIRED'],
          ['barred', 'BARRED'],
          ['lost', 'CARD_LOST'],
          ['owing', 'OWES'],
        ],
      },
    },
    horizon: {
      settings: { listsCaughtHolds: true },
      told: {
        homeSite: 'DEMO1',
        holdsCopies: true,
        atLimit: 'OTHER',
        blocked: [
          ['expired', 'EXPIRED'],
          ['barred', 'OTHER'],
          ['lost', 'CARD_LOST'],
          ['owing', 'OWES'],
        ],
      },
    },
  };

export type SuiteDialect = keyof typeof DIALECTS;

const SECRETS: Readonly<Record<string, string>> = {
  USER: 'terminal',
  PASSWORD: 'terminal-password',
  TEST_CARD: PEOPLE.test.card,
  TEST_PIN: pinOf('test'),
};

export interface AccountAdapterOptions {
  readonly address: string;
  readonly dialect: DialectName;
  /** Settings beside those of patrons. */
  readonly settings?: object;
  readonly patrons?: object;
  readonly owners?: SystemConfig['owners'];
  readonly callTimeoutMs?: number;
  readonly connections?: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
}

/** The adapter, with leave to change accounts, a test card, and copies that harvest knows by their barcodes. */
export function createAccountAdapter(options: AccountAdapterOptions): LmsAdapter {
  const { dialect, patrons, callTimeoutMs = 5_000, connections = 2, logger = createLogger('silent') } = options;
  const system: SystemConfig = {
    id: SYSTEM,
    name: 'Test SIP2',
    kind: 'sip2',
    address: options.address.replace(/^http/, 'tcp'),
    timeZone: ZONE,
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: 'USER', passwordEnv: 'PASSWORD' },
    owners: options.owners ?? [],
    limits: {
      connections,
      callTimeoutMs,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {
      dialect,
      institution: 'DEMO',
      // The suite asks with two adapters at once, which share the connections of the server.
      idleSeconds: 0.1,
      ...options.settings,
      patrons: {
        access: 'write',
        testCard: { cardEnv: 'TEST_CARD', pinEnv: 'TEST_PIN' },
        copyIds: 'BARCODE',
        ...patrons,
      },
    },
  };
  const secrets = { ...SECRETS, ...options.secrets };
  return sip2Kind.create({
    system,
    guard: freshGuard(system),
    secret: (name) => secrets[name],
    logger,
    now: Date.now,
  });
}

/** The simulated server as the patron suite wants it. */
export async function createSip2Readers(
  dialect: SuiteDialect,
  more: Partial<Sip2SimulatorOptions> = {},
): Promise<PatronSystem & { readonly simulator: Sip2Simulator; readonly world: Sip2World }> {
  const world = createReadersWorld();
  const simulator = await createSip2Simulator({ library: libraryOf(world), dialect, ...more });
  const { settings, told } = DIALECTS[dialect];
  return {
    simulator,
    world,
    port: simulator.port,
    scene: sceneOf(world, told),
    // The server's only way of saying it is to close the connection.
    cannotFail: ['overloaded'],
    createAdapter: (address, callTimeoutMs, logger) =>
      createAccountAdapter({ address, dialect, patrons: settings, callTimeoutMs, logger }),
    setFault: (fault, reach) => simulator.faults.set(fault === null ? {} : { ...FAULTS[fault], only: KINDS[reach] }),
    writes: () => simulator.calls.list.filter(({ kind }) => kind.startsWith('write')).length,
    pinTries: () => simulator.calls.count('patron-pin'),
    timeZone: ZONE,
    situations: {
      lendUntil: (at) => ({ itemLocalId: lendNew(world, at.getTime()), exactly: 'hour' }),
      lendMany(copies) {
        for (let copy = 0; copy < copies; copy += 1) lendNew(world);
      },
      contradictHold() {
        const barcode = barcodeOf(9, 2);
        setWaiting(world, placeHold(world, { barcode, card: PEOPLE.stranger.card, pickup: 'DEMO1' }), barcode);
        setState(world, barcode, 'AVAILABLE');
      },
      // The head of the answer says that it was done, and the text beside it that it was not.
      contradictWrites: () => simulator.faults.set({ words: 'Item has holds', only: KINDS.writes }),
      expireLogin: cannot('a terminal stays logged in for as long as it is connected'),
      expireLoginAtWrite: cannot('a terminal stays logged in for as long as it is connected'),
      everyField: cannot(
        'what SIP2 tells of an account depends on its server, and is compared in the tests of the kind',
      ),
      spoilLoan: cannot('one answer tells all loans, and a part of it cannot be told from a title'),
      heldAs: cannot(
        'the holds of the simulated server keep what SIP2 sends of them, which is compared in the tests of the kind',
      ),
    },
    holdsOn: (recordLocalId) => world.holds.filter(({ titleId }) => titleId === recordLocalId).length,
    close: () => simulator.close(),
  };
}
