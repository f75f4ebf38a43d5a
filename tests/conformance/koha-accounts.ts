/** Readers of a simulated Koha in each state, with loans, holds and charges, and everything that its adapter must tell of each. */
import {
  addBiblio,
  addCharge,
  addItem,
  addPatron,
  checkOut,
  editItem,
  localDate,
  placeHold,
  renew,
  setWaiting,
  startTransfer,
  suspendHold,
} from '#simulators/koha/world.ts';
import type { KohaCheckout, KohaHold, KohaItem, KohaWorld, NewPatron } from '#simulators/koha/world.ts';
import { addDays, rfc3339 } from '#simulators/time.ts';
import type {
  ChargeFields,
  HoldFields,
  LoanFields,
  OpenChargeFields,
  OpenHoldFields,
  OpenLoanFields,
  ReaderFields,
  RegistrationFields,
  ToldAccounts,
} from '#conformance/readers/told-accounts.ts';
import type { ReaderTokenOf } from '#platform/reader-token.ts';
import type { ToldThing } from '#conformance/told-fields.ts';
import { marcOf } from './koha-system.ts';

const OWNER = 71;
/** Columns of which an old row may have nothing. */
type Stored<Row> = Omit<Row, 'checkout_date' | 'renewals_count'> & {
  checkout_date: number | null;
  renewals_count: number | null;
};
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A name for one category; the other goes by its code. */
export const CATEGORY_NAMES = { ST: 'Student' };
const FIRST = 701;

interface Person {
  readonly what: string;
  readonly row: NewPatron & { readonly patron_id: number; readonly cardnumber: string };
  /** What is owed; below zero, what is in credit. */
  readonly owed?: number;
  readonly told: RegistrationFields;
  readonly listed: ReaderFields;
}

function peopleOn(today: string, owesLimit: number, tokenOf: ReaderTokenOf): readonly Person[] {
  const yesterday = addDays(today, -1);
  const good: RegistrationFields = {
    category: 'PT',
    homeSite: 'A1',
    expiresOn: '2099-12-31',
    blocks: [],
    limitation: null,
  };
  const listed: ReaderFields = {
    homeSite: 'A1',
    category: 'PT',
    expiry: { year: 2099, expired: false },
    hasEmail: false,
    owes: false,
    nameAndBirth: null,
    email: null,
    expiryDay: tokenOf('expiry', '2099-12-31'),
    blocked: false,
  };
  return [
    {
      what: 'a reader on the last day of the registration',
      row: {
        patron_id: OWNER,
        cardnumber: '71000071',
        library_id: 'A1',
        expiry_date: today,
        email: 'seventy.one@example.org',
      },
      told: { ...good, expiresOn: today },
      listed: {
        ...listed,
        expiry: { year: Number(today.slice(0, 4)), expired: false },
        expiryDay: tokenOf('expiry', today),
        hasEmail: true,
        email: tokenOf('email', 'seventy.one@example.org'),
        owes: true,
      },
    },
    {
      what: 'a reader on the day after the last day of the registration',
      row: { patron_id: 72, cardnumber: '71000072', library_id: 'B1', expiry_date: yesterday, category_id: 'ST' },
      told: { ...good, expiresOn: yesterday, category: 'Student', homeSite: 'B1', blocks: ['EXPIRED'] },
      listed: {
        ...listed,
        homeSite: 'B1',
        category: 'ST',
        expiry: { year: Number(yesterday.slice(0, 4)), expired: true },
        expiryDay: tokenOf('expiry', yesterday),
      },
    },
    {
      what: 'a reader who owes just as much as is allowed, and whose registration does not end',
      row: { patron_id: 73, cardnumber: '71000073', library_id: 'A1', expiry_date: null, date_of_birth: '1970-01-02' },
      owed: owesLimit,
      told: { ...good, expiresOn: null },
      listed: {
        ...listed,
        expiry: null,
        expiryDay: null,
        owes: true,
        nameAndBirth: tokenOf('name-birth', 'told|73|1970-01-02'),
      },
    },
    {
      what: 'a reader who owes more than is allowed',
      row: { patron_id: 74, cardnumber: '71000074', library_id: 'A1' },
      owed: owesLimit + 0.01,
      told: { ...good, blocks: ['OWES'] },
      listed: { ...listed, owes: true },
    },
    {
      what: 'a reader in credit, whose second address alone is known',
      row: { patron_id: 75, cardnumber: '71000075', library_id: 'B1', secondary_email: 'seventy.five@example.org' },
      owed: -4,
      told: { ...good, homeSite: 'B1' },
      listed: { ...listed, homeSite: 'B1', hasEmail: true },
    },
    {
      what: 'a reader whom somebody has blocked',
      row: { patron_id: 76, cardnumber: '71000076', library_id: 'A1', restricted: true },
      told: { ...good, blocks: ['BARRED'] },
      listed: { ...listed, blocked: true },
    },
  ];
}

/** Adds all of them. `owesLimit` is that of the region file; `tokenOf` makes the tokens of the suite. */
export function tellKohaAccounts(world: KohaWorld, owesLimit: number, tokenOf: ReaderTokenOf): ToldAccounts {
  const today = localDate(world.now(), world.timeZone);
  const people = peopleOn(today, owesLimit, tokenOf);
  const owing = people.flatMap(({ row, owed, told }): ToldAccounts['openCharges'] => {
    addPatron(world, { ...row, surname: 'Told', firstname: String(row.patron_id) });
    if (owed === undefined) return [];
    const of = { patron_id: row.patron_id, amount: owed, description: 'Lost book' };
    const line = addCharge(world, owed < 0 ? { ...of, debit_type: null, credit_type: 'CREDIT' } : of);
    const fields: OpenChargeFields = {
      ...NOT_OF_A_COPY,
      localId: String(line.account_line_id),
      homeSite: told.homeSite,
      kind: owed < 0 ? 'CREDIT' : 'MANUAL',
      amountPence: Math.round(owed * 100),
      chargedOn: today,
    };
    return [{ what: `a charge of ${owed.toFixed(2)}`, fields }];
  });
  const charged = chargeTo(world);
  const loans = lendTo(world);
  const held = holdFor(world);
  const readers = people.map(({ what, row, told, listed }) => {
    const own =
      row.patron_id === OWNER
        ? undefined
        : checkOut(world, { item_id: addTitle(world, `Of ${row.cardnumber}`), patron_id: row.patron_id });
    return {
      what,
      card: row.cardnumber,
      fields: told,
      listed,
      loanLocalId: own === undefined ? (loans[0]?.fields.localId ?? '') : String(own.checkout_id),
    };
  });
  return {
    readers,
    card: '71000071',
    loans,
    holds: held.map(({ what, fields }) => ({ what, fields })),
    charges: charged.map(({ what, fields }) => ({ what, fields })),
    openLoans: loans.map(({ what, fields }) => ({ what, fields: openLoanOf(fields) })),
    openHolds: held.map(({ what, open }) => ({ what, fields: open })),
    openCharges: [...charged.map(({ what, open }) => ({ what, fields: open })), ...owing],
    useCounts: countUses(world),
    untold: {
      registration: { limitation: 'the service account of the suite may see everything' },
      loan: {},
      hold: { enumeration: 'Koha keeps it as a note of staff', placedAt: 'Koha keeps the day alone' },
      charge: {},
      openLoan: { recordLocalId: 'a loan of Koha names its copy alone' },
      openHold: {},
      openCharge: { recordLocalId: 'an account line of Koha names its copy alone' },
      useCount: {},
      listed: { messages: 'the list of patrons has none' },
    },
  };
}

/** A title with one copy; gives its id. */
function addTitle(world: KohaWorld, title: string, framework = ''): number {
  const id = Math.max(FIRST, ...world.biblios.keys()) + 1;
  addBiblio(world, { biblio_id: id, marc: marcOf(title), framework_id: framework });
  return addItem(world, { item_id: id * 10, biblio_id: id, home_library_id: 'A1', item_type_id: 'BK' }).item_id;
}

const biblioOf = (itemId: number): number => Math.floor(itemId / 10);

function lendTo(world: KohaWorld): readonly ToldThing<LoanFields>[] {
  const lend = (
    what: string,
    more: Partial<Parameters<typeof checkOut>[1]>,
    change?: (loan: Stored<KohaCheckout>) => void,
  ) => {
    const itemId = addTitle(world, `Lent ${what}`);
    const loan: Stored<KohaCheckout> = checkOut(world, { item_id: itemId, patron_id: OWNER, ...more });
    change?.(loan);
    const due = rfc3339(loan.due_date, world.timeZone);
    const isByDay = due.slice(11, 16) === '23:59';
    const fields: LoanFields = {
      localId: String(loan.checkout_id),
      itemLocalId: String(itemId),
      recordLocalId: String(biblioOf(itemId)),
      title: `Lent ${what}`,
      loanedAt: loan.checkout_date === null ? null : rfc3339(loan.checkout_date, world.timeZone),
      due: { on: due.slice(0, 10), at: isByDay ? null : due },
      overdue: loan.due_date < world.now(),
      renewals: loan.renewals_count,
    };
    return { what: `a loan ${what}`, fields };
  };
  const { now } = world;
  return [
    lend('by the day', {}),
    lend('by the hour', { due: now() + 3 * HOUR_MS }),
    lend('that was renewed twice', {}, ({ checkout_id: id }) => {
      renew(world, id, 30);
      renew(world, id, 40);
    }),
    lend('that is overdue', { at: now() - 30 * DAY_MS, due: now() - 3 * DAY_MS }),
    lend('of which nothing is counted', {}, (loan) =>
      Object.assign(loan, { renewals_count: null, checkout_date: null }),
    ),
  ];
}

function openLoanOf({ localId, itemLocalId, loanedAt, due, renewals }: LoanFields): OpenLoanFields {
  return { localId, itemLocalId: itemLocalId ?? '', recordLocalId: null, loanedAt, due, renewals };
}

interface Held extends ToldThing<HoldFields> {
  readonly open: OpenHoldFields;
}

function holdFor(world: KohaWorld): readonly Held[] {
  const place = (
    what: string,
    change: (hold: KohaHold, itemId: number) => void,
    told: Partial<HoldFields>,
    { framework = '', pickup = 'A1', isOfCopy = false, isBehind = false } = {},
  ): Held => {
    const itemId = addTitle(world, `Held ${what}`, framework);
    const biblio_id = biblioOf(itemId);
    if (isBehind) placeHold(world, { biblio_id, patron_id: 25, pickup_library_id: 'B1' });
    const hold = placeHold(world, {
      biblio_id,
      patron_id: OWNER,
      pickup_library_id: pickup,
      ...(isOfCopy && { item_id: itemId }),
    });
    change(hold, itemId);
    const fields: HoldFields = {
      localId: String(hold.hold_id),
      recordLocalId: String(biblio_id),
      itemLocalId: hold.item_id === null ? null : String(hold.item_id),
      title: `Held ${what}`,
      enumeration: null,
      status: 'QUEUED',
      queuePosition: null,
      pickup: { code: pickup, name: null, siteCode: pickup },
      placedAt: null,
      neededBy: null,
      expiresOn: null,
      ...told,
    };
    const open: OpenHoldFields = {
      localId: fields.localId,
      recordLocalId: String(biblio_id),
      itemLocalId: fields.itemLocalId,
      status: fields.status,
      placedOn: hold.hold_date,
      arrivedOn: hold.waiting_date,
      pickupSite: pickup,
      place: fields.queuePosition,
    };
    return { what: `a hold ${what}`, fields, open };
  };
  const week = addDays(localDate(world.now(), world.timeZone), 7);
  return [
    place(
      'that is wanted until a day',
      (hold) => Object.assign(hold, { expiration_date: '2031-03-09', hold_date: '2026-01-05' }),
      { queuePosition: 1, neededBy: '2031-03-09' },
    ),
    place(
      'of a copy, behind another one',
      () => undefined,
      { queuePosition: 2 },
      { pickup: 'B1', isOfCopy: true, isBehind: true },
    ),
    place(
      'that is suspended',
      (hold) => {
        suspendHold(world, hold.hold_id);
      },
      { status: 'SUSPENDED', queuePosition: 1 },
    ),
    place(
      'that can be collected',
      (hold, itemId) => {
        setWaiting(world, hold.hold_id, itemId);
      },
      { status: 'READY', expiresOn: week },
    ),
    place(
      'whose copy travels',
      (hold, itemId) => {
        startTransfer(world, itemId, 'A2', hold.hold_id);
      },
      { status: 'IN_TRANSIT' },
      { pickup: 'A2' },
    ),
    place(
      'whose copy is fetched',
      (hold, itemId) => {
        startTransfer(world, itemId, 'A1', hold.hold_id);
        hold.status = 'P';
      },
      { status: 'IN_TRANSIT' },
    ),
    place('for an interlibrary loan', () => undefined, { queuePosition: 1, title: null }, { framework: 'FA' }),
  ];
}

const NOT_OF_A_COPY = { itemLocalId: null, recordLocalId: null };

interface Charged extends ToldThing<ChargeFields> {
  readonly open: OpenChargeFields;
}

function chargeTo(world: KohaWorld): readonly Charged[] {
  const charge = (
    what: string,
    description: string,
    amounts: readonly [number, number],
    date: number,
    more: { readonly debit_type?: string; readonly item_id?: number } = {},
  ): Charged => {
    const [amount, outstanding] = amounts;
    const { account_line_id: id } = addCharge(world, {
      patron_id: OWNER,
      amount,
      amount_outstanding: outstanding,
      description,
      internal_note: 'argued at the desk',
      date,
      ...more,
    });
    const fields: ChargeFields = {
      localId: String(id),
      amount: { amount: outstanding.toFixed(2), currency: 'GBP' },
      reason: description,
      raisedOn: localDate(date, world.timeZone),
    };
    const open: OpenChargeFields = {
      ...NOT_OF_A_COPY,
      localId: fields.localId,
      homeSite: 'A1',
      itemLocalId: more.item_id === undefined ? null : String(more.item_id),
      kind: more.debit_type ?? 'MANUAL',
      amountPence: Number(outstanding.toFixed(2).replace('.', '')),
      chargedOn: fields.raisedOn,
    };
    return { what, fields, open };
  };
  const now = world.now();
  charge('a charge that is paid', 'Paid', [1, 0], now);
  return [
    charge('a charge', 'Overdue', [1.1, 1.1], now, {
      debit_type: 'OVERDUE',
      item_id: addTitle(world, 'Kept too long'),
    }),
    charge('a charge that is paid in part', 'Photocopies', [5, 2.25], now - 40 * DAY_MS),
  ];
}

function countUses(world: KohaWorld): ToldAccounts['useCounts'] {
  const count = (what: string, counted: Partial<KohaItem>, told: { loans: number | null; renewals: number | null }) => {
    const itemId = addTitle(world, `Counted ${what}`);
    const { last_checkout_date: lastBorrowedOn } = editItem(world, itemId, counted);
    const itemLocalId = String(itemId);
    return { what, fields: { itemLocalId, recordLocalId: String(biblioOf(itemId)), lastBorrowedOn, ...told } };
  };
  const lent = { checkouts_count: 3, last_checkout_date: '2024-05-02' };
  return [
    count('a copy that was lent and renewed', { ...lent, renewals_count: 2 }, { loans: 3, renewals: 2 }),
    count('a copy that was lent and never renewed', { ...lent, renewals_count: null }, { loans: 3, renewals: 0 }),
    count(
      'a copy of which nothing was ever counted',
      { checkouts_count: null, renewals_count: null },
      { loans: null, renewals: null },
    ),
  ];
}
