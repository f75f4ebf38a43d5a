/** Checks of questions about readers that nobody waits for any more. */
import type { Capability } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import { GIVEN_UP_MS } from '../checks/given-up.ts';
import { accountIdOf, patronsOf, writesOf, type PatronBench } from './bench.ts';

type Ask = (signal: AbortSignal) => Promise<unknown>;
interface Question {
  readonly what: string;
  readonly needs: readonly Capability[];
  /** What has to be known beforehand; the question itself meets a system that does not answer. */
  readonly prepare: (bench: PatronBench) => Promise<Ask>;
}

const ofLoans = (
  what: string,
  needs: Capability,
  pages: (bench: PatronBench, signal: AbortSignal) => AsyncIterable<unknown> | undefined,
): Question => ({
  what,
  needs: [needs],
  prepare: async (bench) => async (signal) => {
    for await (const _ of given(pages(bench, signal), `${needs} is declared, and is not there`)) return;
  },
});

const QUESTIONS: readonly Question[] = [
  {
    what: 'an account',
    needs: ['PATRON_ACCOUNT'],
    async prepare(bench) {
      const id = await accountIdOf(bench, bench.system.scene.reader);
      return (signal) => patronsOf(bench.adapter).account(id, signal);
    },
  },
  {
    what: 'the question whose card it is',
    needs: ['PATRON_ACCOUNT'],
    prepare:
      async ({ adapter, system }) =>
      (signal) =>
        patronsOf(adapter).find(system.scene.reader.card, signal),
  },
  {
    what: 'a try at card and PIN',
    needs: ['PATRON_ACCOUNT', 'VERIFY_PATRON'],
    prepare: async ({ adapter, system }) => {
      const { card, pin } = system.scene.reader;
      return async (signal) => patronsOf(adapter).verify?.(card, pin, signal);
    },
  },
  ofLoans('all open loans', 'OPEN_LOANS', ({ adapter }, signal) => adapter.loans?.openLoans?.(signal)),
  ofLoans('all readers', 'READER_TOKENS', ({ adapter }, signal) => adapter.loans?.readers?.(signal)),
  ofLoans('all charges', 'OPEN_CHARGES', ({ adapter }, signal) => adapter.loans?.openCharges?.(signal)),
  ofLoans('how often copies were lent', 'LOAN_COUNTS', ({ adapter }, signal) => adapter.loans?.useCounts?.(signal)),
  {
    what: 'a hold that is not sent yet',
    needs: ['PATRON_ACCOUNT', 'PLACE_HOLD'],
    async prepare(bench) {
      const { reader, holdable } = bench.system.scene;
      const id = await accountIdOf(bench, reader);
      return (signal) => writesOf(bench.adapter, 'placeHold').placeHold(id, holdable[0], signal);
    },
  },
];

export const givenUp: readonly Check<PatronBench>[] = QUESTIONS.map(({ what, needs, prepare }) => ({
  name: `gives up ${what} when its caller does`,
  needs,
  touches: 'reader',
  fault: 'no answer',
  learn: ({ adapter, signal }) => adapter.probe(signal),
  async run(bench) {
    const ask = await prepare(bench);
    await bench.setFault('no answer', 'everything');
    const caller = new AbortController();
    const outcome = ask(caller.signal).then(
      () => 'an answer',
      (error: unknown) => (isMerciaError(error) ? error.code : 'no error of ours'),
    );
    caller.abort();

    const told = await Promise.race([outcome, delay(GIVEN_UP_MS, null, { ref: false })]);
    holds(told !== null, `${what} goes on after its caller has given it up: pass the signal on`);
    const words = `${what} that nobody waits for any more ends with: ${told}; pass the signal on, and say LMS_TIMEOUT`;
    agree(told, 'LMS_TIMEOUT', words);
  },
}));
