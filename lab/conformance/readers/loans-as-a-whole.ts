/** Checks of what a system tells of its loans as a whole, where readers are tokens, and of how often copies were lent. */
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import { everythingIn } from '../checks/keeps-silent.ts';
import { errorOf } from '../outcome.ts';
import type { PatronBench } from './bench.ts';
import type { ListPage, ReadersWanted, ReaderTokens } from '#contract/adapter.ts';

export async function all<T>(pages: AsyncIterable<ListPage<T>>): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

const openLoansOf = async ({ adapter, signal }: PatronBench) =>
  all(given(adapter.loans?.openLoans?.(signal), 'OPEN_LOANS is declared, and is not there'));
export const openChargesOf = async ({ adapter, signal }: PatronBench) =>
  all(given(adapter.loans?.openCharges?.(signal), 'OPEN_CHARGES is declared, and is not there'));
const useCountsOf = async ({ adapter, signal }: PatronBench) =>
  all(given(adapter.loans?.useCounts?.(signal), 'LOAN_COUNTS is declared, and is not there'));

/** A remote adapter knows what its system can do once it has asked. */
const learn = ({ adapter, signal }: PatronBench) => adapter.probe(signal);

export const loansAsAWhole: readonly Check<PatronBench>[] = [
  {
    name: 'tells every open loan once, with a token in the place of its reader',
    needs: ['OPEN_LOANS'],
    touches: 'reader',
    learn,
    async run(bench) {
      const { reader, stranger, personal } = bench.system.scene;
      const told = await openLoansOf(bench);

      agree(new Set(told.map(({ localId }) => localId)).size, told.length, 'a loan is told twice');
      const tokensOf = (copies: readonly { readonly itemLocalId: string | null }[]) => {
        const tokens = copies.map(({ itemLocalId }) => {
          const own = told.filter((loan) => loan.itemLocalId === itemLocalId);
          agree(own.length, 1, 'an open loan is told once');
          return own[0]?.readerToken;
        });
        return new Set(tokens);
      };
      const [own, others] = [tokensOf(reader.loans), tokensOf(stranger.loans)];
      agree(
        [own.size, others.size, new Set([...own, ...others]).size],
        [1, 1, 2],
        'each reader has one token of their own',
      );
      const text = JSON.stringify(told);
      for (const words of personal) holds(!text.includes(words), 'a list of loans has a name or a card');
    },
  },
  {
    name: 'says of a list of loans when it was written, on every page the same, or nothing where it tells what is so now',
    needs: ['OPEN_LOANS'],
    touches: 'reader',
    learn,
    async run({ adapter, signal, system }) {
      const told = new Set<string | undefined>();
      const pages = given(adapter.loans?.openLoans?.(signal), 'OPEN_LOANS is declared, and is not there');
      for await (const { asOf } of pages) told.add(asOf);

      const written = system.listsWrittenAt?.();
      const words = 'a list of a file is as of when the file was written, and any other is as of its harvest';
      agree([...told], [written === undefined ? undefined : new Date(written).toISOString()], words);
    },
  },
  {
    name: 'tells every charge that is not paid, each once and in whole pence, with a token in the place of its reader',
    needs: ['OPEN_CHARGES'],
    touches: 'reader',
    learn,
    async run(bench) {
      const { scene, openCharges } = bench.system;
      const told = await openChargesOf(bench);

      agree(new Set(told.map(({ localId }) => localId)).size, told.length, 'a charge is told twice');
      const pence = told.reduce((sum, { amountPence }) => sum + amountPence, 0);
      const all = given(openCharges?.(), 'the simulated system does not say how many charges there are');
      agree({ count: told.length, pence }, all, 'what is not paid is told whole, and what is paid is not told');
      const isExact = told.every(({ amountPence }) => Number.isSafeInteger(amountPence) && amountPence !== 0);
      holds(isExact, 'an amount is a whole number of pence, and not 0');
      for (const { currency } of told) holds(/^[A-Z]{3}$/.test(currency), 'money has a currency');
      const text = JSON.stringify(told);
      for (const words of scene.personal) holds(!text.includes(words), 'a list of charges has a name or a card');
    },
  },
  {
    name: 'ends with LMS_BAD_RESPONSE on a web page, never as if nothing were owed',
    needs: ['OPEN_CHARGES'],
    touches: 'reader',
    fault: 'web page',
    learn,
    async run(bench) {
      await bench.setFault('web page', 'everything');

      const error = await errorOf(openChargesOf(bench));

      agree(error.code, 'LMS_BAD_RESPONSE', `a web page in place of a list of charges is told as ${error.code}`);
    },
  },
  {
    name: 'ends with LMS_BAD_RESPONSE on a web page, never as if nothing were lent',
    needs: ['OPEN_LOANS'],
    touches: 'reader',
    fault: 'web page',
    learn,
    async run(bench) {
      await bench.setFault('web page', 'everything');

      const error = await errorOf(openLoansOf(bench));

      agree(error.code, 'LMS_BAD_RESPONSE', `a web page in place of a list of loans is told as ${error.code}`);
    },
  },
  {
    name: 'lets no number, card or name of a reader of a list into a log or an error',
    needs: ['OPEN_LOANS'],
    touches: 'reader',
    fault: 'cut answer',
    learn,
    async run(bench) {
      const said: string[] = [];
      for (const fault of ['web page', 'cut answer', 'internal error', 'cut connection'] as const) {
        await bench.setFault(fault, 'everything');
        said.push(everythingIn(await errorOf(openLoansOf(bench))));
      }

      for (const text of [...said, ...bench.logged]) {
        for (const words of bench.system.scene.personal)
          holds(!text.includes(words), 'a log or an error of a list holds a number, a card or a name of a reader');
      }
    },
  },
  {
    name: 'tells of each copy once how often it was lent',
    needs: ['LOAN_COUNTS'],
    touches: 'reader',
    learn,
    async run(bench) {
      const told = await useCountsOf(bench);

      holds(told.length > 0, 'no copy has a count');
      agree(new Set(told.map(({ itemLocalId }) => itemLocalId)).size, told.length, 'a copy is counted twice');
      for (const { loans } of told)
        holds(loans === null || (Number.isInteger(loans) && loans >= 0), 'a count is a number', loans);
    },
  },
];

/** A remote adapter knows what its system can do once it has asked. */
const readers = (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
  name,
  needs: ['READER_TOKENS'],
  touches: 'reader',
  learn: ({ adapter, signal }) => adapter.probe(signal),
  run,
});

async function readersOf({ adapter, signal }: PatronBench, wanted?: ReadersWanted): Promise<readonly ReaderTokens[]> {
  const pages = given(adapter.loans?.readers?.(signal, wanted), 'READER_TOKENS is declared, and is not there');
  return all(pages);
}

const OF_A_MOVE = ['card', 'expiryDay', 'blocked', 'messages'] as const;

export const allReaders: readonly Check<PatronBench>[] = [
  readers('tells tokens and how registrations stand, and nothing that is a person’s', async (bench) => {
    const told = await readersOf(bench, { cards: true });

    holds(told.length > 1, 'the list has all readers', told.length);
    const text = JSON.stringify(told);
    for (const personal of bench.system.scene.personal)
      holds(!text.includes(personal), 'a list of tokens has a name or a card');
    holds(!/\d{4}-\d{2}-\d{2}/.test(text), 'a list of tokens has the day of something');
  }),

  readers('tells what only a move needs if it is asked for, and of different cards different tokens', async (bench) => {
    const cards = (await readersOf(bench, { cards: true })).map(({ card }) => card);

    agree(new Set(cards).size, cards.length, 'two cards have one token');
    for (const wanted of [undefined, { cards: false }]) {
      for (const reader of await readersOf(bench, wanted))
        for (const fact of OF_A_MOVE) agree(reader[fact], undefined, `${fact} is told unasked`);
    }
  }),

  readers('tells of every reader what it tells of one: what is not told is not told of anybody', async (bench) => {
    const facts = [...OF_A_MOVE, 'category', 'expiry', 'hasEmail', 'owes'] as const;
    const told = (await readersOf(bench, { cards: true })).map((reader) =>
      facts.filter((fact) => reader[fact] !== undefined).join(' '),
    );

    agree(new Set(told).size, 1, 'of one reader something is told that is not told of another');
  }),
];
