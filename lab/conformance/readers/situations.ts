/** Checks of accounts after something has happened that the suite knows of. */
import type { LoanFacts, WriteOutcome } from '#domain/accounts.ts';
import { parseId } from '#domain/ids.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import { datesAnew } from '../checks/dates.ts';
import { MOMENTS } from '../checks/live-situations.ts';
import { errorOf } from '../outcome.ts';
import { orNotTried } from '../situations.ts';
import { accountIdOf, accountOf, patronsOf, writesOf, type PatronBench } from './bench.ts';
import { isMerciaError } from '#platform/errors.ts';

const account = (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
  name,
  needs: ['PATRON_ACCOUNT'],
  touches: 'reader',
  run,
});

/** More than a page of any system that is known. */
const MANY_LOANS = 120;

export const accountSituations: readonly Check<PatronBench>[] = [
  account(
    'tells on which day a loan is due by the calendar of the library, at midnight and when clocks change',
    async (bench) => {
      const lend = orNotTried(bench.system.situations.lendUntil);
      for (const at of MOMENTS) {
        const { itemLocalId, exactly } = lend(at);
        const loan = (await loansOf(bench)).find(
          ({ item }) => item !== null && parseId(item, 'item')?.local === itemLocalId,
        );
        const { due } = given(loan, 'a loan is missing in the account');
        const { day } = toWallTime(at.getTime(), bench.system.timeZone);
        const words = 'a loan is due on another day than the account says: read days in the time zone of the system';
        agree(due?.on, day, words);
        const told = due?.at ?? null;
        const hour = told === null ? null : Date.parse(told);
        agree(hour, exactly === 'hour' ? at.getTime() : null, 'a loan is due at another hour than the account says');
      }
    },
  ),

  account('tells every loan of an account that has more than a page of them', async (bench) => {
    const before = (await loansOf(bench)).length;
    orNotTried(bench.system.situations.lendMany)(MANY_LOANS);

    const loans = await loansOf(bench);

    const words = `an account has ${before + MANY_LOANS} loans, and another number is told: read every page of them`;
    agree(new Set(loans.map(({ localId }) => localId)).size, before + MANY_LOANS, words);
  }),

  account('tells no account of which a loan cannot be read', async (bench) => {
    orNotTried(bench.system.situations.spoilLoan)();

    const id = await accountIdOf(bench, bench.system.scene.stranger);
    const error = await errorOf(patronsOf(bench.adapter).account(id, bench.signal));

    const words =
      'a loan that cannot be read is left out, as if it had been brought back: end the question with LMS_BAD_RESPONSE';
    agree(error.code, 'LMS_BAD_RESPONSE', words);
  }),

  {
    ...account('tells every open loan of a library that has more than a page of them', async (bench) => {
      const openLoans = async () => {
        let loans = 0;
        for await (const page of bench.adapter.loans?.openLoans?.(bench.signal) ?? []) loans += page.rows.length;
        return loans;
      };
      const before = await openLoans();
      orNotTried(bench.system.situations.lendMany)(MANY_LOANS);

      const words = `there are ${before + MANY_LOANS} open loans, and another number is told: read every page of them`;
      agree(await openLoans(), before + MANY_LOANS, words);
    }),
    needs: ['OPEN_LOANS'],
    learn: ({ adapter, signal }) => adapter.probe(signal),
  },

  account('logs in again where its log-in has ended', async (bench) => {
    const expire = orNotTried(bench.system.situations.expireLogin);
    const before = (await loansOf(bench)).length;
    expire();

    const after = await loansOf(bench).catch((error: unknown) => [error]);

    agree(after.length, before, 'a log-in that has ended is not begun again: on 401 log in again once, and ask again');
    holds(!after.some((one) => one instanceof Error), 'a log-in that has ended costs the account: log in again once');
  }),

  account('dates every account anew', async (bench) => {
    const id = await accountIdOf(bench, bench.system.scene.reader);
    await datesAnew('an account', async () => {
      const facts = await patronsOf(bench.adapter).account(id, bench.signal);
      return facts === null ? [] : [facts.asOf];
    });
  }),
];

async function loansOf(bench: PatronBench): Promise<readonly LoanFacts[]> {
  const { loans } = await accountOf(bench, bench.system.scene.stranger);
  return given(loans, 'of an account no loans are told');
}

/** Of systems that say two things at once, neither is told as sure. */
export const contradictedHold: Check<PatronBench> = {
  name: 'says of no hold that it is ready while its copy says otherwise',
  needs: ['PATRON_ACCOUNT'],
  touches: 'reader',
  async run(bench) {
    const ready = async () => {
      const { holds } = await accountOf(bench, bench.system.scene.stranger);
      return given(holds, 'of an account no holds are told').filter(({ status }) => status === 'READY').length;
    };
    const contradict = orNotTried(bench.system.situations.contradictHold);
    const before = await ready();
    contradict();

    const words =
      'a hold is told as READY by the list alone, while its copy is not on the hold shelf: somebody would come for nothing; let both say so, else say UNKNOWN';
    agree(await ready(), before, words);
  },
};

const WRITES = [
  ['RENEW', 'a renewal', 'renew'],
  ['PLACE_HOLD', 'a hold', 'placeHold'],
  ['CANCEL_HOLD', 'a cancelled hold', 'cancelHold'],
] as const;

export const contradictedWrites: readonly Check<PatronBench>[] = WRITES.map(([needs, what, write]) => ({
  name: `does not say that ${what} is done where the answer also says that it is not`,
  needs: ['PATRON_ACCOUNT', needs],
  touches: 'writes',
  async run(bench) {
    const { system, adapter, signal } = bench;
    const contradict = orNotTried(system.situations.contradictWrites);
    const { reader, holdable } = system.scene;
    const account = await accountIdOf(bench, reader);
    const { loans, holds } = await accountOf(bench, reader);
    const loan = loans?.find(({ renewable }) => renewable?.possible !== false);
    const hold = holds?.find(({ status }) => status === 'QUEUED');
    const send: Readonly<Record<typeof write, () => Promise<WriteOutcome<unknown>>>> = {
      renew: async () => writesOf(adapter, 'renew').renew(account, given(loan, 'no loan is told').localId, signal),
      placeHold: async () => writesOf(adapter, 'placeHold').placeHold(account, holdable[0], signal),
      cancelHold: async () =>
        writesOf(adapter, 'cancelHold').cancelHold(account, given(hold, 'no queued hold is told').localId, signal),
    };
    await contradict();

    const told = await send[write]().then(
      ({ outcome }) => outcome,
      (error: unknown) => (isMerciaError(error) ? error.code : 'no error of ours'),
    );

    const words = `the answer to ${what} says that it was done and that it was not, and it is told as ${told}: throw LMS_BAD_RESPONSE, so that the account is read`;
    agree(told, 'LMS_BAD_RESPONSE', words);
    agree(system.writes(), 1, 'a write whose answer contradicts itself is sent once');
  },
}));
