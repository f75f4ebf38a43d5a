/** The planted faults of single fields: of copies, accounts, and the lists of all loans, holds, readers and charges. */
import type { ListPage, LmsAdapter, OpenCharge, OpenHold, OpenLoan, ReaderTokens } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import type { ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { PatronBench } from '../readers/bench.ts';
import type { SimulatedBench } from '../system.ts';
import type { Mutant } from './mutant.ts';
import { accounts } from './reader-mistakes.ts';
import { holdings, inItems, inPatrons, inWrites, isFacts, overriding, copies as copiesOf } from './overriding.ts';

const EVERY_FIELD = 'tells every field of a copy';
const EVERY_FIELD_OF_ACCOUNT = 'tells every field of an account';

const copies = (name: string, change: (item: ItemFacts) => Partial<ItemFacts>): Mutant<SimulatedBench> =>
  copiesOf(name, EVERY_FIELD, change);

export const PLANTED_IN_FIELDS: readonly Mutant<SimulatedBench>[] = [
  copies('says of copies on order that they are in their place', ({ status }) =>
    status === 'ON_ORDER' ? { status: 'AVAILABLE' } : {},
  ),
  copies('says of a copy that is read in the library that it is lent', ({ status }) =>
    status === 'IN_USE_ON_SITE' ? { status: 'ON_LOAN' } : {},
  ),
  copies('tells a copy that is away on the shelf that it left', ({ currentLocation, permanentLocation }) =>
    currentLocation === null ? {} : { currentLocation: permanentLocation },
  ),
  copies('shows a note of staff as one for the public', ({ publicNotes }) => ({
    publicNotes: [...publicNotes, 'Damp'],
  })),
  copies('knows only types that copies have themselves', ({ itemType }) =>
    itemType?.length === 2 ? {} : { itemType: null },
  ),
  copies('counts everybody in the queue of each copy', ({ holdQueue }) => ({
    holdQueue: holdQueue === null ? null : 1,
  })),
  holdings('counts who can collect a copy among those who wait', EVERY_FIELD, (facts) => {
    const caught = facts.items.filter(({ status }) => status === 'ON_HOLD_SHELF').length;
    return { ...facts, holdQueue: facts.holdQueue === null ? null : facts.holdQueue + caught };
  }),
  holdings('says of a title without copies that it is gone', 'tells a title without copies', (facts) =>
    facts.items.length === 0 ? null : facts,
  ),
  holdings('takes holds that could not be read for none', 'tells less and why', (facts) => ({
    ...facts,
    holdQueue: facts.holdQueue ?? 0,
    limitation: null,
    items: facts.items.map((item) => ({ ...item, limitations: [] })),
  })),
  inItems(
    { name: 'shows copies of hidden titles to who asks for them', foundBy: 'shows a hidden title nowhere' },
    (items, acted) => {
      const told = new Map<string, ItemFacts>();
      return {
        async findAvailability(...asked) {
          const slots = await items.findAvailability(...asked);
          for (const slot of slots) {
            if (isFacts(slot)) for (const item of slot.items) told.set(item.id, item);
          }
          return slots;
        },
        async findItems(ids, signal) {
          acted();
          const found = await items.findItems(ids, signal);
          return found.map((one, place) => {
            const item = told.get(ids[place] ?? '');
            if (one !== null || item === undefined) return one;
            return { asOf: new Date().toISOString(), item, library: null, recordLocalId: '', limitation: null };
          });
        },
      };
    },
  ),
];

type Hold = NonNullable<AccountFacts['holds']>[number];
type Loan = NonNullable<AccountFacts['loans']>[number];
const eachHold = (name: string, change: (hold: Hold) => Partial<Hold>): Mutant<PatronBench> =>
  accounts(name, EVERY_FIELD_OF_ACCOUNT, (facts) => ({
    ...facts,
    holds: facts.holds?.map((hold) => ({ ...hold, ...change(hold) })) ?? null,
  }));
const eachLoan = (name: string, change: (loan: Loan) => Partial<Loan>): Mutant<PatronBench> =>
  accounts(name, EVERY_FIELD_OF_ACCOUNT, (facts) => ({
    ...facts,
    loans: facts.loans?.map((loan) => ({ ...loan, ...change(loan) })) ?? null,
  }));

/** Gives other rows of one of the lists of everything. */
function rows<Row extends OpenLoan | OpenHold | ReaderTokens | OpenCharge>(
  name: string,
  foundBy: string,
  list: 'openLoans' | 'openHolds' | 'readers' | 'openCharges',
  change: (row: Row) => Row,
): Mutant<PatronBench> {
  return {
    name,
    foundBy,
    fault: null,
    alter(adapter: LmsAdapter, _bench, acted) {
      const { loans } = adapter;
      const pages = loans?.[list]?.bind(loans) as ((signal: AbortSignal) => AsyncIterable<ListPage<Row>>) | undefined;
      if (loans === undefined || pages === undefined) return adapter;
      const altered = async function* (signal: AbortSignal): AsyncGenerator<ListPage<Row>> {
        acted();
        for await (const page of pages(signal)) yield { ...page, rows: page.rows.map(change) };
      };
      return overriding(adapter, { loans: overriding(loans, { [list]: altered }) });
    },
  };
}

export const PLANTED_IN_ACCOUNTS: readonly Mutant<PatronBench>[] = [
  eachHold('forgets until when a hold is wanted', () => ({ neededBy: null })),
  eachHold('says of a hold whose copy is fetched that it can be collected', ({ status }) =>
    status === 'IN_TRANSIT' ? { status: 'READY' } : {},
  ),
  eachHold('shows the title of an interlibrary loan to who waits for it', ({ title }) => ({
    title: title ?? 'For a reader',
  })),
  eachLoan('says 0 of renewals that nobody counted', ({ renewals }) => ({ renewals: renewals ?? 0 })),
  accounts('says on the last day of a registration that it has ended', EVERY_FIELD_OF_ACCOUNT, (facts) => ({
    ...facts,
    blocks: facts.blocks?.length === 0 ? [{ code: 'EXPIRED', message: null }] : facts.blocks,
  })),
  accounts('tells charges that are paid as owed', EVERY_FIELD_OF_ACCOUNT, (facts) => ({
    ...facts,
    charges:
      facts.charges === null ? null : [...facts.charges, ...facts.charges.map((one) => ({ ...one, localId: 'x' }))],
  })),
  rows<OpenLoan>('gives numbers for the tokens of loans', 'tells every field of all loans', 'openLoans', (loan) => ({
    ...loan,
    readerToken: '71',
  })),
  rows<OpenHold>(
    'gives other tokens for holds than for loans',
    'tells every field of all loans',
    'openHolds',
    (hold) => ({
      ...hold,
      readerToken: `${hold.readerToken}h`,
    }),
  ),
  rows<ReaderTokens>(
    'gives readers other tokens than their loans',
    'tells every field of all readers',
    'readers',
    (one) => ({
      ...one,
      readerToken: `${one.readerToken}r`,
    }),
  ),
  rows<OpenCharge>('takes pence for pounds', 'tells every charge that is not paid', 'openCharges', (charge) => ({
    ...charge,
    amountPence: charge.amountPence * 100,
  })),
  rows<OpenCharge>(
    'forgets for which copy a charge is',
    'tells every field of all charges',
    'openCharges',
    (charge) => ({
      ...charge,
      itemLocalId: null,
    }),
  ),
  inWrites(
    { name: 'places a hold on a title where a copy is wanted', foundBy: 'sends everything of a hold' },
    (writes, acted) => ({
      async placeHold(account, wanted, signal) {
        acted();
        const onTitle = { ...wanted, itemLocalId: null };
        return (await writes.placeHold?.(account, onTitle, signal)) ?? { outcome: 'DONE', done: null };
      },
    }),
  ),
  inPatrons(
    { name: 'leaves out a loan that it cannot read', foundBy: 'tells no account of which a loan cannot be read' },
    (patrons, acted) => ({
      account: (...asked) =>
        patrons.account(...asked).catch((error: unknown) => {
          if (!(error instanceof MerciaError)) throw error;
          acted();
          return null;
        }),
    }),
  ),
];
