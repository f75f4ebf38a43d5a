/**
 * What each caller was given of late, in values of answers: making them is what takes the processor, which all share. Each has the
 * same, and nobody takes any of another's. It is a debt that is paid off with time, so that a page of many pieces, or a large answer
 * now and then, is never refused.
 */
import { LRUCache } from 'lru-cache';
import { ANSWER_LIMITS } from '#platform/answer-size.ts';
import { MerciaError } from '#platform/errors.ts';

export type CallerDebts = ReturnType<typeof createCallerDebts>;

export interface CallerDebtOptions {
  /** Values that are paid off in a second. */
  readonly perSecond: number;
  /** Never set back: a debt would grow by it. */
  readonly now: () => number;
}

/** As much as that one may have of a debt, and ask for more: the largest answer there is. */
const UNTIL_REFUSED = ANSWER_LIMITS.values;
/** With the largest answer on top: only several at the same time come to more, and are given up. */
const UNTIL_GIVEN_UP = UNTIL_REFUSED + ANSWER_LIMITS.values;
/** If there are more, those are forgotten who asked longest ago: most of what they owed is paid off. */
const CALLERS = 20_000;

interface Debt {
  readonly values: number;
  /** Milliseconds. */
  readonly at: number;
}

export function createCallerDebts({ perSecond, now }: CallerDebtOptions) {
  const debts = new LRUCache<string, Debt>({ max: CALLERS });

  function owedBy(caller: string): number {
    const debt = debts.get(caller);
    return debt === undefined || perSecond === Number.POSITIVE_INFINITY
      ? 0
      : Math.max(0, debt.values - ((now() - debt.at) / 1_000) * perSecond);
  }

  function refusal(owed: number): MerciaError {
    const retryAfterSeconds = Math.max(1, Math.ceil((owed - UNTIL_REFUSED) / perSecond));
    const publicMessage =
      `You were given more than the ${perSecond.toLocaleString('en-GB')} values a second that one caller may have for long: ` +
      'ask again later, for fewer keys, smaller pages or fewer fields.';
    return new MerciaError('RATE_LIMITED', publicMessage, { publicMessage, retryAfterSeconds });
  }

  return {
    /** Throws RATE_LIMITED if this caller was given so much that nothing more is begun for them now. */
    check(caller: string): void {
      const owed = owedBy(caller);
      if (owed > UNTIL_REFUSED) throw refusal(owed);
    },
    /** Counts what a caller is given. Why what is under way for them is given up as well; null as long as it is not. */
    add(caller: string, values: number): MerciaError | null {
      const owed = owedBy(caller) + values;
      debts.set(caller, { values: owed, at: now() });
      return owed > UNTIL_GIVEN_UP ? refusal(owed) : null;
    },
  };
}
