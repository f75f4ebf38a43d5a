/** Checks of what changes accounts: done or refused with the reason, and never sent twice. */
import type { Capability, WriteSource } from '#contract/adapter.ts';
import { parseId } from '#domain/ids.ts';
import type { LoanFacts, RefusalCode, WriteOutcome } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { isForSameTitle } from '#domain/same-title.ts';
import { agree, given, holds } from '../agree.ts';
import { NotTried, type Check } from '../check.ts';
import { errorOf } from '../outcome.ts';
import { orNotTried } from '../situations.ts';
import { accountIdOf, accountOf, adapterUnder, FAULT_CODES, writesOf, type PatronBench } from './bench.ts';
import type { SceneLoan, SceneReader } from './patron-system.ts';

const NO_SUCH = '99999999';
const NEEDED_BY = '2031-03-09';

const write = (capabilities: readonly Capability[]) => {
  return (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
    name,
    needs: ['PATRON_ACCOUNT', ...capabilities],
    touches: 'writes',
    run,
  });
};
const renews = write(['RENEW']);
const places = write(['PLACE_HOLD']);
const cancels = write(['CANCEL_HOLD']);

const writeOf = <Write extends keyof WriteSource>({ adapter }: PatronBench, name: Write) => writesOf(adapter, name);

async function loanOf(
  bench: PatronBench,
  reader: SceneReader,
  which: (loan: SceneLoan) => boolean,
): Promise<LoanFacts> {
  const wanted = reader.loans.find(which);
  const { loans } = await accountOf(bench, reader);
  const loan = loans?.find(({ item }) => item !== null && parseId(item, 'item')?.local === wanted?.itemLocalId);
  if (wanted === undefined) throw new NotTried('the scene has no such loan');
  return given(loan, 'a loan is missing in the account');
}

async function queuedHold(bench: PatronBench): Promise<string> {
  const { holds: told } = await accountOf(bench, bench.system.scene.reader);
  return given(
    told?.find(({ status }) => status === 'QUEUED'),
    'a hold in the queue is missing in the account',
  ).localId;
}

function codeOf(outcome: WriteOutcome<unknown>): RefusalCode | 'DONE' {
  return outcome.outcome === 'REFUSED' ? outcome.refusal.code : 'DONE';
}

const outcomeOf = (loan: SceneLoan): SceneLoan['renewable'] => loan.renews ?? loan.renewable;
const renewable = (loan: SceneLoan): boolean => outcomeOf(loan) === true;

export const renewing: readonly Check<PatronBench>[] = [
  renews('renews a loan, says until when, and the account says the same', async (bench) => {
    const { reader } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const loan = await loanOf(bench, reader, renewable);

    const outcome = await writeOf(bench, 'renew').renew(account, loan.localId, bench.signal);

    const after = (await accountOf(bench, reader)).loans?.find(({ localId }) => localId === loan.localId);
    agree(
      codeOf(outcome),
      'DONE',
      `a loan that can be renewed is told as ${codeOf(outcome)}: send the renewal, and read what came of it`,
    );
    const done = outcome.outcome === 'DONE' ? outcome.done : null;
    const words = 'of a loan that was renewed is not told until when: give the loan as it is now, or read it once more';
    holds(done?.due !== undefined && done.due !== null, words);
    agree(done.due, after?.due, 'the account says another day than the renewal');
    holds(
      (after?.due?.on ?? '') > (loan.due?.on ?? ''),
      'a loan that was renewed is not due later than before: give the day that the system says after the renewal',
    );
    agree(
      bench.system.writes(),
      1,
      'a renewal was sent another number of times than once: send a write again only where its log-in had ended',
    );
  }),

  renews(
    'is refused with the reason, that which was told beforehand if one was, and changes nothing',
    async (bench) => {
      const { reader } = bench.system.scene;
      const account = await accountIdOf(bench, reader);
      const spent = reader.loans.filter((loan) => typeof outcomeOf(loan) === 'string');
      holds(spent.length > 0, 'the scene has a loan that cannot be renewed');
      for (const one of spent) {
        const loan = await loanOf(bench, reader, (candidate) => candidate === one);

        const outcome = await writeOf(bench, 'renew').renew(account, loan.localId, bench.signal);

        agree(
          codeOf(outcome),
          outcomeOf(one),
          `a renewal that the system refuses is told as ${codeOf(outcome)}: map what it says to its reason`,
        );
        const after = await loanOf(bench, reader, (candidate) => candidate === one);
        agree(
          after.due,
          loan.due,
          'a renewal was told as refused, and the loan has another day: tell what the system did',
        );
      }
    },
  ),

  renews(
    "is refused as not found for somebody else's loan and for one that does not exist, without a write",
    async (bench) => {
      const { reader, stranger } = bench.system.scene;
      const account = await accountIdOf(bench, reader);
      const foreign = await loanOf(bench, stranger, () => true);

      for (const loan of [foreign.localId, NO_SUCH]) {
        const outcome = await writeOf(bench, 'renew').renew(account, loan, bench.signal);
        const told = codeOf(outcome);
        agree(told, 'NOT_FOUND', `a renewal of a loan that is not the reader's is told as ${told}: answer NOT_FOUND`);
      }
      agree(
        bench.system.writes(),
        0,
        "a renewal of a loan that is not the reader's was sent: look first whose loan it is",
      );
    },
  ),
];

export const placing: readonly Check<PatronBench>[] = [
  places('places one on a title, and the account has it', async (bench) => {
    const { reader, holdable } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const [wanted] = holdable;

    const outcome = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);

    const told = (await accountOf(bench, reader)).holds;
    const placed = told?.find((hold) => isForSameTitle(hold, wanted) === true);
    agree(codeOf(outcome), 'DONE', 'a hold that can be placed is placed');
    if (outcome.outcome === 'DONE' && outcome.done !== null) {
      agree(outcome.done.localId, placed?.localId, 'the account has the hold that was placed');
    }
    agree(placed?.status, 'QUEUED', 'a hold that was placed waits');
    agree(
      bench.system.writes(),
      1,
      'a hold was sent another number of times than once: send a write again only where its log-in had ended',
    );
  }),

  places('places one on a copy, and refuses the same again', async (bench) => {
    const { reader, holdable } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const [, wanted] = holdable;
    if (wanted.itemLocalId === null) throw new NotTried('holds on single copies are not placed here');

    const first = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);
    const again = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);

    agree([codeOf(first), codeOf(again)], ['DONE', 'ALREADY_DONE'], 'the same hold is placed once');
    agree(bench.system.holdsOn(wanted.recordLocalId), 1, 'the same hold is placed once');
  }),

  places('sends everything of a hold that is wanted: copy, pick-up place, day and part', async (bench) => {
    const { reader, holdable } = bench.system.scene;
    const heldAs = orNotTried(bench.system.situations.heldAs);
    const account = await accountIdOf(bench, reader);
    for (const one of holdable) {
      const wanted = { ...one, neededBy: NEEDED_BY };

      const outcome = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);

      agree(codeOf(outcome), 'DONE', 'a hold that can be placed is placed');
      const { copies: _, ...all } = wanted;
      const words =
        'another hold was placed than was wanted: send copy, pick-up place, day and part, each where it is not null';
      agree(heldAs(wanted.recordLocalId), all, words);
      const told = (await accountOf(bench, reader)).holds?.find((hold) => isForSameTitle(hold, wanted) === true);
      const { pickup, neededBy } = given(told, 'a hold that was placed is missing in the account');
      const day = 'until when a hold is wanted is told otherwise than it was placed';
      agree({ pickup: pickup?.siteCode, neededBy }, { pickup: wanted.pickup, neededBy: wanted.neededBy }, day);
    }
  }),

  places('is refused with the reason where it is not possible', async (bench) => {
    const { reader, unholdable } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    for (const { why, wanted, code } of unholdable) {
      const before = bench.system.holdsOn(wanted.recordLocalId);

      const outcome = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);

      agree(codeOf(outcome), code, `a hold is refused with the reason: ${why}`);
      agree(bench.system.holdsOn(wanted.recordLocalId), before, `a refused hold changes nothing: ${why}`);
    }
  }),

  places('is refused to readers who are blocked, whether or not the system itself looks', async (bench) => {
    const { blocked, holdable } = bench.system.scene;
    const [wanted] = holdable;
    for (const { reader, code } of blocked) {
      const account = await accountIdOf(bench, reader);
      const outcome = await writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal);
      agree(codeOf(outcome), 'BLOCKED', `a reader who is ${code} may not place a hold`);
    }
    agree(bench.system.holdsOn(wanted.recordLocalId), 0, 'a refused hold changes nothing');
  }),
];

export const cancelling: readonly Check<PatronBench>[] = [
  cancels('ends it, and says so when it is asked again', async (bench) => {
    const { reader } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const hold = await queuedHold(bench);

    const outcome = await writeOf(bench, 'cancelHold').cancelHold(account, hold, bench.signal);
    const again = await writeOf(bench, 'cancelHold').cancelHold(account, hold, bench.signal);

    agree(codeOf(outcome), 'DONE', 'a hold is cancelled');
    holds(['ALREADY_DONE', 'NOT_FOUND'].includes(codeOf(again)), 'a cancelled hold is cancelled once', codeOf(again));
    const left = (await accountOf(bench, reader)).holds?.map(({ localId }) => localId) ?? [];
    holds(!left.includes(hold), 'a cancelled hold stands in the account');
  }),

  cancels("leaves somebody else's alone, as if it did not exist", async (bench) => {
    const { reader, stranger } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const before = await accountOf(bench, stranger);
    const [foreign] = before.holds ?? [];

    const outcome = await writeOf(bench, 'cancelHold').cancelHold(account, foreign?.localId ?? '', bench.signal);

    const told = codeOf(outcome);
    agree(
      told,
      'NOT_FOUND',
      `a cancellation of somebody else's hold is told as ${told}: answer NOT_FOUND, as if there were none`,
    );
    agree(
      (await accountOf(bench, stranger)).holds,
      before.holds,
      "somebody else's hold was changed: look first whose hold it is",
    );
    agree(bench.system.writes(), 0, "a cancellation of somebody else's hold was sent: look first whose hold it is");
  }),
];

/** Sends a write whose log-in ends just before it reaches the system, which has then done nothing. */
async function afterLoginEnded(bench: PatronBench, send: () => Promise<WriteOutcome<unknown>>): Promise<void> {
  await orNotTried(bench.system.situations.expireLoginAtWrite)();

  const told = await send().then(codeOf, (error: unknown) => (isMerciaError(error) ? error.code : String(error)));

  const words = `a write to which the system said that the log-in has ended was told as ${told}, and nothing was done: log in again, and send it once more`;
  holds(told === 'DONE', words);
}

export const loginEnded: readonly Check<PatronBench>[] = [
  renews('sends a renewal again where the log-in ended just before it', async (bench) => {
    const { reader } = bench.system.scene;
    const account = await accountIdOf(bench, reader);
    const loan = await loanOf(bench, reader, renewable);
    await afterLoginEnded(bench, () => writeOf(bench, 'renew').renew(account, loan.localId, bench.signal));
  }),
  places('sends a hold again where the log-in ended just before it', async (bench) => {
    const { reader, holdable } = bench.system.scene;
    const [wanted] = holdable;
    const account = await accountIdOf(bench, reader);
    await afterLoginEnded(bench, () => writeOf(bench, 'placeHold').placeHold(account, wanted, bench.signal));
    agree(
      bench.system.holdsOn(wanted.recordLocalId),
      1,
      'a hold that was sent again was placed another number of times than once',
    );
  }),
  cancels('sends a cancellation again where the log-in ended just before it', async (bench) => {
    const account = await accountIdOf(bench, bench.system.scene.reader);
    const hold = await queuedHold(bench);
    await afterLoginEnded(bench, () => writeOf(bench, 'cancelHold').cancelHold(account, hold, bench.signal));
  }),
];

/** One for each fault and each write. */
export const brokenOff = FAULT_CODES.map(([fault, code]) => {
  const judge = async (
    bench: PatronBench,
    send: (adapter: PatronBench['adapter']) => Promise<unknown>,
  ): Promise<void> => {
    const adapter = adapterUnder(fault, bench);
    await bench.setFault(fault, 'writes');

    const error = await errorOf(send(adapter));

    agree(
      [error.code, bench.system.writes(), error.notSent],
      [code, 1, false],
      'a write that broke off is sent once, and not told as done',
    );
  };
  const checks: readonly Check<PatronBench>[] = [
    renews(`ends with ${code} and has sent it once: renew`, async (bench) => {
      const account = await accountIdOf(bench, bench.system.scene.reader);
      const loan = await loanOf(bench, bench.system.scene.reader, renewable);
      await judge(bench, (adapter) => writesOf(adapter, 'renew').renew(account, loan.localId, bench.signal));
    }),
    places(`ends with ${code} and has sent it once: place a hold`, async (bench) => {
      const account = await accountIdOf(bench, bench.system.scene.reader);
      const [wanted] = bench.system.scene.holdable;
      await judge(bench, (adapter) => writesOf(adapter, 'placeHold').placeHold(account, wanted, bench.signal));
    }),
    cancels(`ends with ${code} and has sent it once: cancel a hold`, async (bench) => {
      if (fault === 'cut answer') {
        throw new NotTried('what a system says of a cancelled hold may have no body: then nothing could be cut');
      }
      const account = await accountIdOf(bench, bench.system.scene.reader);
      const hold = await queuedHold(bench);
      await judge(bench, (adapter) => writesOf(adapter, 'cancelHold').cancelHold(account, hold, bench.signal));
    }),
  ];
  return { name: `when the system meets a write with ${fault}`, checks: checks.map((check) => ({ ...check, fault })) };
});

export const nothingSent: Check<PatronBench> = write(['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'])(
  'says that nothing was sent where what is to be looked at before cannot be',
  async (bench) => {
    const { scene } = bench.system;
    const account = await accountIdOf(bench, scene.reader);
    const loan = await loanOf(bench, scene.reader, renewable);
    const hold = await queuedHold(bench);
    const { adapter, signal } = bench;
    await bench.setFault('internal error', 'everything');

    const errors = [
      await errorOf(writesOf(adapter, 'renew').renew(account, loan.localId, signal)),
      await errorOf(writesOf(adapter, 'placeHold').placeHold(account, scene.holdable[0], signal)),
      await errorOf(writesOf(adapter, 'cancelHold').cancelHold(account, hold, signal)),
    ];

    agree(
      errors.map(({ notSent }) => notSent),
      [true, true, true],
      'of a write that was not sent it is not told',
    );
    agree(bench.system.writes(), 0, 'something was sent all the same');
  },
);
