/**
 * How many calls of one caller are under way at an adapter server. Callers have places of their own there, and readers' accounts
 * have theirs: whoever asks for much keeps nobody waiting here, and the guard over there takes them in turns.
 */
import { createSlots, currentTurn, type Slots } from '#platform/host-guard/index.ts';
import { MerciaError } from '#platform/errors.ts';

const CALLS_OF_CALLER = 8;
const WAITING_OF_CALLER = 100;

export function createPlaces(system: string) {
  const callers = new Map<string, { readonly slots: Slots; users: number }>();

  const refuse = (code: 'LMS_TIMEOUT' | 'LMS_RATE_LIMITED', why: string): MerciaError =>
    new MerciaError(code, `[${system}] adapter server not asked: ${why}`, { system, notSent: true });

  function createOwn(): Slots {
    const why = `${String(WAITING_OF_CALLER)} calls of one caller wait for it already; ask again later`;
    const crowded = (): MerciaError => refuse('LMS_RATE_LIMITED', why);
    return createSlots({ count: CALLS_OF_CALLER, mostWaiting: WAITING_OF_CALLER, crowded });
  }

  return {
    /** Waits for a place, and gives what frees it; it is free as well when the signal ends. Rejects with an error of `system`. */
    async enter(signal: AbortSignal): Promise<() => void> {
      const turn = currentTurn();
      const name = `${turn.urgency} ${turn.caller}`;
      const own = callers.get(name) ?? { slots: createOwn(), users: 0 };
      callers.set(name, own);
      own.users += 1;
      const entered = Promise.withResolvers<() => void>();
      const hold = (): Promise<void> => {
        const { promise: over, resolve: leave } = Promise.withResolvers<undefined>();
        entered.resolve(() => {
          leave(undefined);
        });
        return over;
      };
      own.slots
        .take(hold, turn, signal)
        .then(() => {
          // Nothing but the end of the signal ends it before it has entered.
          entered.reject(refuse('LMS_TIMEOUT', 'the time ran out before its turn'));
        }, entered.reject)
        .finally(() => {
          own.users -= 1;
          if (own.users === 0) callers.delete(name);
        });
      return entered.promise;
    },
  };
}
