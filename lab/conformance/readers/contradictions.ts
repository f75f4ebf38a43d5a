/** Checks of systems that say two things at once: neither is told as sure. */
import type { WriteOutcome } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { agree, given } from '../agree.ts';
import type { Check } from '../check.ts';
import { orNotTried } from '../situations.ts';
import { accountIdOf, accountOf, writesOf } from './bench.ts';
import type { PatronBench } from './bench.ts';

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
