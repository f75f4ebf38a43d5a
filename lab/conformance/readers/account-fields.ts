/** Checks that compare every field of an account, and of the lists of all loans, holds and readers, with what is so. */
import type { OpenHold, OpenLoan, ReaderTokens, UseCount } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { parseId, type ItemId } from '#domain/ids.ts';
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import { orNotTried } from '../situations.ts';
import { needsOccasions, tellsFields, type Advice, type ToldThing } from '../told-fields.ts';
import { accountIdOf, accountOf, type PatronBench } from './bench.ts';
import { all, openChargesOf } from './loans-as-a-whole.ts';
import type {
  ChargeFields,
  HoldFields,
  LoanFields,
  OpenChargeFields,
  OpenHoldFields,
  OpenLoanFields,
  ReaderFields,
  RegistrationFields,
} from './told-accounts.ts';

const DAY = 'read days in the time zone of the system';

const REGISTRATION: Advice<RegistrationFields> = {
  category: 'give the site’s name for the category, else its code',
  homeSite: 'give the site that registered the reader',
  expiresOn: 'give the last day on which the registration is good',
  blocks: 'look at each reason by its own rule: a registration is good on its last day, a debt up to the limit',
  limitation: 'say what of the account could not be seen',
};
const LOAN: Advice<LoanFields> = {
  localId: 'give the system’s own number of the loan',
  itemLocalId: 'name the copy by the id that harvest gives it',
  recordLocalId: 'name the record of the copy',
  title: 'give the title as the system prints it',
  loanedAt: 'give the moment of the loan, not that of its end',
  due: DAY,
  overdue: 'compare with the present moment',
  renewals: 'give what the system has counted; null is not 0',
};
const HOLD: Advice<HoldFields> = {
  localId: 'give the system’s own number of the hold',
  itemLocalId: 'name the copy that is wanted, or that was caught',
  recordLocalId: 'name the record',
  title: 'give the title, but none of a record for one interlibrary loan, which may name a reader',
  enumeration: 'give the part that is wanted',
  status: 'READY is only what can be collected now',
  queuePosition: 'give the place of a hold that waits, and none of one that was caught',
  pickup: 'give the place where it is collected',
  placedAt: 'give the moment, or null where the system keeps the day alone',
  neededBy: 'give until when it is wanted, and no other day',
  expiresOn: 'give until when a copy is kept that can be collected, and no other day',
};
const CHARGE: Advice<ChargeFields> = {
  localId: 'give the system’s own number of the charge',
  amount: 'give what is still owed, and leave out what is paid',
  reason: 'give the words for the reader, and none of staff',
  raisedOn: DAY,
};
const OPEN_LOAN: Advice<OpenLoanFields> = {
  localId: LOAN.localId,
  itemLocalId: LOAN.itemLocalId,
  recordLocalId: LOAN.recordLocalId,
  loanedAt: LOAN.loanedAt,
  due: LOAN.due,
  renewals: LOAN.renewals,
};
const OPEN_HOLD: Advice<OpenHoldFields> = {
  localId: HOLD.localId,
  recordLocalId: HOLD.recordLocalId,
  itemLocalId: HOLD.itemLocalId,
  status: HOLD.status,
  placedOn: 'give the day on which it was placed',
  arrivedOn: 'give the day since when its copy waits',
  pickupSite: HOLD.pickup,
  place: HOLD.queuePosition,
};
const OPEN_CHARGE: Advice<OpenChargeFields> = {
  localId: CHARGE.localId,
  homeSite: REGISTRATION.homeSite,
  itemLocalId: LOAN.itemLocalId,
  recordLocalId: LOAN.recordLocalId,
  kind: 'give the code of what it is for, and no words',
  amountPence: 'give what is left to pay, in whole pence',
  chargedOn: DAY,
};
const USE: Advice<UseCount> = {
  itemLocalId: LOAN.itemLocalId,
  recordLocalId: LOAN.recordLocalId,
  loans: 'give what the system has counted; null is not 0',
  renewals: 'give what the system has counted; null is not 0',
  lastBorrowedOn: DAY,
};
const LISTED: Advice<ReaderFields> = {
  homeSite: REGISTRATION.homeSite,
  category: 'give the code of the category',
  expiry: 'give the year of the last day, and whether that is past',
  hasEmail: 'look at every address that the system writes to',
  owes: 'only what is above zero is owed',
  nameAndBirth:
    'make the token of nameAndBirthText, with the whole name and the birth date, and null where that gives nothing',
  email: 'make the token of emailText, and null where that gives nothing',
  expiryDay: 'make the token of expiryText, and null where there is no end',
  blocked: 'say whether somebody has blocked the reader, and not whether the reader owes or has expired',
  messages: 'count what stands on the account',
};

const localOf = (item: ItemId | null): string | null => (item === null ? null : (parseId(item, 'item')?.local ?? null));
const ofCopy = <Row extends { readonly item: ItemId | null }>(row: Row) => ({ ...row, itemLocalId: localOf(row.item) });

function compare<Fields extends object>(
  kind: string,
  things: readonly ToldThing<Fields>[],
  told: readonly Partial<Fields>[],
  { advice, untold, key }: { advice: Advice<Fields>; untold: Partial<Record<keyof Fields, string>>; key: keyof Fields },
): void {
  needsOccasions(things, advice, untold);
  const named = new Map(told.map((one) => [one[key], one]));
  tellsFields<Fields>(things, ({ fields }) => named.get(fields[key]), advice);
  agree(told.length, things.length, `more ${kind} are told than there are: tell each once, and none that has ended`);
}

export const accountFields: Check<PatronBench> = {
  name: 'tells every field of an account as it is, in every state',
  needs: ['PATRON_ACCOUNT'],
  touches: 'reader',
  async run(bench) {
    const told = orNotTried(bench.system.situations.everyField)();
    const { untold } = told;
    needsOccasions(told.readers, REGISTRATION, untold.registration);
    const registrations = new Map<string, RegistrationFields>();
    for (const { card } of told.readers) registrations.set(card, registrationOf(await accountOf(bench, { card })));
    tellsFields<RegistrationFields, (typeof told.readers)[number]>(
      told.readers,
      ({ card }) => registrations.get(card),
      REGISTRATION,
    );

    const { loans, holds: held, charges } = await accountOf(bench, told);

    const localId = 'localId';
    compare('loans', told.loans, (loans ?? []).map(ofCopy), { advice: LOAN, untold: untold.loan, key: localId });
    compare('holds', told.holds, (held ?? []).map(ofCopy), { advice: HOLD, untold: untold.hold, key: localId });
    compare('charges', told.charges, charges ?? [], { advice: CHARGE, untold: untold.charge, key: localId });
  },
};

function registrationOf({ category, homeSite, expiresOn, blocks, limitation }: AccountFacts): RegistrationFields {
  return {
    category,
    homeSite,
    expiresOn,
    blocks: blocks?.map(({ code }) => code) ?? null,
    limitation: limitation?.code ?? null,
  };
}

/** A remote adapter knows what its system can do once it has asked. */
const learn = ({ adapter, signal }: PatronBench) => adapter.probe(signal);

export const wholeFields: readonly Check<PatronBench>[] = [
  {
    name: 'tells every field of all loans and holds as it is, and whose they are by the same token',
    needs: ['OPEN_LOANS'],
    touches: 'reader',
    learn,
    async run(bench) {
      const told = orNotTried(bench.system.situations.everyField)();
      const { untold } = told;
      const [loans, held] = [await openLoansOf(bench), await openHoldsOf(bench)];
      const own = <Row extends { readonly localId: string }>(
        rows: readonly Row[],
        things: readonly ToldThing<{ readonly localId: string }>[],
      ) => rows.filter((row) => things.some(({ fields }) => fields.localId === row.localId));
      const [ownLoans, ownHolds] = [own(loans, told.openLoans), own(held, told.openHolds)];

      const key = 'localId';
      compare('loans', told.openLoans, ownLoans, { advice: OPEN_LOAN, untold: untold.openLoan, key });
      compare('holds', told.openHolds, ownHolds, { advice: OPEN_HOLD, untold: untold.openHold, key });

      // A system that tells no accounts has no number of one to compare with.
      const account = bench.adapter.patrons === undefined ? null : await accountIdOf(bench, told);
      const tokens = new Set([...ownLoans, ...ownHolds].map(({ readerToken }) => readerToken));
      const words =
        'one reader has different tokens in the lists of loans and holds: make each of the account’s number, by readerToken';
      agree(tokens.size, 1, words);
      for (const { readerToken } of [...loans, ...held]) {
        const isRaw = readerToken === account || /^\d*$/.test(readerToken);
        holds(!isRaw, 'the token of a reader is the number of the account itself: give what readerToken makes of it');
      }
    },
  },
  {
    name: 'tells every field of all charges as it is, by the token of their reader',
    needs: ['OPEN_CHARGES'],
    touches: 'reader',
    learn,
    async run(bench) {
      const { openCharges, untold } = orNotTried(bench.system.situations.everyField)();
      const told = await openChargesOf(bench);
      const own = told.filter(({ localId }) => openCharges.some(({ fields }) => fields.localId === localId));
      compare('charges', openCharges, own, { advice: OPEN_CHARGE, untold: untold.openCharge, key: 'localId' });
    },
  },
  {
    name: 'tells every field of all readers as it is, by the tokens of their loans',
    needs: ['OPEN_LOANS', 'READER_TOKENS'],
    touches: 'reader',
    learn,
    async run(bench) {
      const told = orNotTried(bench.system.situations.everyField)();
      const things = told.readers.map((one) => ({ ...one, fields: one.listed }));
      needsOccasions(things, LISTED, told.untold.listed);
      const loans = new Map((await openLoansOf(bench)).map((loan) => [loan.localId, loan.readerToken]));
      const readers = new Map((await readersOf(bench)).map((one) => [one.readerToken, one]));

      const rowOf = ({ loanLocalId }: { readonly loanLocalId: string }) => readers.get(loans.get(loanLocalId) ?? '');
      for (const thing of things) {
        const words = `of ${thing.what}, the token in the list of loans is none of the list of readers: make both of the account’s number, by readerToken`;
        holds(rowOf(thing) !== undefined, words);
      }
      tellsFields<ReaderFields, (typeof things)[number]>(things, (thing) => rowOf(thing), LISTED);
    },
  },
  {
    name: 'tells every count of use as it is',
    needs: ['LOAN_COUNTS'],
    touches: 'reader',
    learn,
    async run(bench) {
      const { useCounts, untold } = orNotTried(bench.system.situations.everyField)();
      const pages = given(bench.adapter.loans?.useCounts?.(bench.signal), 'LOAN_COUNTS is declared, and is not there');
      const counts = new Map((await all(pages)).map((one) => [one.itemLocalId, one]));

      needsOccasions(useCounts, USE, untold.useCount);
      tellsFields<UseCount>(useCounts, ({ fields }) => counts.get(fields.itemLocalId), USE);
    },
  },
];

async function openLoansOf({ adapter, signal }: PatronBench): Promise<readonly OpenLoan[]> {
  return all(given(adapter.loans?.openLoans?.(signal), 'OPEN_LOANS is declared, and is not there'));
}

async function openHoldsOf({ adapter, signal }: PatronBench): Promise<readonly OpenHold[]> {
  return all(adapter.loans?.openHolds?.(signal) ?? nothing());
}

async function readersOf({ adapter, signal }: PatronBench): Promise<readonly ReaderTokens[]> {
  const pages = adapter.loans?.readers?.(signal, { cards: true });
  return all(given(pages, 'READER_TOKENS is declared, and is not there'));
}

async function* nothing(): AsyncGenerator<never> {
  // A system may tell loans and no holds.
}
