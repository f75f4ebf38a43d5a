/** How many questions a real system is asked, at most; and whether it asked to be left alone. */
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';

export interface Budget {
  /** Questions that were sent. */
  readonly spent: number;
  /** Why nothing more is asked; null while there is no reason. */
  readonly whyEnded: () => string | null;
  /** The guard, through which every question is counted. */
  readonly count: (guard: HostGuard) => HostGuard;
}

export function createBudget(questions: number): Budget {
  let spent = 0;
  let endedBecause: string | null = null;
  return {
    get spent() {
      return spent;
    },
    whyEnded: () => endedBecause,
    count: (guard) => ({
      state: () => guard.state(),
      onConnections: (limit) => guard.onConnections(limit),
      async run(exchange, options) {
        if (spent >= questions) endedBecause = `${questions} questions were asked, which is the most (--questions)`;
        if (endedBecause !== null) throw new MerciaError('LMS_RATE_LIMITED', endedBecause);
        spent += 1;
        try {
          return await guard.run(exchange, options);
        } catch (error) {
          if (isMerciaError(error, 'LMS_RATE_LIMITED')) endedBecause = 'the system asked to be left alone';
          throw error;
        }
      },
    }),
  };
}
