/** The planted faults of what readers have: old dates, two things said at once, and questions that nobody waits for. */
import type { PatronBench } from '../readers/bench.ts';
import type { Mutant } from './mutant.ts';
import { PLANTED_IN_ACCOUNTS } from './planted-fields.ts';
import { accounts, broken } from './reader-mistakes.ts';
import { inPatrons, inWrites } from './overriding.ts';

type ReaderMutant = Mutant<PatronBench>;

/** No whole second: a system may date its answers by those. */
const MADE_AT = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 1).toISOString();

export const PLANTED_OF_READERS: readonly ReaderMutant[] = [
  ...PLANTED_IN_ACCOUNTS,
  accounts('dates accounts by the moment when it was made', 'dates every account anew', (facts) => ({
    ...facts,
    asOf: MADE_AT,
  })),
  accounts(
    'says of every hold in the list of those that are ready that it is',
    'says of no hold that it is ready',
    (facts) => ({
      ...facts,
      holds: (facts.holds ?? []).map((hold) => (hold.status === 'UNKNOWN' ? { ...hold, status: 'READY' } : hold)),
    }),
  ),
  ...(['renew', 'placeHold', 'cancelHold'] as const).map((write): ReaderMutant =>
    inWrites(
      { name: `says that it is done where the answer contradicts itself: ${write}`, foundBy: 'does not say that' },
      (writes, acted) =>
        broken(writes, write, () => {
          acted();
          return { outcome: 'DONE', done: null };
        }),
    ),
  ),
  ...(['find', 'verify'] as const).map((question): ReaderMutant =>
    inPatrons(
      {
        name: `goes on when nobody waits for it: ${question}`,
        foundBy: question === 'find' ? 'gives up the question whose card' : 'gives up a try at card and PIN',
        fault: 'no answer',
      },
      (patrons, acted) => {
        acted();
        const never = new AbortController().signal;
        return {
          find: (card, signal) => patrons.find(card, question === 'find' ? never : signal),
          verify: async (card, pin, signal) =>
            (await patrons.verify?.(card, pin, question === 'verify' ? never : signal)) ?? null,
        };
      },
    ),
  ),
];
