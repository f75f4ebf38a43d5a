/** Decides when harvested records are matched: once for all harvests that end together, not once for each. */
import type { WaitFor } from './wait-for.ts';

export interface MatchingTurnOptions {
  readonly match: () => Promise<void>;
  /** Whether no harvest is under way or queued. */
  readonly isQuiet: () => boolean;
  readonly wait: WaitFor;
  readonly signal: AbortSignal;
}

/** Readers see nothing of a system before it is matched, so that a region of slow systems must not wait for the last. */
const PUT_OFF_MS = 300_000;

interface Turn {
  readonly done: PromiseWithResolvers<undefined>;
  /** To be taken even while others are harvested. */
  due: boolean;
}

export function createMatchingTurn({ match, isQuiet, wait, signal }: MatchingTurnOptions) {
  let running = false;
  /** Of those who came when a turn was under way already, or who wait for one to begin. */
  let next: Turn | null = null;

  function takeTurn(): void {
    if (running || next === null || !(next.due || isQuiet())) return;
    const turn = next;
    next = null;
    running = true;
    void match()
      .then(() => {
        turn.done.resolve(undefined);
      }, turn.done.reject)
      .finally(() => {
        running = false;
        takeTurn();
      });
  }

  function openTurn(): Turn {
    const turn: Turn = { done: Promise.withResolvers(), due: false };
    // It begins at once. Behind one that is under way it may have to wait: harvests may have begun when that ends.
    if (isQuiet() && !running) return turn;
    const makeDue = (): void => {
      turn.due = true;
      takeTurn();
    };
    // Who is told to stop must not wait first.
    void wait(PUT_OFF_MS, signal).then(makeDue, makeDue);
    return turn;
  }

  return {
    /**
     * Ends when everything is matched that was waiting at the call. After a full harvest (`later`) matching may be put off,
     * so that an edition is written once and not again for every system that holds it.
     */
    async join(urgency: 'now' | 'later') {
      const turn = (next ??= openTurn());
      if (urgency === 'now') turn.due = true;
      takeTurn();
      await turn.done.promise;
    },
    /** Called when no harvest is under way any more. */
    becomeQuiet: takeTurn,
  };
}
