/** Checks of how copies stand now, where something is broken: the right reason, never an answer. */
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { agree, holds, none } from '../agree.ts';
import { NotTried, type Check } from '../check.ts';
import type { FaultRow } from '../faults.ts';
import { saysOnly, whyUnanswered, wordsOf } from '../outcome.ts';
import type { Bench, SimulatedBench } from '../system.ts';
import { GIVEN_UP_MS, untilGivenUp } from './given-up.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

const wire = (name: string, fault: string, run: Check<Bench>['run']): Check<Bench> => ({
  name,
  needs: LIVE,
  touches: 'wire faults',
  fault,
  run,
});

/** Beyond this, a call has no limit of its own and waits for as long as the socket is open. Far above what a busy machine needs. */
const PATIENCE_MS = 40_000;

/** `isComposed`: asked by connections that log in themselves, of which the one that is opened for all callers ends with its time. */
export const liveWireFaults = (isComposed: boolean): readonly Check<Bench>[] => [
  wire('gives up a system that hangs, in time and down to the socket', 'hang', async (bench) => {
    const holdings = await bench.sample();
    const adapter = bench.impatient();
    bench.wire.setMode('hang');
    const started = performance.now();

    const why = await whyUnanswered(adapter.items?.findAvailability(holdings, bench.signal));
    const elapsed = performance.now() - started;
    await bench.wire.untilClosed();

    saysCode(why, ['LMS_TIMEOUT']);
    holds(elapsed < PATIENCE_MS, 'a system that hangs is waited for longer than its limit allows', elapsed);
  }),

  wire('gives up when its caller does, down to the socket', 'hang', async (bench) => {
    const holdings = await bench.sample();
    // Who is not logged in logs in for all callers, and so beyond the patience of one.
    await factsOf(bench, holdings);
    bench.wire.setMode('hang');
    const caller = new AbortController();
    const asked = bench.wire.untilAsked();
    const outcome = whyUnanswered(itemsOf(bench).findAvailability(holdings, caller.signal));

    await asked;
    const abortedAt = performance.now();
    caller.abort();

    saysCode(await outcome, ['LMS_TIMEOUT']);
    // Else it would end with the time of the call, which looks the same.
    const lateMs = performance.now() - abortedAt;
    holds(lateMs < GIVEN_UP_MS, 'a question goes on after its caller has given it up: pass the signal on', lateMs);
    if (!isComposed) await untilGivenUp(bench.wire);
  }),

  ...(
    [
      ['garbage', 'LMS_BAD_RESPONSE'],
      ['reset', 'LMS_UNAVAILABLE'],
    ] as const
  ).map(([mode, code]) =>
    wire(`says what it is when the wire does ${mode}: ${code}`, mode, async (bench) => {
      const holdings = await bench.sample();
      bench.wire.setMode(mode);

      saysCode(await whyUnanswered(itemsOf(bench).findAvailability(holdings, bench.signal)), [code]);
    }),
  ),

  wire('says LMS_UNAVAILABLE for a dead system, and answers again when it is back', 'refused', async (bench) => {
    const holdings = await bench.sample();
    await bench.wire.stop();
    const dead = await whyUnanswered(itemsOf(bench).findAvailability(holdings, bench.signal));
    await bench.wire.start();

    const answers = await itemsOf(bench).findAvailability(holdings, bench.signal);

    saysCode(dead, ['LMS_UNAVAILABLE']);
    none(
      answers.filter((answer) => answer instanceof MerciaError),
      'a system that is back does not answer',
    );
  }),
];

/** One for each row: what the fault is told as, or that it is not seen at all. */
export function liveFaultTable<B extends Bench>(
  rows: readonly FaultRow<B>[],
  touches: 'wire faults' | 'system faults',
): readonly Check<B>[] {
  return rows.map((row) => ({
    name: nameOf(row),
    needs: LIVE,
    touches,
    fault: row.fault,
    async run(bench) {
      const holdings = await bench.sample();
      const adapter = row.endsWithTime ? bench.impatient() : bench.adapter;
      if (adapter.items === undefined) throw new NotTried('this adapter has no live items');
      if (row.codes.length === 0) {
        const told = async () => (await factsOf(bench, holdings)).map(({ items }) => items);
        const whole = await told();
        await row.set(bench);
        agree(await told(), whole, 'what must not be seen changes what is told');
        return;
      }
      await row.set(bench);

      const why = await whyUnanswered(adapter.items.findAvailability(holdings, bench.signal));

      saysCode(why, row.codes);
      for (const one of why) {
        if (one instanceof MerciaError) {
          holds(one.message.includes(`[${bench.adapter.system.id}]`), 'an error names its system', one.message);
        }
      }
    },
  }));
}

/** A system that asks to be left alone for a while is not asked again and again, and its word reaches the host guard. */
export const heedsOverload: Check<SimulatedBench> = {
  name: 'asks an overloaded system no more often than one that is well, and passes on for how long it wants to be left alone',
  needs: LIVE,
  touches: 'system faults',
  fault: 'overloaded',
  async run(bench) {
    const holdings = await bench.sample();
    bench.wire.setMode('pass');
    await factsOf(bench, holdings);
    const { asked } = bench.wire;
    await bench.system.setFault('overloaded');
    bench.wire.setMode('pass');

    const why = await whyUnanswered(itemsOf(bench).findAvailability(holdings, bench.signal));

    const again =
      'a system that is overloaded is asked again at once: ask it once, and leave the rest to the host guard';
    holds(bench.wire.asked <= asked, again, [asked, bench.wire.asked]);
    for (const one of why) {
      const isPassedOn = !(one instanceof MerciaError) || one.retryAfterSeconds !== undefined;
      holds(
        isPassedOn,
        'an overloaded system says when to ask again (Retry-After), and that is lost: put it into the error',
      );
    }
  },
};

export const endsWhenClosed: Check<Bench> = {
  name: 'ends calls under way when it is closed',
  needs: LIVE,
  touches: 'wire faults',
  fault: 'hang',
  async run(bench) {
    const holdings = await bench.sample();
    bench.wire.setMode('hang');
    const asked = bench.wire.untilAsked();
    const outcome = whyUnanswered(itemsOf(bench).findAvailability(holdings, bench.signal));

    await asked;
    await bench.adapter.close();

    saysCode(await outcome, ['LMS_UNAVAILABLE']);
    await bench.wire.untilClosed();
  },
};

function nameOf({ fault, codes }: FaultRow<never>): string {
  if (codes.length === 0) return `tells the same with: ${fault}`;
  return `turns ${fault} into ${codes.join(' or ')}, naming the system`;
}

function saysCode(why: Awaited<ReturnType<typeof whyUnanswered>>, codes: readonly ErrorCode[]): void {
  holds(saysOnly(why, codes), `it says ${wordsOf(why)} and not ${codes.join(' or ')}`);
}
