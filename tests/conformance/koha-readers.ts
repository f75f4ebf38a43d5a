/** The simulated Koha of the conformance suite with readers in it, as the patron suite wants them. */
import { koha } from '#adapters/koha/index.ts';
import type { BlockCode } from '#domain/accounts.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaFaults, KohaSimulator } from '#simulators/koha/index.ts';
import {
  addCharge,
  addItem,
  addPatron,
  checkOut,
  editItem,
  localDate,
  placeHold,
  renew,
  setWaiting,
} from '#simulators/koha/world.ts';
import type { KohaWorld, NewPatron } from '#simulators/koha/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { createTestWorld, SYSTEM, TEST_SECRETS, testConfig } from './koha-system.ts';
import type { KohaTestOptions } from './koha-options.ts';
import { CATEGORY_NAMES, tellKohaAccounts } from './koha-accounts.ts';
import { totalOwed } from './total-owed.ts';
import { cannot } from '#conformance/situations.ts';
import type {
  FaultReach,
  PatronFault,
  PatronScene,
  PatronSystem,
  SceneReader,
} from '#conformance/readers/patron-system.ts';

const ZONE = 'Europe/Berlin';
const DAY_MS = 86_400_000;
/** Of the tokens of this suite's readers. */
export const TOKEN_KEY = Buffer.alloc(32, 7);
export const OWES_LIMIT = 10;
/** What the service account needs for all that the adapter does for patrons. */
export const PATRON_PERMISSIONS = [
  'catalogue',
  'circulate:circulate_remaining_permissions',
  'reserveforothers',
  'borrowers',
  'updatecharges:remaining_permissions',
] as const;

const FAULTS: Readonly<Record<PatronFault, Partial<KohaFaults>>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'internal error': { status: 500 },
  'out of service': { status: 503 },
  overloaded: { status: 503, retryAfterSeconds: 30 },
  'no answer': { hang: true },
  'cut connection': { reset: true },
};
const KINDS: Readonly<Record<FaultReach, readonly string[]>> = { everything: [], pins: ['pin'], writes: ['write'] };

/** Invented people; what marks them must be found nowhere but in answers that are theirs. */
const PEOPLE = {
  reader: { patron_id: 5, cardnumber: '70000005', surname: 'Quillfeather', firstname: 'Ada', library_id: 'A1' },
  stranger: { patron_id: 25, cardnumber: '700000051', surname: 'Thistlewick', firstname: 'Ben', library_id: 'B1' },
  expired: {
    patron_id: 55,
    cardnumber: '70000055',
    surname: 'Marrowbanks',
    library_id: 'A1',
    expiry_date: '2024-01-31',
  },
  barred: { patron_id: 56, cardnumber: '70000056', surname: 'Larksworthy', library_id: 'A1', restricted: true },
  lost: { patron_id: 57, cardnumber: '70000057', surname: 'Ousegrave', library_id: 'A1', patron_card_lost: true },
  moved: { patron_id: 58, cardnumber: '70000058', surname: 'Wimblecrake', library_id: 'A1', incorrect_address: true },
  owing: { patron_id: 59, cardnumber: '70000059', surname: 'Pennyfoldge', library_id: 'A1' },
} as const satisfies Record<string, NewPatron>;
type Person = keyof typeof PEOPLE;

const BLOCKED: readonly (readonly [Person, BlockCode])[] = [
  ['expired', 'EXPIRED'],
  ['barred', 'BARRED'],
  ['lost', 'CARD_LOST'],
  ['moved', 'ADDRESS_WRONG'],
  ['owing', 'OWES'],
];
const STAFF_NOTE = 'argued at the desk';
const pinOf = (person: Person): string => `pin-of-${person}-8831`;

/** The world of the other suite, and who borrows from it. */
export function createReadersWorld(options: KohaTestOptions): KohaWorld {
  const world = createTestWorld({ permissions: PATRON_PERMISSIONS, timeZone: ZONE, ...options });
  for (const [person, row] of Object.entries(PEOPLE) as [Person, NewPatron][]) {
    const email = `${row.surname ?? ''}@example.org`;
    addPatron(world, { ...row, email, date_of_birth: '1988-02-29', staff_notes: STAFF_NOTE }, pinOf(person));
  }
  // Loans: 30 and 31 are copies of record 3, 40 of 4, 60 of 6.
  checkOut(world, { item_id: 30, patron_id: 5 });
  checkOut(world, { item_id: 40, patron_id: 5, due: hourFrom(world, 3) });
  checkOut(world, { item_id: 60, patron_id: 5, days: 5 });
  renew(world, checkOut(world, { item_id: 90, patron_id: 5 }).checkout_id, 2);
  renew(world, loanOf(world, 90), 2);
  checkOut(world, { item_id: 150, patron_id: 5, at: world.now() - 30 * DAY_MS, due: hourFrom(world, -1) });
  checkOut(world, { item_id: 31, patron_id: 25 });
  // Somebody waits for record 6; the reader for 9 and, on the shelf, for 12.
  placeHold(world, { biblio_id: 6, patron_id: 25, pickup_library_id: 'B1' });
  placeHold(world, { biblio_id: 10, patron_id: 5, pickup_library_id: 'A1' });
  setWaiting(world, placeHold(world, { biblio_id: 12, patron_id: 5, pickup_library_id: 'A2' }).hold_id, 120);
  addCharge(world, {
    patron_id: 5,
    amount: 5,
    amount_outstanding: 2.5,
    description: 'Photocopies',
    internal_note: STAFF_NOTE,
  });
  addCharge(world, { patron_id: 5, amount: 1, amount_outstanding: 0, description: 'Paid' });
  addCharge(world, { patron_id: 25, amount: 3, description: 'Lost book', debit_type: 'LOST' });
  addCharge(world, { patron_id: 59, amount: OWES_LIMIT + 0.01, description: 'Lost book', debit_type: 'LOST' });
  // Nobody can be given these.
  editItem(world, 160, { lost_status: 1 });
  editItem(world, 180, { not_for_loan_status: 1 });
  return world;
}

/** Whole minutes, not at the end of a day: what is due then is a loan by hours. */
function hourFrom(world: KohaWorld, hours: number): number {
  const minute = Math.floor(world.now() / 60_000) * 60_000 + hours * 3_600_000;
  return new Date(minute).toISOString().slice(11, 16) === '22:59' ? minute + 3_600_000 : minute;
}

/** Lends the stranger a copy that is bought for it; gives its number. */
function lendNew(world: KohaWorld, due?: number): number {
  const { item_id: id } = addItem(world, {
    item_id: 50_000 + world.items.size,
    biblio_id: 20,
    home_library_id: 'B1',
    item_type_id: 'BK',
  });
  checkOut(world, { item_id: id, patron_id: PEOPLE.stranger.patron_id, ...(due !== undefined && { due }) });
  return id;
}

function loanOf(world: KohaWorld, itemId: number): number {
  const loan = [...world.checkouts.values()].find((one) => one.item_id === itemId);
  if (loan === undefined) throw new Error(`nobody has item ${String(itemId)}`);
  return loan.checkout_id;
}

/** Noon of a day in the zone of the suite, to a few hours. */
function noonOf(day: string): number {
  return Date.parse(`${day}T11:00:00Z`);
}

/** What the world holds of a person, in the words of the suite. */
function sceneReader(
  world: KohaWorld,
  person: Person,
  renewable: SceneReader['loans'][number]['renewable'][],
): SceneReader {
  const { patron_id: id, cardnumber, library_id: homeSite } = PEOPLE[person];
  const loans = [...world.checkouts.values()].filter((loan) => loan.patron_id === id);
  return {
    card: cardnumber,
    pin: pinOf(person),
    homeSite,
    loans: loans.map((loan, index) => {
      const { biblio_id: biblioId } = world.items.get(loan.item_id) ?? { biblio_id: 0 };
      const on = localDate(loan.due_date, ZONE);
      const byDay = localDate(loan.due_date + 60_000, ZONE) !== on;
      return {
        itemLocalId: String(loan.item_id),
        recordLocalId: String(biblioId),
        title: `Title ${String(biblioId)}`,
        due: { on, at: byDay ? null : new Date(loan.due_date).toISOString() },
        overdue: loan.due_date < world.now(),
        renewable: renewable[index] ?? true,
      };
    }),
    holds: [...world.holds.values()]
      .filter((hold) => hold.patron_id === id)
      .map((hold) => ({ recordLocalId: String(hold.biblio_id), status: hold.status === 'W' ? 'READY' : 'QUEUED' })),
    charges: [...world.charges.values()]
      .filter((charge) => charge.patron_id === id && charge.amount_outstanding > 0)
      .map((charge) => charge.amount_outstanding.toFixed(2)),
  };
}

function sceneOf(world: KohaWorld): PatronScene {
  const title = (id: number, item: number | null = null, pickup: string | null = 'A1') => ({
    recordLocalId: String(id),
    itemLocalId: item === null ? null : String(item),
    enumeration: null,
    pickup,
    neededBy: null,
  });
  return {
    reader: sceneReader(world, 'reader', [
      true,
      'LIMIT_REACHED',
      'ON_HOLD_FOR_OTHER',
      'LIMIT_REACHED',
      'LIMIT_REACHED',
    ]),
    stranger: sceneReader(world, 'stranger', []),
    blocked: BLOCKED.map(([person, code]) => ({ reader: sceneReader(world, person, []), code })),
    verifiesExpired: true,
    // Its database minds no blanks at the end.
    takenForCard: [`${PEOPLE.reader.cardnumber} `],
    unknownCard: '79999999',
    missingAccount: '99999999',
    holdable: [{ ...title(19), enumeration: 'v.3' }, title(21, 210, 'A2')],
    unholdable: [
      { why: 'a lost copy', wanted: title(16, 160), code: 'NOT_HOLDABLE' },
      { why: 'a title whose only copy is lost', wanted: title(16), code: 'NOT_HOLDABLE' },
      { why: 'a copy for use in the library', wanted: title(18, 180), code: 'NOT_HOLDABLE' },
      { why: 'a title that does not exist', wanted: title(99999999), code: 'NOT_FOUND' },
      { why: 'a copy of another title', wanted: title(19, 210), code: 'NOT_FOUND' },
      { why: 'a title that is kept already', wanted: title(10), code: 'ALREADY_DONE' },
      { why: 'a place where nothing is collected', wanted: title(19, null, 'NOPE'), code: 'NOT_HOLDABLE' },
    ],
    personal: [
      ...Object.entries(PEOPLE).flatMap(([person, { surname, cardnumber }]) => [
        surname,
        cardnumber,
        pinOf(person as Person),
        `${surname}@example.org`,
      ]),
      STAFF_NOTE,
      '1988-02-29',
    ],
  };
}

/** The simulated Koha as the patron suite wants it. */
export async function createKohaReaders(
  given: KohaTestOptions,
): Promise<PatronSystem & { readonly simulator: KohaSimulator }> {
  // It begins at noon, so that no day ends while a check compares days.
  const aheadMs = noonOf(localDate(Date.now(), ZONE)) - Date.now();
  const options = { now: () => Date.now() + aheadMs, ...given };
  const world = createReadersWorld(options);
  // Places for two adapters at once: the sockets that one keeps open are none for the other.
  const simulator = await createKohaSimulator({ world, workers: 4 });
  const scene = sceneOf(world);
  return {
    simulator,
    port: simulator.port,
    scene,
    createAdapter(address, callTimeoutMs, logger) {
      const settings = { patrons: { access: 'write', owesLimit: OWES_LIMIT, categories: CATEGORY_NAMES } };
      const system = testConfig(address, { ...options, timeZone: ZONE, settings }, callTimeoutMs);
      return koha.create({
        system,
        guard: freshGuard(system),
        secret: (name) => TEST_SECRETS[name],
        logger,
        now: options.now,
        readerToken: createReaderTokens(TOKEN_KEY, SYSTEM),
      });
    },
    setFault: (fault, reach) => simulator.faults.set(fault === null ? {} : { ...FAULTS[fault], only: KINDS[reach] }),
    writes: () => simulator.calls.list.filter((call) => call.kind.startsWith('write')).length,
    pinTries: () => simulator.calls.count('pin'),
    timeZone: ZONE,
    situations: {
      lendUntil: (at) => ({ itemLocalId: String(lendNew(world, at.getTime())), exactly: 'hour' }),
      lendMany(copies) {
        for (let copy = 0; copy < copies; copy += 1) lendNew(world);
      },
      contradictHold: cannot('a hold says itself how it stands'),
      contradictWrites: cannot('an answer says that it was done, or why not'),
      expireLogin:
        options.login === 'oauth'
          ? () => {
              simulator.faults.expireTokens();
            }
          : cannot('it has no log-in that ends'),
      expireLoginAtWrite:
        options.login === 'oauth'
          ? () => simulator.faults.set({ wrongCredentials: true, only: KINDS.writes, times: 1 })
          : cannot('it has no log-in that ends'),
      everyField: () => tellKohaAccounts(world, OWES_LIMIT, createReaderTokens(TOKEN_KEY, SYSTEM)),
      spoilLoan() {
        const [loan] = [...world.checkouts.values()].filter((one) => one.patron_id === PEOPLE.stranger.patron_id);
        if (loan !== undefined) Object.assign(loan, { renewals_count: 'none' });
      },
      heldAs(recordLocalId) {
        const hold = [...world.holds.values()].findLast(({ biblio_id: id }) => String(id) === recordLocalId);
        return {
          recordLocalId,
          itemLocalId: hold?.item_id ? String(hold.item_id) : null,
          enumeration: hold?.notes ?? null,
          pickup: hold?.pickup_library_id ?? null,
          neededBy: hold?.expiration_date ?? null,
        };
      },
    },
    openCharges: () => totalOwed([...world.charges.values()].map((line) => line.amount_outstanding)),
    holdsOn: (recordLocalId) =>
      [...world.holds.values()].filter((hold) => hold.biblio_id === Number(recordLocalId)).length,
    close: () => simulator.close(),
  };
}
